"""What others wrote, made fit to be shown in a sentence or a log line."""

from decimal import Decimal

LONGEST = 200


def plain(number: Decimal) -> str:
    """Return a decimal with its own digits and without an exponent where that stays short."""
    return format(number, "f") if -40 < number.adjusted() < 40 else str(number)


def printable(text: str) -> str:
    """Return the text with everything that can't be printed or encoded replaced."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def shown(value: object, longest: int = LONGEST) -> str:
    """Return the value as one printable line of at most so many characters."""
    text = plain(value) if isinstance(value, Decimal) else str(value)
    return printable(text if len(text) <= longest else f"{text[: longest - 1]}…")
