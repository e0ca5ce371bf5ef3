"""What measures speed, memory and quality; each module is a command."""
