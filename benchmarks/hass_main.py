"""Run Home Assistant as the benchmark needs it: it ends with whoever started it."""

import sys

from demo_hass import die_with
from homeassistant import bootstrap
from homeassistant.__main__ import main

# Before all other custom integrations: the accounts' clients have to be pointed somewhere first.
bootstrap.STAGE_1_INTEGRATIONS = {*bootstrap.STAGE_1_INTEGRATIONS, "tradehook_bench"}

if __name__ == "__main__":
    die_with(int(sys.argv.pop(1)))
    sys.exit(main())
