"""The venues behind one Protocol: the paper exchange and its simulated market."""
