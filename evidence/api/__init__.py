"""Read access to evidence over HTTP, and the pieces that every part of the API is made of."""
