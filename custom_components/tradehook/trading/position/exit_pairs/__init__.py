"""Stop and take profits that rest together on spot: pairs of which one ends the other (OCO)."""
