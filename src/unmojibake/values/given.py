"""Checks that what a caller gave as the config and the context is what it should be."""

from __future__ import annotations

from unmojibake.errors import WrongTypeError

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from unmojibake.values.config import Config
    from unmojibake.values.context import Context


def check(config: Config | None, context: Context | None = None) -> None:
    """Raise WrongTypeError unless these are a `Config` and a `Context`, or None.

    Args:
        config: What was given as the config.
        context: What was given as the context.

    Raises:
        WrongTypeError: If one of them is of another type. It is a ConfigError and a TypeError.

    >>> check({"min_confidence": 0.9})
    Traceback (most recent call last):
    ...
    unmojibake.errors.WrongTypeError: config must be an unmojibake.Config or None, not dict: give Config(option=value)
    """
    # Both modules are loaded where such a value exists; whoever gives none does not load them.
    if config is not None:
        from unmojibake.values.config import Config  # noqa: PLC0415 - see above

        if not isinstance(config, Config):
            found = type(config).__name__
            message = f"config must be an unmojibake.Config or None, not {found}: give Config(option=value)"
            raise WrongTypeError(message)
    if context is not None:
        from unmojibake.values.context import Context  # noqa: PLC0415 - see above

        if not isinstance(context, Context):
            message = f"context must be an unmojibake.Context or None, not {type(context).__name__}"
            raise WrongTypeError(message)
