"""Unwind guides a person through gentle spinal twists, lying on the floor, one step at a time."""

import zoneinfo

__version__ = "0.1.0"

# The pinned tzdata package says when clocks change, and no machine's own files do: machines have files of different
# years, and slim images none, but one person's reminder must ring at one moment wherever it is worked out. Done here,
# because nothing of the bot, its tests and its side processes can be imported before.
zoneinfo.reset_tzpath(())
