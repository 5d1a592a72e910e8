"""Groups: one alert serves many bots of any accounts."""

from .alert_group import Group
from .children import GroupChild, GroupChildren
from .delivery import GroupRuntime
from .group_signal import GROUP_OUTCOMES
from .terms import GroupMember, GroupTerms

__all__ = [
    "GROUP_OUTCOMES",
    "Group",
    "GroupChild",
    "GroupChildren",
    "GroupMember",
    "GroupRuntime",
    "GroupTerms",
]
