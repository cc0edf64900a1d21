"""Why a start is given up."""


class CannotStart(Exception):
    """The start is given up; the text is the one line for the person at the terminal."""

    def __init__(self, line: str, *, code: int = 1) -> None:
        super().__init__(line)
        self.code = code


class Stopping(Exception):
    """Somebody asked for the end (Ctrl-C, SIGTERM, a closed terminal) while things were starting."""
