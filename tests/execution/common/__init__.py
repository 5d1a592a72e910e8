"""Tests of execution/state."""
