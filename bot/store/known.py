"""What was written a moment ago, by the words it was written as: whoever lies on a mat is back within the minute."""

from collections import OrderedDict
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Known(Generic[Value]):
    """The values that were written last. Each may be had back once, for its next version takes its place.

    The words themselves are the key: whatever another process made of a row since, nothing outdated is given.
    """

    def __init__(self, most: int) -> None:
        """No more than `most` are remembered; those of the longest ago go first."""
        self._most = most
        self._values: OrderedDict[str, Value] = OrderedDict()

    def put(self, words: str, value: Value) -> None:
        """`value` was written as these words."""
        self._values[words] = value
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def take(self, words: str) -> Value | None:
        """What was written as these words, if it is remembered."""
        return self._values.pop(words, None)
