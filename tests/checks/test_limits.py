# SPDX-License-Identifier: MIT
"""docs/limits.md has every limit of the public headers, with its value as the compiler has it."""
import re
import subprocess

import tree

HEADERS = ("abi/include", "capnp/include")
LIMIT = re.compile(r"MAX|LIMIT|_MIN_|_BYTES$|ENTRIES$|KEPT_ANSWERS$|PRIORITIES$")
# What looks like one by its name.
NO_LIMITS = {
    "USER_MAX": "an address", "USER_IMAGE_MAX": "an address", "USER_MAP_MAX": "an address",
    "USER_STACK_BYTES": "a size that is always so", "TAP_RECORD_MAX_BYTES": "of what a payload can be",
    "CAPN_USUAL_PARAMS_BYTES": "chooses a layout", "CAPN_USUAL_RESULTS_BYTES": "chooses a layout",
    "CAPN_PACKED_WORD_BYTES": "what a word can need",
}


def macros():
    """{name: value} of the object-like macros that the public headers define themselves."""
    paths = [path for path in tree.files(".h") if tree.is_below(path, *HEADERS)]
    own = {name for path in paths for _, line in tree.code_lines(path) for name in re.findall(r"^#define (\w+) ", line)}
    names = [path.split("/include/")[1] for path in paths if path.split("/include/")[1] != "capnp/call.h"] + ["capnp/call.h"]
    source = "".join(f'#include "{name}"\n' for name in names)
    done = subprocess.run(["cc", "-dM", "-E", "-x", "c", "-Iabi/include", "-Icapnp/include", "-"], input=source, cwd=tree.ROOT,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr
    found = dict(re.findall(r"^#define (\w+) (.+)$", done.stdout, re.M))
    return {name: found[name] for name in own if name in found}


def value(text):
    assert re.fullmatch(r"[\s\dxa-fA-FuUlL()*+<-]+", text), text
    return eval(re.sub(r"(?<=[\da-fA-F])[uUlL]+", "", text))  # a constant: nothing but digits and operators


def rows():
    page = tree.text("docs/limits.md")
    found = re.findall(r"^\| [^|]+ \| `(\w+)` \| ([\d,]+) \| [^|]+ \|$", page, re.M)
    assert len(found) == len(re.findall(r"^\| (?!limit )[^|]+ \|", page, re.M)), "a row that is not limit, name, value, what is beyond it"
    return {name: int(number.replace(",", "")) for name, number in found}


def test_limits_page():
    headers, page = macros(), rows()
    limits = {name for name in headers if LIMIT.search(name)}
    assert len(limits) > 20 and "CAPN_MAX_SEGMENTS" in limits, "found hardly any limit; have their names changed?"
    assert set(NO_LIMITS) <= limits, "NO_LIMITS names what is not there"
    missing = sorted(limits - set(NO_LIMITS) - set(page))
    assert not missing, f"docs/limits.md lacks {missing}: add a row for each"
    unknown = sorted(set(page) - set(headers))
    assert not unknown, f"docs/limits.md has {unknown}, which no public header defines"
    wrong = {name: (number, value(headers[name])) for name, number in page.items() if number != value(headers[name])}
    assert not wrong, f"docs/limits.md says another number than the header: {wrong}"


def test_limits_that_texts_name():
    """Sentences with a limit in them have the limit's number."""
    headers, text = macros(), tree.text("capnp/src/call.c")
    for name, sentence in (("CAPN_MAX_SEGMENTS", "more than {} segments"), ("CAPN_NESTING_LIMIT", "deeper than {} levels"),
                           ("CAPN_TRAVERSAL_LIMIT_WORDS", "more than {} words")):
        assert sentence.format(value(headers[name])) in text, name
