"""Test that the documents say what the code does."""

from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
import json
from pathlib import Path
import re
from types import ModuleType

import pytest

from custom_components.tradehook.trading.settings.codec import settings_as
from custom_components.tradehook.trading.settings.settings import BotSettings

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")


@pytest.fixture(scope="module")
def docs() -> Iterator[ModuleType]:
    """Provide the script that writes what is generated; it finds others beside it."""
    spec = spec_from_file_location("generated_docs", ROOT / "scripts" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "scripts")
        yield module


def test_generated_pages_are_up_to_date(docs: ModuleType) -> None:
    """Test that `scripts/docs` has been run since codes, rules or tests changed."""
    old = [path.name for path, text in docs.pages().items() if path.read_text() != text]

    assert not old, "run scripts/docs"


@pytest.mark.usefixtures("docs")
def test_fields_and_their_words_belong_together() -> None:
    """Test that neither a field without words nor words without a field go unnoticed."""
    import field_tables

    words = field_tables.WORDS.read_text()
    field_tables.field_blocks(words)
    for old, new, said in (
        ("[TargetRow]", '[TargetRow]\nprize = ["", "", ""]', "there are not: TargetRow.prize"),
        ("\nfee_value = ", "\nfee_worth = ", "no words for fee_value of FillRow"),
        ("\nrisk_amount = ", "\nnothing = ", "no example of risk_amount"),
    ):
        with pytest.raises(ValueError, match=said):
            field_tables.field_blocks(words.replace(old, new, 1))


def test_every_rule_is_proven_by_tests_that_exist(docs: ModuleType) -> None:
    """Test that no rule has lost its tests."""
    assert not docs.lost_tests(docs.files_of_tests())
    assert [rule.key for rule in docs.rules() if not rule.tests] == []


def test_keys_of_rules_are_unique(docs: ModuleType) -> None:
    """Test that each anchor means one rule."""
    keys = [rule.key for rule in docs.rules()]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "page",
    [
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs" / name for name in ("architecture.md", "glossary.md")),
        *ROOT.glob("docs/internals-*.md"),
    ],
    ids=lambda path: path.name,
)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    """Test the names of modules, in full or by their ends."""
    folders = ("custom_components", "tests", "scripts", "benchmarks")
    files = [f"/{path}" for folder in folders for path in (ROOT / folder).rglob("*.py")]
    named = set(re.findall(r"`([\w/-]+\.py)`", page.read_text()))

    assert [name for name in sorted(named) if not any(f.endswith(f"/{name}") for f in files)] == []


@pytest.mark.parametrize(
    "page",
    [path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")) if path.name != "coverage.md"],
    ids=lambda path: path.name,
)
def test_links_lead_somewhere(page: Path) -> None:
    """Test that every file and heading that a page links to is there."""
    for target, anchor in LINK.findall(page.read_text()):
        path = (page.parent / target).resolve() if target else page

        assert path.exists(), target
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path), f"{target}#{anchor}"


def anchors(page: Path) -> set[str]:
    """Return the anchors that a page's headings have."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


def test_every_setting_of_a_bot_is_described_with_its_default() -> None:
    """Test that docs/bots.md lists the settings that there are, as the form names them."""
    page = (ROOT / "docs" / "bots.md").read_text()
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \|([^|]*)\|", page, re.MULTILINE)
    settings = settings_as(BotSettings(name="", quote=""))
    settings["sides"] = sorted(settings["sides"])

    assert {name: default.strip() for _, name, default in rows} == {
        name: spelled(value) for name, value in settings.items()
    }
    assert len(rows) == len(settings)


def test_settings_are_named_as_in_the_form() -> None:
    """Test that the labels of docs/bots.md are those of the bot's form."""
    page = (ROOT / "docs" / "bots.md").read_text()
    text = (ROOT / "custom_components" / "tradehook" / "translations" / "en.json").read_text()
    steps = json.loads(text)["config_subentries"]["bot"]["step"].values()
    groups = [group for step in steps for group in (step, *step.get("sections", {}).values())]
    labels = {name: label for group in groups for name, label in group.get("data", {}).items()}
    for label, name in re.findall(r"^\| ([^|]+) \| `(\w+)` \|", page, re.MULTILINE):
        if name in labels:
            assert label == labels[name]


def spelled(value: object) -> str:
    """Return a setting's default as the page has it."""
    match value:
        case True:
            return "on"
        case False:
            return "off"
        case None | []:
            return "none"
        case list():
            return " ".join(f"`{item}`" for item in value)
        case _:
            return f"`{value}`" if value != "" else ""


def test_readme_shows_what_the_demo_prints() -> None:
    """Test that the text in the README is what `scripts/demo` says, but for secrets and paths."""
    page = (ROOT / "README.md").read_text()
    shown = page.partition("```text\n")[2].partition("```")[0]
    script = (ROOT / "scripts" / "demo.py").read_text()
    for words in (
        "Home Assistant is running: ",
        "  (user ",
        "Open a position with ",
        "  curl -H ",
        '"take_profit": [{"price_percentage": 2, "position_percentage": 100}]',
        '"stop_loss": {"stop_percentage": 3}',
        "For scripts: ",
        "/home-assistant.log. Stop: Ctrl-C.",
    ):
        assert words in shown
        assert words in script


def test_pictures_are_small() -> None:
    """Test that nobody has to wait for them."""
    for path in (ROOT / "docs" / "images").iterdir():
        largest = 400_000 if path.suffix == ".webp" else 150_000  # that one moves
        assert path.stat().st_size < largest, path.name
