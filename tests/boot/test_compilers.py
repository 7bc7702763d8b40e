# SPDX-License-Identifier: MIT
"""The other compiler and the other flavour: everything built by clang with debug checks (lock owners, among others), and the
hostile programs run on it to their end."""
import os
import subprocess

from capos_boot import BUILD, ROOT, SCALE

OUT = os.path.join(BUILD, "clang-debug")


def test_clang_debug(folder):
    built = subprocess.run(["make", "-s", "-j2", "OVERLAY=", "CC=clang", "FLAVOUR=debug", "kernel", "system-default", "system-hostile"],
                           cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert built.returncode == 0, built.stdout[-4000:]
    console = os.path.join(folder, "console.log")
    ran = subprocess.run(["qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-M", "q35", "-m", "256M", "-nodefaults",
                          "-display", "none", "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04",
                          "-serial", "null", "-serial", "file:" + console, "-kernel", os.path.join(OUT, "capos.elf"),
                          "-initrd", os.path.join(OUT, "systems", "hostile", "manifest.bin")],
                         stdin=subprocess.DEVNULL, timeout=240 * SCALE)
    with open(console, errors="replace") as file:
        log = file.read()
    assert ran.returncode == 0, log[-3000:]
    assert "all went well and nothing leaked" in log and "panic" not in log, log[-3000:]
