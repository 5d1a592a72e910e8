"""Tests of execution/commands."""
