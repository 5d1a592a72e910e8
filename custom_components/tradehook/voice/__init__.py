"""Questions and orders that are spoken, or that a language model passes on."""
