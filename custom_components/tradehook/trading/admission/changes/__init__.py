"""Changes that a person asks of a position: its exits, and the orders that rest."""
