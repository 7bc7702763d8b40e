# SPDX-License-Identifier: MIT
"""The schemas that come with Cap'n Proto: those that its package installs, and the one that its own tests use, which is fetched
with the machine's package sources."""

import subprocess
import tarfile

import pytest

import generated
from generated import FIXTURES, FLAGS, INCLUDES, ROOT, STANDARD, must_run

# The source package of Debian 12.
TARBALL = "capnproto_0.9.2.orig.tar.gz"
SHA256 = "4031e9c9158fce1979baf3c5234315c1be74b273c0be9f6c4aaf4d0dfda52542"
FETCH_SECONDS = 300

NAMES = ["c++", "persistent", "rpc", "rpc-twoparty", "schema", "stream"]


def generate_standard(out, names):
    generated.need_standard()
    done = generated.generate(out, STANDARD.parent, [STANDARD / f"{name}.capnp" for name in names])
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("compiler", generated.COMPILERS)
@pytest.mark.parametrize("names", [[name] for name in NAMES] + [NAMES], ids=[*NAMES, "all"])
def test_installed(tmp_path, names, compiler):
    """Each by itself: no header is missing that only its annotations would need."""
    generate_standard(tmp_path, names)
    generated.compiles(compiler, tmp_path)


@pytest.fixture(scope="module")
def rpc(tmp_path_factory):
    out = tmp_path_factory.mktemp("rpc")
    generate_standard(out, NAMES)
    must_run(["gcc", *FLAGS, "-DCAPN_NO_CLIENT=1", f"-I{out}", *INCLUDES, FIXTURES / "rpc.c", *generated.sources(out),
              generated.OUT / "lib/host/libcapnp.a", "-o", out / "rpc"])
    return out / "rpc"


def test_rpc_is_read_by_the_tool(rpc):
    text = must_run(["capnp", "decode", "--quiet", "--short", STANDARD / "rpc.capnp", "Message"], must_run([rpc, "write"])).decode()
    for part in ("(call = (questionId = 7, target = (importedCap = 5), interfaceId = 1311768465173141112, methodId = 3",
                 "params = (content = <opaque pointer>, capTable = [(senderHosted = 11", "sendResultsTo = (yourself = void)"):
        assert part in text
    must_run([rpc, "own"])


def test_rpc_of_the_tool_is_read(rpc):
    value = b'(return = (answerId = 9, exception = (reason = "not today", type = overloaded)))'
    must_run([rpc, "read"], must_run(["capnp", "encode", STANDARD / "rpc.capnp", "Message"], value))


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The folder of the official schemas as their source package has them."""
    download = ROOT / "build/ports/download"
    try:
        done = subprocess.run([ROOT / "ports/fetch.sh", "capnproto", TARBALL, SHA256, download], capture_output=True, text=True,
                              timeout=FETCH_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip(f"the source package capnproto was not here within {FETCH_SECONDS} s")
    if done.returncode != 0:
        pytest.skip(done.stderr.strip().splitlines()[-1])
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(download / TARBALL) as tar:
        tar.extractall(folder)
    return next(folder.rglob("test.capnp")).parent.parent


@pytest.mark.parametrize("compiler", generated.COMPILERS)
def test_schema_of_the_official_tests(source, tmp_path, compiler):
    """All declarations of it: none is refused, and the code compiles."""
    generated.need_compiler(compiler)
    files = sorted((source / "capnp").glob("*.capnp"))
    done = generated.generate(tmp_path, source, files, "--no-standard-import", "-I", source)
    assert done.returncode == 0, done.stderr.decode()
    header = (tmp_path / "capnp/test.capnp.h").read_text()
    for struct in ("test_all_types", "test_defaults", "test_any_others", "test_interleaved_groups", "test_list_defaults",
                   "test_generics_inner2_deep_nest", "test_use_generics", "test_constants", "test_name_annotation_nested_struct"):
        assert f"struct {struct}_reader {{" in header
    for interface in ("test_implicit_method_params_in_generic", "test_more_stuff", "test_streaming", "test_keyword_methods"):
        assert f"struct {interface}_server {{" in header
    generated.compiles(compiler, tmp_path)


def test_defaults_of_the_official_tests(source, tmp_path):
    """The defaults of TestDefaults, as readers find them, are what the schema's constants of the same values are."""
    done = generated.generate(tmp_path, source, [source / "capnp/test.capnp"], "--no-standard-import", "-I", source)
    assert done.returncode == 0, done.stderr.decode()
    program = tmp_path / "defaults.c"
    program.write_text(DEFAULTS)
    must_run(["gcc", *FLAGS, "-DCAPN_NO_CLIENT=1", f"-I{tmp_path}", *INCLUDES, program, tmp_path / "capnp/test.capnp.c",
              generated.OUT / "lib/host/libcapnp.a", "-o", tmp_path / "defaults"])
    schema = source / "capnp/test.capnp"
    options = ["--no-standard-import", "-I", source]
    text = must_run(["capnp", "decode", "--quiet", "--short", *options, schema, "TestAllTypes"], must_run([tmp_path / "defaults"]))
    assert text == must_run(["capnp", "eval", "--short", *options, schema, "TestConstants.structConst"])


# TestDefaults.structField and TestConstants.structConst are declared with the same value.
DEFAULTS = """
#include <stdio.h>
#include "capnp/test.capnp.h"
int main(void)
{
    static uint64_t words[1024];
    struct capn_builder builder;
    struct capn_message message;
    struct capn_struct_builder root;
    struct test_defaults_reader defaults;
    struct test_all_types_reader value;
    size_t len;
    capn_builder_init(&builder, words, sizeof(words));
    if (capn_message_open(&message, NULL, 0, NULL) || test_defaults_read_root(&message, &defaults) ||
        test_defaults_get_struct_field(&defaults, &value) || capn_builder_root(&builder, 0, 1, &root) ||
        capn_copy_struct(&root, 0, &value.s) || capn_builder_finish(&builder, &len))
        return 1;
    /* The copy as the root: the pointer to it is one, and all offsets are relative. */
    words[1] = words[0] - ((uint64_t)1 << 32);
    fwrite(words + 1, 1, len - 8, stdout);
    return 0;
}
"""
