"""New ids are UUIDs of the fourth version, as they have always been."""

import random
import subprocess
import sys
import uuid

from custom_components.tradehook.execution.common import new_ids
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


FORKED = """
import os, runpy, sys
ids = runpy.run_path(sys.argv[1])
if not (child := os.fork()):
    print(ids["new_id"](), flush=True)
    os._exit(0)
os.waitpid(child, 0)
print(ids["new_id"]())
"""


def test_a_copy_of_the_process_gives_other_ids() -> None:
    path = new_ids.__file__
    done = subprocess.run(
        [sys.executable, "-c", FORKED, path], capture_output=True, text=True, check=True
    )
    assert len(set(done.stdout.split())) == 2
