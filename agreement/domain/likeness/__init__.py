"""How much statements are about the same thing, and how sure that is."""
