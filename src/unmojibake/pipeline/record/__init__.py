"""Given the choices of each line, gives a result: changes with plan and confidence, suspects, the repaired text."""
