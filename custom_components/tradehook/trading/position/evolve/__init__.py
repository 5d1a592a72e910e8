"""The fold: what facts make of a position."""
