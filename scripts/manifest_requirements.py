"""Print what integrations require, run inside an environment that has Home Assistant."""

import json
from pathlib import Path
import sys
from typing import Any

import homeassistant
from homeassistant import bootstrap
from homeassistant.requirements import DISCOVERY_INTEGRATIONS

HOME_ASSISTANT = Path(homeassistant.__file__).parent


def manifest_of(domain: str) -> dict[str, Any]:
    """Return the manifest of one of Home Assistant's own integrations."""
    path = HOME_ASSISTANT / "components" / domain / "manifest.json"
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def everything_behind(
    manifest: dict[str, Any], seen: dict[str, dict[str, Any]], *, as_at_run_time: bool
) -> None:
    """Walk to all integrations that are set up before this one, or merely looked at."""
    domains = set(manifest.get("dependencies", ()))
    if as_at_run_time:
        domains |= set(manifest.get("after_dependencies", ()))
        domains |= {
            domain
            for domain, keys in DISCOVERY_INTEGRATIONS.items()
            if any(key in manifest for key in keys)
        }
    for domain in sorted(domains - seen.keys()):
        seen[domain] = manifest_of(domain)
        everything_behind(seen[domain], seen, as_at_run_time=as_at_run_time)


def main(ours: str, *integrations: str) -> None:
    """Print what our manifest requires, and what a start with the given integrations would."""
    named = set(integrations)
    if at_run_time := bool(named):
        named |= bootstrap.CORE_INTEGRATIONS | bootstrap.DEFAULT_INTEGRATIONS
        named |= {domain for _, group, _ in bootstrap.STAGE_0_INTEGRATIONS for domain in group}
        named -= {"isal", "sentry"}  # only set up where a configuration names them
    manifest = json.loads(Path(ours).read_text()) if Path(ours).exists() else {}
    everything: dict[str, dict[str, Any]] = {"": manifest}
    everything_behind(manifest, everything, as_at_run_time=at_run_time)
    for domain in sorted(named - everything.keys() - {manifest.get("domain")}):
        everything[domain] = manifest_of(domain)
        everything_behind(everything[domain], everything, as_at_run_time=at_run_time)
    answer = {
        "requirements": sorted({r for m in everything.values() for r in m.get("requirements", ())}),
        "constraints": str(HOME_ASSISTANT / "package_constraints.txt"),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
