"""New ids are UUIDs of the fourth version, as they have always been."""

import random
import uuid

from custom_components.tradehook.execution.common.new_ids import new_id, new_uuid


def test_an_id_is_a_random_uuid() -> None:
    made = [new_id() for _ in range(1000)]

    assert len(set(made)) == len(made)
    for text in made:
        found = uuid.UUID(hex=text)
        assert found.hex == text
        assert (found.version, found.variant) == (4, uuid.RFC_4122)


def test_a_written_one_has_its_dashes() -> None:
    text = new_uuid()

    assert str(uuid.UUID(text)) == text
    assert uuid.UUID(text).version == 4


def test_what_others_seed_repeats_no_id() -> None:
    random.seed(1)
    first = new_id()
    random.seed(1)

    assert new_id() != first
