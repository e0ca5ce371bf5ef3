"""Who cites what: reference entries to works, citations in the text, and the links between them."""
