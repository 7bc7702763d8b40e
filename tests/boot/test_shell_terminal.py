# SPDX-License-Identifier: MIT
"""TerminalSession, driven through the shell's `call`."""


def read_line(shell, request, keys, marker):
    shell.type(f"call @terminal readLine(request: ({request}))\r")
    shell.machine.expect(marker)
    shell.type(keys)
    shell.machine.expect(r"\(status = (\w+), line = \"(.*)\"\)")
    answer = shell.machine.match.group(1), shell.machine.match.group(2)
    shown = shell.machine.before
    shell.wait_prompt()
    return answer, shown


def test_visible_line(shell):
    answer, shown = read_line(shell, 'prompt: "name: "', "Ade\x7fa\r", r"\nname: ")
    assert answer == ("complete", "Ada")
    assert "Ade\b \ba" in shown


def test_hidden_line(shell):
    answer, shown = read_line(shell, 'prompt: "password: ", echo: hidden', "secret\x7fT\r", r"\npassword: ")
    assert answer == ("complete", "secreT")
    assert shown.strip() == "" and "\b" not in shown


def test_limit_rings(shell):
    answer, shown = read_line(shell, 'prompt: "four: ", maxBytes: 4', "abcdef\r", r"\nfour: ")
    assert answer == ("complete", "abcd")
    assert shown.count("\a") == 2


def test_line_keys(shell):
    assert read_line(shell, 'prompt: "> "', "one two\x17three\r", r"\n> ")[0] == ("complete", "one three")
    assert read_line(shell, 'prompt: "> "', "one two\x15three\r", r"\n> ")[0] == ("complete", "three")
    assert read_line(shell, 'prompt: "> "', "one\x03", r"\n> ")[0] == ("interrupted", "")
    assert read_line(shell, 'prompt: "> "', "\x04", r"\n> ")[0] == ("endOfInput", "")
    assert read_line(shell, 'prompt: "> "', "a\x1b[A\x1b[3~b\r", r"\n> ")[0] == ("complete", "ab")


def test_raw_bytes(shell):
    shell.type("call @terminal readRaw(maxBytes: 16)\r")
    shell.machine.expect("\n")
    shell.type("\x1b[A")
    shell.machine.expect(r'\(data = 0x"1b')
    shell.wait_prompt()


def test_bad_requests(shell):
    assert shell.run("call @terminal readRaw(maxBytes: 0)") == ["failed: maxBytes must be 1 to 1024"]
    assert shell.run("call @terminal readRaw(maxBytes: 1025)") == ["failed: maxBytes must be 1 to 1024"]
    assert shell.run("call @terminal readLine(request: (maxBytes: 1025))") == ["failed: maxBytes must be 1 to 1024"]
    long_prompt = "p" * 300
    assert shell.run(f'call @terminal readLine(request: (prompt: "{long_prompt}"))')[-1] == "failed: a prompt has at most 256 bytes"
    assert shell.run("call @terminal info()") == ["(columns = 80, rows = 24)"]
