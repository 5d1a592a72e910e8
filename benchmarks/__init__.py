"""Measures Tradehook against the least that each step can cost, in one run."""
