"""Write what is generated of docs/: codes, actions, repairs and the coverage of the rules.

Also the list of exchanges in translations/en.json, tests/releases/stored-<n>.json, the description
of what is stored with the ledger's schema n, and frontend/src/rows.ts, the panel's types of the
rows that it is sent.
"""

import argparse
import ast
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
import json
from pathlib import Path
import re
import sys
import tomllib
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TESTS = ROOT / "tests"
SIGNALS = DOCS / "signals.md"
ACTIONS = DOCS / "actions.md"
ENTITIES = DOCS / "entities.md"
BOTS = DOCS / "bots.md"
EXCHANGES = DOCS / "exchanges.md"
TROUBLES = DOCS / "troubleshooting.md"
TRANSLATIONS = ROOT / "custom_components" / "tradehook" / "translations"
TEXTS = TRANSLATIONS / "en.json"
LEVELS_IN = {
    "de": {"proven": "bewährt", "basic": "einfach"},
    "es": {"proven": "probado", "basic": "básico"},
    "fr": {"proven": "éprouvé", "basic": "simple"},
    "it": {"proven": "collaudato", "basic": "base"},
    "nl": {"proven": "beproefd", "basic": "basis"},
    "pl": {"proven": "sprawdzona", "basic": "podstawowa"},
    "pt-BR": {"proven": "comprovada", "basic": "básica"},
}
"""The levels of exchanges in other languages, as LEVELS is in English."""
RULES = DOCS / "coverage.toml"
COVERAGE = DOCS / "coverage.md"
BEGIN = "<!-- {name}: begin, made by scripts/docs -->\n"
END = "<!-- {name}: end -->\n"
INTRODUCTION = """\
# Which test proves which rule

Made by `scripts/docs` from [coverage.toml](coverage.toml). A test checks that every rule has a test
and that every test named here exists. The rules are those of the signal protocol, as
[signals.md](signals.md) tells it; a test's name is its sentence.
"""


class Rule(NamedTuple):
    """A rule of the protocol and the names of the tests that prove it."""

    section: str
    key: str
    text: str
    tests: tuple[str, ...]


def reasons_table() -> str:
    """Return the table of all reason codes."""
    from custom_components.tradehook.trading.reasons.table import REASONS

    rows = ["| code | status | sentence |", "|---|---|---|"]
    for code, reason in REASONS.items():
        sentence = re.sub(r"\{\w+\}", "…", reason.template).replace("|", "\\|")
        rows.append(f"| `{code.value}` | {reason.status} | {sentence} |")
    return "\n".join(rows) + "\n"


def action_block(action: Mapping[str, Any], inputs: Mapping[str, tuple[str, str]]) -> str:
    """Return what an action does and the table of its fields, with unit and example of each."""
    head = [f"`tradehook.{action['id']}`: {action['description']}", ""]
    rows = [*head, "| field | unit | | example |", "|---|---|---|---|"]
    for name, field in action.get("fields", {}).items():
        unit, example = inputs[name]
        rows.append(f"| `{name}` | {unit} | {_cell(field['description'])} | `{_cell(example)}` |")
    return "\n".join(rows) + "\n"


def repairs_block(issues: Mapping[str, Any]) -> str:
    """Return a list of all repairs with what they say."""
    rows = []
    for issue in issues.values():
        body = issue.get("description")
        if body is None:  # one with a flow that solves it
            (step, *_) = issue["fix_flow"]["step"].values()
            body = step["description"]
        rows.append(f"- **{_open(issue['title'])}.** {_open(body)}")
    return re.sub(r"\[([^]]*)]\(…\)", r"\1", "\n".join(rows)) + "\n"  # links of the repair's own


SET_UP_ERRORS = ("ledger_unavailable", "ledger_too_new", "account_not_started", "key_refused")


def set_up_block(exceptions: Mapping[str, Any]) -> str:
    """Return a list of what an account may say that doesn't load."""
    return "".join(f"- {_open(exceptions[key]['message'])}\n" for key in SET_UP_ERRORS)


LEVELS = {"proven": "**proven**", "basic": "basic"}
MARKETS = {"spot": "spot", "linear": "perpetuals"}
ENVIRONMENTS = {"testnet": "test network", "demo": "demo account"}


def exchanges_block(labels: Mapping[str, str]) -> str:
    """Return the table of all exchanges that accounts can be made for, the best tested first."""
    from custom_components.tradehook.flows.venue_choice import ordered

    heads = (
        *("exchange", "in signals", "market", "level", "stops rest there", "besides real money"),
        *("asks for", "tells what a key may do"),
    )
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for venue in ordered():
        asks = ", ".join(labels[name] for name in venue.credentials)
        others = ", ".join(ENVIRONMENTS[name] for name in venue.environments) or "no"
        stops = "yes" if venue.stops else "no"
        if venue.stops and venue.stops.pairs:
            stops = "yes, together with targets"
        rows.append(
            f"| {venue.name} | `{venue.code}` | {MARKETS[venue.market_type]} | "
            f"{LEVELS[venue.level]} | {stops} | {others} | {asks} | "
            f"{'yes' if venue.permissions else 'no'} |"
        )
    return "\n".join(rows) + "\n"


