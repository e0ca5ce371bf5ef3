"""The demonstration workspace: data files, and the command that loads them through the services."""
