# SPDX-License-Identifier: MIT
"""What was really linked. `./capos test` has built it."""
import glob
import os
import re

import tree

OUT = os.path.relpath(os.path.realpath(os.path.join(tree.ROOT, "build", "user", "..")), tree.ROOT)
TRAPS = re.compile(r"\t(syscall|sysenter|sysexit|int\s+\$0x80)\b")


def programs():
    found = sorted(glob.glob(os.path.join(tree.ROOT, OUT, "user", "*")))
    assert len(found) >= 4, "no user programs are built"
    return found


def rt_symbols():
    """Names that the runtime's objects define."""
    objects = glob.glob(os.path.join(tree.ROOT, OUT, "obj", "user", "rt", "**", "*.o"), recursive=True)
    assert objects, "the runtime is not built"
    return {line.split()[2] for line in tree.run("nm", "--defined-only", *objects).split("\n") if len(line.split()) == 3}


def test_syscalls_only_from_rt():
    allowed, bad = rt_symbols(), []
    for program in programs():
        symbol, seen = "", 0
        for line in tree.run("objdump", "-d", "--no-show-raw-insn", program).split("\n"):
            if match := re.match(r"[0-9a-f]+ <([^>]+)>:", line):
                symbol = match.group(1)
            elif TRAPS.search(line):
                seen += 1
                if symbol.split(".")[0] not in allowed and symbol not in allowed:
                    bad.append(f"{os.path.relpath(program, tree.ROOT)}:{line.split(':')[0].strip()}: {line.split(chr(9))[-1]} in {symbol}")
        assert seen, f"{program} has no syscall at all: this check does not see them"
    tree.judge(bad, "Only rt/ contains the syscall instruction: call its functions.")


def test_entry_comes_from_rt():
    bad = []
    for program in programs():
        name = os.path.basename(program)
        link_map = tree.text(os.path.join(OUT, "map", name + ".map"))
        origin = re.findall(r"^ \.\S+\s+0x\S+\s+0x\S+\s+(\S+)\n(?:\s+0x\S+\s+\w+\n)*?\s+0x\S+\s+_start\n", link_map, re.M)
        if len(origin) != 1 or "/obj/user/rt/" not in origin[0]:
            bad.append(f"{OUT}/map/{name}.map:1: _start comes from {origin or 'nowhere'}")
    tree.judge(bad, "Only rt/ has _start.")


def segments(path):
    """(type, flags) of each program header."""
    return re.findall(r"^\s+(\w+)\s+0x\S+ 0x\S+ 0x\S+ 0x\S+ 0x\S+ ([RWE ]{3})", tree.run("readelf", "-lW", path), re.M)


def test_no_segment_is_writable_and_executable():
    bad, kernel = [], os.path.join(tree.ROOT, OUT, "capos.elf")
    for path in [kernel, *programs()]:
        name, found = os.path.relpath(path, tree.ROOT), segments(path)
        loads = [flags for kind, flags in found if kind == "LOAD"]
        assert len(loads) >= 2 and any("E" in flags for flags in loads), f"{name}: readelf's output is not understood"
        bad += [f"{name}:1: {kind} {flags}" for kind, flags in found if "W" in flags and "E" in flags]
        bad += [f"{name}:1: the stack is executable" for kind, flags in found if kind == "GNU_STACK" and "E" in flags]
        bad += [f"{name}:1: section {section}" for section in re.findall(r"^\s*\[\s*\d+\]\s+(\S+)\s.*\s(?:WAX|AWX|WXA)\s", tree.run("readelf", "-SW", path), re.M)]
    tree.judge(bad, "Correct the linker script (kernel/kernel.ld, rt/user.ld): each segment has one permission.")


def test_kernel_uses_no_vector_registers():
    """The kernel's own code must not touch the FPU state of whoever runs: wide.S alone borrows a register, one for each width."""
    listing = tree.run("objdump", "-d", "--no-show-raw-insn", os.path.join(tree.ROOT, OUT, "capos.elf"))
    assert listing.count("\n") > 5000
    bad, function, borrowed = [], "", set()
    for line in listing.split("\n"):
        label = re.match(r"[0-9a-f]+ <(\S+)>:", line)
        function = label.group(1) if label else function
        registers = re.findall(r"%(xmm\d+|ymm\d+|zmm\d+|mm\d|st\b)", line)
        if registers and re.match(r"wide_(clear|copy)", function):
            borrowed.update(registers)
        elif registers:
            bad.append(f"{OUT}/capos.elf:{line.split(':')[0].strip()}: {line.split(chr(9))[-1]}")
    if borrowed != {"xmm0", "ymm0"}:
        bad.append(f"kernel/arch/x86_64/simd.S:1: uses {sorted(borrowed)}, saves xmm0 or ymm0")
    tree.judge(bad[:20], "Compile it with the kernel's flags, and borrow nothing in wide.S that is not saved there.")


# Functions that no program needs today and that stay: the interface of a library is whole. {name or prefix_*: why}
UNUSED = {
    "capn_*": "the library's users are generated code of any schema, and the suite conformance",
    "rt_realloc": "what the allocator offers to libraries",
    "rt_heap_realloc": "its half without the process's lock, which unit tests call",
    "rt_reply_add_capability": "answers that are sent later may bring capabilities, too",
}


def test_no_dead_functions():
    """A global function that the linker dropped from every program, and that its own file does not use, is dead."""
    linked = set()
    for program in [*programs(), *glob.glob(os.path.join(tree.ROOT, OUT, "host", "*")), os.path.join(tree.ROOT, OUT, "debug", "capos.elf")]:
        linked |= {line.split()[2] for line in tree.run("nm", program).split("\n") if len(line.split()) == 3}
    dead, checked = [], 0
    for flavour in ("kernel", "user", "host"):
        top = os.path.join(tree.ROOT, OUT, "obj", flavour)
        for path in glob.glob(os.path.join(top, "**", "*.o"), recursive=True):
            source = os.path.relpath(path, top)[:-2] + ".c"
            if not os.path.exists(os.path.join(tree.ROOT, source)) or tree.is_below(source, "capnp/gen", "tests"):
                continue
            text = "\n".join(line for _, line in tree.code_lines(source))
            for line in tree.run("nm", "--defined-only", path).split("\n"):
                words = line.split()
                if len(words) != 3 or words[1] not in "TW":
                    continue
                checked += 1
                name = words[2]
                known = name in linked or name in UNUSED or any(name.startswith(key[:-1]) for key in UNUSED if key.endswith("*"))
                if not known and len(re.findall(rf"\b{name}\b", text)) < 2:
                    dead.append(f"{source}:1: {name}")
    assert checked > 500
    tree.judge(sorted(set(dead)), "Delete it, make it static, or say in UNUSED why it stays.")
