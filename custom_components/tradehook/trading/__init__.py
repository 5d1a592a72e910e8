"""The rules of trading: pure functions over data, no I/O, no clock, Decimal only."""
