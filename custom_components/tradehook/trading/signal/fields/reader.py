"""Field reader: converts the fields of an object, collects all validation errors and goes on."""

from collections.abc import Callable, Iterable, Mapping, Set as AbstractSet
from decimal import Decimal
from enum import StrEnum
from typing import Concatenate, Final

from ...model.sections import PriceLevel
from ...reasons.reasons import ReasonCode
from ...reasons.text import shown
from ..json_body import JsonNumber, JsonObject
from . import values
from .report import LONGEST_NAME, ValidationReport
from .values import InvalidValue

MAX_ITEMS: Final = 50
"""Entries of one list, such as take profits."""


class FieldReader:
    """The fields of one object; each reader returns None for what is missing, null or wrong."""

    def __init__(
        self, source: Mapping[str, object], report: ValidationReport, path: str = ""
    ) -> None:
        self.source = source
        self.report = report
        self.path = path
        self.used: set[str] = set()
        """The fields that were asked for, there or not."""
        self._passed: set[str] = set()
        """The fields that are known and not asked for here, or whose faults don't count."""
        self.repeated = source.repeated if isinstance(source, JsonObject) else {}
        self.given: AbstractSet[str] = {name for name, value in source.items() if value is not None}
        """The fields that say something, or are there more than once: only these need a reader."""
        if self.repeated:
            self.given |= self.repeated.keys()

    def ask(self, names: AbstractSet[str]) -> AbstractSet[str]:
        """Return the fields that say something; those asked for may be passed if they don't."""
        self.used |= names
        return self.given

    def at(self, name: str) -> str:
        """Return a field's path."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """Return whether a field is there and not null, right or wrong."""
        return self.source.get(name) is not None

    def error(self, name: str, message: str, code: ReasonCode | None = None) -> None:
        """Add an error to a field, or to the object itself with an empty name."""
        self.report.error(self.at(name) if name else self.path, message, code)

    def require(self, *names: str) -> bool:
        """Return whether one of the fields is there; if none is, that is an error of the first."""
        for name in names:
            if self.source.get(name) is not None:
                return True
        others = f" (this or {' or '.join(f'`{name}`' for name in names[1:])})"
        self.error(names[0], f"is required{others if len(names) > 1 else ''}")
        return False

    def require_each(self, *names: str) -> None:
        """Add an error for each of the fields that isn't there."""
        for name in names:
            if self.source.get(name) is None:
                self.require(name)

    def exclusive(self, *names: str) -> bool:
        """Return whether at most one of the fields is there; more contradict each other."""
        given = [name for name in names if self.source.get(name) is not None]
        for name in given[1:]:
            self.error(name, f"contradicts `{given[0]}`: give only one of them")
        return len(given) <= 1

    def skip(self, *names: str) -> None:
        """Pass fields that are known and not read here."""
        self._passed.update(names)
        for name in names:
            if name in self.repeated:
                self._say_repeated(name)

    def taken_from_bot(self, name: str) -> None:
        """Pass a field that the bot takes from its own settings, with a warning."""
        self._passed.add(name)
        if name in self.source:
            self.report.warn(ReasonCode.SECTION_FROM_BOT, path=self.at(name))

    def again(self, report: ValidationReport) -> FieldReader:
        """Return another reader of the same fields, with a report of its own."""
        other = FieldReader(self.source, report, self.path)
        other.repeated, other.given = self.repeated, self.given
        return other

    def merge_trial(self, trial: FieldReader) -> None:
        """Merge another reading of the same object; what was wrong there is a warning here."""
        self._passed |= trial.used | trial._passed
        for error in trial.report.errors:
            self.report.warn(ReasonCode.FIELD_IGNORED, path=error.path, reason=error.message)
        self.report.take_warnings(trial.report)
        if not trial.report.errors:
            self.used |= trial.used

    def merge(self, other: FieldReader) -> None:
        """Merge another reading of the same object whose errors count."""
        self._passed |= other._passed
        self.used |= other.used
        for error in other.report.errors:
            self.report.error(error.path, error.message, error.code)
        self.report.take_warnings(other.report)

    def ignore(self, name: str, reason: str) -> None:
        """Warn of a field that is there and not used."""
        self._passed.add(name)
        if self.source.get(name) is not None:
            self.report.warn(ReasonCode.FIELD_IGNORED, path=self.at(name), reason=reason)

    def finish(self, known: Iterable[str] = (), reason: str = "") -> None:
        """Deal with what was not asked for: known elsewhere (ignored), or known to nobody."""
        here = self.used | self._passed
        if self.source.keys() <= here:
            return
        elsewhere = frozenset(known)
        for name in self.source:
            if name in here:
                continue
            if name in elsewhere:
                self.ignore(name, reason)
            else:
                path = self.at(shown(name, LONGEST_NAME))
                self.report.unknown(path, str(name), elsewhere or frozenset(here))

    def read[T, **P](
        self,
        name: str,
        convert: Callable[Concatenate[object, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Convert a field."""
        self.used.add(name)
        if name in self.repeated:
            self._say_repeated(name)
        value = self.source.get(name)
        if value is None:
            return None
        try:
            return convert(value, *args, **kwargs)
        except InvalidValue as mistake:
            self.error(name, mistake.message, mistake.code)
            return None

    def attempt[T, **P](
        self,
        name: str,
        convert: Callable[Concatenate[object, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Convert a field as `read` does, but what can't be read is a warning."""
        self.used.add(name)
        if name in self.repeated:
            self._say_repeated(name)
        value = self.source.get(name)
        if value is None:
            return None
        try:
            return convert(value, *args, **kwargs)
        except InvalidValue as mistake:
            self.ignore(name, mistake.message)
            return None

    def drop_empty(self, names: Iterable[str] | None = None) -> None:
        """Treat empty texts as left out, of some fields or of all, with a warning.

        A field that is there twice with different values stays: it contradicts itself.
        """
        wanted = None if names is None else frozenset(names)
        empty = {
            name
            for name, value in self.source.items()
            if isinstance(value, str)
            and not value.strip()
            and (wanted is None or name in wanted)
            and not self.repeated.get(name)
        }
        for name in sorted(empty):
            self.report.warn(ReasonCode.EMPTY_FIELD, path=self.at(name))
        if empty:
            self.source = {k: v for k, v in self.source.items() if k not in empty}
            self.given = self.given - empty | self.repeated.keys()

    def read_leniently[T, **P](
        self,
        name: str,
        convert: Callable[Concatenate[object, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Convert a field that is useful but not needed: what is wrong with it is a warning."""
        self._passed.add(name)
        value = self.source.get(name)
        if value is None:
            return None
        try:
            return convert(value, *args, **kwargs)
        except InvalidValue as mistake:
            self.ignore(name, mistake.message)
            return None

    def _say_repeated(self, name: str) -> None:
        if self.repeated[name] or not self.report.lenient:
            self.error(name, "is given more than once")
        else:
            self.report.warn(ReasonCode.FIELD_REPEATED, path=self.at(name))

    def word(self, name: str, longest: int = 64) -> str | None:
        """Read a text."""
        said = self.source.get(name)
        if (
            type(said) is str
            and 0 < len(said) <= longest
            and said.isprintable()
            and "{{" not in said
            and said.strip() == said
            and name not in self.repeated
        ):  # as nearly all are: `values.text` finds nothing wrong with it
            self.used.add(name)
            return said
        return self.read(name, values.text, longest)

    def flag(self, name: str) -> bool | None:
        """Read true or false."""
        return self.read(name, values.boolean)

    def choice[E: StrEnum](self, name: str, kind: type[E] | tuple[E, ...]) -> E | None:
        """Read one of an enumeration's members, or of some of them."""
        said = self.source.get(name)
        found: E | None = values.members_of(kind).get(said) if type(said) is str else None
        if found is not None and name not in self.repeated:
            self.used.add(name)
            return found
        return self.read(name, values.choice, kind)

    def whole(self, name: str, least: int, most: int) -> int | None:
        """Read a whole number of a range."""
        return self.read(name, _whole, least, most)

    def number(self, name: str, least: int, most: int) -> Decimal | None:
        """Read a number of a range, its ends included."""
        return self.read(name, _between, least, most)

    def _plain_number(self, name: str) -> Decimal | None:
        """Read a number above zero as nearly all are spelled; None = it has to be looked at."""
        said = self.source.get(name)
        spelling = said.spelling if type(said) is JsonNumber else said
        if type(spelling) is not str or not values.PLAIN_NUMBER.fullmatch(spelling):
            return None
        found = Decimal(spelling)
        if not found or name in self.repeated:
            return None
        self.used.add(name)
        return found

    def positive(self, name: str, most: int | None = None) -> Decimal | None:
        """Read a number above zero: an amount, a price or a share."""
        found = self._plain_number(name)
        if found is not None and (most is None or found <= most):
            return found
        return self.read(name, _positive, most)

    def distance(
        self, name: str, below: int | None = None, *, zero: bool = False
    ) -> Decimal | None:
        """Read a percentage whose sign says nothing: the side decides above or below."""
        found = self._plain_number(name)
        if found is not None and (below is None or found < below):
            return found
        return self.read(name, _distance, below, zero=zero)

    def level(self, percentage: str, price: str) -> PriceLevel | None:
        """Read a price that is given as a distance or as such."""
        given = self.ask({percentage, price})
        both = percentage in given and price in given
        exclusive = not both or self.exclusive(percentage, price)
        distance = self.distance(percentage) if percentage in given else None
        fixed = self.positive(price) if price in given else None
        if not exclusive or (distance is None and fixed is None):
            return None
        return PriceLevel(percentage=distance, price=fixed)

    def section(self, name: str) -> FieldReader | None:
        """Read an object."""
        source = self.read(name, _mapping)
        return None if source is None else FieldReader(source, self.report, self.at(name))

    def entries(self, name: str) -> tuple[FieldReader, ...]:
        """Read a list of objects."""
        found = []
        for index, item in enumerate(self.read(name, _items) or ()):
            path = f"{self.at(name)}[{index}]"
            if isinstance(item, dict | Mapping):
                found.append(FieldReader(item, self.report, path))
            else:
                self.report.error(path, "must be an object")
        return tuple(found)


def _whole(value: object, least: int, most: int) -> int:
    found = values.integer(value)
    if not least <= found <= most:
        raise InvalidValue(f"must be between {least} and {most}")
    return found


def _between(value: object, least: int, most: int) -> Decimal:
    found = values.number(value)
    if not least <= found <= most:
        raise InvalidValue(f"must be between {least} and {most}")
    return found


def _positive(value: object, most: int | None) -> Decimal:
    found = values.number(value)
    if found <= 0:
        raise InvalidValue("must be greater than 0")
    if most is not None and found > most:
        raise InvalidValue(f"must be at most {most}")
    return found


def _distance(value: object, below: int | None, *, zero: bool = False) -> Decimal:
    found = values.number(value)
    if not found and not zero:
        raise InvalidValue("must be greater than 0")
    if below is not None and abs(found) >= below:
        raise InvalidValue(f"must be less than {below}")
    return found.copy_abs()


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict | Mapping):
        raise InvalidValue("must be an object")
    return value


def _items(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise InvalidValue("must be a list of objects")
    if len(value) > MAX_ITEMS:
        raise InvalidValue(f"must have at most {MAX_ITEMS} entries")
    return list(value)
