"""What can go wrong with the own PostgreSQL."""


class PostgresFailed(Exception):
    """PostgreSQL could not be prepared, started or stopped; the text says why and where its log is."""
