"""What follows from a graph of attacks and supports: extensions, strengths, and why."""
