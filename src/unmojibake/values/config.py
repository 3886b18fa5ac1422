"""The options of a repair, with their defaults and the reasons for these."""

import sys
from collections.abc import Collection, Iterable
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


KINDS = ("codec", "slip", "gloss", "latin", "escape")
"""The kinds of damage, as `Config.kinds` and the steps of plans name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The options of a repair.

    Attributes:
        min_damaged: Change a span when P(damaged) reaches this, 0 to 1. See
            `DEFAULT_MIN_DAMAGED`. In a line where one does, other spans that
            the same plan explains are changed from 10/11 on.
        min_confidence: Leave a span as a suspect unless the chosen reading is
            at least this sure, 0 to 1. The default, 0, keeps the best reading.
        kinds: Repair only these kinds of damage, named as in `KINDS`; any set or list is taken, and kept as frozenset.
            None means all, but that escapes which look like any text are read only where "escape" is named. What is
            damaged in another way is left, and is a suspect: a text is not called clean because nobody looked.
        prior: The share of lines that are damaged in this source, more
            than 0 and less than 1. See `DEFAULT_PRIOR`.
        ftfy: A `ftfy.TextFixerConfig` that `fix_text` obeys. None means its
            own choice. Typed as object, so that ftfy is not imported.

    Raises:
        ConfigError: If a number is out of its range, a kind does not exist, or `ftfy` is no `TextFixerConfig`. It is a
            ValueError.

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
    kinds: Collection[str] | None = None
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
        object.__setattr__(self, "kinds", _checked_kinds(self.kinds))
        _check_ftfy(self.ftfy)

    def leaves_out(self, kinds: Iterable[str]) -> bool:
        """Tell whether damage with steps of some kinds is left, as one of them is not among those to be repaired.

        An escape is repaired with whatever it hides.

        >>> Config(kinds=["codec"]).leaves_out(["gloss", "codec"]), Config().leaves_out(["gloss"])
        (True, False)
        """
        if self.kinds is None:
            return False
        kinds = frozenset(kinds)
        return not (kinds if "escape" not in kinds else {"escape"}) <= frozenset(self.kinds)

    @property
    def is_partial(self) -> bool:
        """Tell whether `kinds` leaves out some kind.

        >>> Config(kinds={"codec"}).is_partial, Config().is_partial, Config(kinds=KINDS).is_partial
        (True, False, False)
        """
        return self.kinds is not None and not frozenset(self.kinds).issuperset(KINDS)


def _check_share(name: str, value: object) -> None:
    """Raise ConfigError unless `value` is a number from 0 to 1 (NaN is not)."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        message = f"{name} must be a number from 0 to 1, not {value!r}"
        raise ConfigError(message)
    if not 0 <= value <= 1:
        message = f"{name} must be from 0 to 1, not {value!r}"
        raise ConfigError(message)


def _checked_kinds(value: object) -> frozenset[str] | None:
    """Give the kinds that a value names; raise ConfigError unless it is None or some of `KINDS`."""
    if value is None:
        return None
    known = ", ".join(KINDS)
    if isinstance(value, str) or not isinstance(value, Iterable):
        message = f"kinds must be None or a set or list of names, not {value!r}; the kinds are {known}"
        raise ConfigError(message)
    names = list(value)
    for name in names:
        if name not in KINDS:
            message = f"kinds: {name!r} is no kind of damage; the kinds are {known}"
            raise ConfigError(message)
    return frozenset(names)


def _check_ftfy(value: object) -> None:
    """Raise ConfigError unless a value is None or a `ftfy.TextFixerConfig`."""
    # Without ftfy nobody has made one: it is not imported to be compared with.
    ftfy = sys.modules.get("ftfy")
    if value is not None and not (ftfy and isinstance(value, ftfy.TextFixerConfig)):
        message = f"ftfy must be None or a ftfy.TextFixerConfig, not {value!r}"
        raise ConfigError(message)


DEFAULT = Config()
"""The options of a call that is given none."""
