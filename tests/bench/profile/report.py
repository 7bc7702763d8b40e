#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Turns what the profile plugin wrote into instructions by function.

report.py COUNTS KERNEL_ELF USER_ELF... prints one line a function: instructions, share, program, name. Programs lie at the
same addresses; which one a page belongs to is told by its bytes.
"""
import bisect
import collections
import subprocess
import sys


class Program:
    """The code and the function symbols of one executable."""

    def __init__(self, path):
        self.name = path.rsplit("/", 1)[-1]
        self.segments = []
        with open(path, "rb") as file:
            self.data = file.read()
        for line in subprocess.run(["readelf", "-lW", path], capture_output=True, text=True, check=True).stdout.splitlines():
            words = line.split()
            if words[:1] == ["LOAD"]:
                offset, vaddr, _, size = (int(word, 16) for word in words[1:5])
                self.segments.append((vaddr, size, offset))
        symbols = []
        for line in subprocess.run(["nm", "-n", path], capture_output=True, text=True, check=True).stdout.splitlines():
            words = line.split()
            if len(words) == 3 and words[1] in "tTwW":
                symbols.append((int(words[0], 16), words[2]))
        self.starts = [address for address, _ in symbols]
        self.names = [name for _, name in symbols]

    def bytes_at(self, address, count):
        for vaddr, size, offset in self.segments:
            if vaddr <= address and address + count <= vaddr + size:
                return self.data[offset + address - vaddr : offset + address - vaddr + count]
        return b""

    def function(self, address):
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


def by_function(counts, programs):
    totals = collections.Counter()
    for instructions in load(counts).values():
        owner = None
        for program in programs:
            if all(program.bytes_at(address, len(code)) == code or len(code) == 0 for address, _, code in instructions):
                owner = program
                break
        for address, count, _ in instructions:
            key = (owner.name, owner.function(address)) if owner else ("?", "?")
            totals[key] += count
    return totals


def main():
    counts, *paths = sys.argv[1:]
    totals = by_function(counts, [Program(path) for path in paths])
    whole = sum(totals.values())
    print(f"{whole} instructions")
    for (program, function), count in totals.most_common():
        print(f"{count:8d} {100 * count / whole:5.1f} %  {program:12s} {function}")


if __name__ == "__main__":
    main()
