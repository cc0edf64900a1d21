"""The drafter that asks a language model, and everything that keeps such a model in its place."""
