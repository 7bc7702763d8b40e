# SPDX-License-Identifier: MIT
"""The table as a picture: a group of bars per row on a logarithmic scale, capOS against Linux and seL4."""
import html
import math

import rows
import table

LEFT, WIDTH, BAR, GAP = 330, 1000, 11, 9
COLOURS = (("capOS", "#2c6e9b"), ("Linux, lean", "#d9822b"), ("Linux, stock", "#e8c39a"), ("seL4", "#7a9a5b"))


def groups(capos, linux):
    """[(row, {column: instructions})] of the rows in instructions that somebody else has a number for."""
    found = []
    for row in rows.ROWS:
        values = {"capOS": table.least(capos, row.name), "seL4": row.sel4 or None}
        for column, name in (("lean", "Linux, lean"), ("stock", "Linux, stock")):
            values[name] = table.least(linux.get(column, {}), row.linux[0]) if row.linux else None
        if row.unit == rows.INSTRUCTIONS and values["capOS"] and len([value for value in values.values() if value]) > 1:
            found.append((row, values))
    return found


def draw(capos, linux):
    """The text of an SVG file. Every bar begins at 10 instructions, so lengths may be compared as ratios only."""
    shown = groups(capos, linux)
    most = max(value for _, values in shown for value in values.values() if value)
    top = math.ceil(math.log10(most))
    scale = (WIDTH - LEFT - 90) / (top - 1)
    y, parts = 50, []
    for row, values in shown:
        parts.append(f'<text x="{LEFT - 8}" y="{y + 11}" text-anchor="end">{html.escape(row.what)}</text>')
        for name, colour in COLOURS:
            if not values[name]:
                continue
            length = max(math.log10(values[name]) - 1, 0.01) * scale
            title = html.escape(f"{row.what}, {name}: {values[name]:,}")
            parts.append(f'<g><title>{title}</title><rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR - 1}" fill="{colour}"/>'
                         f'<text x="{LEFT + length + 4:.1f}" y="{y + 9}" font-size="9">{values[name]:,}</text></g>')
            y += BAR
        y += GAP
    grid = "".join(f'<line x1="{LEFT + at * scale:.1f}" y1="40" x2="{LEFT + at * scale:.1f}" y2="{y}" stroke="#dddddd"/>'
                   f'<text x="{LEFT + at * scale:.1f}" y="36" text-anchor="middle" font-size="9">{10 ** (at + 1):,}</text>'
                   for at in range(top))
    legend = "".join(f'<rect x="{LEFT + at * 130}" y="8" width="10" height="10" fill="{colour}"/><text x="{LEFT + at * 130 + 14}" y="17">{name}</text>'
                     for at, (name, colour) in enumerate(COLOURS))
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- SPDX-License-Identifier: MIT -->\n'
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 10}" width="{WIDTH}" height="{y + 10}" '
            f'font-family="sans-serif" font-size="11">\n<rect width="100%" height="100%" fill="#ffffff"/>\n{grid}\n{legend}\n'
            + "\n".join(parts) + "\n</svg>\n")
