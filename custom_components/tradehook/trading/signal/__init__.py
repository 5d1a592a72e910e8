"""The signal protocol: from the bytes of a message to a validated Signal."""
