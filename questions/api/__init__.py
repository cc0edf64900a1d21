"""Read access to questions, takes, indicators and tallies over HTTP."""
