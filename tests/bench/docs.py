# SPDX-License-Identifier: MIT
"""Writes what was measured into docs/performance.md, between markers, and the plot beside it. The rest of the page is by hand."""
import pathlib
import re

import machine
import plot
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
    """The round trip by function. totals: {(program, function): instructions}"""
    whole = sum(totals.values())
    ordered = sorted(totals.items(), key=lambda entry: (-entry[1], entry[0]))
    lines = ["| instructions | share | program | function |", "|---:|---:|---|---|"]
    lines += [f"| {count} | {100 * count / whole:.1f} % | {program} | `{function}` |" for (program, function), count in ordered[:LISTED]]
    rest = sum(count for _, count in ordered[LISTED:])
    return "\n".join([*lines, f"| {rest} | {100 * rest / whole:.1f} % | | {max(len(ordered) - LISTED, 0)} others |",
                      f"| {whole} | | | with the profiler's marks |"])


def misses_table(capos, linux, functions):
    """A line for each row that misses an aim: how much there is to save, and which functions most of it is in."""
    lines = ["| operation | capOS | least aim | where it goes |", "|---|---:|---:|---|"]
    for line in table.lines(capos, linux):
        missed = [bound for _, bound, reached in line["aims"] if not reached]
        if not missed:
            continue
        totals = functions.get(line["row"].name, {})
        whole = sum(totals.values())
        worst = sorted(totals.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST]
        where = ", ".join(f"`{function}` {100 * count / whole:.0f} %" for (_, function), count in worst)
        lines.append(f"| {line['row'].what} | {line['capos']:,} | {min(missed):,.0f} | {where} |")
    return "\n".join(lines)


def facts_text(facts, capos, linux):
    reached, judged = table.counted_aims(capos, linux)
    return (f"{facts['qemu']}; {facts['compiler']}; {facts['linux']}. {reached} of {judged} aims reached.")


def write(capos, linux, facts, functions, growth):
    page = PAGE.read_text()
    page = replace_section(page, "table", facts_text(facts, capos, linux) + "\n\n" + table.as_markdown(capos, linux))
    page = replace_section(page, "round trip", functions_table(functions["endpoint_64_bytes"]))
    page = replace_section(page, "misses", misses_table(capos, linux, functions))
    page = replace_section(page, "growth", scaling.as_markdown(growth))
    PAGE.write_text(page)
    PLOT.write_text(plot.draw(capos, linux))
    print(f"wrote {PAGE} and {PLOT}")
