"""What may have been eaten at the end of a line, as far as line ends tell."""

import math


def possible(menu: dict[str, float], right: str, tail: str, line_end: str) -> dict[str, float]:
    r"""Leave of what may have been eaten what the line ends allow.

    Args:
        menu: -ln P of each character.
        right: What follows.
        tail: The line end of the line.
        line_end: The line end of the document.

    Returns:
        The menu without what is impossible: at the end of the input nothing is restored but what can be seen; a lone
        line feed in a document of carriage returns and line feeds has lost its carriage return.
    """
    if right != tail:
        gone = "\r"
    elif tail == "\n" and line_end == "\r\n":
        return {"\r": 0.0}
    elif tail == "\n":
        gone = "\r"
    else:
        gone = "\r\n"
    kept = {char: cost for char, cost in menu.items() if char not in gone or not char}
    if not tail and right == tail:
        # What cannot be seen there is one and the same.
        blank = [menu.get(char, math.inf) for char in ("", "\n", "\r", " ", "\t")]
        kept = {char: cost for char, cost in kept.items() if not char.isspace()}
        kept[""] = -math.log(sum(math.exp(-cost) for cost in blank))
    total = math.log(sum(math.exp(-cost) for cost in kept.values()))
    return {char: cost + total for char, cost in kept.items()}
