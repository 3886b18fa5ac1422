"""Every error that this library raises on purpose.

The tree::

    UnmojibakeError
    ├── ConfigError (also a ValueError)   an option has a value that means nothing
    │   └── WrongTypeError (also a TypeError)  what was given as the config or the context is none
    ├── PlanError   (also a ValueError)   a plan names a step, chain or rule that does not exist
    ├── BinaryError (also a ValueError)   bytes to decode are no text in any encoding
    ├── ModelError                        the language model's file is missing or altered
    └── InputError                        a file, or what is in it, can't be used
        ├── ColumnError (also a ValueError)  a table has no such column of text
        ├── NotUtf8Error                  text, maybe, but in another encoding
        └── SkippedError                  a file that is left alone on purpose: binary, too large, a link

Text content never raises: whatever the characters are, `repair` returns a
`Result`. Errors are for misuse, and for bytes that are no text; each message says what to do next.
"""


class UnmojibakeError(Exception):
    """Be the base of all errors of this library, so that one `except` catches them."""


class ConfigError(UnmojibakeError, ValueError):
    """Report an option whose value means nothing, such as a probability of 2."""


class WrongTypeError(ConfigError, TypeError):
    """Report a config or a context that is of another type, such as a dict."""


class PlanError(UnmojibakeError, ValueError):
    """Report a plan that can't be run: an unknown step, chain or decoder rule."""


class BinaryError(UnmojibakeError, ValueError):
    """Report bytes that are no text in any encoding: a picture, an archive, a program."""


class ModelError(UnmojibakeError):
    """Report that the language model's file is missing, cut short or altered."""


class InputError(UnmojibakeError):
    """Report input that can't be used, or a file that can't be read or written."""


class ColumnError(InputError, ValueError):
    """Report a table without the column that is to be repaired, or one that holds no text."""


class NotUtf8Error(InputError):
    """Report text that is in another encoding than UTF-8, with the line (from 1) where that shows."""

    def __init__(self, message: str, line: int) -> None:
        """Keep the line beside the message."""
        super().__init__(message)
        self.line = line


class SkippedError(InputError):
    """Report a file that is left alone on purpose: it is binary, too large, or no regular file.

    `aloud` tells whether that is worth saying even of a file that nobody named.
    """

    def __init__(self, message: str, *, aloud: bool = False) -> None:
        """Keep beside the message how loud it is."""
        super().__init__(message)
        self.aloud = aloud
