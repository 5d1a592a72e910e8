"""Tests of execution/groups."""
