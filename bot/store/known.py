"""What was written a moment ago, by the words it was written as: whoever lies on a mat is back within the minute."""

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Known(Generic[Value]):
    """The values that were written last.

    The words themselves are the key: whatever another process made of a row since, nothing outdated is given.
    """

    def __init__(self, most: int, *, once: bool = False) -> None:
        """Of no more than `most` characters is it remembered what they say; what was written the longest ago goes
        first. `once`: each is given once only, for whoever reads it writes it anew, and it is outdated then.
        """
        self._most, self._once = most, once
        self._values: dict[str, Value] = {}
        self._size = 0

    def put(self, words: str, value: Value) -> None:
        """`value` was written as these words."""
        self._let_go(words)
        self._values[words] = value
        self._size += len(words)
        while self._size > self._most:
            self._let_go(next(iter(self._values)))

    def get(self, words: str) -> Value | None:
        """What was written as these words, if it is remembered."""
        return self._let_go(words) if self._once else self._values.get(words)

    def clear(self) -> None:
        """Remember nothing."""
        self._values.clear()
        self._size = 0

    def _let_go(self, words: str) -> Value | None:
        value = self._values.pop(words, None)
        self._size -= len(words) if value is not None else 0
        return value
