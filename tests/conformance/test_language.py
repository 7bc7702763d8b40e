# SPDX-License-Identifier: MIT
"""All that the schema language can say, as generated code, both ways against the official capnp tool.

fixtures/language/ has the schemas and a program around their generated code (main.c says what it does)."""

import pytest

import generated
from generated import FIXTURES, FLAGS, INCLUDES, ROOT, must_run

HERE = FIXTURES / "language"
SCHEMA = HERE / "language.capnp"

CONSTANTS = {
    "numbers": "List(UInt16)", "bits": "List(Bool)", "voids": "List(Void)", "words": "List(Text)",
    "grid": "List(List(Int16))", "corner": "L.Point", "corners": "List(L.Point)", "sample": "L.Sample",
    "twoTexts": "L.Pair(Text, Data)", "Scope.innerPoint": "L.Point",
    # The tool tells nothing of a pointer of any type: by the type that its value has, and the constant that it is.
    "anyCorner": "L.Point", "anyNumbers": "List(UInt16)", "anything": "L.Sample",
}
SAME_AS = {"anyCorner": "corner", "anyNumbers": "numbers", "anything": "sample"}

COPIED = {
    "Sample": [
        "()",
        "(flag = true, int8 = -128, int64 = -1, uint64 = 18446744073709551615, float32 = -0.5, float64 = 1e-300, season = winter)",
        '(text = "\\"\\n", data = 0x"00 ff", texts = [], grid = [[], [1]], clouds = [[(x = 1)], []], nothings = [void, void])',
        "(child = (child = (child = (int16 = 5))), children = [(), (children = [(text = \"deep\")])], seasons = [spring, winter])",
    ],
    "Shapes": [
        "()",
        '(before = 7, round = (radius = 3, name = "r", fill = (plain = 500)))',
        "(round = (radius = 4, fill = (hatched = (angle = -45, lines = [1, 2]))), frame = (width = 1.5))",
        "(square = (side = 9, corner = (x = 1, y = 2)), frame = (style = (dashed = void)))",
        '(other = "x", frame = (style = (dotted = true)), after = (deep = (deeper = (value = 14))))',
    ],
    "Standards": [
        # Set to what their defaults are not, and read back as that.
        '(flag = false, int16 = 1, float64 = 2.5, season = spring, text = "t", data = "d", point = (label = "p"),'
        ' sample = (uint8 = 1), numbers = [4], bits = [], voids = [void], words = ["w"], grid = [], points = [()],'
        ' pair = (first = "1", second = "2", swapped = (first = "3")), hollow = "h", empty = [], zero = (x = 1, y = 0),'
        ' place = (where = (y = 5), why = "not"), asPoint = (x = 3, y = 4))',
    ],
    "Uses": [
        # Everything that the copy takes, since it makes all of it.
        '(texts = (first = "a", second = "b", swapped = (first = "c"), inner = (a = "d"), both = (left = "e", right = "f")),'
        ' points = (first = (x = 1), second = [(y = 2), (label = "l")]), nested = (first = (second = "s")),'
        ' deep = (b = "b", c = (length = 3), up = (first = "u")), chain = (value = "v", next = (value = (first = "n"))),'
        ' list = [(first = "0", second = "1", one = "2"), (first = "", second = "")], standard = (first = "g", second = (x = 2)),'
        " remote = (second = (kind = large)), bare = ())",
    ],
}


def generate_all(out):
    done = generated.generate(out, HERE, sorted(HERE.rglob("*.capnp")))
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="module", params=generated.COMPILERS)
def program(request, tmp_path_factory):
    """The program. With gcc, library and all under the sanitizers."""
    generated.need_standard()
    generated.need_compiler(request.param)
    out = tmp_path_factory.mktemp(request.param)
    generate_all(out)
    files = sorted(HERE.glob("*.c")) + generated.sources(out) + [ROOT / "tests/unit/capnp_loopback.c"]
    files += sorted((ROOT / "capnp/src").glob("*.c")) + [ROOT / f"capnp/gen/{name}.capnp.c" for name in ("errors", "schemas")]
    sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"] if request.param == "gcc" else []
    # Stubs get buffers of exactly the size that they ask for.
    must_run([request.param, *FLAGS, *sanitizers, "-DCAPN_USUAL_PARAMS_BYTES=0u", f"-I{out}", f"-I{HERE}",
              f"-I{ROOT / 'tests/unit'}", *INCLUDES, *files, "-o", out / "check"])
    return out / "check"


def tool(verb, kind, data=b"", *options):
    """The official tool's view. kind: a type of language.capnp."""
    options += ("--quiet", "--short") if verb == "decode" else ()
    return must_run(["capnp", verb, *options, SCHEMA, kind], data)


def evaluate(constant):
    return must_run(["capnp", "eval", "--short", SCHEMA, constant]).decode().strip()


