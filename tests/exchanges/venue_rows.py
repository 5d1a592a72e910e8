"""Rows of the catalogue of venues with other values."""

from dataclasses import fields, is_dataclass, replace

from custom_components.tradehook.exchanges.venues.model.venue import Venue


def changed(row: Venue, **changes: object) -> Venue:
    """Return a row with other values of fields, whatever groups they are in."""
    for name, value in changes.items():
        homes = [
            group.name
            for group in fields(row)
            if is_dataclass(part := getattr(row, group.name))
            and name in {field.name for field in fields(part)}
        ]
        assert len(homes) == 1, f"{name} is in {homes or 'no group'}"
        group = homes[0]
        row = replace(row, **{group: replace(getattr(row, group), **{name: value})})
    return row
