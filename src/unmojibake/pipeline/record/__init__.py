"""Given choices, gives the values of a result: changes with plan and confidence, suspects, the repaired text."""
