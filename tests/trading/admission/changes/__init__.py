"""Tests of changes that a person asks for."""