def polled_block() -> str:
    """Return the table of what an exchange is asked for because it is not pushed."""
    from custom_components.tradehook.exchanges.port.timings import VenueTimings
    from custom_components.tradehook.flows.venue_choice import ordered

    often = f"asked for every {VenueTimings().orders.list_every_without_streams:g} s"
    rows = ["| exchange | prices | own orders and trades |", "|---|---|---|"]
    for venue in ordered():
        streams = venue.streams
        if not (streams.available and streams.orders):
            prices = "pushed" if streams.available else f"asked for every {streams.poll_every:g} s"
            rows.append(f"| {venue.name} (`{venue.code}`) | {prices} | {often} |")
    return "\n".join(rows) + "\n"


def codes_block() -> str:
    """Return the table of what a signal's `exchange` may say, in two columns."""
    from custom_components.tradehook.exchanges.simulated_market import SimulatedMarket
    from custom_components.tradehook.exchanges.venues.catalogue import VENUES

    cells = [f"{venue.code} | {venue.name}" for venue in VENUES.values()]
    cells.append(f"{SimulatedMarket.code} | Simulated market")
    half = (len(cells) + 1) // 2
    left, right = cells[:half], [*cells[half:], " | "][:half]
    rows = ["| code | exchange | | code | exchange |", "|---|---|---|---|---|"]
    rows += [f"| {one} | | {other} |" for one, other in zip(left, right, strict=True)]
    return "\n".join(rows) + "\n\n"


def texts_page(texts: dict[str, Any], levels: Mapping[str, str]) -> str:
    """Return the texts with the list of exchanges that the form of a live account offers."""
    from custom_components.tradehook.flows.venue_choice import ordered

    texts["selector"]["exchange"]["options"] = {
        venue.code.lower(): f"{venue.name} ({levels[venue.level].strip('*')})"
        for venue in ordered()
    }
    return json.dumps(texts, indent=2, ensure_ascii=False) + "\n"


def with_reasons(texts: dict[str, Any]) -> dict[str, Any]:
    """Return the texts with every reason of a refusal as an exception, ordered as its table."""
    from custom_components.tradehook.trading.reasons.table import REASONS

    own = {key: text for key, text in texts["exceptions"].items() if not key.startswith("reason_")}
    reasons = {
        f"reason_{code.value}": {"message": f"{reason.template} ({{code}})"}
        for code, reason in REASONS.items()
    }
    return texts | {"exceptions": own | reasons}


def texts_pages(texts: dict[str, Any]) -> dict[Path, str]:
    """Return the texts of all languages with what is generated in them."""
    pages = {TEXTS: texts_page(with_reasons(texts), LEVELS)}
    for language, levels in LEVELS_IN.items():
        path = TRANSLATIONS / f"{language}.json"
        pages[path] = texts_page(json.loads(path.read_text()), levels)
    return pages


def settings_block(steps: Mapping[str, Any], step: str) -> str:
    """Return the table of a step's settings; its rows follow the form."""
    from custom_components.tradehook.trading.settings.schema import SETTINGS, parts_of

    groups = (steps[step], *steps[step].get("sections", {}).values())
    labels = {name: text for group in groups for name, text in group.get("data", {}).items()}
    rows = ["| in the form | setting | default | takes | |", "|---|---|---|---|---|"]
    for setting in SETTINGS.values():
        if setting.step != step or not setting.shown:
            continue
        parts = [labels[part.name] for part in parts_of(setting.name)]
        label = labels.get(setting.name) or ", ".join(parts)
        if len(parts) > FEW_PARTS:
            label = f"{parts[0]} and all that follows"
        default = "" if setting.is_required else _setting_value(setting.default)
        rows.append(
            f"| {label} | `{setting.name}` | {default} | {_range(setting)} | {setting.words} |"
        )
    return "\n".join(rows) + "\n"


BOT_STEPS = ("entry", "exits", "limits")
FEW_PARTS = 2
UNITS = {"/min": " a minute"}
NUMBERS = ("whole", "number", "number_or_word")


def _setting_value(value: object) -> str:
    """Return a default as the page spells it."""
    if value is None or value in ((), frozenset()):
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, frozenset):
        return " ".join(f"`{item}`" for item in sorted(value))
    return f"`{value}`"


def _range(setting: Any) -> str:
    """Return what a setting takes: its words, or its range with the unit."""
    unit = UNITS.get(setting.unit, f" {setting.unit}") if setting.unit else ""
    words = ", ".join(f"`{choice.value}`" for choice in setting.choices or ())
    if setting.kind in NUMBERS:
        numbers = f"{setting.minimum} to {setting.maximum}{unit}"
        return f"{numbers}, {words}" if words else numbers
    if setting.kind == "amount":
        return f"above 0{unit}"
    return words


def flow_errors_block(errors: Mapping[str, str]) -> str:
    """Return what the form says when an exchange can't be used."""
    return "".join(f"- {_open(errors[key])}\n" for key in FLOW_ERRORS)


