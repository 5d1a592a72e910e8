"""Events, slots, clocks and tasks of an account."""
