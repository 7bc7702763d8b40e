# SPDX-License-Identifier: MIT
"""What the code generator cannot do, it refuses with a sentence; what it makes is always the same, and needs no more than it says."""

import re
import subprocess

import pytest

import generated
from generated import INCLUDES, PLUGIN, ROOT

ID = "@0xbf5147cbbecf40cf;\n"

# name -> source, and what is said of it. Each refusal is one line: file, declaration, reason.
REFUSED = {
    "too_many_ancestors": (
        "".join(f"interface I{i} {{}} " for i in range(16)) + f"interface All extends({', '.join(f'I{i}' for i in range(16))}) {{}}",
        ["x.capnp: All: extends 16 interfaces, with those that they extend; a method id has 4 bits for them, which is 15"]),
    "too_many_methods": (
        "struct E {} interface A { " + " ".join(f"m{i} @{i} E -> E;" for i in range(4097)) + " }",
        ["x.capnp: A: has 4097 methods; a method id has 12 bits for them, which is 4096"]),
    "two_fields_of_one_name": (
        "struct A { fooBar @0 :Text; fooBAR @1 :Text; }",
        ["x.capnp: A.fooBAR: its C name a_get_foo_bar is also that of A.fooBar (x.capnp); rename one of them"]),
    "two_stubs_of_one_name": (
        "interface B { read @0 (); readBegin @1 (); }",
        ["x.capnp: B.readBegin: its C name b_read_begin is also that of B.read (x.capnp); rename one of them"]),
    "tag_of_a_union": (
        "struct A { union { a @0 :Void; b @1 :Void; } enum Which { c @0; } }",
        ["x.capnp: A: its C name enum a_which is also that of A.Which (x.capnp); rename one of them"]),
    "name_of_ours": (
        "struct Process { struct Name { x @0 :UInt8; } } enum User { max @0; } struct CapnFoo {}",
        ["x.capnp: Process.Name: its C name PROCESS_NAME_BYTES is one of the library's; rename it",
         "x.capnp: User.max: its C name USER_MAX is one of the library's; rename it",
         "x.capnp: CapnFoo: its C name CAPN_FOO_BYTES is one of the library's; rename it"]),
    "two_bindings_of_one_name": (
        "struct Pair(A, B) { a @0 :A; b @1 :B; } struct A {} struct C {} struct AAndB {} struct BAndC {}"
        " struct U { p @0 :Pair(A, BAndC); q @1 :Pair(AAndB, C); }",
        ["x.capnp: Pair(AAndB, C): its C name PAIR_OF_A_AND_B_AND_C_ACCESSORS is also that of Pair(A, BAndC) (x.capnp); rename one"
         " of them"]),
}


def generate(directory, source, **others):
    """Compiles x.capnp and what else is given by name, in directory."""
    (directory / "x.capnp").write_text(ID + source + "\n")
    for name, text in others.items():
        (directory / f"{name}.capnp").write_text(text)
    done = generated.generate(directory, directory, [directory / f"{name}.capnp" for name in ("x", *others)])
    done.stderr = done.stderr.decode()
    return done


def refusals(done):
    """The lines of the generator, without its name; the schema compiler adds one of its own."""
    return [line.removeprefix("capnpc-capos: ") for line in done.stderr.splitlines() if line.startswith("capnpc-capos: ")]


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path, name):
    source, expected = REFUSED[name]
    done = generate(tmp_path, source)
    assert done.returncode != 0
    assert sorted(refusals(done)) == sorted(expected + [f"{len(expected)} refused, nothing was written"])
    assert not list(tmp_path.glob("*.h")) and not list(tmp_path.glob("*.c"))


def test_all_refusals_of_a_run(tmp_path):
    """Of all files, and no file is written: also not of one that has no fault."""
    done = generate(tmp_path, "".join(source.replace("struct A {}", "") for name, (source, _) in REFUSED.items()
                                      if name in ("two_stubs_of_one_name", "name_of_ours")),
                    y="@0xbf5147cbbecf40ca; struct Left { goOn @0 :UInt8; goON @1 :Text; }",
                    z="@0xbf5147cbbecf40cb; struct Right { fine @0 :Text; }")
    assert done.returncode != 0
    lines = refusals(done)
    assert lines[-1] == "5 refused, nothing was written" and len(lines) == 6
    for declaration in ("x.capnp: B.readBegin:", "x.capnp: Process.Name:", "x.capnp: User.max:", "x.capnp: CapnFoo:",
                        "y.capnp: Left.goON:"):
        assert sum(line.startswith(declaration) for line in lines) == 1, declaration
    assert not list(tmp_path.glob("*.[hc]"))


