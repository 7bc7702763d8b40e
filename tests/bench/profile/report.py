#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Turns what the profile plugin wrote into instructions by function.

report.py COUNTS KERNEL_ELF USER_ELF... prints one line a function: instructions, share, program, name. Programs lie at the
same addresses; which one a page of user code belongs to is told by its bytes.
"""
import bisect
import collections
import subprocess
import sys

UNKNOWN = ("?", "?")
KERNEL_HALF = 1 << 63


class Program:
    """The code and the function symbols of one executable."""

    def __init__(self, path):
        self.name = str(path).rsplit("/", 1)[-1]
        self.segments = []
        with open(path, "rb") as file:
            self.data = file.read()
        for line in subprocess.run(["readelf", "-lW", path], capture_output=True, text=True, check=True).stdout.splitlines():
            words = line.split()
            if words[:1] == ["LOAD"]:
                # The kernel's first instructions run at its physical address.
                offset, vaddr, physical, size = (int(word, 16) for word in words[1:5])
                self.segments += [(vaddr, size, offset, 0), (physical, size, offset, vaddr - physical)]
        symbols = []
        for line in subprocess.run(["nm", "-n", path], capture_output=True, text=True, check=True).stdout.splitlines():
            words = line.split()
            if len(words) == 3 and words[1] in "tTwW":
                symbols.append((int(words[0], 16), words[2]))
        self.starts = [address for address, _ in symbols]
        self.names = [name for _, name in symbols]

    def bytes_at(self, address, count):
        for start, size, offset, _ in self.segments:
            if start <= address and address + count <= start + size:
                return self.data[offset + address - start : offset + address - start + count]
        return b""

    def function(self, address):
        for start, size, _, move in self.segments:
            if start <= address < start + size:
                address += move
                break
        at = bisect.bisect_right(self.starts, address) - 1
        return self.names[at] if at >= 0 else "?"


def load(path):
    """Instructions by (page of the host, page of the guest)."""
    pages = collections.defaultdict(list)
    with open(path) as file:
        for line in file:
            address, page, count, code = line.split()
            address = int(address, 16)
            pages[(page, address >> 12)].append((address, int(count), bytes.fromhex(code)))
    return pages


def owner_of(instructions, programs):
    """The program whose file has these (address, bytes); None when no file has all of them. programs[0] is the kernel: it alone is
    in the upper half, and some of its instructions are not as in the file, because it patches them when it starts."""
    if instructions[0][0] >= KERNEL_HALF:
        return programs[0]
    for program in programs:
        if all(program.bytes_at(address, len(code)) == code for address, code in instructions):
            return program
    return None


def by_function(counts, programs):
    """{(program, function): instructions}"""
    totals = collections.Counter()
    for instructions in load(counts).values():
        owner = owner_of([(address, code) for address, _, code in instructions], programs)
        for address, count, _ in instructions:
            totals[(owner.name, owner.function(address)) if owner else UNKNOWN] += count
    return totals


def namer(blocks, programs):
    """name_of(block) -> (program, function), for the blocks of a trace."""
    pages = collections.defaultdict(list)
    for block in blocks.values():
        pages[block.page, block.address >> 12].append((block.address, block.codes[0]))
    owners = {page: owner_of(instructions, programs) for page, instructions in pages.items()}

    def name_of(block):
        owner = owners[block.page, block.address >> 12]
        return (owner.name, owner.function(block.address)) if owner else UNKNOWN

    return name_of


def as_text(totals):
    whole = sum(totals.values())
    lines = [f"{count:8d} {100 * count / whole:5.1f} %  {program:14s} {function}"
             for (program, function), count in sorted(totals.items(), key=lambda entry: (-entry[1], entry[0]))]
    return "\n".join([f"{whole} instructions", *lines]) + "\n"


def main():
    counts, *paths = sys.argv[1:]
    print(as_text(by_function(counts, [Program(path) for path in paths])), end="")


if __name__ == "__main__":
    main()
