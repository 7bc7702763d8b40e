# SPDX-License-Identifier: MIT
"""The machine without a free frame, on machines of several sizes: everything that needs memory says `overloaded`, and works
again when there is some (tests/programs/exhaust)."""
import re

import pytest


@pytest.mark.parametrize("memory", ["64M", "256M"])
def test_out_of_frames(boot, memory):
    machine = boot("hostile", memory=memory, time_limit=240)
    assert machine.wait_exit(timeout=240) == 0, machine.console()[-3000:]
    log = machine.console()
    assert re.search(r"^test-exhaust: \d+ attempts, all refused as documented$", log, re.M), log[-3000:]
    assert re.search(r"^init: \d+ programs, all went well and nothing leaked$", log, re.M), log[-3000:]
