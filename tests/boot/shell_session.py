# SPDX-License-Identifier: MIT
"""A person at the shell's prompt: types lines and keys, and reads what the terminal shows.

Rows are compared as a person sees them: `Screen` is a terminal of 80 columns that knows carriage return, newline,
backspace and the two escape sequences that clear the screen, which is all that the shell sends.
"""
import re

PROMPT = "capos> "


class Screen:
    def __init__(self):
        self.rows = [""]
        self.column = 0
        self.bells = 0

    def feed(self, text):
        text = re.sub(r"\x1b\[[HJ0-9;]*[HJ]", "\f", text)
        for char in text:
            if char == "\r":
                self.column = 0
            elif char == "\n":
                self.rows.append("")
                self.column = 0
            elif char == "\b":
                self.column -= 1
            elif char == "\a":
                self.bells += 1
            elif char == "\f":
                self.rows, self.column = [""], 0
            else:
                row = self.rows[-1].ljust(self.column)
                self.rows[-1] = row[:self.column] + char + row[self.column + 1:]
                self.column += 1

    def lines(self):
        return [row.rstrip() for row in self.rows]


class ShellSession:
    """machine: a booted system of the harness, whose shell has printed its first prompt or is about to."""

    def __init__(self, machine):
        self.machine = machine

    def wait_prompt(self, timeout=20):
        self.machine.expect(re.escape(PROMPT), timeout=timeout)
        return self.machine.before

    def type(self, text):
        self.machine.send(text)

    def run(self, line, timeout=20):
        """Types a line and Enter; the lines that it printed, as a person sees them."""
        self.machine.send(line + "\r")
        self.machine.expect("\n" + re.escape(PROMPT), timeout=timeout)
        screen = Screen()
        screen.feed(PROMPT + self.machine.before)
        return screen.lines()[1:]

    def text(self, line, timeout=20):
        return "\n".join(self.run(line, timeout))

    def error(self, line, column, expected, timeout=20):
        """The line must be refused: a caret under `column` (of the line), and a sentence with `expected`. How the command is used
        may follow."""
        answer = self.run(line, timeout)
        if answer[-1].startswith("usage: " + line.split()[0]):
            answer.pop()
        assert answer[-2] == " " * (len(PROMPT) + column) + "^", answer
        assert expected in answer[-1], answer

    def keys(self, keys):
        """Types keys at the prompt, then gives the line up with ^C; the screen as it was right before that."""
        self.machine.send(keys + "\x03")
        self.machine.expect(r"\^C\r*\n" + re.escape(PROMPT))
        screen = Screen()
        screen.feed(PROMPT + self.machine.before)
        return screen

    def row(self, keys):
        """What stands behind the prompt after these keys."""
        row = self.keys(keys).rows[-1]
        assert row.startswith(PROMPT), row
        return row[len(PROMPT):].rstrip()

    def totals(self):
        """What Inspector.totals counts, without the free frames that caches of the kernel move."""
        text = self.text("call @inspector totals()")
        return {name: int(value) for name, value in re.findall(r"(processes|threads|objects|capSlots|answers) = (\d+)", text)}
