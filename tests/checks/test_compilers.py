# SPDX-License-Identifier: MIT
"""Other readers of the same code: sparse, clang, the debug flavour."""
import json
import os
import re
import shlex
import subprocess

import tree

# sparse knows fewer of these than gcc does; none changes what an address space is.
UNKNOWN_TO_SPARSE = re.compile(r"^(-W(?!all)|-f(?!reestanding)|-mno-|-mcmodel|-O|-g$|-c$|-Werror)")
# About GNU extensions that the house uses, and about style that the compilers judge better.
QUIET = ["-Wno-decl", "-Wno-old-initializer", "-Wno-non-pointer-null", "-Wno-declaration-after-statement", "-Wno-vla", "-Wno-gcc-compat"]


def kernel_commands():
    """(file, flags) of the kernel's C files."""
    tree.run("make", "-s", "compile_commands")
    with open(os.path.join(tree.ROOT, "build", "compile_commands.json")) as file:
        entries = [entry for entry in json.load(file) if tree.is_below(entry["file"], "kernel") and entry["file"].endswith(".c")]
    assert len(entries) > 20, "compile_commands.json lists no kernel"
    for entry in entries:
        words = shlex.split(entry["command"])[1:]
        yield entry["file"], [word for word in words if not UNKNOWN_TO_SPARSE.match(word) and word != entry["file"]]


def sparse(path, flags):
    done = subprocess.run(["sparse", *flags, *QUIET, path], cwd=tree.ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    return [line for line in done.stdout.split("\n") if re.search(r"address space|noderef|error:", line)]


def test_user_pointers_by_sparse(tmp_path):
    commands = list(kernel_commands())
    # The tool must see a mistake before its silence means anything.
    probe = tmp_path / "probe.c"
    probe.write_text('#include "arch/uaccess.h"\nint peek(const int __user *at);\nint peek(const int __user *at)\n{\n    return *at;\n}\n')
    assert sparse(str(probe), commands[0][1]), "sparse does not see a user pointer that is followed"
    tree.judge([line for path, flags in commands for line in sparse(path, flags)],
               "Reach user memory through the copy functions only (kernel/arch/x86_64/include/arch/uaccess.h).")


def test_clang_builds():
    tree.run("make", "-s", "-j2", "CC=clang", "kernel", "user", "host")


def test_debug_flavour_builds():
    tree.run("make", "-s", "-j2", "FLAVOUR=debug", "kernel", "user", "host")
