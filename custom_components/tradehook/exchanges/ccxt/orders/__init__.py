"""Places and cancels orders, and what holds an entry back."""
