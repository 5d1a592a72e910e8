"""Test what can be tested here of the workflows: that they ask for what there is, and no more."""

from collections.abc import Iterator
from pathlib import Path
import re
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text()) for path in sorted(GITHUB.glob("workflows/*.yml"))
}


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the steps of all jobs."""
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_what_its_jobs_say_and_ends(name: str) -> None:
    """Test that a job has no rights but those that it names, and doesn't run for hours."""
    assert WORKFLOWS[name]["permissions"] == {}
    for job in WORKFLOWS[name]["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 90


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_runs_what_there_is(name: str) -> None:
    """Test that each script that a step names exists, and each action of ours."""
    for step in steps(WORKFLOWS[name]):
        for script in re.findall(r"(?:scripts|\.ci)/[\w-]+", step.get("run", "")):
            assert (ROOT / script).is_file(), script
        if (used := step.get("uses", "")).startswith("./"):
            assert (ROOT / used / "action.yml").is_file(), used


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_pipe_hides_no_failure(name: str) -> None:
    """Test that steps with pipes run in a shell that fails with any part of one."""
    if any(re.search(r"\s\|\s+\w", step.get("run", "")) for step in steps(WORKFLOWS[name])):
        assert WORKFLOWS[name]["defaults"] == {"run": {"shell": "bash"}}


def test_nothing_is_published_before_it_was_checked() -> None:
    """Test that only one job may write, after those that test, and that it builds nothing."""
    jobs = WORKFLOWS["release"]["jobs"]
    writing = [name for name, job in jobs.items() if "write" in job["permissions"].values()]

    assert writing == ["publish"]
    assert set(jobs["publish"]["needs"]) == jobs.keys() - {"publish"}
    built = " ".join(step.get("run", "") for step in jobs["publish"]["steps"])
    assert "scripts/" not in built
    checked = " ".join(
        step.get("run", "") + step.get("uses", "") for step in steps(WORKFLOWS["release"])
    )
    for wanted in (".ci/run", "hassfest", "hacs/action", "test_update.py", "scripts/release zip"):
        assert wanted in checked


def test_updates_of_actions_and_of_the_panel_are_proposed() -> None:
    """Test that no folder of theirs is forgotten; Python's versions have `scripts/lock`."""
    told = yaml.safe_load((GITHUB / "dependabot.yml").read_text())["updates"]

    assert {(one["package-ecosystem"], one["directory"]) for one in told} == {
        ("github-actions", "/"),
        ("npm", "/frontend"),
    }
    assert (ROOT / "frontend" / "package.json").exists()
