"""A live account in a process of its own, which is killed, cut off and left alone."""
