"""The pictures of a record."""
