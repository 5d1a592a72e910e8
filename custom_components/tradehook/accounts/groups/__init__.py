"""Groups of bots, as their config entries have them."""

from .group_entry import bot_title, build_group, missing_members, terms_of

__all__ = ["bot_title", "build_group", "missing_members", "terms_of"]
