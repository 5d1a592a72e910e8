"""What accepted signals of late have claimed: their ids and, for a while, their bodies."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...trading.admission.model import Admitted
from ...trading.common.time_spans import is_future
from ...trading.signal.actions import action_row
from ...trading.signal.signal import Signal

KEPT = 10_000
"""Claims in memory: enough to cover what is being written, the ledger has them all."""


REQUESTS_KEPT = timedelta(days=30)
"""How long a request id stands for the signal that was accepted with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestClaim:
    """An accepted signal that has claimed a request id."""

    at: datetime
    signal_id: str
    signal: Signal | None
    """None where it can't be read any more: nothing is known to be the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedKeys:
    """What a signal that is being accepted has claimed."""

    bot_id: str
    signal_id: str
    opening: Signal | None
    """The signal where it claims its id."""
    digest: str | None
    request: Signal | None
    """The signal where it claims its request id."""


class IdempotencyKeys:
    """Signal ids, request ids and bodies that may not be accepted again, by bot."""

    def __init__(self) -> None:
        """Start without claims."""
        self._ids: OrderedDict[tuple[str, str], Signal | None] = OrderedDict()
        """Accepted openings; what they asked for only as long as their position lives."""
        self._recording: set[tuple[str, str]] = set()
        self._bodies: OrderedDict[tuple[str, str], tuple[datetime, str]] = OrderedDict()
        self._requests: OrderedDict[tuple[str, str], RequestClaim] = OrderedDict()

    def load(self, bodies: Mapping[tuple[str, str], tuple[datetime, str | None]]) -> None:
        """Take the bodies that were accepted before a restart, and no others."""
        self._ids.clear()
        self._requests.clear()
        self._bodies.clear()
        for key, (at, signal_id) in bodies.items():
            self._bodies[key] = (at, signal_id or "")

    def holds(self, bot_id: str, signal_id: str) -> bool:
        """Return whether an accepted opening that is remembered has this id."""
        return (bot_id, signal_id) in self._ids

    def holder(self, bot_id: str, signal_id: str | None) -> Signal | None:
        """Return the accepted opening that has this id, if it is remembered and not over."""
        return None if signal_id is None else self._ids.get((bot_id, signal_id))

    def request(self, bot_id: str, request_id: str | None, now: datetime) -> RequestClaim | None:
        """Return the accepted signal of the last 30 days with this request id, if remembered."""
        found = None if request_id is None else self._requests.get((bot_id, request_id))
        return found if found is not None and found.at > now - REQUESTS_KEPT else None

    def claim_request(self, bot_id: str, signal: Signal, at: datetime, answered_id: str) -> None:
        """Claim the request id of a signal that is being accepted and has one."""
        assert signal.request_id is not None
        claim = RequestClaim(at=at, signal_id=answered_id, signal=signal)
        self._requests[bot_id, signal.request_id] = claim
        while len(self._requests) > KEPT:
            self._requests.popitem(last=False)

    def unclaim_request(self, bot_id: str, signal: Signal) -> None:
        """Take back the request id of a signal that could not be recorded."""
        claim = self._requests.get((bot_id, signal.request_id or ""))
        if claim is not None and claim.signal is signal:
            del self._requests[bot_id, signal.request_id or ""]

    def is_recording(self, bot_id: str, signal_id: str | None) -> bool:
        """Return whether the opening with this id is on its way to the disk."""
        return (bot_id, signal_id) in self._recording

    def recorded(self, bot_id: str, signal_id: str) -> None:
        """Know that a claim is on the disk."""
        self._recording.discard((bot_id, signal_id))

    def same_body(self, bot_id: str, digest: str | None, now: datetime, window: int) -> str | None:
        """Return the id of the signal that had the same body within the window (seconds)."""
        found = self._bodies.get((bot_id, digest or ""))
        if found is None or not window or is_future(found[0], now):
            return None
        return None if now - found[0] > timedelta(seconds=window) else found[1]

    def claim_accepted(
        self, bot_id: str, signal: Signal, admitted: Admitted, digest: str | None, at: datetime
    ) -> AcceptedKeys:
        """Claim all that a signal claims which is being accepted."""
        row = action_row(admitted.action)
        whole = admitted.opening_refused is None
        asks = whole and row.claims_request and signal.request_id is not None
        keys = AcceptedKeys(
            bot_id=bot_id,
            signal_id=admitted.signal_id,
            opening=signal if whole and row.opens else None,
            digest=digest if whole and row.deduplicated else None,
            request=signal if asks else None,
        )
        self.claim(bot_id, keys.opening, keys.digest, at, keys.signal_id)
        if keys.request is not None:
            self.claim_request(bot_id, signal, at, keys.signal_id)
        return keys

    def take_back(self, keys: AcceptedKeys) -> None:
        """Take back what a signal has claimed that could not be recorded."""
        self.unclaim(keys.bot_id, keys.opening, keys.digest, keys.signal_id)
        if keys.request is not None:
            self.unclaim_request(keys.bot_id, keys.request)

    def are_recorded(self, keys: AcceptedKeys) -> None:
        """Know that what a signal has claimed is on the disk."""
        if keys.opening is not None:
            self.recorded(keys.bot_id, keys.signal_id)

    def claim(
        self,
        bot_id: str,
        opening: Signal | None,
        digest: str | None,
        at: datetime,
        answered_id: str,
    ) -> None:
        """Claim an opening's id, a body or both for a signal that is being accepted."""
        if opening is not None:
            self._ids[(bot_id, answered_id)] = opening
            self._recording.add((bot_id, answered_id))
        if digest is not None:
            self._bodies[(bot_id, digest)] = (at, answered_id)
        for kept in (self._ids, self._bodies):
            while len(kept) > KEPT:
                kept.popitem(last=False)

    def unclaim(
        self, bot_id: str, opening: Signal | None, digest: str | None, answered_id: str
    ) -> None:
        """Take back what was claimed for a signal that could not be recorded."""
        if opening is not None:
            self._ids.pop((bot_id, answered_id), None)
            self._recording.discard((bot_id, answered_id))
        if digest is not None:
            self._bodies.pop((bot_id, digest), None)

    def ended(self, bot_id: str, signal_id: str) -> None:
        """Know that an opening is over: its id stays taken, nothing is compared with it."""
        key = (bot_id, signal_id)
        if key in self._ids and key not in self._recording:
            self._ids[key] = None

    def release(self, bot_id: str, signal_id: str) -> None:
        """Let a failed signal's id and body be sent again."""
        self._ids.pop((bot_id, signal_id), None)
        self._recording.discard((bot_id, signal_id))
        # Thousands are looked at: no copy is made of them.
        for body in [
            key
            for key, (_, given) in self._bodies.items()
            if key[0] == bot_id and given == signal_id
        ]:
            del self._bodies[body]
        # What else was accepted with that id is found in the ledger.
        for request in [
            key
            for key, claim in self._requests.items()
            if key[0] == bot_id and claim.signal_id == signal_id
        ]:
            del self._requests[request]
