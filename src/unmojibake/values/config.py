"""The options of a repair, with their defaults and the reasons for these."""

from dataclasses import dataclass, field

from unmojibake.errors import ConfigError

DEFAULT_MIN_DAMAGED = 1000 / 1001
"""Least P(damaged) at which a span is changed, when the caller states none.

A wrong change to clean text is taken to cost a thousand times as much as a
miss; with p = P(damaged), changing is the cheaper choice when
(1 - p) * 1000 <= p, that is p >= 1000 / 1001.
"""

DEFAULT_PRIOR = 5e-4
"""The share of lines assumed to be damaged, when the caller states none.

It is a statement about the source, not a measurement: one line in two thousand, a web crawl.
State `Config(prior=0.5)` for a file that you already know is broken, `Config(prior=1e-5)` for a
corpus that was cleaned before.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The options of a repair.

    Attributes:
        min_damaged: Change a span when P(damaged) reaches this, 0 to 1. See
            `DEFAULT_MIN_DAMAGED`. In a line where one does, other spans that
            the same plan explains are changed from 10/11 on.
        min_confidence: Leave a span as a suspect unless its `Change.confidence`
            would be at least this, 0 to 1. The default, 0, leaves only what is
            likelier far from the original than near it.
        kinds: Repair only these kinds of damage ("codec", ...). None means all.
        prior: The share of lines that are damaged in this source, more
            than 0 and less than 1. See `DEFAULT_PRIOR`.
        ftfy: A `ftfy.TextFixerConfig` that `fix_text` obeys. None means its
            own choice. Typed as object, so that ftfy is not imported.

    Raises:
        ConfigError: If a number is out of its range or a set is not a set of
            names. It is a ValueError.

    Example:
        >>> Config(min_confidence=0.9).min_confidence
        0.9
        >>> Config(prior=0)
        Traceback (most recent call last):
        ...
        unmojibake.errors.ConfigError: prior must be more than 0 and less than 1, not 0
    """

    min_damaged: float = DEFAULT_MIN_DAMAGED
    min_confidence: float = 0.0
    kinds: frozenset[str] | None = None
    prior: float = DEFAULT_PRIOR
    ftfy: object | None = field(default=None)

    def __post_init__(self) -> None:
        """Check the values, so that a slip shows here and not as a strange repair."""
        for name in ("min_damaged", "min_confidence"):
            _check_share(name, getattr(self, name))
        _check_share("prior", self.prior)
        if not 0 < self.prior < 1:
            message = f"prior must be more than 0 and less than 1, not {self.prior!r}"
            raise ConfigError(message)
        _check_kinds(self.kinds)


def _check_share(name: str, value: object) -> None:
    """Raise ConfigError unless `value` is a number from 0 to 1 (NaN is not)."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        message = f"{name} must be a number from 0 to 1, not {value!r}"
        raise ConfigError(message)
    if not 0 <= value <= 1:
        message = f"{name} must be from 0 to 1, not {value!r}"
        raise ConfigError(message)


def _check_kinds(value: object) -> None:
    """Raise ConfigError unless `value` is None or a frozenset of names."""
    if value is None:
        return
    if not isinstance(value, frozenset) or not all(isinstance(item, str) and item for item in value):
        message = f"kinds must be None or a frozenset of names, not {value!r}"
        raise ConfigError(message)


DEFAULT = Config()
"""The options of a call that is given none."""
