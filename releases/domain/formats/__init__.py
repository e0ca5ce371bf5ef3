"""The formats of claim sets: pure writers from records to bytes, in constant memory."""
