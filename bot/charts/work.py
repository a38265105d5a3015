"""What is handed to the process that draws, as JSON: a card or a sheet, told apart by its kind."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.charts.card import Card
from bot.charts.sheet import Sheet

WORK: TypeAdapter[Card | Sheet] = TypeAdapter(Annotated[Card | Sheet, Field(discriminator="kind")])
