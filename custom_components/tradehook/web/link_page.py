"""The page that a browser gets for a position link."""

from collections.abc import Mapping
from html import escape

from .link_texts import LinkTexts, PageTexts

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
button { width: 100%; margin: 0 0 20px; padding: 14px; border: 0; border-radius: 12px;
  background: var(--ink); color: var(--card); font: inherit; font-weight: 600; cursor: pointer; }
"""


def page(status: int, said: PageTexts, body: Mapping[str, object]) -> str:
    """Return a page that says what was done; it needs nothing from anywhere else."""
    done = status < 300
    headings = said.texts["headings"]
    heading = headings.get(str(body.get("done" if done else "code")), headings["other"])
    rows = _rows(said.texts, body)
    content = f"<p>{escape(said.message)}</p>{rows}"
    return _document(said.language, heading, "good" if done else "bad", content)


def question_page(said: PageTexts, body: Mapping[str, object]) -> str:
    """Return a page whose one button does what the link says, by a POST to its own address."""
    asked = said.texts["questions"][str(body["mode"])]
    button = escape(asked["button"])
    form = f'<form method="post"><button type="submit">{button}</button></form>'
    content = f"<p>{escape(asked['text'])}</p>{form}{_rows(said.texts, body)}"
    return _document(said.language, asked["heading"], "", content)


def _rows(texts: LinkTexts, body: Mapping[str, object]) -> str:
    rows = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(str(body[key]))}</dd>"
        for key, label in texts["details"].items()
        if body.get(key)
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _document(language: str, heading: str, tone: str, content: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">'
        f"<title>Tradehook: {escape(heading)}</title><style>{STYLE}</style></head>"
        f'<body><main><h1 class="{tone}">{escape(heading)}</h1>{content}</main></body></html>\n'
    )
