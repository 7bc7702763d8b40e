# SPDX-License-Identifier: MIT
"""A thousand random processes from one seed, and some hundred on four processors. The suite `stress` runs more, for longer."""
from stress_run import run, sums


def test_a_thousand_random_processes(folder):
    log = run(folder, seed=1, actors=1000, time_limit=400)
    found = sums(log)
    # All ends were seen, and the service that nobody else knew answered all the time.
    for what in ("ended in order", "left all open", "faulted", "broke their ring", "hung", "killed", "loans cut", "gifts", "taken back",
                 "hubs"):
        assert found[what] > 20, found
    assert found["operations"] > 100 * 1000 and found["control calls"] > 1000, found


def test_on_several_processors(folder):
    found = sums(run(folder, seed=1, actors=400, time_limit=400, smp=4))
    assert found["operations"] > 100 * 400 and found["control calls"] > 400, found
