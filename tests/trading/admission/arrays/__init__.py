"""Tests of what an array of signals will leave."""
