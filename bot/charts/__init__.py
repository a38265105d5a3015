"""The pictures of a record: what to show is worked out here, and drawn by a process of its own that ends."""
