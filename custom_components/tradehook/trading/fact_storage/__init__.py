"""How facts are stored, and what older versions have stored."""
