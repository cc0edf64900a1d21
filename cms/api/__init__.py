"""The API as a whole: its addresses, limits, schema and documentation page."""
