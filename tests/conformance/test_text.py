# SPDX-License-Identifier: MIT
"""
Text, against `capnp convert`: a table and a seeded generator. What both sides accept must be the same value; what only one of them
accepts is refused by the other with a sentence. Never may a text silently be another value here than there.
"""

import random
import subprocess

import pytest

from test_conformance import ROOT, TEXT, Schemas

GENERATED = 1500

# <NL>, <TAB>, <CR> and <DEL> stand for these characters.
INTEGERS = r"""
0 00 000 010 -010 -00 -0 0777 08 018 -08 0x10 0X10 0x 0xg 0x1F 0x1f -0x10 00x10 +5 --5 127 128 -128 -129 255 256 -1 1e2 1.0 1. .5 0b1
1_000 1u true void "1" 'a' 65535 65536 32767 32768 -32768 -32769 2147483647 2147483648 -2147483648 -2147483649 4294967295
4294967296 9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 18446744073709551615
18446744073709551616 18446744073709551617 -18446744073709551616 99999999999999999999 0xff 0xffff 0xffffffff 0xffffffffffffffff
0x10000000000000000 -0xffffffffffffffff 0x00000000000000000000ff 00000000000000000000 0000000000000000000000010
""".split() + ["- 5", "0 1", "1 # c<NL>", "/*c*/1", "1;", "- 010", "-<NL>1"]

FLOATS = r"""
-0.0 0.0 0 -0 -00 00 010 0777 -010 08 0.e1 0. 1. 1.e3 .5 -.5 1e5 1E5 1e+5 1e-5 1e 1e+ 1e- 1e05 010.5 010e1 00.5 -010.5 0e5 -0e5 -0.
1.5.2 1e5.5 1.5e400 1e400 -1e400 1e308 1.8e308 1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 3.4028235e38
3.4028236e38 3.5e38 1e39 -1e39 1e-400 -1e-400 4.9e-324 2.4e-324 2.5e-324 1e-46 7e-46 7.1e-46 1.4e-45 inf -inf nan -nan Inf INF NaN
infinity +inf 1e99999 1e-99999 1e999999999999999999999 0e999999999999999999999 123456789012345678901234567890.0
123456789012345678901234567890e-10 9007199254740993 9007199254740993.0 9007199254740995 18446744073709551615 18446744073709551616
18446744073709551616.0 18446744073709551617e0 99999999999999999999 -18446744073709551616 -9223372036854775808 16777217 16777219
4294967297 0.1 0.5 1f 1.0f 1d 0x10 0x1p3 1e1e1 1_0.0 100000000000000000000e-20 1.17549435e-38 1.1754942e-38
9007199791611905 9007200328482817 -9007199791611905 36028799166447617 2147483583 9223372036854775295 9223372036854776832
1.00000005960464477539062500000001 1.00000017881393432617187499999999 16777217.0000000001 8388608.50000000001
0.50000002980232238769531250000001 524288.0000000000582076609134674072265625 524288.00000000005820766091346740722656250001
""".split() + ["1 .5", "1. 5", "1e 5", "- inf", "- 5.0", "9" * 50 + ".0", "1" + "0" * 400 + ".0", "0." + "0" * 400 + "1", "1" + "0" * 30 + "e-30"]

TEXTS = [line for line in r'''
""
"a"
"\n\t\r\a\b\f\v"
"\"\'\\\?"
"\0"
"\1"
"\12"
"\123"
"\1234"
"\377"
"\400"
"\777"
"\8"
"\18"
"\x41"
"\x4"
"\x"
"\x414"
"\xGG"
"\x00"
"a\x00b"
"\xff"
"\xc3\x28"
"\u00e9"
"\U000000e9"
"\e"
"\d"
"\ "
"\X41"
"\<NL>"
"a<NL>b"
"a<TAB>b"
"a<CR>b"
"<DEL>"
"é漢😀"
'a'
`a`
"a" "b"
"a""b"
"a"<NL>"b"
"a" "" "b" "c"
"" ""
"\x41" "1"
"\1" "1"
"\x4" "1"
"a" + "b"
"a" 'b'
"a"b
b"a"
R"(a)"
"a" , "b"
"unterminated
"a" "unterminated
"\"
"a\
0x"01 02"
0x"0102"
0x"01 2"
0x"0"
0x""
0x" 01"
0x"01 "
0x "01"
0X"01"
0x"0g"
0x"AB cd"
0x"01""02"
0x"01" 0x"02"
0x"01" "a"
"a" 0x"01"
0x"0 1"
0x"01<NL>02"
0x"01<TAB>02"
0x"01_02"
0x"01,02"
0x"01
0x"" ""
[1, 2]
"a" # b<NL>
"a#b"
"("
")]["
","
"'"
5
true
void
null
abc
@1
$x
<a>
embed "x"
(a)
'''.split("\n") if line]

