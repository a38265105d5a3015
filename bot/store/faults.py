"""What a home says when it cannot be opened, read or written."""

from bot.refusals import Refusal


class StoreFault(Refusal):
    """The home for state cannot do what was asked; the words say why, and never hold what a person said."""


class StoreDown(StoreFault):
    """Nothing can be written at this moment: the disk is full, the file is locked, the server is gone. What was asked
    is not to blame: it may be asked again, as often as it takes."""
