"""Where everything in a map stands, and what it looks like: one layout for page, picture and print."""
