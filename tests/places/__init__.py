"""Time zones from places."""
