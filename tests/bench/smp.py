#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""./capos bench smp: what a second CPU gives. The same work once, and twice side by side, on two emulated CPUs, each a thread of the
host. Unlike everything else here this is wall time: it needs two free CPUs of the host, and says so little on a busy one that
nothing is asserted but the results of the work. ROUNDS runs, of which the best counts."""
import os
import re
import subprocess
import sys

import machine

ROUNDS = 3
AIMS = {"processes": 1.85, "threads": 1.85, "pairs": 1.8}
WHAT = {"processes": "two processes that compute", "threads": "two threads of one process that compute",
        "pairs": "two pairs of client and server"}


def run(cpus):
    """One boot; the times in ns by (what, how many side by side)."""
    command = ["qemu-system-x86_64", "-cpu", "max", "-accel", "tcg,thread=multi", "-smp", str(cpus), "-m", "256M", "-M", "q35",
               "-nodefaults", "-display", "none", "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04", "-serial", "null",
               "-serial", "stdio", "-kernel", str(machine.KERNEL), "-initrd", str(machine.BUILD / "systems/smp/manifest.bin")]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                          timeout=machine.TIME_LIMIT)
    found = {(what, int(count)): int(ns) for what, count, ns in re.findall(r"smp (\w+) (\d+) (\d+)", done.stdout)}
    if done.returncode != 0 or len(found) != 2 * len(AIMS):
        machine.fail(f"the system smp ended with {done.returncode} on {cpus} CPUs:\n{done.stdout[-2000:]}")
    return found


def main():
    best = {}
    for _ in range(ROUNDS):
        for key, ns in run(2).items():
            best[key] = min(ns, best.get(key, ns))
    print(f"{'on two CPUs':44}{'one, ms':>10}{'two, ms':>10}{'work done':>11}  aim")
    for what, aim in AIMS.items():
        one, two = best[what, 1], best[what, 2]
        gain = 2 * one / two
        print(f"{WHAT[what]:44}{one / 1e6:10.0f}{two / 1e6:10.0f}{gain:10.2f}x  {aim}x {'reached' if gain >= aim else 'NOT reached'}")
    load = os.getloadavg()[0]
    if load > 2.5 or (os.cpu_count() or 1) < 2:
        print(f"The host is busy (load {load:.1f}) or has one CPU only: these numbers say little.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
