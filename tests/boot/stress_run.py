# SPDX-License-Identifier: MIT
"""One run of systems/stress.capnp: so many random processes from one seed. On one processor QEMU records it, so that the very same
run can be had again, instruction for instruction (docs/stress.md); several run freely, at the same time."""
import os
import re
import subprocess

from capos_boot import ROOT, Machine, pack


def overlay(folder, seed, actors):
    """The message of the day is where the system takes its parameters from."""
    path = os.path.join(folder, "overlay.bin")
    text = f'(motd = "seed={seed} actors={actors}")\n'
    with open(path, "wb") as out:
        subprocess.run(["capnp", "convert", "text:binary", os.path.join(ROOT, "schema", "manifest.capnp"), "ManifestOverlay"],
                       input=text.encode(), stdout=out, check=True)
    return path


def run(folder, seed, actors, time_limit, smp=1):
    """Boots, waits for the end, and gives what the driver said; fails with the end of the log, and says how to see it again."""
    os.makedirs(folder, exist_ok=True)
    manifest = pack("stress", folder, arguments=("--overlay", overlay(folder, seed, actors)))
    record = os.path.join(folder, "record.bin")
    recorded = ("-icount", f"shift=0,rr=record,rrfile={record}") if smp == 1 else ()
    machine = Machine(folder, system="stress", manifest=manifest, smp=smp, time_limit=time_limit, arguments=recorded)
    try:
        status = machine.wait_exit(timeout=time_limit)
    finally:
        machine.close()
    log = machine.console()
    again = f"seed {seed}, {actors} actors, {smp} processors; " + (
        f"{folder}/command with rr=replay instead of rr=record shows it again\n" if recorded else "not recorded\n")
    assert status == 0, again + log[-4000:]
    machine.scan()
    assert f"init: seed {seed}: nothing wrong, nothing leaked" in log, again + log[-4000:]
    assert "WRONG" not in log, again + log[-4000:]
    # Actors that actors started are seen by nobody else when they fault where they should not.
    faults = [line for line in log.splitlines() if "ended by a fault" in line and "end_by_fault" not in line]
    assert not faults, again + "\n".join(faults)
    return log


def sums(log):
    """{what: how many} of the driver's last lines."""
    found = {what: int(count) for count, what in re.findall(
        r"(\d+) (ended in order|left all open|faulted|broke their ring|hung|killed|loans cut|gifts|taken back|sessions ended|extra threads at once|"
        r"operations|hubs|control calls)",
        log[log.rindex("ended in order") - 12:])}
    return found
