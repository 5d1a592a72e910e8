"""Tests of execution/state/ended."""
