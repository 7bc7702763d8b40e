# SPDX-License-Identifier: MIT
"""What the code generator cannot do, it refuses with a sentence; what it makes is always the same."""

import os
import re
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


def test_promises(tmp_path):
    """One for each capability field, numbered among themselves; none where a union decides which will come."""
    source = """interface A {
      one @0 () -> (number :UInt32, a :A);
      two @1 () -> (first :A, text :Text, second :Capability, list :List(A));
      either @2 () -> R;
      none @3 (a :A) -> (text :Text);
    }
    interface B extends(A) {}
    struct R { union { a @0 :A; b @1 :Capability; } }"""
    assert generate(tmp_path, source).returncode == 0
    header = (tmp_path / "x.capnp.h").read_text()
    made = dict(re.findall(r"^static inline (\w+ \w+_promise)\(struct capn_request \*request\)\n{\n    return (.*);\n}", header, re.M))
    assert made == {
        "a_t a_one_promise": "(a_t){ capn_request_promise(request, 0) }",
        "a_t a_two_first_promise": "(a_t){ capn_request_promise(request, 0) }",
        "cap_id_t a_two_second_promise": "capn_request_promise(request, 1)",
        "a_t b_one_promise": "(a_t){ capn_request_promise(request, 0) }",
        "a_t b_two_first_promise": "(a_t){ capn_request_promise(request, 0) }",
        "cap_id_t b_two_second_promise": "capn_request_promise(request, 1)",
    }
    assert "_promise" not in header.replace("_promise(struct capn_request *request)", "").replace("capn_request_promise", "")