STRUCTS = [line for line in r'''
()
( )
(colour = red)
(colour = darkBlue)
(colour = DarkBlue)
(colour = 1)
(colour = "red")
(colour = Colour.red)
(colour = purple)
(colours = [red, green, darkBlue])
(colours = [red,, green])
(bool = true)
(bool = 1)
(bool = True)
(bools = [true, false, true])
(void = void)
(void = 0)
(void)
(three)
(three = void)
(one = 1)
(one = 0)
(two = "x")
(one = 1, two = "x")
(two = "x", one = 1)
(one = 1, one = 2)
(u8 = 1, u8 = 2)
(u8: 1)
(u8 1)
(u8 == 1)
(u8 = 1,)
(,u8 = 1)
(u8 = 1 u16 = 2)
(numbers = [])
(numbers = [1,])
(numbers = [,])
(numbers = [1 2])
(numbers = [32768])
(numbers = [-32768, 32767])
(numbers = [010])
(numbers = [1, -010, 3])
(numbers = (1, 2))
(numbers = 1)
(floats = [-0, 1])
(floats = [-0.0, 1e400])
(floats = [010.5, 010])
(lists = [[1], [], [2, 3]])
(lists = [[1], [[2]]])
(lists = [[010]])
(lists = [1])
(nested = ())
(nested = (nested = (u8 = 3)))
(nested = (u8 = 010))
(nested = (u8 = 3), nested = (u16 = 4))
(nested = [])
(nested = null)
(structs = [(), (u8 = 1), ()])
(structs = [(two = "q"), (one = 5)])
(structs = [])
(group = (a = 1, b = "x" "y"))
(group = ())
(group = (a = 1), group = (b = "x"))
(a = 1)
(group.a = 1)
(default = 0)
(default = -77)
(default = 5)
(default = -0)
(default = -077)
(default = 0x0)
(floatDefault = 1.5)
(floatDefault = 0)
(floatDefault = -0)
(floatDefault = -0.0)
(floatDefault = 01)
(floatDefault = inf)
(floatDefault = nan)
(unknown = 1)
(U8 = 1)
(u8 = 1) x
(u8 = 1)<NL>
<NL>(u8 = 1)
(u8 = 1
u8 = 1
[]
(())
(1)
("a")
(u8 = (1))
(u8 = [1])
(u8 = -)
(u8 = )
(= 1)
(u8 = 5) # comment
# comment<NL>(u8 = 5)
(# comment<NL>u8 = 5)
(u8 # comment )<NL>= 5)
(numbers = [1, # two, three ]<NL>2])
(texts = ["#", "a"])
(u8 = 1;)
(u8<TAB>=<CR>1,<NL>u16=2)
(data = [1, 2])
(datas = [0x"01", "x"])
(datas = [0x"01 02", 0x"03"])
(datas = ["a" "b", "c"], texts = ["a" "b", "c"])
(texts = ["a", "b" "c" "]", "d\"" ","])
(text = void)
(text = ())
'''.split("\n") if line]


def bytes_of(text):
    for name, character in (("<NL>", "\n"), ("<TAB>", "\t"), ("<CR>", "\r"), ("<DEL>", "\x7f")):
        text = text.replace(name, character)
    return text.encode()


def table():
    for field in ("i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64"):
        yield from (bytes_of(f"({field} = {number})") for number in INTEGERS)
    for form in ("(f32 = {})", "(f64 = {})", "(floatDefault = {})", "(floats = [2.5, {}, 1.5])"):
        yield from (bytes_of(form.format(number)) for number in FLOATS)
    forms = ["(text = {})", "(data = {})", '(texts = ["x", {}, "y"])', '(datas = [{}, "y"], u8 = 4)']
    for form in forms:
        yield from (bytes_of(form.replace("{}", text)) for text in TEXTS)
        # What is no UTF-8.
        yield from (form.encode().replace(b"{}", b'"' + text + b'"') for text in (b"\xff\xfe", b"\xc3(", b"\x80", b"\xed\xa0\x80", b"\x01\x1b"))
    yield from map(bytes_of, STRUCTS)


