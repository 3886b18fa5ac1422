"""The forward direction: given a text and a plan, gives the damaged text; and replays the plan of a repair."""
