"""The walk: every row of the list of exchanges, from the first order to the last, on the wire."""
