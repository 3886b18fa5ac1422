"""Given a text lattice, gives its likeliest path with the posterior of each choice, and cuts the path into spans."""
