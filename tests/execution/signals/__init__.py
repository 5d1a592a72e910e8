"""Tests of execution/signals."""
