"""The table of a bot's settings, of which codec, form, panel and docs are made.

Its order is the form's. A setting that is an object stands before its fields.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields as fields_of, replace
from types import MappingProxyType
from typing import Final, get_args, get_type_hints

from .entry_settings import ENTRY_SETTINGS
from .exit_settings import EXIT_SETTINGS
from .limit_settings import LIMIT_SETTINGS
from .setting import Setting
from .settings import BotSettings

_FIELDS: Final = {field.name: field for field in fields_of(BotSettings)}
_CAN_BE_OFF: Final = frozenset(
    name for name, hint in get_type_hints(BotSettings).items() if type(None) in get_args(hint)
)


def _completed(setting: Setting) -> Setting:
    """Return a row with what the class of the settings says of it: default and emptiness."""
    if setting.part_of is not None:
        return setting
    field = _FIELDS[setting.name]
    default = None if field.default is MISSING else field.default
    return replace(
        setting,
        default=default,
        optional=default in ((), frozenset()) or setting.name in _CAN_BE_OFF,
        can_be_off=setting.name in _CAN_BE_OFF,
    )


SCHEMA: Final = tuple(map(_completed, (*ENTRY_SETTINGS, *EXIT_SETTINGS, *LIMIT_SETTINGS)))
"""All settings and their parts."""
SETTINGS: Final[Mapping[str, Setting]] = MappingProxyType(
    {row.name: row for row in SCHEMA if row.part_of is None}
)
"""The settings by name, in the table's order."""


def parts_of(name: str) -> tuple[Setting, ...]:
    """Return the fields of a setting that is an object."""
    return tuple(row for row in SCHEMA if row.part_of == name)
