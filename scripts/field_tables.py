"""The tables of fields in docs/: each field with its kind of value, unit, meaning and an example.

Fields, their order and the kinds of their values come from the typed rows that actions answer and
entities show; docs/fields.toml has the words. A field without words, and words without a field,
are errors.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
import tomllib
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    NotRequired,
    TypeAliasType,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import yaml

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "docs" / "fields.toml"
SERVICES = ROOT / "custom_components" / "tradehook" / "services.yaml"
EXAMPLES = {
    "boolean": "true",
    "config_entry": "01JC0FFEE0000000000000TEA1",
    "datetime": "2026-11-20 00:00:00",
    "entity": "switch.demo_bot",
}
"""By the kind of a selector."""
NUMBER_UNITS = frozenset(
    {"%", "R", "base currency", "quote currency", "`currency`", "`fee_currency`"}
)
HEAD = "| field | | unit | | example |\n|---|---|---|---|---|\n"


class Line(NamedTuple):
    """A row of a table."""

    path: str
    kind: str
    unit: str
    text: str
    example: str

    def __str__(self) -> str:
        """Return it as the page has it."""
        example = f"`{self.example}`" if self.example else ""
        cells = (f"`{self.path}`", self.kind, self.unit, self.text.replace("|", "\\|"), example)
        return f"| {' | '.join(cells)} |\n"


class Words:
    """What docs/fields.toml says, and what of it was asked for."""

    def __init__(self, text: str) -> None:
        """Read the file's text."""
        self._rows: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(text)
        self._asked: set[tuple[str, str]] = set()

    def of(self, rows: Sequence[str], name: str) -> tuple[str, str, str]:
        """Return unit, text and example of a field of the first row that has it."""
        for row in rows:
            if name in self._rows.get(row, {}):
                self._asked.add((row, name))
                unit, text, example = self._rows[row][name]
                return unit, text, example
        raise ValueError(
            f"{WORDS.name} has no words for {name} of {rows[0]}: add "
            f'{name} = ["unit", "what it is", "example"] under [{rows[0]}]'
        )

    def of_input(self, name: str, example: str | None) -> tuple[str, str]:
        """Return unit and example of a field that actions take."""
        if name in self._rows["inputs"]:
            self._asked.add(("inputs", name))
            unit, told = self._rows["inputs"][name]
            return unit, example or told
        if example is None:
            raise ValueError(
                f"{WORDS.name} has no example of {name}, which an action takes: add "
                f'{name} = ["unit", "example"] under [inputs]'
            )
        return "", example

    def check(self) -> None:
        """Raise ValueError for words that no field asked for."""
        known = {(row, name) for row, names in self._rows.items() for name in names}
        if lost := sorted(known - self._asked):
            names = ", ".join(f"{row}.{name}" for row, name in lost)
            raise ValueError(f"{WORDS.name} has words for fields that there are not: {names}")


class Table(NamedTuple):
    """A table: the fields of a row, or those that a view shows of it, and what it nests.

    `also` are fields that somebody adds who knows the entities, `unfolded` the rows inside that
    are told field by field, each where it is met first. `numbers` are names of exact texts that
    are shown as numbers.
    """

    row: Any
    view: Sequence[str] | None = None
    also: Mapping[str, Any] = {}
    prefix: str = ""
    unfolded: Collection[str] = ()
    numbers: Collection[str] = ()


def table(words: Words, *tables: Table) -> str:
    """Return tables one below the other, as one."""
    lines = (line for one in tables for line in _lines(words, one))
    return HEAD + "".join(map(str, lines))


def _lines(words: Words, one: Table) -> Iterator[Line]:
    hints = dict(one.also) | get_type_hints(one.row, include_extras=True)
    met: set[str] = set()
    for name in one.view or hints:
        yield from _field(words, one, _names_of(one.row), name, hints[name], one.prefix, met)


def _field(
    words: Words, one: Table, rows: Sequence[str], name: str, hint: Any, prefix: str, met: set[str]
) -> Iterator[Line]:
    unit, text, example = words.of(rows, name)
    yield Line(prefix + name, kind_of(hint, unit, name in one.numbers), unit, text, example)
    inner = _row_in(hint)
    if inner is None or inner.__name__ not in one.unfolded or inner.__name__ in met:
        return
    met.add(inner.__name__)
    for field, of_field in get_type_hints(inner, include_extras=True).items():
        path = f"{prefix}{name}{'[]' if _is_list(hint) else ''}."
        yield from _field(words, one, _names_of(inner), field, of_field, path, met)


def _names_of(row: Any) -> list[str]:
    """Return a row's name and those of what it is made of."""
    bases = [name for base in row.__orig_bases__ if is_typeddict(base) for name in _names_of(base)]
    return [row.__name__, *bases]


def _row_in(hint: Any) -> Any:
    """Return the row that a type holds, alone, in a list or beside None; None if it holds none."""
    if is_typeddict(hint):
        return hint
    for arg in get_args(hint):
        if (found := _row_in(arg)) is not None:
            return found
    return None


def _is_list(hint: Any) -> bool:
    """Return whether a type is a list, perhaps of a field that may be absent."""
    if get_origin(hint) is NotRequired:
        return _is_list(get_args(hint)[0])
    return get_origin(hint) is list


