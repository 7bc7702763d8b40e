# SPDX-License-Identifier: MIT
"""What a guest says on its log while it measures."""
import re

import machine

LINE = re.compile(r"bench (\w+) (\d+) (\d+)(?: (\d+))?$", re.MULTILINE)
VALUE = re.compile(r"bench value (\w+) (\d+)$", re.MULTILINE)
END = re.compile(r"bench done$", re.MULTILINE)


def timed(log):
    """Names of the rows that are costs of time, in the order in which they were measured: what the profiler numbers."""
    return [match.group(1) for match in LINE.finditer(log)]


def parse(log, what):
    """{row: [least, median, mean]} of the lines `bench NAME least median [mean]` and `bench value NAME value`; what is not said is
    as the one before it. A log without its end, or with a row twice, is an error: half a measurement is none."""
    if not END.search(log):
        machine.fail(f"{what} did not measure to its end; its log ends:\n{log[-2000:]}")
    found = [(name, [int(least), int(median), int(mean or median)]) for name, least, median, mean in LINE.findall(log)]
    found += [(name, [int(value)] * 3) for name, value in VALUE.findall(log)]
    rows = dict(found)
    if not rows:
        machine.fail(f"{what} measured nothing")
    if len(rows) < len(found):
        names = [name for name, _ in found]
        machine.fail(f"{what} measured {next(name for name in names if names.count(name) > 1)} twice")
    return rows
