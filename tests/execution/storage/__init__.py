"""Tests of execution/storage."""
