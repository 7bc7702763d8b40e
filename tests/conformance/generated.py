# SPDX-License-Identifier: MIT
"""What tests of the code generator have in common: compiling schemas with it, and what it makes with a C compiler."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(os.environ.get("CAPOS_OUT") or (ROOT / "build/host").resolve().parent)
PLUGIN = OUT / "host/capnpc-capos"
FIXTURES = ROOT / "tests/conformance/fixtures"
# Where the distribution's package libcapnp-dev has the official schemas. The schema compiler looks there by itself.
STANDARD = Path("/usr/include/capnp")

COMPILERS = ["gcc", "clang"]
INCLUDES = [f"-I{ROOT / folder}" for folder in ("abi/include", "capnp/include", "capnp/gen")]
FLAGS = ["-std=gnu17", "-O1", "-Wall", "-Wextra", "-Werror", "-Wshadow", "-Wstrict-prototypes", "-Wmissing-prototypes",
         "-Wpointer-arith", "-Wvla", "-Wundef"]
# As the kernel compiles it: nothing of the calling side, no floating point.
KERNEL = ["-ffreestanding", "-mno-sse", "-mno-80387", "-DCAPN_NO_CLIENT=1", "-DCAPOS_KERNEL=1"]


def run(command, data=b"", **options):
    return subprocess.run([str(part) for part in command], input=data, capture_output=True, check=False, **options)


def must_run(command, data=b"", **options):
    done = run(command, data, **options)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stderr.decode(errors='replace')}"
    return done.stdout


def need_standard():
    if not (STANDARD / "rpc.capnp").exists():
        pytest.skip(f"{STANDARD} is not there: it comes with the package libcapnp-dev")


def need_compiler(compiler):
    if not shutil.which(compiler):
        pytest.skip(f"there is no {compiler} here")


def generate(out, prefix, files, *options):
    """Runs the generator on files below prefix; gives the process that ended."""
    out.mkdir(parents=True, exist_ok=True)
    return run(["capnp", "compile", f"-o{PLUGIN}:{out}", f"--src-prefix={prefix}", *options, *files])


def sources(out):
    made = sorted(out.rglob("*.capnp.c"))
    assert made, f"nothing was made in {out}"
    return made


def compiles(compiler, out):
    """Each source that was made, by itself, for processes and for the kernel."""
    need_compiler(compiler)
    for source in sources(out):
        for flavour in ([], KERNEL):
            must_run([compiler, *FLAGS, *flavour, f"-I{out}", *INCLUDES, "-c", source, "-o", "/dev/null"])
