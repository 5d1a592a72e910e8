"""Tests of stops and targets that rest together."""
