# SPDX-License-Identifier: MIT
"""Measures a Linux guest on the machine that capOS is measured on: gets the kernel, builds the program, boots, reads the log.

Results are kept in build/bench/linux/ under a key made of everything that they depend on, so that a second run is quick.
"""
import hashlib
import json
import pathlib
import re
import subprocess

import machine
import measured

HERE = pathlib.Path(__file__).parent / "linux"
FOLDER = machine.OUT / "linux"
MEMORY_MIB = 128

# What a command line can take away from Debian's kernel, its self-tests of cryptography too.
LEAN = ("mitigations=off randomize_kstack_offset=off init_on_alloc=0 lsm=capability cgroup_disable=memory,pids,cpu,cpuacct,io "
        "transparent_hugepage=never numa_balancing=disable audit=0 nokaslr no5lvl psi=0 cryptomgr.notests=1")
# Each iteration of a rep string instruction counts as an instruction, so clearing a page with one counts 4,097. Without them
# it is a loop of 8-byte moves, as in capOS.
NO_REP = "clearcpuid=erms,rep_good"
COLUMNS = {"stock": "mitigations=off", "lean": f"{LEAN} {NO_REP}"}


def newc_entry(number, name, mode, data=b"", device=(0, 0)):
    """One entry of a cpio archive in the format that the kernel's initramfs is (times and owners 0: reproducible)."""
    encoded = name.encode() + b"\0"
    fields = (number, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(encoded), 0)
    head = b"070701" + "".join(f"{field:08x}" for field in fields).encode() + encoded
    return head + b"\0" * (-len(head) % 4) + data + b"\0" * (-len(data) % 4)


def initramfs(programs):
    """Folders to mount on, a console, and the programs by name."""
    entries = [newc_entry(1, "dev", 0o040755), newc_entry(2, "dev/console", 0o020600, device=(5, 1)), newc_entry(3, "proc", 0o040755)]
    entries += [newc_entry(10 + at, name, 0o100755, data) for at, (name, data) in enumerate(sorted(programs.items()))]
    archive = b"".join(entries) + newc_entry(0, "TRAILER!!!", 0)
    return archive + b"\0" * (-len(archive) % 512)


def build():
    """The guest's program, what it spawns, and the program that stands for the firmware; returns their hash."""
    # Stripped and without a build id: the same bytes every time, names of temporary files are in neither.
    compiler = ["gcc", "-static", "-s", "-Wl,--build-id=none"]
    bare = compiler + ["-nostdlib", "-Wl,-z,noseparate-code"]
    for command in (compiler + ["-O2", "-Wall", "-Wextra", "-Werror", "-pthread", "-o", FOLDER / "init", *sorted(HERE.glob("*.c"))],
                    bare + ["-o", FOLDER / "tiny", HERE / "tiny.S"],
                    bare + ["-m32", "-Wl,-Ttext=0x100000", "-o", FOLDER / "firmware", HERE / "firmware.S"]):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            machine.fail(f"the Linux side does not build:\n{done.stderr[-2000:]}")
    archive = initramfs({name: (FOLDER / name).read_bytes() for name in ("init", "tiny")})
    (FOLDER / "initramfs.cpio").write_bytes(archive)
    return hashlib.sha256(archive + (FOLDER / "firmware").read_bytes()).hexdigest()


def boot(column):
    command_line = f"console=ttyS0 panic=-1 quiet {COLUMNS[column]}"
    log = machine.run_qemu(f"Linux ({column})", machine.ICOUNT + [
        "-m", str(MEMORY_MIB), "-serial", "stdio", "-kernel", str(FOLDER / "vmlinuz"), "-initrd", str(FOLDER / "initramfs.cpio"),
        "-append", command_line])
    (FOLDER / f"{column}.log").write_text(f"# {command_line}\n{log}")
    return measured.parse(log, f"Linux ({column})")


def firmware_instructions():
    """What comes before the first instruction of any kernel. QEMU's status is what isa-debug-exit makes of the byte written."""
    log = machine.run_qemu("the firmware's measurement", machine.ICOUNT + ["-m", str(MEMORY_MIB), "-serial", "stdio", "-kernel",
                                                                           str(FOLDER / "firmware")], wanted=range(256))
    match = re.search(r"firmware 0x([0-9a-f]{16})", log)
    if not match:
        machine.fail(f"the firmware's measurement printed no number:\n{log[-500:]}")
    return int(match.group(1), 16)


def whole_machine(rows, firmware):
    """Boot counts from the kernel's entry; memory is what programs cannot have."""
    for name in ("boot_to_init", "boot_to_prompt"):
        rows[name] = [value - firmware for value in rows[name]]
    unavailable = MEMORY_MIB * 1024 - rows.pop("memory_available_kib")[0]
    rows["memory_unavailable_kib"] = [unavailable] * 3
    return rows


def prepare():
    """Gets the kernel and builds the rest; (version, hash of what was built)."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if subprocess.run([HERE / "fetch.sh", FOLDER]).returncode != 0:
        raise SystemExit(1)
    return " ".join(line.split(": ", 1)[1] for line in (FOLDER / "version").read_text().splitlines()), build()


def differences(before, now, tolerance=0.01):
    """Sentences for the rows whose least is not the same in two runs, within the tolerance."""
    found = []
    for column in COLUMNS:
        for row, (old, *_) in before[column].items():
            new = now[column][row][0]
            if abs(new - old) > tolerance * old:
                found.append(f"{row} ({column}): {old:,} and {new:,}")
    return found


def results(again=False):
    """{"version": ..., "columns": {column: {row: [least, median, mean]}}}; measures only what is not known yet, or `again`, and then
    says where the two runs do not agree."""
    version, built = prepare()
    settings = json.dumps([version, built, machine.qemu_version(), machine.QEMU, machine.ICOUNT, MEMORY_MIB, COLUMNS])
    kept = FOLDER / f"results-{hashlib.sha256(settings.encode()).hexdigest()[:16]}.json"
    before = json.loads(kept.read_text()) if kept.exists() else None
    if before and not again:
        return before
    print(f"measuring {version} in two configurations; this takes some minutes", flush=True)
    firmware = firmware_instructions()
    found = {"version": version, "firmware": firmware,
             "columns": {column: whole_machine(boot(column), firmware) for column in COLUMNS}}
    if before:
        unlike = differences(before["columns"], found["columns"])
        print(f"Linux, two runs: {'; '.join(unlike) if unlike else 'every row agrees to within 1 %'}")
    kept.write_text(json.dumps(found, indent=1) + "\n")
    return found
