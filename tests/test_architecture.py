"""Test what import-linter's contracts can't say."""

import grimp

PACKAGE = "custom_components.tradehook"
BELOW_THE_FACE = ("execution", "exchanges", "ledger", "trading")


def test_nothing_below_imports_the_face() -> None:
    """Test that only modules at the root import modules at the root."""
    graph = grimp.build_graph(PACKAGE)
    below = tuple(f"{PACKAGE}.{name}" for name in BELOW_THE_FACE)

    upward = {
        f"{importer} -> {imported}"
        for importer in graph.modules
        if importer.startswith(below)
        for imported in graph.find_modules_directly_imported_by(importer)
        if not imported.startswith(below)
    }

    assert not upward
