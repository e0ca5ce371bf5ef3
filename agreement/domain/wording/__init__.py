"""What a sentence says: its clauses, cues, referents, and whether it is worth a claim."""
