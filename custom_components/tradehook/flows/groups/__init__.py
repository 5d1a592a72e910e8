"""The steps that add and change a group of bots."""

from .group_flow import GroupSteps

__all__ = ["GroupSteps"]
