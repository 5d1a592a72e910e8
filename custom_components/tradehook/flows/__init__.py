"""Steps, forms and checks of the config flows."""
