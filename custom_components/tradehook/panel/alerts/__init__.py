"""Alerts of other systems: what a pasted one is, what is to be sent instead, whose a bot takes."""
