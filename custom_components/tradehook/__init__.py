"""Tradehook: alerts become crypto trades."""
