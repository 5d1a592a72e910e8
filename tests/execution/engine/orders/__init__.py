"""Tests of execution/engine/orders."""
