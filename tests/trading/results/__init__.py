"""Test what was earned."""
