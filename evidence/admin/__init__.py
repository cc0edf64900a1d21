"""The editor's desk for evidence."""