FLOW_ERRORS = (
    "key_refused",
    "key_cannot_trade",
    "other_account",
    "cannot_connect",
    "region_refused",
    "clock_wrong",
    "hedge_mode_not_supported",
    "not_switched",
    "refused",
)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _open(text: str) -> str:
    return re.sub(r"`?\{\w+\}`?", "…", " ".join(text.split()))


def with_blocks(page: Path, blocks: Mapping[str, str]) -> str:
    """Return a page with its blocks of today; raises ValueError when it has lost one's marks."""
    text = page.read_text()
    for name, block in blocks.items():
        before, begin, rest = text.partition(BEGIN.format(name=name))
        _, end, after = rest.partition(END.format(name=name))
        if not (begin and end):
            raise ValueError(f"{page.name} has lost the marks of {name}")
        text = before + begin + block + end + after
    return text


def rules() -> tuple[Rule, ...]:
    """Return the rules in their order."""
    content: Mapping[str, Mapping[str, Mapping[str, str | list[str]]]] = tomllib.loads(
        RULES.read_text()
    )
    return tuple(
        Rule(section, key, str(row["rule"]), tuple(row["tests"]))
        for section, rows in content.items()
        for key, row in rows.items()
    )


def coverage_page() -> str:
    """Return docs/coverage.md; raises ValueError for tests that do not exist."""
    files = files_of_tests()
    if lost := lost_tests(files):
        raise ValueError(f"{RULES.name} names tests that do not exist: {', '.join(lost)}")
    lines = [INTRODUCTION]
    section = None
    for rule in rules():
        if rule.section != section:
            section = rule.section
            lines += [f"\n## {section}\n", "| rule | tests |", "|---|---|"]
        tests = "<br>".join(_linked(test, files[test]) for test in rule.tests)
        lines.append(f'| <a id="{rule.key}"></a>{rule.text} | {tests} |')
    return "\n".join(lines) + "\n"


def lost_tests(known: Collection[str]) -> list[str]:
    """Return the tests that the rules name and that do not exist, with what may be meant."""
    lost = []
    for rule in rules():
        for test in rule.tests:
            if test not in known:
                near = get_close_matches(test, known, n=1)
                lost.append(f"{rule.key}: {test}{f' (now {near[0]}?)' if near else ''}")
    return lost


def _linked(test: str, path: Path) -> str:
    words = test.rpartition("::")[2].removeprefix("test_").replace("_", " ")
    return f"[{words}](../{path.relative_to(ROOT).as_posix()})"


def files_of_tests() -> Mapping[str, Path]:
    """Return where each test function is, by its name.

    A name that stands in several files is known as `file::name` only.
    """
    found = defaultdict[str, list[Path]](list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for name in _functions(path):
            found[name].append(path)
    files = {name: paths[0] for name, paths in found.items() if len(paths) == 1}
    files |= {
        f"{path.stem}::{name}": path
        for name, paths in found.items()
        if len(paths) > 1
        for path in paths
    }
    return files


def _functions(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(
            "test_"
        ):
            yield node.name


def pages() -> Mapping[Path, str]:
    """Return every page that has something generated, as it should be."""
    from field_tables import WORDS, field_blocks

    from tests.walk.table import walk_block

    texts = json.loads(TEXTS.read_text())
    taken, answers, shown = field_blocks(WORDS.read_text())
    actions = {
        name: action_block({"id": name} | text, taken[name])
        for name, text in texts["services"].items()
    }
    troubles = {
        "repairs": repairs_block(texts["issues"]),
        "exceptions": set_up_block(texts["exceptions"]),
    }
    flow = texts["config"]
    exchanges = {
        "exchanges": exchanges_block(flow["step"]["credentials"]["data"]),
        "polled": polled_block(),
        "walk": walk_block(),
        "flow-errors": flow_errors_block(flow["error"]),
    }
    form = texts["config_subentries"]["bot"]["step"]
    steps = {f"settings-{step}": settings_block(form, step) for step in BOT_STEPS}
    return {
        BOTS: with_blocks(BOTS, steps),
        EXCHANGES: with_blocks(EXCHANGES, exchanges),
        SIGNALS: with_blocks(SIGNALS, {"reasons": reasons_table(), "codes": codes_block()}),
        ACTIONS: with_blocks(ACTIONS, {**actions, **answers}),
        ENTITIES: with_blocks(ENTITIES, shown),
        TROUBLES: with_blocks(TROUBLES, troubles),
        COVERAGE: coverage_page(),
        **texts_pages(texts),
    }


def main() -> int:
    """Write the pages, or tell which of them are not as they should be."""
    parser = argparse.ArgumentParser(prog="scripts/docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    check = parser.parse_args().check
    from stored_shapes import page as stored_page
    from typescript_rows import page as rows_page

    try:
        made = dict([*pages().items(), stored_page(), rows_page()])
    except ValueError as err:
        print(f"docs: {err}", file=sys.stderr)
        return 1
    old = {
        path: text for path, text in made.items() if not path.exists() or path.read_text() != text
    }
    for path, text in old.items():
        if check:
            print(f"{path.relative_to(ROOT)} is not up to date: run scripts/docs")
        else:
            path.write_text(text)
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if check and old else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
