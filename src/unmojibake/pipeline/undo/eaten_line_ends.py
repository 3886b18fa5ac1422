"""Gives the costs of what may have been eaten, less what the line ends of a document make impossible."""

import math


def possible(costs: dict[str, float], right: str, tail: str, line_end: str) -> dict[str, float]:
    r"""Give the costs of the characters that may have been eaten before a text, by the line ends around it.

    Args:
        costs: -ln P of each character, in nats.
        right: The text that follows the hole, with the line end.
        tail: The line end of the line, "" at the end of the input.
        line_end: The line end of the document, "" where it has none.

    Returns:
        The costs of the characters that are possible, again of sum 1: at the end of the input no white space is
        restored, as nobody could see it; a lone line feed in a document of carriage returns and line feeds has lost
        its carriage return.

    >>> possible({"\r": 2.0, '"': 0.1}, "\n", "\n", "\r\n")
    {'\r': 0.0}
    >>> sorted(possible({"": 1.0, "\n": 1.0, '"': 1.0}, "", "", "\n"))
    ['', '"']
    """
    if right != tail:
        gone = "\r"
    elif tail == "\n" and line_end == "\r\n":
        return {"\r": 0.0}
    elif tail == "\n":
        gone = "\r"
    else:
        gone = "\r\n"
    kept = {char: cost for char, cost in costs.items() if char not in gone or not char}
    if not tail and right == tail:
        # White space and no character at all look the same there: they are one reading.
        blank = [costs.get(char, math.inf) for char in ("", "\n", "\r", " ", "\t")]
        kept = {char: cost for char, cost in kept.items() if not char.isspace()}
        kept[""] = -math.log(sum(math.exp(-cost) for cost in blank))
    total = math.log(sum(math.exp(-cost) for cost in kept.values()))
    return {char: cost + total for char, cost in kept.items()}