def test_two_files_of_one_name(tmp_path):
    """Only where one includes the other: else a program that uses one of them has no trouble."""
    other = "@0xbf5147cbbecf40ca; struct Foo {} struct Box(T) { value @0 :T; } struct Use { box @0 :Box(Text); }"
    assert generate(tmp_path, "struct Foo {}", y=other).returncode == 0
    done = generate(tmp_path, 'struct Foo {} struct Bar { foo @0 :import "y.capnp".Foo; }', y=other)
    assert refusals(done) == ["y.capnp: Foo: its C name FOO_BYTES is also that of Foo (x.capnp); rename one of them",
                              "1 refused, nothing was written"]
    # Both make the accessors of Box(Text), which is what the guard is for.
    assert generate(tmp_path, 'struct Bar { box @0 :import "y.capnp".Box(Text); }', y=other).returncode == 0
    generated.compiles("gcc", tmp_path)


def test_reserved_names():
    """The generator's list of names that generated headers bring along is what the headers have."""
    program = "".join(f'#include "capnp/{name}.h"\n' for name in ("builder", "call", "message", "pointer", "reopen"))
    command = ["gcc", *INCLUDES, "-E", "-xc", "-"]
    before = set(generated.must_run([*command, "-dM"], b"#include <stdint.h>\n#include <stddef.h>\n#include <stdbool.h>\n").splitlines())
    macros = {re.match(rb"#define (\w+)", line)[1].decode()
              for line in generated.must_run([*command, "-dM"], program.encode()).splitlines() if line not in before}
    text = generated.must_run(command, program.encode()).decode()
    enumerators = {name for body in re.findall(r"enum\s*\w*\s*\{([^}]*)\}", text) for name in re.findall(r"\b[A-Z][A-Z0-9_]+\b", body)}
    tags = {f"enum {name}" for name in re.findall(r"\benum (\w+)\s*\{", text)}
    # `status` as a declaration gets a `_`: no name that is made begins like these.
    have = {name for name in macros | enumerators | tags
            if not re.match(r"(enum )?(capn|CAPN)_|STATUS_|_", name) and "_" in name}
    listed = re.search(r"name_is_library.*?\n}", (ROOT / "capnp/capnpc/names.c").read_text(), re.S)[0]
    listed = set(re.findall(r'"([^"]+)"', listed)) - {"capn_", "CAPN_"}
    assert len(have) > 40
    assert have == listed


# Each of these made C that did not compile, or was refused.
COMPILED = {
    "annotations_only": 'using Cxx = import "/capnp/c++.capnp"; $Cxx.namespace("a::b"); struct A $Cxx.name("B") { x @0 :Text; }',
    "stream": "interface A { push @0 (bytes :Data) -> stream; done @1 () -> (); }",
    "inherited_name": "interface A { a @0 (); } interface B extends(A) { a @0 (); } interface C extends(B) { b @0 (); a @1 (); }",
    "two_inherited_of_one_name": "interface A { a @0 (); } interface B { a @0 (); } interface C extends(A, B) {}",
    "member_like_ancestor": "interface A { x @0 (); } interface B extends(A) { a @0 (); }",
    "method_like_what_is_made": "interface A { dispatch @0 (); interface @1 (); t @2 (); ancestors @3 (); methodNames @4 (); }"
                                " interface B extends(A) { server @0 (); }",
    "result_like_parameter": "interface A { m @0 (xOut :UInt8, rt :UInt8, cap :A, status :Text) -> (x :UInt8); }",
    "keywords": "enum Default { if @0; else @1; } struct Int { int @0 :Text = \"int\"; union { union @1 :Void; struct @2 :Data; } }"
                " interface Union { static @0 (register :UInt8) -> (goto :Union); } const enum :Default = if;",
    "names_of_c": "struct Size { x @0 :UInt8; } enum Int8 { max @0; } enum Status { ok @0; } interface Ptrdiff { m @0 (s :Status); }"
                  " interface CapId {} enum Wchar { min @0; }",
    "count_in_an_enum": "enum A { sum @0; count @1; } struct B { a @0 :A = count; }",
    "empty": "enum A {} struct B {} interface C {} struct D { a @0 :A; b @1 :B = (); c @2 :List(B) = [(), ()]; d @3 :List(A); }",
    "end_of_comment": "struct A {\n  # Ends */ here. /*\n  x @0 :UInt8;\n  # And */ here.\n}",
    "texts": 'const a :Text = "a, (b), \\"c\\" ??/ \\\\ \\n \\x00 \\xff"; const b :Data = 0x"00 3f 3f 2f"; const c :Text = "'
             + "0123456789, (" * 60 + '";',
    "file_of_any_name": "const a :UInt8 = 1; const b :List(Text) = [\"x\"];",
    "struct_of_many_selves": "struct A { " + " ".join(f"a{i} @{i} :A;" for i in range(9)) + " } interface B { m @0 A -> A; }",
    "endless_generic": "struct Pair(A, B) { a @0 :A; b @1 :B; } struct Chain(T) { v @0 :T; n @1 :Chain(Pair(T, T)); }"
                       " struct U { c @0 :Chain(Text); }",
}


