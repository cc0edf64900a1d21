"""Partners: their keys and what they hand in."""
