"""An action `ping`: it changes nothing and says that the bot hears."""

from enum import StrEnum
from typing import Final, cast

from custom_components.tradehook.trading.admission.actions import ActionAdmission
from custom_components.tradehook.trading.admission.model import AdmissionRequest, Admitted
from custom_components.tradehook.trading.admission.selection import check_exchange
from custom_components.tradehook.trading.signal.actions import SignalAction
from custom_components.tradehook.trading.signal.signal import Action


class _Name(StrEnum):
    """The name that a real one would have as a member of `Action`."""

    PING = "ping"


PING: Final = cast(Action, _Name.PING)


def admit_ping(request: AdmissionRequest) -> Admitted:
    """Answer in the name of the bot; raises Refused for another exchange's signal."""
    check_exchange(request.signal, request.context)
    request.warnings.append(f"pong from {request.context.settings.name}")
    return request.admitted()


READ: Final = SignalAction(action=PING, read=lambda *_: None, is_exit=True, has_market=False)
ADMITTED: Final = ActionAdmission(action=PING, admit=admit_ping)
