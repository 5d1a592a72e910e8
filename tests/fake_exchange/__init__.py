"""Imitations of real exchanges, on the wire: strict, with matching and with scripted faults."""
