"""Tests of the flows that add and change a live account."""
