"""Leave a random sample of a cosmic-ray session's mutants: see docs/reliability.md."""

import argparse
import ast
from pathlib import Path
from random import Random
import sqlite3

ROOT = Path(__file__).resolve().parent.parent
BIT_OPERATORS = {"BitOr", "BitAnd", "BitXor", "LShift", "RShift"}

type Place = tuple[int, int]


def annotations(path: Path) -> list[tuple[Place, Place]]:
    """Return where a module only speaks of types, which Python 3.14 does not evaluate."""
    found: list[ast.AST] = []
    for node in ast.walk(ast.parse(path.read_text())):
        parts = (getattr(node, name, None) for name in ("annotation", "returns", "bound"))
        found += [part for part in parts if isinstance(part, ast.AST)]
        if isinstance(node, ast.TypeAlias):
            found.append(node)
    return [
        ((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0))
        for node in found
        if isinstance(node, ast.expr | ast.stmt)
    ]


def is_plausible(operator: str) -> bool:
    """Return whether a mutation is more than a type error or the same comparison again."""
    kind, *rest = operator.removeprefix("core/").split("_")
    if kind == "ReplaceBinaryOperator":
        return rest[-1] not in BIT_OPERATORS
    if kind == "ReplaceComparisonOperator" and rest[0] in ("Is", "IsNot"):
        return rest[1] in ("Is", "IsNot")
    return True


def main() -> None:
    """Forget all mutants but the sample."""
    parser = argparse.ArgumentParser(prog="scripts/mutation.py", description=__doc__)
    parser.add_argument("session", type=Path)
    parser.add_argument("--size", type=int, default=200, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=20261120, help="default: %(default)s")
    arguments = parser.parse_args()
    spared: dict[str, list[tuple[Place, Place]]] = {}
    jobs: list[str] = []
    with sqlite3.connect(arguments.session) as session:
        for module, operator, row, column, job in session.execute(
            "SELECT module_path, operator_name, start_pos_row, start_pos_col, job_id "
            "FROM mutation_specs ORDER BY module_path, operator_name, occurrence, operator_args"
        ):
            if module not in spared:
                spared[module] = annotations(ROOT / module)
            inside = any(begin <= (row, column) <= end for begin, end in spared[module])
            if not inside and is_plausible(operator):
                jobs.append(job)
        Random(arguments.seed).shuffle(jobs)  # noqa: S311  no secret
        session.execute("CREATE TEMP TABLE sample (job_id TEXT PRIMARY KEY)")
        session.executemany(
            "INSERT INTO sample VALUES (?)", [(job,) for job in jobs[: arguments.size]]
        )
        session.execute("DELETE FROM work_results WHERE job_id NOT IN (SELECT job_id FROM sample)")
        session.execute(
            "DELETE FROM mutation_specs WHERE job_id NOT IN (SELECT job_id FROM sample)"
        )
        session.execute("DELETE FROM work_items WHERE job_id NOT IN (SELECT job_id FROM sample)")
    print(f"{min(arguments.size, len(jobs))} of {len(jobs)} mutants")


if __name__ == "__main__":
    main()
