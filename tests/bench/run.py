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
import docs
import linux_guest
import machine
import profiles
import scaling
import table


def arguments_of(argv=None):
    parser = argparse.ArgumentParser(prog="./capos bench", description="Measure capOS, and Linux beside it.")
    parser.add_argument("--json", metavar="FILE", help="write everything as JSON")
    parser.add_argument("--capos-only", action="store_true", help="without Linux")
    parser.add_argument("--profile", action="store_true", help="also instructions by function, as text and as flame graphs")
    parser.add_argument("--docs", action="store_true", help="also make it the baseline and write docs/performance.md")
    parser.add_argument("--check", action="store_true", help="only compare capOS with the baseline; fails when something grew past 5 %%")
    parser.add_argument("--update-baseline", action="store_true", help="the same with the Linux numbers that are there")
    parser.add_argument("--again", action="store_true", help="measure Linux even when its numbers are known")
    arguments = parser.parse_args(argv)
    if arguments.docs and arguments.capos_only:
        parser.error("--docs needs Linux's numbers too")
    return arguments


def measure_capos(flames):
    """({row: [least, median, mean]}, {row: functions})"""
    found = capos_guest.boot_bench() | capos_guest.whole_machine()
    boot, boot_functions = profiles.boot_rows()
    _, functions = profiles.bench_rows(flames)
    found |= {name: [value] * 3 for name, value in boot.items()}
    capos_guest.check_rows(found)
    return found, functions | {"boot_to_init": boot_functions}


def print_all(capos, linux, facts, growth):
    print(f"\nguest instructions for one operation, least of many; {'; '.join(facts.values())}\n")
    print(table.as_text(capos, linux))
    reached, judged = table.counted_aims(capos, linux)
    print(f"\n{reached} of {judged} aims reached\n")
    print(scaling.as_text(growth))
    for result in scaling.too_fast(growth):
        print(f"grows faster than log n: {result['name']}: {'; '.join(result['culprits'])}")


def linux_numbers(arguments):
    """(columns, version): measured now, or those of the baseline, or none."""
    if arguments.update_baseline:
        before = baseline.load()
        return docs.columns(before)[1], before["facts"]["linux"]
    if arguments.capos_only:
        return {}, None
    found = linux_guest.results(arguments.again)
    return found["columns"], found["version"]


def measure_all(arguments):
    facts = {"qemu": machine.qemu_version(), "compiler": baseline.compiler()}
    linux, version = linux_numbers(arguments)
    if version:
        facts["linux"] = version
    capos, functions = measure_capos(flames=arguments.profile)
    growth = scaling.measure()
    print_all(capos, linux, facts, growth)
    if arguments.profile:
        profiles.write_reports(functions)
        print(f"where the instructions go: {machine.OUT}/profile-*.txt, {machine.OUT}/flame-*.svg")
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(table.as_data(capos, linux, facts) | {
            "growth": growth, "functions": {row: profiles.by_name(totals) for row, totals in functions.items()}}, indent=2) + "\n")
    if arguments.docs or arguments.update_baseline:
        baseline.keep(baseline.to_keep(capos, linux, facts, functions, growth))
        print(f"wrote {baseline.PATH}")
        docs.write(baseline.load())


def main():
    arguments = arguments_of()
    machine.OUT.mkdir(parents=True, exist_ok=True)
    if arguments.check:
        sys.exit(0 if baseline.check() else 1)
    measure_all(arguments)


if __name__ == "__main__":
    main()
