"""What differs from venue to venue."""
