# SPDX-License-Identifier: MIT
"""Where the instructions go: boots with the QEMU plugin of profile/ and names functions, as text and as flame graphs."""
import pathlib
import re
import subprocess
import sys

import capos_guest
import machine
import measured

HERE = pathlib.Path(__file__).parent / "profile"
sys.path.insert(0, str(HERE))
import flame  # noqa: E402
import report  # noqa: E402
import stacks  # noqa: E402

PLUGIN = machine.OUT / "profile.so"
BENCH_PROGRAMS = ("bench", "bench-peer", "bench-exchange", "echo", "init", "null-exit")
BOOT_PROGRAMS = ("init", "uart", "terminal", "shell")


def build_plugin():
    done = subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", PLUGIN, HERE / "plugin.c"],
                          capture_output=True, text=True)
    if done.returncode != 0:
        machine.fail(f"the profile plugin does not build:\n{done.stderr[-2000:]}")


def programs_of(names, instead=None):
    """The kernel and the programs, some from another path."""
    paths = [(instead or {}).get(name, machine.BUILD / "user" / name) for name in names]
    return [report.Program(path) for path in (machine.KERNEL, *paths)]


def bench_rows(flames=False, system="bench", package=None, instead=None):
    """Boots a system that measures with the plugin: (measurements, {row: {(program, function): instructions}}). With flames also
    draws build/bench/flame-ROW.svg. The counts are of the operation that follows the samples, with a few instructions more. package, instead: another boot package,
    and where the programs are that differ in it."""
    build_plugin()
    counts = machine.OUT / f"counts-{system}"
    for old in machine.OUT.glob(f"counts-{system}.*"):
        old.unlink()
    found = capos_guest.boot_bench(["-plugin", f"{PLUGIN},out={counts}" + (",trace=1" if flames else "")], system, package)
    programs = programs_of(BENCH_PROGRAMS, instead)
    functions = {}
    for index, name in enumerate(measured.timed(capos_guest.log_of(system).read_text().replace("\r", ""))):
        functions[name] = report.by_function(f"{counts}.{index}", programs)
        if flames:
            draw_flame(name, f"{counts}.{index}.trace", programs)
    return found, functions


def by_name(totals):
    """{"program function": instructions}"""
    return {f"{program} {function}": count for (program, function), count in sorted(totals.items())}


def draw_flame(name, trace, programs):
    blocks, order = stacks.load(trace)
    folded = stacks.fold(blocks, order, report.namer(blocks, programs))
    (machine.OUT / f"flame-{name}.svg").write_text(flame.draw(folded, name))


def boot_rows():
    """Instructions from the kernel's entry to the first one of init, and to the idle prompt: ({row: value}, functions of the first)."""
    build_plugin()
    counts = machine.OUT / "boot"
    for old in machine.OUT.glob("boot.*"):
        old.unlink()
    entry, first = kernel_entry(), user_entry(machine.BUILD / "user/init")
    capos_guest.boot_default(machine.ICOUNT + ["-plugin", f"{PLUGIN},out={counts},from={entry:x},to={first:x}"], rest_s=1)
    functions = report.by_function(f"{counts}.0", programs_of(BOOT_PROGRAMS))
    return {"boot_to_init": sum(functions.values()), "boot_to_prompt": int(pathlib.Path(f"{counts}.end").read_text())}, functions


def user_entry(path):
    head = subprocess.run(["readelf", "-hW", path], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[-1] for line in head.splitlines() if "Entry point" in line), 16)


def kernel_entry():
    """Where the loader enters by PVH: what the ELF note of that type says (a physical address)."""
    notes = subprocess.run(["readelf", "-nW", machine.KERNEL], capture_output=True, text=True, check=True).stdout
    return int.from_bytes(bytes.fromhex(re.search(r"description data: ([0-9a-f ]+)", notes).group(1)), "little")


def write_reports(functions):
    for name, totals in functions.items():
        (machine.OUT / f"profile-{name}.txt").write_text(report.as_text(totals))
