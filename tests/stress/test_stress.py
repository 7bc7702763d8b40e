# SPDX-License-Identifier: MIT
"""Minutes of random processes from several seeds, one of them new every time. README.md has the parameters."""
import os
import sys
import time

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "boot"))

from capos_boot import BUILD  # noqa: E402
from stress_run import run, sums  # noqa: E402

SEEDS = [int(seed) for seed in os.environ.get("CAPOS_STRESS_SEEDS", "").split()] or [2, 3, 4, int(time.time())]
ACTORS = int(os.environ.get("CAPOS_STRESS_ACTORS", "3000"))


# One processor for each seed, which is recorded; and several, which are not.
RUNS = [(seed, 1) for seed in SEEDS] + [(SEEDS[-1], 2), (SEEDS[-1], 4)]


@pytest.mark.parametrize("seed, smp", RUNS)
def test_seed(seed, smp):
    folder = os.path.join(BUILD, "run", "tests", f"stress-{seed}-{smp}")
    log = run(folder, seed, ACTORS, time_limit=300 + ACTORS // 2, smp=smp)
    found = sums(log)
    print(f"seed {seed}, {smp} processors: {found}")
    assert found["control calls"] >= ACTORS, found
