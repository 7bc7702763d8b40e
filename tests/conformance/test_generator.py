# SPDX-License-Identifier: MIT
"""What the code generator cannot do, it refuses with a sentence; what it makes is always the same."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(os.environ.get("CAPOS_OUT") or (ROOT / "build/host").resolve().parent)
PLUGIN = OUT / "host/capnpc-capos"

REFUSED = {
    "generic_type": ("struct A(T) { a @0 :T; }", "generic types are not supported"),
    "any_pointer": ("struct A { a @0 :AnyPointer; }", "AnyPointer is not supported, only Capability"),
    "text_default": ('struct A { a @0 :Text = "x"; }', "default values of pointer fields are not supported"),
    "list_default": ("struct A { a @0 :List(UInt8) = [1]; }", "default values of pointer fields are not supported"),
    "struct_default": ("struct A { a @0 :B = (b = 1); } struct B { b @0 :UInt8; }",
                       "default values of pointer fields are not supported"),
    "list_constant": ("const a :List(UInt8) = [1];", "constants of this type are not supported"),
    "inherited_name": ("interface A { a @0 (); } interface B extends(A) { a @0 (); }",
                       "has the name of an inherited method"),
}


def generate(directory, source):
    (directory / "x.capnp").write_text("@0xbf5147cbbecf40cf;\n" + source + "\n")
    return subprocess.run(["capnp", "compile", f"-o{PLUGIN}:{directory}", f"--src-prefix={directory}",
                           directory / "x.capnp"], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path, name):
    source, sentence = REFUSED[name]
    done = generate(tmp_path, source)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_damaged_request(tmp_path):
    request = subprocess.run(["capnp", "compile", "-o-", "schema/errors.capnp"], cwd=ROOT, capture_output=True,
                             check=True).stdout
    for cut in (7, 8, len(request) // 2):
        done = subprocess.run([PLUGIN], cwd=tmp_path, input=request[:cut], capture_output=True, check=False)
        assert done.returncode == 1 and b"is damaged" in done.stderr


def test_the_same_every_time(tmp_path):
    source = "struct A { a @0 :UInt8; b :union { c @1 :Text; d @2 :List(A); } } interface B { e @0 (f :A) -> (g :B); }"
    made = []
    for name in ("first", "second"):
        directory = tmp_path / name
        directory.mkdir()
        assert generate(directory, source).returncode == 0
        made.append([(directory / f"x.capnp.{end}").read_text() for end in "hc"])
    assert made[0] == made[1]
    assert "struct a_b_reader" in made[0][0]
