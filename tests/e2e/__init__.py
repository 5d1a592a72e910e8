"""Tests of a real Home Assistant process of the newest release, over real HTTP."""
