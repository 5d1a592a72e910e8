"""Tests of execution/reconciliation."""
