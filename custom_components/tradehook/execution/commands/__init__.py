"""What signals and people ask for, and how it is carried out."""
