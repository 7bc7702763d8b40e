# SPDX-License-Identifier: MIT
"""Rules about the text of the tree."""
import os
import re

import tree

COMMENTED = (".c", ".h", ".S", ".py", ".sh", ".mk", ".ld", ".awk", ".capnp", ".cfg", ".pml", ".example")
GENERATED = re.compile(r"^/\* Made by capnpc-capos|^/\* Made by tests/generated", re.M)
LINE_LIMIT = 500


def is_script(path):
    return tree.text(path).startswith("#!")


def is_generated(path):
    return tree.is_below(path, "capnp/gen") or bool(GENERATED.search(tree.text(path)[:400]))


def search(pattern, paths):
    """path:line of each line of code that matches; fails when there are no files to look at."""
    assert paths, "found no file to check"
    regex = re.compile(pattern)
    return [f"{path}:{number}: {line.strip()[:100]}" for path in paths for number, line in tree.code_lines(path) if regex.search(line)]


def target_code():
    """What is compiled for capOS itself: all that may not reach around the kernel's or the runtime's rooms."""
    paths = [path for path in tree.files(*tree.CODE)
             if tree.is_below(path, "abi", "capnp", "core", "kernel", "services", "drivers", "demos", "tests/programs", "tests/bench/guest")]
    return [path for path in paths if not tree.is_below(path, "capnp/capnpc")]


def test_spdx_line_first():
    paths = [path for path in tree.files() if path.endswith(COMMENTED) or os.path.basename(path) == "Makefile" or is_script(path)]
    assert len(paths) > 100
    bad = []
    for path in paths:
        lines = tree.text(path).split("\n", 2)[:2]
        first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
        if "SPDX-License-Identifier: MIT" not in first:
            bad.append(f"{path}:1: no SPDX line")
    tree.judge(bad, "Make `SPDX-License-Identifier: MIT`, as a comment, the first line (the second after #!).")


# Folders that only hold what the README of the folder above speaks of.
PART_OF_PARENT = {"include", "src", "gen", "fixtures", "mistakes", ".ci"}


def test_readme_in_each_folder():
    folders = {os.path.dirname(path) for path in tree.files()}
    assert len(folders) > 10
    bad = [f"{folder or '.'}:1: no README.md" for folder in sorted(folders)
           if not PART_OF_PARENT & set(folder.split("/")) and not os.path.exists(os.path.join(tree.ROOT, folder, "README.md"))]
    tree.judge(bad, "Write a few lines: what lives here, what it may use, what it must not.")


def test_files_are_short():
    paths = [path for path in tree.files(*tree.CODE, ".py", ".sh", ".mk", ".awk") + ["Makefile", "capos"] if not is_generated(path)]
    assert len(paths) > 100
    lengths = [(path, tree.text(path).count("\n")) for path in paths]
    tree.judge([f"{path}:{length}: longer than {LINE_LIMIT} lines" for path, length in lengths if length > LINE_LIMIT],
               "A file that needs a table of contents is two files: split it by subject.")


def test_magics_are_unique():
    seen, bad, count = {}, [], 0
    for path in tree.files(".h", ".c"):
        if tree.is_below(path, "tests"):
            continue
        for number, line in tree.code_lines(path):
            match = re.search(r"#\s*define\s+(\w*MAGIC\w*)\s+\(?(0x[0-9a-fA-F]+)", line)
            if not match:
                continue
            count += 1
            value = int(match.group(2), 16)
            if value in seen:
                bad.append(f"{path}:{number}: {match.group(1)} has the value of {seen[value]}")
            seen[value] = match.group(1)
    assert count >= 3, "found no magic numbers; has their spelling changed?"
    tree.judge(bad, "Choose another value.")


def test_no_hosts():
    """Sources come from where the machine's packages come from, so no host has to be named. Standards may be cited in comments
    of code and in documents; a recipe, a script or a Makefile may not name a host at all (a namespace of XML is none)."""
    address = re.compile(r"\b(https?|ftp|git|ssh)://|\bdeb(-src)? +\[?[a-z]+:|\bgit@")
    paths = [path for path in tree.files() if path.endswith((".mk", ".sh", ".py", ".txt", ".cfg")) or os.path.basename(path) == "Makefile" or is_script(path)]
    assert len(paths) > 20
    bad = [f"{path}:{number}: {line.strip()[:100]}" for path in paths if path != "tests/checks/test_source.py"
           for number, line in enumerate(tree.text(path).split("\n"), 1) if address.search(re.sub(r'xmlns="[^"]*"', "", line))]
    tree.judge(bad, "Take it from the distribution's packages (tools/packages.txt, ports/README.md).")


def test_no_unfinished_words():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    paths = [path for path in tree.files(*tree.CODE, ".py", ".sh", ".mk", ".md", ".capnp") if path != "tests/checks/test_source.py"]
    assert len(paths) > 100
    bad = [f"{path}:{number}: {line.strip()[:100]}" for path in paths
           for number, line in enumerate(tree.text(path).split("\n"), 1) if words.search(line)]
    tree.judge(bad, "Finish it, or say in docs/ what is missing.")


