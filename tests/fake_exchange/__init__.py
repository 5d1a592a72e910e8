"""Imitations of real exchanges, on the wire: see README.md."""
