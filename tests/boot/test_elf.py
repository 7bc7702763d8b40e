# SPDX-License-Identifier: MIT
"""Executables that are wrong in one way each (make_bad_elves.py), and some that are just right: each is spawned, and a refusal says why
and leaves nothing behind (tests/programs/elf)."""
import os
import re

from capos_boot import BUILD, make
from make_bad_elves import make as make_elves


def test_bad_executables(boot, folder):
    make("user")
    elves = make_elves(os.path.join(folder, "elves"), os.path.join(BUILD, "user", "null-exit"))
    machine = boot("hostile", binaries=elves, time_limit=240)
    status = machine.wait_exit(timeout=240)
    log = machine.console()
    assert status == 0, log[-3000:]
    assert f"test-elf: {len(elves)} executables\n" in log
    assert re.search(r"^test-elf: \d+ attempts, all refused as documented$", log, re.M), log[-3000:]
    # Symbol names of a hostile file are shown without what would move a cursor.
    assert "(start+0x0)" in log and "pwned" in log
    with open(machine.console_path, "rb") as raw:
        strange = {byte for byte in raw.read() if byte < 32 and byte not in (10, 13) or byte > 126}
    assert not strange, f"control bytes in the log: {sorted(strange)}"
