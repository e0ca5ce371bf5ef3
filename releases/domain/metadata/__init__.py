"""What tells people and programs what a release is and how to cite it, all written of one value of facts."""
