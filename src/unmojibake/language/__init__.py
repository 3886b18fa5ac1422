"""The language model: what a text costs, in nats."""

from unmojibake.language.model import Model, load

__all__ = ["Model", "load"]
