"""What a home says when it cannot be opened, read or written."""


class StoreFault(Exception):
    """The home for state cannot do what was asked; the words say why, and never hold what a person said."""
