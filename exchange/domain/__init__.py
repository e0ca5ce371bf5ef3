"""Foreign formats as values: one loader and one dumper around one dataclass. Pure Python."""
