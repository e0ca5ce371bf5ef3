"""What people answer, what follows from it, and what they are told beside it."""