# What gives the compiler's builtins their names: (the builtin, where it may be).
NAMED_BUILTINS = [
    (r"\b(__atomic_|__sync_|__ATOMIC_)\w+", "core/include/core/atomic.h"),
    (r"\b__builtin_expect\b", "abi/include/abi/compiler.h"),
]


def test_builtins_only_behind_their_names():
    paths = target_code() + tree.files(".c", ".h", under="rt") + tree.files(".c", ".h", under="lib") + tree.files(".c", ".h", under="trace") \
        + tree.files(".c", ".h", under="tests/unit")
    for pattern, owner in NAMED_BUILTINS:
        assert search(pattern, [owner]), f"{owner} names no {pattern}: this check looks for the wrong thing"
        tree.judge(search(pattern, [path for path in paths if path != owner]),
                   f"Use a name of {owner}; of a release or an acquire, say what it pairs with.")


def test_inline_assembly_only_in_arch_and_rt():
    owners = search(r"\b(asm|__asm__|__asm)\b\s*(volatile|__volatile__|goto|\()", [path for path in tree.files(".c", ".h") if tree.is_below(path, "kernel/arch")])
    assert owners, "found no inline assembly even in kernel/arch/: this check looks for the wrong thing"
    bad = search(r"\b(asm|__asm__|__asm)\b\s*(volatile|__volatile__|goto|\()", [path for path in target_code() if not tree.is_below(path, "kernel/arch")])
    bad += [f"{path}:1: an assembly file" for path in target_code() if path.endswith(".S") and not tree.is_below(path, "kernel/arch")]
    tree.judge(bad, "Put it behind a function of kernel/arch/ or rt/.")


def test_entry_and_allocator_only_in_rt():
    names = r"\b(_start|malloc|calloc|realloc|free|sbrk|rt_alloc|rt_free)\s*\([^;]*$|\.globl\s+_start\b"
    own = search(names, tree.files(*tree.CODE, under="rt"))
    assert any("_start" in line for line in own) and any("rt_alloc" in line for line in own), "rt/ lacks what it must have: this check looks for the wrong thing"
    # A definition begins at the left margin; calls are indented.
    bad = [line for line in search(r"^(?!\s)[\w\s*]*" + names, [path for path in target_code() if not tree.is_below(path, "kernel")])]
    tree.judge(bad, "Processes start and allocate through rt/ only.")


def test_unit_tests_all_run():
    """A test that no module.mk names is never built."""
    built = {os.path.basename(path) + ".c" for path in tree.run("make", "-s", "list-tests").split()}
    here = {os.path.basename(path) for path in tree.files(".c", under="tests/unit") if os.path.basename(path).startswith("test_")}
    assert here
    tree.judge([f"tests/unit/{name}:1: no module.mk names it in TESTS" for name in sorted(here - built)],
               "Add its name, without test_ and .c, to TESTS of the module that it tests.")


def test_waits_for_other_cpus_are_bounded():
    """A loop that waits with cpu_relax or cpu_pause counts its turns in debug builds, looks at the clock, or counts to a limit."""
    waits, bad = 0, []
    for path in tree.files(".c", ".h", under="kernel"):
        function, start = [], 0
        for number, line in tree.code_lines(path):
            if re.match(r"[\w#]", line) and "(" in line:
                function, start = [], number
            function.append(line)
            if line != "}" or not re.search(r"^ .*\bcpu_(relax|pause)\(\);", "\n".join(function), re.M):
                continue
            waits += 1
            if not re.search(r"\block_count_(lock_)?wait\(|\bclock_now_ns\(|for \(uint32_t i = 0; i < \w+[;&| ]", "\n".join(function)) \
                    and not function[0].startswith("void cpu_relax("):
                bad.append(f"{path}:{start}: {function[0].strip()}")
    assert waits > 10, "found few loops that wait: this check looks for the wrong thing"
    tree.judge(bad, "Call lock_count_wait (base/lock.h) in it.")


# Words that one CPU changes while another looks: (what code names them by, where the helpers are that may).
SHARED_WORDS = [
    (r"\bthread->flags\b", {"kernel/sched/thread.h", "kernel/sched/thread.c"}),
    (r"\b(kept|on)(\[i\])?(->|\.)state\b", set()),
]


def test_shared_words_only_through_their_helpers():
    paths = tree.files(".c", ".h", under="kernel")
    for pattern, owners in SHARED_WORDS:
        used = search(pattern, paths)
        assert used, f"found no use of {pattern}: this check looks for the wrong thing"
        bad = [line for line in used if line.split(":")[0] not in owners and not re.search(r"\batomic_(load_acquire|store_release)\(&kept->state", line)]
        tree.judge(bad, "Use the named helper, which says what the access pairs with and which lock a change needs.")
