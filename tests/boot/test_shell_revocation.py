# SPDX-License-Identifier: MIT
"""The walk of docs/revocation.md: a parent gives a running child something to read, takes it back, and sees that it is gone."""
import re


def start(shell, name="$r"):
    shell.run(f'spawn "revocable-read" with {{ reader: endpoint Reader }} -> {name}')


def stop(shell, name="$r"):
    shell.run(f"call {name} kill()")
    shell.run(f"wait {name}")
    shell.run(f"drop {name}")


def grant(shell, capability, name, child="$r"):
    text = shell.text(f'call @capabilities grant(child: {child}, capability: {capability}, name: "{name}")')
    match = re.fullmatch(r"\(id = (\d+)\)", text)
    assert match, text
    return match.group(1)


def test_revocable_read(shell):
    before = shell.totals()
    start(shell)
    read = 'call $r.reader read(name: "document", maxBytes: 8)'
    assert shell.text(read) == 'failed: name: nothing to read was granted as "document"'
    number = grant(shell, "@schemas", "document")
    assert re.fullmatch(r'\(data = 0x"[0-9a-f ]+"\)', shell.text(read))
    assert shell.text(f"call @capabilities revoke(child: $r, id: {number})") == "(calls = 0)"
    assert shell.text(read) == "disconnected: the capability was revoked"
    assert re.fullmatch(r"\(name = .*\)", shell.text("call @schemas info()")), "the granter's own hold stays"
    listed = shell.text("call @capabilities granted(child: $r)")
    assert 'name = "document"' in listed and 'kind = "revoked"' in listed
    again = grant(shell, "@schemas", "document")
    assert again != number
    assert "data = " in shell.text(read)
    stop(shell)
    assert shell.totals() == before


def test_all_facets_at_once(shell):
    """The server's own way: everything that anybody holds on its endpoint dies in one call."""
    before = shell.totals()
    shell.run("call @endpoints create() -> $e")
    shell.run("call $e client(interfaceId: 0xf04e29b1a78c3d56) -> $c")
    assert shell.text("call $e revokeFacets()") == "(calls = 0)"
    assert shell.text("call $c null()") == "disconnected: the capability was revoked"
    shell.run("drop $c")
    shell.run("drop $e")
    assert shell.totals() == before


def test_refusals(shell):
    start(shell)
    assert shell.text('call @capabilities grant(child: $r, capability: @timer, name: "reader")') == \
        "failed: name: the child has a capability of that name"
    assert shell.text("call @capabilities revoke(child: $r, id: 4095)") == \
        "failed: id: the child has nothing that was granted as 0xfff"
    stop_text = shell.text("call $r kill()")
    assert stop_text == "ok"
    assert re.fullmatch(r"disconnected: child: process \d+ has ended",
                        shell.text('call @capabilities grant(child: $r, capability: @timer, name: "x")'))
    shell.run("drop $r")
