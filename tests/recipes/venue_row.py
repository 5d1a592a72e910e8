"""A venue: an exchange that speaks as Binance does, under a name of its own."""

from dataclasses import replace
from typing import Final

from custom_components.tradehook.exchanges.venues.catalogue import VENUES

ROW: Final = replace(VENUES["BINA"], code="BIPING", name="Ping Exchange", other_names=("pingex",))
