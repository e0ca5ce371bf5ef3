"""Arguments as values: the graph, its layout and what is drawn and written from it. No Django here."""
