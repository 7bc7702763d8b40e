# SPDX-License-Identifier: MIT
"""The emulated machine that everything is measured on, and where results lie. Paths are relative to the top folder."""
import pathlib
import subprocess
import sys

BUILD = pathlib.Path("build")
OUT = BUILD / "bench"
KERNEL = BUILD / "capos.elf"
QEMU = ["qemu-system-x86_64", "-cpu", "max", "-smp", "1", "-nodefaults", "-display", "none", "-no-reboot",
        "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04"]
# The TSC counts one per guest instruction. The clock is the machine's own and the seed is fixed: nothing comes from outside.
ICOUNT = ["-accel", "tcg", "-icount", "shift=0,sleep=off", "-rtc", "base=2026-01-01T00:00:00,clock=vm", "-seed", "1"]
TIME_LIMIT = 300


def fail(message):
    sys.exit(f"bench: {message}")


def run_qemu(what, arguments, wanted=(0,)):
    """One QEMU to its end; returns its standard output."""
    try:
        done = subprocess.run(QEMU + arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as late:
        output = (late.stdout or b"").decode(errors="replace")
        fail(f"{what} did not end within {TIME_LIMIT} s; its output ends:\n{output[-2000:]}")
    output = done.stdout.decode(errors="replace").replace("\r", "")
    if done.returncode not in wanted:
        fail(f"{what} ended early (QEMU's status {done.returncode}); its output ends:\n{output[-2000:]}")
    return output


def qemu_version():
    return subprocess.run([QEMU[0], "--version"], capture_output=True, text=True, check=True).stdout.split("\n", 1)[0]
