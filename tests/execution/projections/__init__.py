"""Tests of execution/projections."""
