"""How a command ends: exit codes, and the exception that ends it with one clear line."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; told in the help text."""

    FINE = 0
    PROBLEM = 1
    USAGE = 2
    NOT_FOUND = 3
    NOT_SAVED = 4
    OWN_FAULT = 70
    INTERRUPTED = 130
    NOBODY_READS = 141


class CommandFailed(Exception):
    """Ends a command: the message is plain text for people and says what to do next."""

    def __init__(self, code: Exit, message: str) -> None:
        super().__init__(message)
        self.code = code
