"""What would become of a file of a map in a workspace: found before anything is made."""
