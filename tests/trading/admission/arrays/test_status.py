"""The status of an array says whether all, some or none of it was refused."""

import pytest

from custom_components.tradehook.trading.admission.arrays import array_status


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([202], 202),
        ([202, 202], 202),
        ([200, 202], 202),
        ([200, 200], 200),
        ([202, 409], 207),
        ([422, 200], 207),
        ([422, 409], 422),
        ([429, 409], 429),
    ],
)
def test_status_of_an_array(statuses: list[int], status: int) -> None:
    assert array_status(statuses) == status
