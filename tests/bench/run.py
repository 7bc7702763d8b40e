#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Measures capOS and a Linux guest on the same emulated machine and prints a table with ratios.

The unit of most rows is the guest instruction: QEMU runs with -icount shift=0,sleep=off, where the TSC counts one per
instruction, so that two runs agree to the digit. Expects what `make all host` builds.
"""
import argparse
import json
import pathlib
import sys

import baseline
import capos_guest
import linux_guest
import machine
import profiles
import table


def arguments_of(argv=None):
    parser = argparse.ArgumentParser(prog="./capos bench", description="Measure capOS, and Linux beside it.")
    parser.add_argument("--json", metavar="FILE", help="write everything as JSON")
    parser.add_argument("--capos-only", action="store_true", help="without Linux")
    parser.add_argument("--profile", action="store_true", help="also instructions by function, as text and as flame graphs")
    parser.add_argument("--check", action="store_true", help="only compare capOS with the baseline; fails when something grew past 5 %%")
    parser.add_argument("--update-baseline", action="store_true", help="only make what is measured now the baseline")
    parser.add_argument("--again", action="store_true", help="measure Linux even when its numbers are known")
    return parser.parse_args(argv)


def main():
    arguments = arguments_of()
    machine.OUT.mkdir(parents=True, exist_ok=True)
    if arguments.update_baseline:
        baseline.update(baseline.measure())
        print(f"wrote {baseline.PATH}")
        return
    if arguments.check:
        sys.exit(0 if baseline.check() else 1)
    facts = {"qemu": machine.qemu_version()}
    linux = {}
    if not arguments.capos_only:
        found = linux_guest.results(arguments.again)
        linux, facts["linux"] = found["columns"], found["version"]
    capos = capos_guest.boot_bench() | capos_guest.whole_machine()
    boot, boot_functions = profiles.boot_rows()
    capos |= {name: [value] * 3 for name, value in boot.items()}
    capos_guest.check_rows(capos)
    print(f"\nguest instructions for one operation, least of many; {' and '.join(facts.values())}\n")
    print(table.as_text(capos, linux))
    reached, judged = table.counted_aims(capos, linux)
    print(f"\n{reached} of {judged} aims reached")
    if arguments.profile:
        _, functions = profiles.bench_rows(flames=True)
        profiles.write_reports(functions | {"boot_to_init": boot_functions})
        print(f"where the instructions go: {machine.OUT}/profile-*.txt, {machine.OUT}/flame-*.svg")
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(table.as_data(capos, linux, facts), indent=2) + "\n")


if __name__ == "__main__":
    main()
