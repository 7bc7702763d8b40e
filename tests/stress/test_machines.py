# SPDX-License-Identifier: MIT
"""Every machine of tests/boot/machines.py: boots to the prompt, runs a command and powers off, or says why not."""
import os
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "boot"))

from capos_boot import BUILD, Machine  # noqa: E402
from machines import MACHINES, REFUSED, check, each  # noqa: E402


@pytest.fixture
def boot(name):
    """As the fixture of the boot tests."""
    machines = []

    def start(system, **options):
        machines.append(Machine(os.path.join(BUILD, "run", "tests", "machine-" + name), system=system, **options))
        return machines[-1]

    yield start
    for machine in machines:
        machine.close()
    for machine in machines:
        machine.scan()


@each([*MACHINES, *REFUSED])
def test_machine(boot, name):
    check(boot, name)
