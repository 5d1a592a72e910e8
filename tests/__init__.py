"""Tests of Tradehook."""
