"""The editors' screens for questions, runs and takes."""
