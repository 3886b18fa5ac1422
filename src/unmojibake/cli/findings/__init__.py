"""What was found in a file: findings with places and rules, made of results, less those that a baseline knows."""
