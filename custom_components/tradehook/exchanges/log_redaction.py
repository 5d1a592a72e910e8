"""Keeps keys, signatures and passphrases out of logs and of everything that is told."""

from collections.abc import Iterable
import json
import logging
import re
from urllib.parse import quote

HIDDEN = "***"
LONGEST = 300
"""Characters of a venue's text that are told."""
SHORTEST_SECRET = 4

_QUERY = re.compile(r"(?P<place>\b(?:https?|wss?)://[^\s?\"']+)\?[^\s\"']*")
_NAMED = re.compile(
    r"(?P<name>[\"']?[\w-]*(?:signature|sign|api[-_]?key|access[-_]?key|secret|passphrase|password"
    r"|listen[-_]?key|token|authorization|memo)[\w-]*[\"']?\s*[=:]\s*)"
    r"(?P<value>\"[^\"]*\"|'[^']*'|[^\s,&}\]]+)",
    re.IGNORECASE,
)
_REQUEST_LINE = re.compile(r"^\w+ (?:GET|POST|PUT|DELETE) \S+\s*")
_PAGE = re.compile(r"\s*<.*", re.DOTALL)
_MESSAGES = ("msg", "retMsg", "message", "error_message", "label", "err-msg", "sMsg")
_CODES = ("code", "retCode", "err-code", "sCode")
CAUSES = {
    "ClientConnectorDNSError": "its address was not found",
    "ConnectionTimeoutError": "it took too long",
    "TimeoutError": "it took too long",
    "ClientConnectorCertificateError": "its certificate is not one that is trusted",
    "ClientSSLError": "no encrypted connection came about",
    "ServerDisconnectedError": "it was broken off",
    "ConnectionResetError": "it was broken off",
    "ConnectionRefusedError": "it was turned down",
    "ClientConnectorError": "nobody answered there",
}
"""What went wrong, by the names of the classes of aiohttp and of Python, or of their bases."""


class Scrubber:
    """Removes an account's secrets, and whatever looks like one, from texts."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """`secrets` are the texts that must not be told."""
        texts = {text.strip() for text in secrets}
        spelled = texts | {quote(text, safe="") for text in texts}
        spelled |= {json.dumps(text)[1:-1] for text in texts}
        long_enough = (text for text in spelled if len(text) >= SHORTEST_SECRET)
        self._secrets = tuple(sorted(long_enough, key=len, reverse=True))

    def scrub(self, text: str) -> str:
        """Return a text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        text = _QUERY.sub(rf"\g<place>?{HIDDEN}", text)
        return _NAMED.sub(rf"\g<name>{HIDDEN}", text)

    def told(self, error: BaseException) -> str:
        """Return what a venue's error says, short and without secrets."""
        if error.__cause__ is not None:
            return f"the connection failed: {_why(error.__cause__)}"
        plain = _PAGE.sub("", _REQUEST_LINE.sub("", said(str(error))))
        text = self.scrub(plain) or type(error).__name__
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _why(cause: BaseException) -> str:
    """Return in words why there was no connection, by the names of what an HTTP client raises."""
    names = [kind.__name__ for kind in type(cause).__mro__]
    return next((CAUSES[name] for name in names if name in CAUSES), names[0])


class WireLogFilter(logging.Filter):
    """Lets the client's log say which requests were made, but not what was in them.

    The client logs headers and bodies: keys, signatures, and a passphrase in clear.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Reduce a record to method and address."""
        arguments = record.args if isinstance(record.args, tuple) else ()
        if record.levelno <= logging.DEBUG:
            kind = "answer" if "Response" in str(record.msg) else "request"
            told = [str(argument).partition("?")[0] for argument in arguments[:2]]
            if kind == "answer" and len(arguments) > 2:
                told.append(str(arguments[2]))
            record.msg, record.args = f"{kind}: %s", (" ".join(told),)
        else:
            record.msg, record.args = (
                _NAMED.sub(
                    rf"\g<name>{HIDDEN}", _QUERY.sub(rf"\g<place>?{HIDDEN}", record.getMessage())
                ),
                (),
            )
        record.exc_info = record.exc_text = None
        return True


def wire_logger() -> logging.Logger:
    """Return the logger that every client gets, filtered."""
    logger = logging.getLogger(f"{__package__}.wire")
    if not any(isinstance(known, WireLogFilter) for known in logger.filters):
        logger.addFilter(WireLogFilter())
    return logger


def said(text: str) -> str:
    """Return the sentence in a venue's error, with its code; the text itself if it has none."""
    start = text.find("{")
    if start < 0:
        return text
    try:
        answer, _ = json.JSONDecoder().raw_decode(text, start)
    except ValueError, RecursionError:
        return text
    for row in _rows(answer):
        sentence = next((row[name] for name in _MESSAGES if row.get(name)), None)
        if isinstance(sentence, str):
            code = next((row[name] for name in _CODES if row.get(name) not in {None, ""}), None)
            return f"{sentence} ({code})" if code is not None else sentence
    return text


def _rows(answer: object) -> list[dict[str, object]]:
    """Return an answer and the rows in it: some venues say it there."""
    if not isinstance(answer, dict):
        return []
    data = answer.get("data")
    inner = data if isinstance(data, list) else [answer.get("error"), data]
    return [*(row for row in inner if isinstance(row, dict)), answer]
