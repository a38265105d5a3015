"""The outer walls of every number in content: the frame of all doses stands here, once.

The figures lean on the sources of the twists; a stretch whose source says less gives narrower `walls` itself.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from bot.core.library import Span


@dataclass(frozen=True, slots=True)
class Whole:
    """Reads a whole number inside these walls."""

    low: int
    high: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return self.schema()

    def schema(self) -> JsonSchemaValue:
        """What an editor is told."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}

    def read(self, value: object) -> Any:
        """The number, when it is whole and inside the walls."""
        if type(value) is not int:
            raise PydanticCustomError("wanted", "a whole number wanted")
        return self.inside(value)

    def inside(self, number: int) -> int:
        """The number, when it is inside the walls; the error names both of them."""
        if not self.low <= number <= self.high:
            raise PydanticCustomError("wanted", "{low} to {high}", {"low": self.low, "high": self.high})
        return number


@dataclass(frozen=True, slots=True)
class Within(Whole):
    """Reads a whole number, or `[low, high]`, inside these walls into a Span."""

    def schema(self) -> JsonSchemaValue:
        """What an editor is told."""
        number = {"type": "integer", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [number, {"type": "array", "items": number, "minItems": 2, "maxItems": 2}]}

    def read(self, value: object) -> Span:
        """The Span for a number or a pair of numbers."""
        ends = [end for end in (value if isinstance(value, list) else [value, value]) if type(end) is int]
        if len(ends) != 2:
            raise PydanticCustomError("wanted", "a whole number or [low, high] wanted")
        low, high = (self.inside(end) for end in ends)
        if low > high:
            raise PydanticCustomError("wanted", "the lower number first")
        return Span(low=low, high=high)


Seconds = Annotated[Span, Within(5, 60)]
Breaths = Annotated[Span, Within(1, 10)]
Reps = Annotated[Span, Within(1, 15)]
Rounds = Annotated[Span, Within(1, 10)]

Rest = Annotated[int, Whole(5, 30)]
SecondsEach = Annotated[int, Whole(1, 15)]
Percent = Annotated[int, Whole(25, 200)]
Minutes = Annotated[int, Whole(1, 30)]
LevelNumber = Annotated[int, Whole(0, 9)]
TopLevel = Annotated[int, Whole(0, 99)]
Score = Annotated[int, Whole(0, 10)]
Sessions = Annotated[int, Whole(0, 20)]
Days = Annotated[int, Whole(0, 90)]
