#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Measures capOS and prints a table; --json FILE writes it as data, --profile also where the instructions go.

The unit of most rows is the guest instruction: QEMU runs with -icount shift=0,sleep=off, where the TSC counts one per
instruction, so that two runs agree to the digit. Rows about the whole machine come from a boot of the default system.
Expects what `make all host` builds.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import time

import pexpect

BUILD = pathlib.Path("build")
OUT = BUILD / "bench"
KERNEL = BUILD / "capos.elf"
MACHINE = ["qemu-system-x86_64", "-cpu", "max", "-smp", "1", "-M", "q35", "-m", "256M", "-nodefaults", "-display", "none",
           "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04"]
ICOUNT = ["-accel", "tcg", "-icount", "shift=0,sleep=off"]
TIME_LIMIT = 120

# name in the log, what it is, aim, what others need for the same
ROWS = [
    ("enter_nothing", "cap_enter with nothing to do", 120, "null system call: seL4 83, Linux 323"),
    ("nop_alone", "NOP, alone", None, ""),
    ("nop_batch16_each", "NOP, each of a batch of 16", 45, "io_uring 299"),
    ("kernel_call_8_bytes", "typed call to a kernel object, 8 bytes each way", 300, "Linux clock_gettime by system call 429"),
    ("kernel_call_empty", "typed call to a kernel object, empty", None, ""),
    ("timer_now", "Timer.now", None, ""),
    ("endpoint_64_bytes", "typed call between two processes, 64 bytes each way", 1100, "seL4 1,697; Linux pipe 10,600"),
    ("endpoint_empty", "typed call between two processes, empty", None, "seL4 453"),
    ("endpoint_64_bytes_16_in_flight_each", "64-byte call, each of 16 in flight", None, ""),
    ("notification_signal_kernel", "signal of a notification that nobody waits for", None, ""),
    ("notification_signal_to_waiter", "signal in one process to the waiter's code in another", 600, "seL4 547, Linux futex 4,950"),
    ("shared_buffer_record", "record through a shared buffer, both sides, besides its payload", 60, ""),
    ("spawn_wait_minimal", "spawn a minimal process and wait for its end", None, "Linux vfork+exec 227,000"),
]


def boot_bench(extra):
    """Runs the bench system to its end; returns the kernel log's `bench NAME least median` lines."""
    log = OUT / "bench.log"
    command = MACHINE + ICOUNT + ["-serial", "null", "-serial", f"file:{log}", "-kernel", str(KERNEL),
                                  "-initrd", str(BUILD / "systems/bench/manifest.bin")] + extra
    status = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=TIME_LIMIT).returncode
    text = log.read_text(errors="replace")
    if status != 0 or "bench done" not in text:
        sys.exit(f"bench: the bench system ended early (QEMU's status {status}); its log is {log}:\n{text[-2000:]}")
    return {name: (int(least), int(median)) for name, least, median in re.findall(r"bench (\w+) (\d+) (\d+)", text)}


def boot_default():
    """Seconds from QEMU's start to the prompt, and memory in use there."""
    log = OUT / "prompt.log"
    start = time.monotonic()
    guest = pexpect.spawn(MACHINE[0], MACHINE[1:] + ["-accel", "tcg", "-serial", "stdio", "-serial", f"file:{log}",
                                                     "-kernel", str(KERNEL), "-initrd", str(BUILD / "manifest.bin")],
                          encoding="utf-8", timeout=TIME_LIMIT)
    try:
        guest.expect_exact("capos> ")
        seconds = time.monotonic() - start
        guest.send("call @inspector memory()\r")
        guest.expect(r"\(memory = \(([^)]*)\)\)")
        memory = {name: int(value) for name, value in re.findall(r"(\w+) = (\d+)", guest.match.group(1))}
        guest.expect_exact("capos> ")
        guest.send("poweroff\r")
        guest.expect(pexpect.EOF)
    finally:
        guest.close(force=True)
    return seconds, memory


def machine_rows():
    seconds, memory = boot_default()
    used = memory["totalBytes"] - memory["freeBytes"]
    return [
        ("boot_to_prompt_ms", "QEMU's start to the prompt, ms of wall time (PVH)", round(seconds * 1000), "aim 1,000"),
        ("memory_used_kib", "memory in use at the prompt, KiB", used // 1024, "aim 8,192"),
        ("kernel_text_kib", "kernel code, KiB", memory["kernelTextBytes"] // 1024, "seL4's image 141"),
        ("manifest_kib", "boot package of the default system, KiB", (BUILD / "manifest.bin").stat().st_size // 1024, ""),
    ]


def print_table(measured, machine):
    print(f"\n{'guest instructions':<56}{'least':>9}{'median':>9}{'aim':>8}  others")
    for name, what, aim, others in ROWS:
        least, median = measured[name]
        print(f"{what:<56}{least:>9,}{median:>9,}{aim if aim else '':>8}  {others}")
    print()
    for _, what, value, aim in machine:
        print(f"{what:<56}{value:>9,}  {aim}")


def write_json(path, measured, machine):
    rows = {name: {"what": what, "least": measured[name][0], "median": measured[name][1], "aim": aim, "unit": "instructions"}
            for name, what, aim, _ in ROWS}
    rows.update({name: {"what": what, "value": value} for name, what, value, _ in machine})
    pathlib.Path(path).write_text(json.dumps(rows, indent=2) + "\n")


def profile():
    """Instructions by function of each row, into build/bench/profile-NAME.txt."""
    here = pathlib.Path(__file__).parent / "profile"
    plugin = OUT / "profile.so"
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", plugin, here / "plugin.c"], check=True)
    boot_bench(["-plugin", f"{plugin},out={OUT / 'counts'}"])
    programs = [KERNEL] + [(BUILD / "user" / name) for name in ("bench", "bench-peer", "echo", "init", "null-exit")]
    for index, (name, *_) in enumerate(ROWS):
        report = subprocess.run([sys.executable, here / "report.py", OUT / f"counts.{index}", *programs], check=True,
                                capture_output=True, text=True).stdout
        (OUT / f"profile-{name}.txt").write_text(report)
    print(f"profiles: {OUT}/profile-*.txt")


def main():
    parser = argparse.ArgumentParser(prog="./capos bench", description="Measure capOS.")
    parser.add_argument("--json", metavar="FILE", help="write the rows as JSON")
    parser.add_argument("--profile", action="store_true", help="also count instructions by function")
    arguments = parser.parse_args()
    os.makedirs(OUT, exist_ok=True)
    measured = boot_bench([])
    missing = [name for name, *_ in ROWS if name not in measured]
    if missing:
        sys.exit(f"bench: no measurement of {', '.join(missing)}")
    machine = machine_rows()
    print_table(measured, machine)
    if arguments.json:
        write_json(arguments.json, measured, machine)
    if arguments.profile:
        profile()


if __name__ == "__main__":
    main()
