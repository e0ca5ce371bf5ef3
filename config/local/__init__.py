"""The local run: PostgreSQL, broker, worker and site started by one command."""
