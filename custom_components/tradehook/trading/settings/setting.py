"""One row of the table of a bot's settings."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

DAY: Final = 86_400
YEAR: Final = 365 * DAY


class Step(StrEnum):
    """A step of the bot's form."""

    ENTRY = "entry"
    EXITS = "exits"
    LIMITS = "limits"


class Kind(StrEnum):
    """What a setting's value is; ranges include their ends."""

    TEXT = "text"
    """`maximum` is its greatest length."""
    CURRENCY = "currency"
    CURRENCIES = "currencies"
    NETWORKS = "networks"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    WHOLE = "whole"
    NUMBER = "number"
    AMOUNT = "amount"
    """A number above zero, up to `maximum` if there is one."""
    DISTANCE = "distance"
    """A percentage other than zero, below `maximum` if there is one; its sign says nothing."""
    NUMBER_OR_WORD = "number_or_word"
    """A number, or one of the choices."""
    ROWS = "rows"
    """A list of objects with the `columns`."""
    SECTION = "section"
    """An object; the rows whose `part_of` names it are its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field of a setting that is a list of objects."""

    name: str
    kind: Kind = Kind.AMOUNT
    maximum: int | None = None
    unit: str | None = None
    default: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting of a bot, or with `part_of` one field of a setting that is an object."""

    name: str
    """The name in the form, and in the settings where `part_of` says nothing else."""
    kind: Kind
    step: Step
    section: str = ""
    """The section of the form's step; "" stands above all of them."""
    minimum: int = 0
    maximum: int | None = None
    unit: str | None = None
    """The unit of what is stored: `s`, `min`, `%`, `/min`; None where the quote currency or none
    is meant."""
    shown_in_minutes: bool = False
    """The form shows the seconds that are stored in minutes."""
    choices: type[StrEnum] | None = None
    choices_name: str | None = None
    """The translation key of the choices."""
    columns: tuple[Column, ...] = ()
    default: Any = None
    """What stands where nothing is given; of a setting that is the default of `BotSettings`."""
    optional: bool = True
    """It may be empty in the form."""
    can_be_off: bool = False
    """None is a value of its own, also where the default is another one."""
    part_of: str | None = None
    key: str | None = None
    """Of a part: its name in the object; None = `name`."""
    futures_only: bool = False
    shown: bool = True
    """It is in the form, and so in the panel's table and the docs; False = it is stored only where
    it differs from its default."""
    words: str = ""
    """What docs/bots.md says of it, in Markdown."""

    @property
    def stored_key(self) -> str:
        """Return the name in the object that holds the value: the settings, or one of them."""
        return self.key or self.name

    @property
    def is_required(self) -> bool:
        """Return whether there are no settings of a bot without it."""
        return not self.optional and self.default is None and self.part_of is None
