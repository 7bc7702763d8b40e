# SPDX-License-Identifier: MIT
"""Writes what baseline.json holds into docs/performance.md, between markers, and the plot beside it. The rest of the page is by
hand. A test (test_growth.py) fails when page, plot and file do not belong together."""
import pathlib
import re

import baseline
import machine
import plot
import rows
import scaling
import table

PAGE = pathlib.Path("docs/performance.md")
PLOT = pathlib.Path("docs/performance.svg")
BEGIN, END = "<!-- measured: {} -->", "<!-- end of {} -->"
MOST = 6                        # functions of a row that misses its aim
LISTED = 24                     # functions of the round trip that the page shows


def replace_section(page, name, text):
    """page with what stands between the markers of `name` replaced; a page without them is an error."""
    begin, end = BEGIN.format(name), END.format(name)
    if page.count(begin) != 1 or page.count(end) != 1:
        machine.fail(f"{PAGE}: expected {begin} and {end}, each once")
    return re.sub(re.escape(begin) + ".*" + re.escape(end), lambda _: f"{begin}\n\n{text}\n\n{end}", page, flags=re.S)


def functions_table(totals):
    """The round trip by function. totals: {"program function": instructions}"""
    whole, ordered = sum(totals.values()), by_weight(totals)
    lines = ["| instructions | share | program | function |", "|---:|---:|---|---|"]
    for name, count in ordered[:LISTED]:
        program, function = name.split(" ", 1)
        lines.append(f"| {count} | {100 * count / whole:.1f} % | {program} | `{function}` |")
    rest = whole - sum(count for _, count in ordered[:LISTED])
    return "\n".join([*lines, f"| {rest} | {100 * rest / whole:.1f} % | | others |", f"| {whole} | | | with the profiler's marks |"])


def by_weight(totals):
    """[("program function", instructions)], the heaviest first, without what is too small to be named."""
    return sorted(((name, count) for name, count in totals.items() if name != baseline.OTHERS), key=lambda entry: (-entry[1], entry[0]))


def misses_table(capos, linux, functions):
    """A line for each row that misses an aim: how much there is to save, and which functions most of it is in."""
    lines = ["| operation | capOS | least aim | where it goes | what stands in the way |", "|---|---:|---:|---|---|"]
    for line in table.lines(capos, linux):
        missed = [bound for _, bound, reached in line["aims"] if not reached]
        if not missed:
            continue
        totals = functions.get(line["row"].name, {})
        whole = sum(totals.values())
        where = ", ".join(f"`{name.split(' ', 1)[1]}` {100 * count / whole:.0f} %" for name, count in by_weight(totals)[:MOST])
        lines.append(f"| {line['row'].what} | {line['capos']:,} | {min(missed):,.0f} | {where} | {rows.STANDS.get(line['row'].name, '')} |")
    return "\n".join(lines)


def facts_text(facts, capos, linux):
    reached, judged = table.counted_aims(capos, linux)
    return (f"{facts['qemu']}; {facts['compiler']}; {facts['linux']}. {reached} of {judged} aims reached.")


def columns(data):
    """(capOS, Linux) as the tables take them."""
    def thrice(values):
        return {name: [value] * 3 for name, value in values.items()}
    return thrice(data["machine"] | data["rows"]), {column: thrice(values) for column, values in data["linux"].items()}


def render(page, data):
    """(the page with its measured parts, the plot) of what baseline.json holds."""
    capos, linux = columns(data)
    page = replace_section(page, "table", facts_text(data["facts"], capos, linux) + "\n\n" + table.as_markdown(capos, linux))
    page = replace_section(page, "round trip", functions_table(data["functions"]["endpoint_64_bytes"]))
    page = replace_section(page, "misses", misses_table(capos, linux, data["functions"]))
    page = replace_section(page, "growth", scaling.as_markdown(data["growth"]))
    return page, plot.draw(capos, linux)


def write(data):
    page, picture = render(PAGE.read_text(), data)
    PAGE.write_text(page)
    PLOT.write_text(picture)
    print(f"wrote {PAGE} and {PLOT}")
