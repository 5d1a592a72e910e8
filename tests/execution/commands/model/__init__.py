"""Tests of execution/commands/model."""
