# SPDX-License-Identifier: MIT
"""Random processes from one seed, on one, two and four processors. The suite `stress` runs more, for longer."""
import re

import pytest

from stress_run import run, sums


def test_a_thousand_random_processes(folder):
    log = run(folder, seed=1, actors=1000, time_limit=400)
    found = sums(log)
    # All ends were seen, and the service that nobody else knew answered all the time.
    for what in ("ended in order", "left all open", "faulted", "broke their ring", "hung", "killed", "loans cut", "gifts", "taken back",
                 "hubs", "sessions ended", "extra threads at once"):
        assert found[what] > 10, found
    # Steps of all kinds were made: the kernel's log has what was refused of each.
    for opcode in ("CALL", "RECV", "RETURN", "RELEASE", "PARK"):
        assert re.search(rf"refused submission: {opcode}\b|, the last: {opcode},", log), opcode
    assert found["operations"] > 200 * 1000 and found["control calls"] > 1000, found


@pytest.mark.parametrize("smp", [2, 4])
def test_on_several_processors(folder, smp):
    found = sums(run(folder, seed=1, actors=500, time_limit=400, smp=smp))
    assert found["operations"] > 200 * 500 and found["control calls"] > 500, found
