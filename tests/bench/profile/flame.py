# SPDX-License-Identifier: MIT
"""A flame graph as SVG: a box per function on a stack, as wide as the instructions in it and below it, callers at the bottom."""
import html

WIDTH, ROW, MARGIN, LETTER = 1200, 18, 10, 6.6


class Node:
    def __init__(self):
        self.own, self.children = 0, {}

    def total(self):
        return self.own + sum(child.total() for child in self.children.values())

    def depth(self):
        return 1 + max((child.depth() for child in self.children.values()), default=0)


def tree_of(folded):
    root = Node()
    for stack, count in folded.items():
        node = root
        for name in stack:
            node = node.children.setdefault(name, Node())
        node.own += count
    return root


def colour(name, level):
    """Programs grey; functions in warm colours that depend on the name alone, so that two graphs can be compared."""
    if level == 0:
        return "#c8c8c8"
    value = sum((at + 1) * byte for at, byte in enumerate(name.encode())) % 97
    return f"hsl({15 + value % 40},{70 + value % 20}%,{58 + value % 15}%)"


def box(name, count, whole, x, y, width, level):
    title = html.escape(f"{name}: {count:,} instructions, {100 * count / whole:.1f} %")
    letters = int((width - 4) / LETTER)
    text = name if len(name) <= letters else name[: letters - 2] + ".." if letters > 4 else ""
    label = f'<text x="{x + 3:.1f}" y="{y + 13}">{html.escape(text)}</text>' if text else ""
    return (f'<g><title>{title}</title><rect x="{x:.2f}" y="{y}" width="{max(width - 0.5, 0.3):.2f}" height="{ROW - 1}" '
            f'fill="{colour(name, level)}"/>{label}</g>')


def draw(folded, heading):
    """The text of an SVG file. folded: {stack of names, outermost first: instructions}."""
    root = tree_of(folded)
    whole = root.total()
    rows = root.depth() - 1
    height = rows * ROW + 3 * MARGIN + ROW
    parts = []

    def place(node, x, level):
        for name, child in sorted(node.children.items()):
            count = child.total()
            width = (WIDTH - 2 * MARGIN) * count / whole
            parts.append(box(name, count, whole, x, height - MARGIN - (level + 1) * ROW, width, level))
            place(child, x, level + 1)
            x += width

    place(root, MARGIN, 0)
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- SPDX-License-Identifier: MIT -->\n'
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'font-family="monospace" font-size="11">\n<rect width="100%" height="100%" fill="#ffffff"/>\n'
            f'<text x="{MARGIN}" y="{MARGIN + 12}" font-size="14">{html.escape(heading)}: {whole:,} instructions</text>\n'
            + "\n".join(parts) + "\n</svg>\n")
