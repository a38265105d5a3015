"""What was written a moment ago, by the words it was written as: whoever lies on a mat is back within the minute."""

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Known(Generic[Value]):
    """The values that were written last.

    The words themselves are the key: whatever another process made of a row since, nothing outdated is given.
    """

    def __init__(self, most: int) -> None:
        """No more than `most` are remembered; those that were written the longest ago go first."""
        self._most = most
        self._values: dict[str, Value] = {}

    def put(self, words: str, value: Value) -> None:
        """`value` was written as these words."""
        self._values.pop(words, None)
        self._values[words] = value
        if len(self._values) > self._most:
            del self._values[next(iter(self._values))]

    def get(self, words: str) -> Value | None:
        """What was written as these words, if it is remembered."""
        return self._values.get(words)

    def clear(self) -> None:
        """Remember nothing."""
        self._values.clear()
