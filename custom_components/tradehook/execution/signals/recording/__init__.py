"""What becomes of a judged signal: its row, its answer, and what is told of it."""

from .settled_signal import SettledSignal, SignalSettler

__all__ = ["SettledSignal", "SignalSettler"]
