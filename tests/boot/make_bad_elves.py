#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes executables that are wrong in one way each, into a folder: make_bad_elves.py FOLDER

The first word of a file's name says what must come of a spawn: bad- is refused with a reason, big- is beyond the limits of
the child, good- runs and exits with 0, dies- loads and faults at once (tests/programs/elf).
"""
import os
import struct
import sys

PAGE = 4096
BASE = 0x400000
IMAGE_MIN, IMAGE_MAX = 0x200000, 0x3F000000
LOAD, DYNAMIC, INTERP, NOTE, TLS, STACK = 1, 2, 3, 4, 7, 0x6474E551
R, W, X = 4, 2, 1
ALL = (1 << 64) - 1
EXIT_0 = bytes([0x31, 0xFF, 0xB8, 1, 0, 0, 0, 0x0F, 0x05])     # xor %edi, %edi; mov $1, %eax; syscall
FAULT = bytes([0x0F, 0x0B])                                    # ud2


def segment(kind=LOAD, flags=R | X, offset=PAGE, vaddr=BASE, filesz=PAGE, memsz=None, align=PAGE):
    return [kind, flags, offset, vaddr, filesz, filesz if memsz is None else memsz, align]


def elf(segments, entry=BASE, code=EXIT_0, size=None, sections=b"", shoff=0, shnum=0, **header):
    """A file: header, program headers, code at one page, the rest zero."""
    h = {"magic": b"\x7fELF", "bits": 2, "data": 1, "ident_version": 1, "type": 2, "machine": 62, "version": 1,
         "phoff": 64, "ehsize": 64, "phentsize": 56, "phnum": len(segments), "shentsize": 64}
    h.update(header)
    out = bytearray(max(size or 0, 2 * PAGE))
    ident = h["magic"] + bytes([h["bits"], h["data"], h["ident_version"]])
    struct.pack_into("<16sHHIQQQIHHHHHH", out, 0, ident, h["type"], h["machine"], h["version"], entry & ALL,
                     h["phoff"] & ALL, shoff & ALL, 0, h["ehsize"], h["phentsize"], h["phnum"], h["shentsize"], shnum, 0)
    for i, s in enumerate(segments):
        kind, flags, offset, vaddr, filesz, memsz, align = s
        at = 64 + i * 56
        if at + 56 <= PAGE:
            struct.pack_into("<IIQQQQQQ", out, at, kind, flags, *(x & ALL for x in (offset, vaddr, vaddr, filesz, memsz, align)))
    out[PAGE:PAGE + len(code)] = code
    return bytes(out) + sections


def data(**changes):
    """A second segment, writable, behind the code."""
    return segment(**{"flags": R | W, "offset": 0, "vaddr": BASE + 16 * PAGE, "filesz": 64, **changes})


def headers():
    text = [segment()]
    yield "bad-one-byte", b"\x7f"
    yield "bad-63-bytes", elf(text)[:63]
    yield "bad-header-only", elf(text)[:64]
    yield "bad-text", b"#!/bin/sh\necho this is not an executable\n" * 4
    yield "bad-magic", elf(text, magic=b"\x7fELG")
    yield "bad-32-bit", elf(text, bits=1)
    yield "bad-class-0", elf(text, bits=0)
    yield "bad-big-endian", elf(text, data=2)
    yield "bad-ident-version", elf(text, ident_version=0)
    yield "bad-version", elf(text, version=2)
    yield "bad-machine-i386", elf(text, machine=3)
    yield "bad-machine-arm", elf(text, machine=183)
    for name, kind in (("none", 0), ("relocatable", 1), ("shared", 3), ("core", 4), ("unknown", 0xFFFF)):
        yield "bad-type-" + name, elf(text, type=kind)
    yield "bad-ehsize", elf(text, ehsize=52)
    for size in (0, 32, 55, 57, 0xFFFF):
        yield f"bad-phentsize-{size}", elf(text, phentsize=size)
    yield "bad-no-segments", elf(text, phnum=0)
    yield "bad-65-segments", elf(text, phnum=65)
    yield "bad-65535-segments", elf(text, phnum=0xFFFF)
    for name, offset in (("past-end", 2 * PAGE), ("near-end", 2 * PAGE - 55), ("wraps", -8), ("huge", 1 << 63), ("page", 1 << 40)):
        yield "bad-phoff-" + name, elf(text, phoff=offset)
    for name, entry in (("zero", 0), ("before", BASE - 1), ("after", BASE + PAGE), ("kernel", 0xFFFFFFFF80100000),
                        ("last", -1), ("not-canonical", 1 << 47)):
        yield "bad-entry-" + name, elf(text, entry=entry)
    yield "bad-entry-in-data", elf([segment(), data()], entry=BASE + 16 * PAGE)


def segments():
    both = lambda *more: [segment(), *more]  # noqa: E731
    yield "bad-only-a-note", elf([segment(kind=NOTE)])
    yield "bad-only-empty", elf([segment(filesz=0)])
    yield "bad-same-twice", elf(both(segment()))
    yield "bad-overlap", elf([segment(filesz=PAGE, memsz=4 * PAGE), data(vaddr=BASE + 2 * PAGE)])
    yield "bad-overlap-by-byte", elf([segment(memsz=PAGE + 1), data(vaddr=BASE + PAGE)])
    yield "bad-share-a-page", elf([segment(filesz=100), data(vaddr=BASE + 2048, offset=2048)])
    yield "bad-out-of-order", elf([data(), segment()])
    yield "bad-write-execute", elf([segment(flags=R | W | X)])
    yield "bad-write-execute-2", elf(both(data(flags=W | X)))
    yield "bad-filesz-over-memsz", elf([segment(memsz=PAGE - 1)])
    yield "bad-filesz-over-memsz-0", elf([segment(memsz=0)])
    for name, offset, filesz in (("past-end", 2 * PAGE, PAGE), ("cut", PAGE, PAGE + 1), ("huge", PAGE, 1 << 40), ("wraps", -PAGE, 2 * PAGE),
                                 ("wraps-to-0", -PAGE, PAGE), ("size-wraps", PAGE, -PAGE)):
        yield "bad-file-" + name, elf([segment(offset=offset, filesz=filesz)])
    for name, vaddr in (("0", 0), ("low", 0x1000), ("just-below", IMAGE_MIN - PAGE), ("at-end", IMAGE_MAX), ("mapping-area", 1 << 32),
                        ("stack", 0x7FFEFFFF0000), ("ring", 0x7FFF80000000), ("not-canonical", 1 << 47),
                        ("direct-map", 0xFFFF800000000000), ("kernel", 0xFFFFFFFF80000000), ("last-page", -PAGE)):
        yield "bad-vaddr-" + name, elf([segment(vaddr=vaddr)], entry=vaddr)
    yield "bad-across-end", elf([segment(vaddr=IMAGE_MAX - PAGE, memsz=2 * PAGE)], entry=IMAGE_MAX - PAGE)
    for name, memsz in (("65-mib", 65 << 20), ("1-tib", 1 << 40), ("2-63", 1 << 63), ("all", -1), ("wraps", -BASE)):
        yield "bad-memsz-" + name, elf([segment(memsz=memsz)])
    yield "bad-two-of-40-mib", elf([segment(memsz=40 << 20), data(vaddr=BASE + (40 << 20), memsz=40 << 20)])
    for name, align in (("3", 3), ("odd", PAGE + 1), ("all", -1)):
        yield "bad-align-" + name, elf([segment(align=align)])
    yield "bad-align-of-address", elf([segment(vaddr=BASE + 0x10000, align=0x200000)], entry=BASE + 0x10000)
    yield "bad-offset-in-page", elf([segment(offset=PAGE + 8, filesz=64, align=1)])
    yield "bad-vaddr-in-page", elf([segment(vaddr=BASE + 8, filesz=64, align=1)], entry=BASE + 8)
    many = [segment(filesz=64)] + [data(vaddr=BASE + (i + 1) * PAGE) for i in range(16)]
    yield "bad-17-segments", elf(many)
    yield "good-16-segments", elf(many[:16])
    yield "bad-interpreter", elf(both(segment(kind=INTERP, flags=R, filesz=20)))
    yield "bad-dynamic", elf(both(segment(kind=DYNAMIC, flags=R, filesz=20)))
    yield "big-60-mib", elf([segment(), data(memsz=60 << 20)])
    yield "big-at-the-limit", elf([segment(), data(memsz=(64 << 20) - PAGE)])
    yield "good-minimal", elf([segment()])
    yield "good-unreadable-data", elf(both(data(flags=0)))
    yield "good-one-byte-of-bss", elf(both(data(filesz=0, memsz=1)))
    yield "good-1-mib-of-bss", elf(both(data(memsz=1 << 20)))
    yield "good-last-page", elf([segment(vaddr=IMAGE_MAX - PAGE)], entry=IMAGE_MAX - PAGE)
    yield "good-first-page", elf([segment(vaddr=IMAGE_MIN)], entry=IMAGE_MIN)
    yield "good-stack-note", elf(both(segment(kind=STACK, flags=R | W | X, filesz=0)))
    yield "dies-entry-is-zeroes", elf([segment(filesz=64, memsz=PAGE)], entry=BASE + 64)
    yield "dies-not-executable-data", elf([segment(), data()], code=b"\xff\x24\x25" + struct.pack("<I", BASE + 16 * PAGE))


def tls():
    def one(**changes):
        return elf([segment(), segment(**{"kind": TLS, "flags": R, "offset": 64, "vaddr": BASE + 64, "filesz": 64, "align": 16, **changes})])
    yield "good-tls", one()
    yield "good-tls-empty", one(filesz=0, memsz=0)
    yield "good-tls-of-1000-kib", one(memsz=1000 << 10)
    yield "good-tls-page-aligned", one(offset=PAGE, vaddr=BASE, align=PAGE)
    yield "bad-tls-twice", elf([segment(), segment(kind=TLS, flags=R), segment(kind=TLS, flags=R)])
    yield "bad-tls-filesz", one(filesz=64, memsz=63)
    yield "bad-tls-past-end", one(offset=2 * PAGE - 16, vaddr=BASE)
    yield "bad-tls-wraps", one(offset=-64)
    for name, memsz in (("1-mib", 1 << 20), ("1-tib", 1 << 40), ("all", -1), ("2-63", 1 << 63)):
        yield "bad-tls-memsz-" + name, one(memsz=memsz)
    for name, align in (("3", 3), ("8192", 8192), ("2-63", 1 << 63), ("all", -1)):
        yield "bad-tls-align-" + name, one(align=align)
    yield "bad-tls-vaddr", one(vaddr=BASE + 8)


def symbols():
    """The symbol table is only used to name the place of a fault, and must never hurt."""
    def table(entries, names, link=2, entsize=24, strings_size=None, size=None):
        at = 2 * PAGE
        symtab = b"".join(struct.pack("<IBBHQQ", name, info, 0, 1, value & ALL, 0) for name, info, value in entries)
        strings_at, heads = at + len(symtab), b"\0" * 64
        heads += struct.pack("<IIQQQQIIQQ", 0, 2, 0, 0, at, size or len(symtab), link, 0, 8, entsize)
        heads += struct.pack("<IIQQQQIIQQ", 0, 3, 0, 0, strings_at, len(names) if strings_size is None else strings_size & ALL, 0, 0, 1, 0)
        return dict(code=FAULT, sections=symtab + names + heads, shoff=strings_at + len(names), shnum=3)
    text = [segment()]
    good = [(1, 2, BASE)]
    yield "dies-symbol", elf(text, **table(good, b"\0start\0"))
    yield "dies-symbol-escape", elf(text, **table(good, b"\0\x1b[2J\x1b[1;1Hpwned\r\n\x07\0"))
    yield "dies-symbol-bytes", elf(text, **table(good, b"\0" + bytes(range(1, 32)) + b"\x7f\x80\xff\0"))
    yield "dies-symbol-long", elf(text, **table(good, b"\0" + b"x" * 5000 + b"\0"))
    yield "dies-symbol-format", elf(text, **table(good, b"\0%s%s%s%n%llx\0"))
    yield "dies-symbol-unterminated", elf(text, **table(good, b"\0start"))
    yield "dies-symbol-name-outside", elf(text, **table([(1 << 31, 2, BASE), (0xFFFFFFFF, 2, BASE)], b"\0start\0"))
    yield "dies-symbol-values", elf(text, **table([(1, 2, -1), (1, 2, 0), (1, 2, 1 << 63)], b"\0start\0"))
    yield "dies-symbol-link", elf(text, **table(good, b"\0start\0", link=0xFFFFFFFF))
    yield "dies-symbol-link-to-itself", elf(text, **table(good, b"\0start\0", link=1))
    yield "dies-symbol-entsize", elf(text, **table(good, b"\0start\0", entsize=1))
    yield "dies-symbol-size", elf(text, **table(good, b"\0start\0", size=1 << 62))
    yield "dies-symbol-strings-size", elf(text, **table(good, b"\0start\0", strings_size=-1))
    yield "dies-symbol-no-strings", elf(text, **table(good, b"\0start\0", strings_size=0))
    for name, shoff in (("past-end", 1 << 30), ("wraps", -64), ("last", -1)):
        yield "dies-sections-" + name, elf(text, code=FAULT, shoff=shoff, shnum=3)
    yield "dies-65535-sections", elf(text, code=FAULT, shoff=64, shnum=0xFFFF)
    yield "dies-section-size", elf(text, code=FAULT, shoff=64, shnum=3, shentsize=63)
    yield "dies-many-symbols", elf(text, **table(good * 20000, b"\0start\0"))


def truncated(program):
    """A real program, cut. Its headers are at the start and promise what is not there."""
    with open(program, "rb") as file:
        whole = file.read()
    for name, length in (("64", 64), ("100", 100), ("page", PAGE), ("page-and-a-half", PAGE + PAGE // 2)):
        yield "bad-cut-at-" + name, whole[:length]


def make(folder, program=None):
    """Writes them all; gives {name: path}."""
    made = {}
    os.makedirs(folder, exist_ok=True)
    sources = [headers(), segments(), tls(), symbols()]
    if program:
        sources.append(truncated(program))
    for source in sources:
        for name, content in source:
            assert name not in made, name
            made[name] = os.path.join(folder, name)
            with open(made[name], "wb") as file:
                file.write(content)
    return made


if __name__ == "__main__":
    print(len(make(sys.argv[1], *sys.argv[2:3])), "executables")
