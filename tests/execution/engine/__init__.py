"""Tests of execution/engine."""
