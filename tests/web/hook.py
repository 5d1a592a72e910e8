"""A bot's hook, and what is sent there."""

from functools import partial

from tests import posting
from tests.face import BOT, KEY, SECRET

URL = f"/api/webhook/hook-{BOT}"
OPEN = {
    "api_key": KEY,
    "api_secret": SECRET,
    "action": "open",
    "exchange": "SIM",
    "symbol": "SIM_USDT_BTC",
    "side": "long",
}
CLOSE = OPEN | {"action": "close"}


post = partial(posting.post, url=URL)
