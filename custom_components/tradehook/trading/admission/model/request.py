"""A signal that is to be admitted, with all that is known of it."""

from dataclasses import dataclass

from ...model.commands import Command
from ...reasons.reasons import Refusal
from ...signal.signal import Signal
from .context import AdmissionContext, Duplicates
from .outcome import Admitted, Reservation


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionRequest:
    """A signal whose sender and fields are right, and the world in which it is judged."""

    signal: Signal
    context: AdmissionContext
    duplicates: Duplicates
    warnings: list[str]
    """Those of the signal, to which admission adds."""
    opening_refused: Refusal | None = None
    """Why the signal can do no more than close."""

    def admitted(
        self,
        symbol: str | None = None,
        commands: tuple[Command[Signal], ...] = (),
        reservation: Reservation | None = None,
    ) -> Admitted:
        """Return the signal accepted with these commands and the warnings so far."""
        return Admitted(
            action=self.signal.action,
            signal_id=self.signal.signal_id or self.context.new_signal_id,
            symbol=symbol,
            side=self.signal.side,
            commands=commands,
            reservation=reservation,
            warnings=tuple(self.warnings),
        )
