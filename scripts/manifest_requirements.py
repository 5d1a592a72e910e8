"""Print what integrations require, run inside an environment that has Home Assistant."""

import json
from pathlib import Path
import sys
from typing import Any

import homeassistant
from homeassistant import bootstrap

HOME_ASSISTANT = Path(homeassistant.__file__).parent


def manifest_of(domain: str) -> dict[str, Any]:
    """Return the manifest of one of Home Assistant's own integrations."""
    path = HOME_ASSISTANT / "components" / domain / "manifest.json"
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def everything_behind(manifest: dict[str, Any], seen: dict[str, dict[str, Any]]) -> None:
    """Walk to all integrations that are set up before this one."""
    domains = set(manifest.get("dependencies", ()))
    for domain in sorted(domains - seen.keys()):
        seen[domain] = manifest_of(domain)
        everything_behind(seen[domain], seen)


def main(ours: str, *integrations: str) -> None:
    """Print the requirements of our manifest, of integrations named and of all behind them."""
    named = set(integrations)
    if "default" in named:
        named.remove("default")
        named |= bootstrap.CORE_INTEGRATIONS | bootstrap.DEFAULT_INTEGRATIONS
        named |= {domain for _, group, _ in bootstrap.STAGE_0_INTEGRATIONS for domain in group}
        named -= {"isal", "sentry"}  # only set up where a configuration names them
    manifest = json.loads(Path(ours).read_text()) if Path(ours).exists() else {}
    everything: dict[str, dict[str, Any]] = {"": manifest}
    everything_behind(manifest, everything)
    for domain in sorted(named - everything.keys() - {manifest.get("domain")}):
        everything[domain] = manifest_of(domain)
        everything_behind(everything[domain], everything)
    answer = {
        "requirements": sorted({r for m in everything.values() for r in m.get("requirements", ())}),
        "constraints": str(HOME_ASSISTANT / "package_constraints.txt"),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
