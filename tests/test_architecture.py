"""Test what import-linter's contracts can't say."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp

PACKAGE = "custom_components.tradehook"
ROOT = Path(PACKAGE.replace(".", "/"))
BELOW_THE_FACE = ("execution", "exchanges", "ledger", "trading")
MOST_PARAMETERS = 8
CCXT_CLIENTS = frozenset({"client", "self._client"})
"""What is not ours bears our hooks."""


@cache
def modules() -> dict[str, ast.Module]:
    """Return the modules below the face by their path."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for room in BELOW_THE_FACE
        for path in sorted((ROOT / room).rglob("*.py"))
    }


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Return the classes below the face with the path of their module."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                yield path, node


def methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return the methods of a class."""
    for one in node.body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            yield one


def is_data(node: ast.ClassDef) -> bool:
    """Return whether a class holds values only: a dataclass, an enum, a row or an exception."""
    decorated = any("dataclass" in ast.unparse(one) for one in node.decorator_list)
    kinds = ("Enum", "TypedDict", "NamedTuple", "Error", "Exception", "Input", "Fact")
    return decorated or any(ast.unparse(base).endswith(kinds) for base in node.bases)


@cache
def collaborators() -> frozenset[str]:
    """Return the names of our classes that do something, Protocols too."""
    return frozenset(node.name for _, node in classes() if not is_data(node))


def is_collaborator(annotation: ast.expr | None) -> bool:
    """Return whether an annotation names a collaborator or a callback, itself or optional.

    What stands inside another type, such as a dict of tasks by id, is what an object keeps.
    """
    if isinstance(annotation, ast.BinOp):
        return is_collaborator(annotation.left) or is_collaborator(annotation.right)
    if isinstance(annotation, ast.Subscript):
        return is_collaborator(annotation.value)
    return isinstance(annotation, ast.Name) and annotation.id in {*collaborators(), "Callable"}


def collaborating_attributes(node: ast.ClassDef) -> frozenset[str]:
    """Return the attributes of a class that hold a collaborator."""
    found = {
        one.target.id
        for one in node.body
        if isinstance(one, ast.AnnAssign)
        and isinstance(one.target, ast.Name)
        and is_collaborator(one.annotation)
    }
    for method in methods(node):
        arguments = method.args
        annotated = {
            one.arg
            for one in (*arguments.args, *arguments.kwonlyargs)
            if is_collaborator(one.annotation)
        }
        for one in ast.walk(method):
            if isinstance(one, ast.AnnAssign) and is_collaborator(one.annotation):
                found |= {name for base, name in stored(one) if base == "self"}
            elif isinstance(one, ast.Assign):
                value = one.value
                called = isinstance(value, ast.Call) and is_collaborator(value.func)
                if called or (isinstance(value, ast.Name) and value.id in annotated):
                    found |= {name for base, name in stored(one) if base == "self"}
    return frozenset(found)


def plain_attributes(node: ast.ClassDef) -> frozenset[str]:
    """Return the attributes of a class that hold values: its own class methods may fill them."""
    found = {
        name
        for method in methods(node)
        for one in ast.walk(method)
        for base, name in stored(one)
        if base == "self"
    } | {
        one.target.id
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }
    return frozenset(found) - collaborating_attributes(node)


def stored(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Return the attributes that a statement assigns: of what, and which."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    else:
        return
    for target in targets:
        for one in ast.walk(target):
            if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store):
                yield ast.unparse(one.value), one.attr


def parameters(method: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    """Return the parameters of a method besides self."""
    return [*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs][1:]


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


def test_collaborators_are_passed_in() -> None:
    """Test that what works together is put together at construction, not patched in later."""
    anywhere = {name for _, node in classes() for name in collaborating_attributes(node)}
    late = set()
    for path, node in classes():
        own, plain = collaborating_attributes(node), plain_attributes(node)
        for method in methods(node):
            for one in ast.walk(method):
                for base, name in stored(one):
                    if base in CCXT_CLIENTS or (base == "self" and method.name == "__init__"):
                        continue
                    if name in own or (base != "self" and name in anywhere - plain):
                        late.add(f"{path}: {node.name}.{method.name}: {base}.{name}")

    assert not late


def test_only_the_account_takes_all_parts() -> None:
    """Test that nothing else depends on everything."""
    takers = {
        node.name
        for _, node in classes()
        for method in methods(node)
        if any(
            "Parts" in ast.unparse(one.annotation).split()
            for one in parameters(method)
            if one.annotation
        )
    }

    assert takers == {"Account"}


def test_constructors_are_short() -> None:
    """Test that what belongs together is passed in together."""
    long = {
        f"{path}: {node.name}"
        for path, node in classes()
        for method in methods(node)
        if method.name == "__init__" and len(parameters(method)) > MOST_PARAMETERS
    }

    assert not long


def test_nobody_asks_for_the_class_of_a_venue() -> None:
    """Test that the port says what a simulated venue can."""
    asked = {
        path
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "isinstance"
        and "PaperExchange" in ast.unparse(node)
    }

    assert not asked


def test_class_names_are_used_once() -> None:
    """Test that a name below the face means one class."""
    found = defaultdict(list)
    for path, node in classes():
        found[node.name].append(path)

    assert not {name: paths for name, paths in found.items() if len(paths) > 1}
