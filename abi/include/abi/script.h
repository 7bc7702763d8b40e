/* SPDX-License-Identifier: MIT */
/*
 * A script on the terminal's line: how the program at the other end says that what it sends is not typed by a person. A
 * serial line carries bytes and nothing else; none of these occurs in UTF-8, and line noise does not make the first four.
 *
 *   terminal                           other end
 *      | --- SCRIPT_READY (XON) -------> |    once, when the terminal starts: what is sent from now on is not lost
 *      | <-- SCRIPT_BEGIN -------------- |    the first bytes that the terminal gets; with anything else a person types
 *      | <-- the script ---------------- |    as it would be typed
 *      | <-- SCRIPT_END ---------------- |    nothing follows
 *
 * Who sends a script waits while the line is busy, so the terminal takes no more than it has room for, and forgets none of
 * it: what one reader leaves is for the next, as with a pipe. At the end every reader gets ^D, again and again. Everything else is as
 * if it were typed.
 */
#pragma once

#define SCRIPT_READY 0x11
#define SCRIPT_BEGIN "\xfe\xfd\xfe\xfd"
#define SCRIPT_END 0xff
