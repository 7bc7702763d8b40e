# SPDX-License-Identifier: MIT
"""Measures capOS: boots the bench system under icount, and the default system for what concerns the whole machine."""
import re
import subprocess
import time

import pexpect

import machine
import measured
import rows

MACHINE = ["-M", "q35"]
WHOLE_MIB = 128                 # of the machine whose memory and boot are measured: the same as Linux has


def log_of(system):
    return machine.OUT / f"{system}.log"


def boot_bench(extra=(), system="bench", package=None):
    """Runs a system whose program measures and then powers off; {row: [least, median, mean]}. A program that ends with an error
    leaves an idle machine, so the log is looked at while it runs. package: another one than the system's own."""
    log = log_of(system)
    log.unlink(missing_ok=True)
    command = machine.QEMU + MACHINE + machine.ICOUNT + [
        "-m", "512M", "-serial", "null", "-serial", f"file:{log}", "-kernel", str(machine.KERNEL),
        "-initrd", str(package or machine.BUILD / f"systems/{system}/manifest.bin"), *extra]
    guest = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    end = time.monotonic() + machine.TIME_LIMIT
    text = ""
    try:
        while guest.poll() is None and time.monotonic() < end and "exited with code" not in text:
            time.sleep(0.1)
            text = log.read_text(errors="replace") if log.exists() else ""
    finally:
        guest.kill()
        guest.wait()
    return measured.parse(log.read_text(errors="replace").replace("\r", ""), f"capOS ({log})")


def boot_default(accelerator=("-accel", "tcg"), rest_s=0):
    """Seconds from QEMU's start to the prompt, and what the Inspector says of the memory there. With rest_s the machine is left
    alone for so long at the prompt and then ended, and there is nothing of the memory."""
    start = time.monotonic()
    guest = pexpect.spawn(machine.QEMU[0], machine.QEMU[1:] + MACHINE + [
        "-m", f"{WHOLE_MIB}M", *accelerator, "-serial", "stdio", "-serial", f"file:{log_of('prompt')}",
        "-kernel", str(machine.KERNEL), "-initrd", str(machine.BUILD / "manifest.bin")], encoding="utf-8", timeout=machine.TIME_LIMIT)
    memory = {}
    try:
        guest.expect_exact("capos> ")
        seconds = time.monotonic() - start
        if rest_s:
            time.sleep(rest_s)
            guest.terminate()
        else:
            guest.send("call @inspector memory()\r")
            guest.expect(r"\(memory = \(([^)]*)\)\)")
            memory = {name: int(value) for name, value in re.findall(r"(\w+) = (\d+)", guest.match.group(1))}
            guest.expect_exact("capos> ")
            guest.send("poweroff\r")
        guest.expect(pexpect.EOF)
    finally:
        guest.close(force=True)
    return seconds, memory


def whole_machine():
    seconds, memory = boot_default()
    values = {
        "boot_wall": round(seconds * 1000),
        "memory_unavailable_kib": WHOLE_MIB * 1024 - memory["freeBytes"] // 1024,
        "memory_used_kib": (memory["totalBytes"] - memory["freeBytes"]) // 1024,
        "kernel_text_bytes": memory["kernelTextBytes"],
        "package_kib": (machine.BUILD / "manifest.bin").stat().st_size // 1024,
    }
    return {name: [value] * 3 for name, value in values.items()}


def check_rows(found):
    """Every row has its number, or says why not: nothing is left out in silence."""
    absent = [row.name for row in rows.ROWS if row.name not in found and not row.missing]
    late = [row.name for row in rows.ROWS if row.name in found and row.missing]
    unknown = [name for name in found if name not in rows.BY_NAME]
    for names, what in ((absent, "no measurement of"), (late, "measured, but tests/bench/rows.py says missing:"),
                        (unknown, "measured, but not in tests/bench/rows.py:")):
        if names:
            machine.fail(f"{what} {', '.join(names)}")
