#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""./capos bench smp: what a second CPU gives, to capOS and to a Linux guest under the same flags. The same work once, and twice side
by side, on two emulated CPUs, each a thread of the host. Unlike everything else here this is wall time: it needs two free CPUs of
the host, and says so little on a busy one that nothing is asserted but the results of the work. ROUNDS runs, of which the best
counts."""
import os
import re
import subprocess
import sys

import linux_guest
import machine

ROUNDS = 3
AIMS = {"processes": 1.85, "threads": 1.85, "pairs": 1.8}
WHAT = {"processes": "two processes that compute", "threads": "two threads of one process that compute",
        "pairs": "two pairs of client and server"}
# Not work side by side, and capOS only: two threads that wake one another, on one CPU and each on its own.
WAKES = "wakes"
TURNS = 4000
FLAGS = ["-accel", "tcg,thread=multi", "-m", "256M", "-M", "q35"]
CAPOS = ["-serial", "null", "-serial", "stdio", "-kernel", str(machine.KERNEL), "-initrd", str(machine.BUILD / "systems/smp/manifest.bin")]
LINUX = ["-serial", "stdio", "-kernel", str(linux_guest.FOLDER / "vmlinuz"), "-initrd", str(linux_guest.FOLDER / "initramfs.cpio"),
         "-append", f"console=ttyS0 panic=-1 quiet {linux_guest.COLUMNS['lean']} smp"]


def parse(text):
    """{(what, how many side by side): ns}"""
    return {(what, int(count)): int(ns) for what, count, ns in re.findall(r"smp (\w+) (\d+) (\d+)", text)}


def best_of_rounds(name, arguments, measured):
    """The least time of several boots on two CPUs."""
    best = {}
    for _ in range(ROUNDS):
        command = [word if word != "1" else "2" for word in machine.QEMU] + FLAGS + arguments
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                              timeout=machine.TIME_LIMIT)
        found = parse(done.stdout)
        if done.returncode != 0 or len(found) != 2 * len(measured):
            reasons = re.findall(r"^bench failed.*$", done.stdout, re.M)
            machine.fail(f"{name} ended with {done.returncode} on 2 CPUs: {reasons}\n{done.stdout[-2000:]}{done.stderr[-500:]}")
        for key, ns in found.items():
            best[key] = min(ns, best.get(key, ns))
    return best


def gain(best, what):
    """How much more work two do at a time than one."""
    return 2 * best[what, 1] / best[what, 2]


def as_text(capos, linux):
    lines = [f"{'on two CPUs':44}{'one, ms':>10}{'two, ms':>10}{'work done':>11}{'Linux':>8}  aim"]
    for what, aim in AIMS.items():
        ours, theirs = gain(capos, what), gain(linux, what)
        lines.append(f"{WHAT[what]:44}{capos[what, 1] / 1e6:10.0f}{capos[what, 2] / 1e6:10.0f}{ours:10.2f}x"
                     f"{theirs:7.2f}x  "
                     f"{aim}x {'reached' if ours >= aim else 'NOT reached'}")
    lines.append(f"two threads that wake one another, both ways: {capos[WAKES, 1] / TURNS / 1e3:.1f} us by switching on one CPU, "
                 f"{capos[WAKES, 2] / TURNS / 1e3:.1f} us by interrupts between two")
    return "\n".join(lines)


def main():
    linux_guest.prepare()
    capos = best_of_rounds("the system smp", CAPOS, [*AIMS, WAKES])
    linux = best_of_rounds("Linux", LINUX, AIMS)
    print(as_text(capos, linux))
    load = os.getloadavg()[0]
    if load > 2.5 or (os.cpu_count() or 1) < 2:
        print(f"The host is busy (load {load:.1f}) or has one CPU only: these numbers say little.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
