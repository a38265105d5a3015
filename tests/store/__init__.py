"""What every home for state must keep, and what is SQLite alone."""
