"""The recipes of CONTRIBUTING, proven: each file adds one thing at the place where such go."""