class Generator:
    """Texts that are nearly right: numbers and strings of the pieces that can be read in two ways."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *choices):
        return self.random.choice(choices)

    def digits(self, alphabet="0123456789", most=12):
        return "".join(self.random.choice(alphabet) for _ in range(self.random.randint(1, self.pick(1, 2, 3, most))))

    def integer(self):
        return self.pick("", "", "-") + self.pick("", "", "", "0", "00", "0x", "0X") + self.pick(
            self.digits(), self.digits("01234567"), self.digits("0123456789abcdefABCDEF"), str(self.random.getrandbits(self.random.randint(1, 66))))

    def floating(self):
        return (self.pick("", "", "-") + self.pick("", "", "0", "00") + self.pick(self.digits(), self.digits(most=45))
                + self.pick("", ".", "." + self.digits(), "." + self.digits(most=60))
                + self.pick("", "", "e", "E+", "e-") .join(["", self.pick("", self.digits(most=3))]))

    def tie(self):
        """Halfway between two Float32 or Float64, or next to it: where rounding once and rounding twice part."""
        bits, low = self.pick((24, -20), (24, -140), (53, -34), (53, -60), (53, -1000))
        mantissa = (self.random.getrandbits(bits) | 1 << bits) + self.pick(0, 0, 1) | 1
        exponent = self.random.randint(low, 10)
        whole = mantissa << exponent if exponent >= 0 else mantissa >> -exponent
        rest = 0 if exponent >= 0 else mantissa & (1 << -exponent) - 1
        fraction = ""
        while rest:
            rest *= 10
            fraction += str(rest >> -exponent)
            rest &= (1 << -exponent) - 1
        return self.pick("", "-") + f"{whole}.{fraction}" + self.pick("", "", "0", "1", "000001", "0" * 30 + "1")

    def string(self):
        pieces = ["a", "é", "\\", "\\n", "\\0", "\\7", "\\18", "\\377", "\\4", "00", "\\x", "\\x4", "1", "\\x00", "\\?", "\\\"", "'", "#", "(", "]", ",", " ",
                  "\\xff", "\\xc3", "\\u", "\\q", "\t"]
        return '"' + "".join(self.random.choice(pieces) for _ in range(self.random.randint(0, 5))) + '"'

    def strings(self):
        return self.pick("", "", " ", "\n", " \n ", ",").join(self.string() for _ in range(self.pick(1, 1, 2, 3)))

    def data(self):
        return self.pick("0x", "0x", "0x ", "0X") + '"' + "".join(
            self.pick("00", "ff", "1", "a", "A0", " ", "\n", "g") for _ in range(self.random.randint(1, 5))) + '"'

    def member(self):
        kind = self.random.randrange(8)
        if kind < 2:
            return f'{self.pick("i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "default", "one")} = {self.integer()}'
        if kind == 2:
            return f'{self.pick("f32", "f64", "floatDefault")} = {self.pick(self.floating, self.integer, self.tie)()}'
        if kind == 3:
            return f'{self.pick("f32", "f32", "f64")} = {self.tie()}'
        if kind == 4:
            return f'{self.pick("text", "two", "data")} = {self.strings()}'
        if kind == 5:
            return f"data = {self.data()}"
        if kind == 6:
            name, of = self.pick(("numbers", self.integer), ("floats", self.floating), ("texts", self.strings), ("datas", self.data))
            return f'{name} = [{", ".join(of() for _ in range(self.random.randint(0, 3)))}]'
        return self.pick("colour = red", "bool = true", "void = void", "three = void", "three", "group = (a = " + self.integer() + ")",
                         "nested = (" + self.pick("", "u8 = " + self.integer()) + ")", "lists = [[1], [" + self.integer() + "]]")

    def text(self):
        return ("(" + ", ".join(self.member() for _ in range(self.pick(1, 1, 1, 2))) + ")").encode()


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    return Schemas(tmp_path_factory.mktemp("text"), ["tests/conformance/text.capnp"], "text")


def ours(schemas, texts):
    """(canonical form or None, the sentence) of each text."""
    done = subprocess.run([TEXT, schemas.bin, "try", "Values"], input=b"\0".join(texts) + b"\0", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    verdicts = []
    for line in done.stdout.decode(errors="replace").split("\n")[:-1]:
        word, _, rest = line.partition(" ")
        verdicts.append((rest, "") if word == "ok" else (None, rest))
    assert len(verdicts) == len(texts)
    return verdicts


def theirs(text):
    done = subprocess.run(["capnp", "convert", "text:canonical", "--quiet", "tests/conformance/text.capnp", "Values"], input=text,
                          capture_output=True, cwd=ROOT, check=False)
    if done.returncode or b"ERROR" in done.stderr or b"error" in done.stderr:
        return None
    return done.stdout.hex()


def compare(schemas, texts):
    """How many both accept, only we, only they, none."""
    counts = [0, 0, 0, 0]
    for text, (value, sentence) in zip(texts, ours(schemas, texts)):
        expected = theirs(text)
        if value and expected:
            assert value == expected, f"another value: {text!r}"
        if not value:
            offset, _, message = sentence.partition(" ")
            assert 0 <= int(offset) <= len(text) and len(message) > 5, (text, sentence)
        counts[0 if value and expected else 1 if value else 2 if expected else 3] += 1
    return counts


def test_table(schemas):
    both, only_we, only_they, none = compare(schemas, list(table()))
    assert both > 400 and only_they > 100 and none > 300 and only_we > 5, (both, only_we, only_they, none)


def test_generated(schemas):
    generator = Generator("text")
    both, _, only_they, none = compare(schemas, [generator.text() for _ in range(GENERATED)])
    assert both > GENERATED // 4 and none > GENERATED // 10 and only_they > 20, (both, only_they, none)


OCTAL = "begins with 0, which makes an octal number for the capnp tool: write decimal without the 0, or 0x"
ESCAPE = r'unknown escape in text; there are \n \t \r \" \\ \x41 \101, up to \xff and \377'
REFUSED = {
    "(u8 = 010)": f"6 010 {OCTAL}",
    "(i64 = -0777)": f"7 -0777 {OCTAL}",
    "(u8 = 08)": f"6 08 {OCTAL}",
    "(u8 = 00)": f"6 00 {OCTAL}",
    "(f64 = 010)": f"7 010 {OCTAL}",
    "(numbers = [1, 010])": f"15 010 {OCTAL}",
    "(nested = (u8 = 010))": f"16 010 {OCTAL}",
    "(f64 = -0)": "7 -0 is the integer 0 for the capnp tool: write 0, or -0.0",
    "(f64 = 18446744073709551616)":
        "7 18446744073709551616 is more than an integer holds (18446744073709551615): write it with a point or an exponent",
    "(u64 = 18446744073709551616)": "7 18446744073709551616 does not fit in UInt64 for `u64`",
    "(f64 = 1e400)": "7 1e400 is too great for `f64`",
    "(f64 = 0x10)": "7 expected Float64 for `f64`, found `0x10`",
    r'(text = "\400")': f"9 {ESCAPE}",
    r'(text = "\q")': f"9 {ESCAPE}",
    "(u8 = 1, u8 = 2)": "9 `u8` is given twice",
    '(one = 1, two = "x")': "10 only one of `one` and `two` can be given",
    "(u8 = 1 # one\n)": "8 expected `,` or `)`, found `#`: values have no comments",
    '(data = "a" 0x"01")': "12 expected `,` or `)`, found data",
}


def test_what_is_refused_by_name(schemas):
    verdicts = ours(schemas, [text.encode() for text in REFUSED])
    assert {text: sentence for text, (_, sentence) in zip(REFUSED, verdicts)} == REFUSED


def test_a_long_number_leaves_room_for_its_sentence(schemas):
    (_, sentence), = ours(schemas, [b"(f64 = " + b"1" * 3000 + b")"])
    assert sentence.endswith("write it with a point or an exponent")


def test_negative_zero_comes_back(schemas):
    """The tool prints it as -0 and reads that as 0."""
    node = next(node for node in schemas.structs() if node["name"] == "Values")
    message = schemas.ours("encode", node, b"(f64 = -0.0)\n")
    printed = schemas.ours("decode", node, message)
    assert b"f64 = -0.0," in printed
    assert schemas.ours("encode", node, printed) == message
