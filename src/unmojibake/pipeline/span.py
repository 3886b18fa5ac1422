"""A span: a part of a line that a candidate reads otherwise than it stands, with the costs of both texts."""

from collections.abc import Sequence
from typing import NamedTuple

from unmojibake.pipeline import limits
from unmojibake.pipeline.lattice import Readings


class Weights(NamedTuple):
    """The costs of a span in nats.

    Attributes:
        stands: The cost of the span as it stands.
        reads: The cost of its reading.
        repeated: Nats that its repetitions, counted once in the two costs above, would add to their difference.
            Repetitions prove no damage, but they count when two readings of the same span compete.
        words: The part of the difference of the two costs above that is due to whole words which are written often.
    """

    stands: float
    reads: float
    repeated: float = 0.0
    words: float = 0.0

    @property
    def gain(self) -> float:
        """Give the nats by which the reading is likelier than the span as it stands."""
        return self.stands - self.reads

    def scaled(self, scale: float, gain: float) -> "Weights":
        """Give the weights of a whole span from those of its beginning.

        Args:
            scale: How many times as long as its beginning the span is.
            gain: Nats that are added to what speaks for the reading of the beginning.
        """
        return Weights(self.stands * scale, (self.reads - gain) * scale, self.repeated * scale)


ENOUGH = 12
"""Code points of the head of a span, which is weighed where one candidate is beyond doubt."""
CERTAIN = Weights(limits.BEYOND_DOUBT, 0.0)
"""The weights of a span that is not weighed, because other spans of its line prove the damage."""


class Span(NamedTuple):
    """A part of a line that a candidate reads otherwise than it stands.

    Attributes:
        start: Its first code point in the line.
        end: One past its last code point.
        before: How it stands.
        after: Its reading.
        head: How many code points of `before` and of `after` are weighed: a cut where both begin a character.
        picks: For each filled place its start and end in `after`, and its readings with their probabilities.
        edits: For each edit of the bytes its kind, what was put in or taken out, and the byte of `after` where it was.
        cost: Nats that the edits cost.
        weights: The costs of the span and of its reading.
    """

    start: int
    end: int
    before: str
    after: str
    head: tuple[int, int]
    picks: Sequence[tuple[int, int, Readings]] = ()
    edits: Sequence[tuple[str, ...]] = ()
    cost: float = 0.0
    weights: Weights = CERTAIN