@pytest.mark.parametrize("compiler", generated.COMPILERS)
@pytest.mark.parametrize("name", COMPILED)
def test_compiles(tmp_path, compiler, name):
    if name in ("annotations_only", "stream"):
        generated.need_standard()
    file = "9-odd+name" if name == "file_of_any_name" else name
    (tmp_path / f"{file}.capnp").write_text(ID + COMPILED[name] + "\n")
    done = generated.generate(tmp_path, tmp_path, [tmp_path / f"{file}.capnp"])
    assert done.returncode == 0, done.stderr.decode()
    generated.compiles(compiler, tmp_path)


def test_includes(tmp_path):
    """What the code refers to, by the name of the import or, for what comes under an alias, of the file; nothing else."""
    generated.need_standard()
    source = """using Cxx = import "/capnp/c++.capnp"; using Notes = import "notes.capnp"; using Used = import "used.capnp";
      struct A $Notes.note("x") $Cxx.name("B") { far @0 :Used.Alias; list @1 :List(List(Used.Kind)); }
      interface B { feed @0 (a :A) -> stream; }
      const size :UInt32 = Notes.size;"""
    notes = "@0xbf5147cbbecf40ca; annotation note(struct) :Text; const size :UInt32 = 5; struct Note {}"
    used = '@0xbf5147cbbecf40cb; using Alias = import "far.capnp".Far; enum Kind { a @0; }'
    far = "@0xbf5147cbbecf40cc; struct Far {}"
    done = generate(tmp_path, source, notes=notes, used=used, far=far)
    assert done.returncode == 0, done.stderr
    includes = re.findall(r'^#include "(.*)"', (tmp_path / "x.capnp.h").read_text(), re.M)
    assert includes == ["capnp/builder.h", "capnp/call.h", "capnp/message.h", "used.capnp.h", "far.capnp.h"]
    generated.compiles("gcc", tmp_path)


def test_folders_are_made(tmp_path):
    source, out = tmp_path / "source", tmp_path / "out"
    (source / "deep/er").mkdir(parents=True)
    (source / "deep/er/x.capnp").write_text(ID + "struct A {}\n")
    done = generated.generate(out, source, [source / "deep/er/x.capnp"])
    assert done.returncode == 0, done.stderr.decode()
    assert sorted(path.name for path in (out / "deep/er").iterdir()) == ["x.capnp.c", "x.capnp.h"]
    generated.compiles("gcc", out)
    # A file where a folder is wanted.
    (tmp_path / "other").mkdir()
    (tmp_path / "other/deep").write_text("")
    done = generated.generate(tmp_path / "other", source, [source / "deep/er/x.capnp"])
    assert done.returncode != 0 and b"cannot make the folder deep/er: Not a directory" in done.stderr


def test_files_outside(tmp_path):
    """The schema compiler asks for a prefix itself; a request that names such a file is not believed."""
    (tmp_path / "x.capnp").write_text(ID + "struct A {}\n")
    request = generated.must_run(["capnp", "compile", "-o-", "x.capnp"], cwd=tmp_path)
    for name in (b"../a.cap", b"/a/b.cap"):
        done = generated.run([PLUGIN], request.replace(b"x.capnp\0", name[:7] + b"\0"), cwd=tmp_path)
        assert done.returncode == 1 and b"is outside of the folder for the output" in done.stderr


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
