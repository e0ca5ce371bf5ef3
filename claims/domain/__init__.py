"""Pure rules about claims."""
