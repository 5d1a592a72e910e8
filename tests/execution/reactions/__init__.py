"""Tests of what follows from a step, or from time."""