def kind_of(hint: Any, unit: str, number: bool = False) -> str:
    """Return what kind of value a type is, in words."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return f"{kind_of(args[0], unit, number)}, or absent"
    if isinstance(hint, UnionType):
        kinds = " or ".join(kind_of(arg, unit, number) for arg in args if arg is not NoneType)
        return f"{kinds}, or empty" if NoneType in args else kinds
    if origin is Annotated:
        is_enum = isinstance(args[1], type) and issubclass(args[1], StrEnum)
        return "text" if is_enum else kind_of(args[0], unit, number)
    if isinstance(hint, TypeAliasType):
        return kind_of(hint.__value__, unit, number)
    if hint is str:
        exact = unit in NUMBER_UNITS
        return "number" if number else "number as text" if exact else "text"
    if hint in (bool, int, float):
        return "true or false" if hint is bool else "number"
    return "list" if _is_list(hint) else "fields"


type Inputs = Mapping[str, Mapping[str, tuple[str, str]]]
"""By action and field: its unit and an example."""


def field_blocks(text: str) -> tuple[Inputs, Mapping[str, str], Mapping[str, str]]:
    """Return what actions take, and the tables of docs/actions.md and docs/entities.md by name.

    `text` is that of docs/fields.toml.
    """
    words = Words(text)
    taken = {
        name: dict(_taken(words, action["fields"]))
        for name, action in yaml.safe_load(SERVICES.read_text()).items()
    }
    answers = {f"answer of {name}": table(words, *tables) for name, tables in _answers().items()}
    shown = {name: table(words, *tables) for name, tables in _shown().items()}
    words.check()
    return taken, answers, shown


def _taken(
    words: Words, fields: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the fields of an action, those of its sections too, with unit and example."""
    for name, field in fields.items():
        if "selector" not in field:
            yield from _taken(words, field["fields"])
        else:
            yield name, words.of_input(name, _example(field))


def _example(field: Mapping[str, Any]) -> str | None:
    """Return what a field may be, where services.yaml says it: an example, or one of a choice."""
    if "example" in field:
        return str(field["example"])
    ((kind, choice),) = field["selector"].items()
    if kind == "select":
        first = choice["options"][0]
        return str(first["value"] if isinstance(first, dict) else first)
    return EXAMPLES.get(kind)


def _answers() -> Mapping[str, Sequence[Table]]:
    """Return what each action answers."""
    from custom_components.tradehook.actions import rows as own
    from custom_components.tradehook.execution.common import row_views, rows
    from custom_components.tradehook.voice.spoken_answer import SpokenAnswerRow

    entities = {"entity_id": str | None, "bot": str | None, "account": str}
    signal = Table(own.SignalAnswer, unfolded=("FieldErrorRow",))
    links = Table(own.LinkRow, prefix="links[].")
    positions = Table(
        rows.FullPositionRow,
        row_views.POSITION_ANSWER,
        entities,
        unfolded=("TargetRow", "StopRow", "WaitingRow", "OrderRow"),
    )
    return {
        "send_signal": (signal,),
        "open_position": (signal,),
        "close_position": (Table(rows.ClosedRow, prefix="positions[]."),),
        "keep_position": (Table(rows.KeptRow, prefix="positions[]."),),
        "modify_position": (Table(own.ModifiedRow, unfolded=("PlanRow",)),),
        "adopt_position": (Table(rows.AdoptedRow, unfolded=("ForeignOrderRow",)),),
        "release_position": (Table(rows.ReleasedRow),),
        "create_position_link": (Table(own.CreatedLinkRow),),
        "list_position_links": (links,),
        "revoke_position_link": (links,),
        "get_positions": (positions, Table(own.PositionTotalsRow, prefix="totals.")),
        "get_signals": (
            Table(rows.SignalRow, row_views.SIGNAL_ANSWER, entities),
            Table(own.SignalTotalsRow, prefix="totals."),
        ),
        "get_trades": (
            Table(rows.FillRow, row_views.FILL_ANSWER, entities),
            Table(own.TradeTotalsRow, prefix="totals."),
        ),
        "get_results": (Table(rows.ResultsRow, unfolded=("TradeResultRow", "BarRow")),),
        "get_spoken_answer": (Table(SpokenAnswerRow),),
        "set_position_note": (Table(rows.NoteRow),),
        "set_simulated_price": (Table(own.SimulatedPriceRow),),
        "reset_paper_account": (Table(own.PaperResetRow),),
    }


def _shown() -> Mapping[str, Sequence[Table]]:
    """Return what events and the sensor of a position say."""
    from custom_components.tradehook.entities.market_numbers import NUMBERS
    from custom_components.tradehook.execution.common import row_views, rows

    of_position = {"entity_id": str, "bot": str | None, "account": str}
    return {
        "signal event": (Table(rows.SignalEventRow, also={"bot": str}),),
        "position event": (Table(rows.PositionEventRow, also=of_position, numbers=NUMBERS),),
        "position attributes": (
            Table(
                rows.FullPositionRow,
                ("symbol", "side", *row_views.POSITION_ATTRIBUTES),
                unfolded=("TargetRow", "StopRow", "WaitingRow", "OrderRow"),
                numbers=NUMBERS,
            ),
        ),
    }
