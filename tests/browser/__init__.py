"""Tests of the panel: a real Chromium in front of a real Home Assistant."""
