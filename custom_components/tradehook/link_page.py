"""The page that a browser gets for a position link."""

from collections.abc import Mapping
from html import escape

STYLE = """
:root { color-scheme: light dark; --ink: #1a1f27; --soft: #5b6572; --card: #fff; --back: #f1f4f8;
  --good: #12805c; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9edf2; --soft: #9aa5b1; --card: #1c2128;
  --back: #11151a; --good: #4cc38a; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px;
  background: var(--back); color: var(--ink); font: 17px/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 28px; border-radius: 16px; background: var(--card);
  box-shadow: 0 2px 16px rgb(0 0 0 / 12%); overflow-wrap: anywhere; }
h1 { margin: 0 0 8px; font-size: 1.4rem; line-height: 1.25; }
h1.good { color: var(--good); }
h1.bad { color: var(--bad); }
p { margin: 0 0 16px; }
dl { margin: 0; display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; font-size: 0.9rem; }
dt { color: var(--soft); }
dd { margin: 0; }
"""
HEADINGS = {
    "cancelled": "Position cancelled",
    "closed": "Closing the position",
    "kept": "Position kept",
    "remainder_cancelled": "Rest of the entry cancelled",
    "nothing": "Nothing to do",
    "body_not_empty": "Message not empty",
    "body_too_slow": "Message did not arrive",
    "link_over": "Position is over",
    "link_revoked": "Link revoked",
    "link_unknown": "Unknown link",
    "preview_refused": "Preview refused",
}
DETAILS = {"symbol": "Market", "side": "Side", "mode": "Link", "position_id": "Position"}


def page(status: int, message: str, body: Mapping[str, object]) -> str:
    """Return a page that says what was done; it needs nothing from anywhere else."""
    done = status < 300
    heading = HEADINGS.get(str(body.get("done" if done else "code")), "Not available now")
    rows = "".join(
        f"<dt>{label}</dt><dd>{escape(str(body[key]))}</dd>"
        for key, label in DETAILS.items()
        if body.get(key)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">'
        f"<title>Tradehook: {escape(heading)}</title><style>{STYLE}</style></head>"
        f'<body><main><h1 class="{"good" if done else "bad"}">{escape(heading)}</h1>'
        f"<p>{escape(message)}</p>{f'<dl>{rows}</dl>' if rows else ''}</main></body></html>\n"
    )