def carried(tmp_path, kind, message):
    """What pointer 0 of a message is, as a value of that type."""
    schema = tmp_path / "carrier.capnp"
    schema.write_text(f'@0xe1f1fc2afaa9b149; using L = import "{SCHEMA}"; struct Carrier {{ value @0 :{kind}; }}\n')
    text = must_run(["capnp", "decode", "--quiet", "--short", "-I/", schema, "Carrier"], message).decode().strip()
    assert text.startswith("(value = ")
    return text[len("(value = "):-1]


@pytest.mark.parametrize("compiler", generated.COMPILERS)
def test_compiles(tmp_path, compiler):
    generated.need_standard()
    generate_all(tmp_path)
    assert (tmp_path / "sub/remote.capnp.h").exists(), "a folder was not made"
    generated.compiles(compiler, tmp_path)


def test_without_the_tool(program):
    must_run([program, "run"])


@pytest.mark.parametrize("name", CONSTANTS)
def test_constant(program, tmp_path, name):
    assert carried(tmp_path, CONSTANTS[name], must_run([program, "constant", name])) == evaluate(SAME_AS.get(name, name))


def standards_expected():
    """A Standards in which all defaults are values."""
    of = {name: evaluate(name) for name in ("quoted", "blob", "corner", "sample", "numbers", "bits", "voids", "words", "grid",
                                            "corners", "twoTexts")}
    return (f'(text = {of["quoted"]}, data = {of["blob"]}, point = {of["corner"]}, sample = {of["sample"]},'
            f' numbers = {of["numbers"]}, bits = {of["bits"]}, voids = {of["voids"]}, words = {of["words"]}, grid = {of["grid"]},'
            f' points = {of["corners"]}, pair = {of["twoTexts"]}, hollow = "", empty = [], zero = (), any = .corner,'
            f' anyStruct = .corner, anyList = .numbers, place = (where = (x = 21), why = "because"), asText = "chosen")')


def test_defaults_are_read(program, tmp_path):
    """Of a message of no bytes, each field has what the tool takes its default for."""
    schema = tmp_path / "expected.capnp"
    expected = standards_expected().replace("= .", "= L.")
    schema.write_text(f'@0xe1f1fc2afaa9b14a; using L = import "{SCHEMA}"; const expected :L.Standards = {expected};\n')
    assert tool("decode", "Standards", must_run([program, "write", "defaults"])).decode().strip() == \
        must_run(["capnp", "eval", "--short", "-I/", schema, "expected"]).decode().strip()


def test_defaults_are_opened(program):
    """Builders open copies, once; what was changed in them is all that differs from the defaults."""
    message = must_run([program, "write", "opened"])
    text = tool("decode", "Standards", message).decode()
    expected = {
        "text = \"Say": "text = \"say", 'data = "\\a': 'data = "\\000', "point = (x = 100, y = 101,": "point = (x = 3, y = -1,",
        "uint8 = 104": "uint8 = 1", "numbers = [65535,": "numbers = [1,", "bits = [true, true,": "bits = [true, false,",
        '["a", "b", ': '["a", "", ', "(x = 105, y = -1)]": "(x = 0, y = -1)]", 'first = "uno"': 'first = "one"',
        "zero = (x = 102,": "zero = (x = 0,",
        # One member of each was opened only.
        "place = (where = (x = 21, y = 103))": 'place = (where = (x = 21, y = -1), why = "because")',
        'asPoint = (x = 24, y = 109, label = "opened")': 'asText = "chosen"',
    }
    for ours, standard in expected.items():
        assert ours in text, ours
        text = text.replace(ours, standard, 1)
    assert text == tool("decode", "Standards", must_run([program, "write", "defaults"])).decode()


@pytest.mark.parametrize("kind", COPIED)
def test_copied_field_by_field(program, kind):
    """What the tool encodes, in one segment and in many, goes through getters and setters and is the same to the tool."""
    for text in COPIED[kind]:
        for options in ([], ["--segment-size=1"], ["--segment-size=13"]):
            message = tool("encode", kind, text.encode(), *options)
            copied = tool("decode", kind, must_run([program, "copy", kind], message)).decode()
            expected = tool("decode", kind, message).decode()
            if kind == "Standards":
                # Pointers of any type have no text to set them by: they are copied from their defaults.
                for name in ("any", "anyStruct", "anyList"):
                    copied = copied.replace(f" {name} = <opaque pointer>,", "")
            assert copied == expected, (text, options)


def test_pointers_of_any_type(program):
    """The tool reads them as the struct that has the types; it cannot write them, and writes that struct."""
    text = b'(any = (x = 5, label = "any"), struct = (y = 6), list = [7, 8], lists = [[9], []], member = "m")'
    expected = tool("decode", "Closed", tool("encode", "Closed", text))
    assert tool("decode", "Closed", must_run([program, "copy", "Open"], tool("encode", "Closed", text))) == expected
    assert tool("decode", "Closed", must_run([program, "write", "open"])).decode().strip() == (
        '(any = (x = 3, y = -1, label = "corner"), struct = (x = 3, y = -1, label = "corner"), list = [0, 500],'
        ' lists = [[0, 0, 9]], member = "a member")')
