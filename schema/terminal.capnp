# SPDX-License-Identifier: MIT
# Characters in and out: the serial line, and the terminal that a person sits at.
@0xf7a2d0b95c3e1486;

using import "annotations.capnp".transfer;

interface SerialInput @0xb610a8222488391e $transfer(copy) {
  # Reading from a serial line, and nothing else.
  read @0 (maxBytes :UInt32) -> (data :Data);
  # Answers with 1 to maxBytes bytes (at most 4,096) as soon as some are there. One reader at a time (overloaded beyond).
}

interface SerialOutput @0x84d6a918d95aa2e2 $transfer(copy) {
  # Writing to a serial line, and nothing else.
  write @0 (data :Data) -> ();
  # Answers when all bytes (at most 4,096) were handed to the device.
}

interface SerialPort @0xb2fd8a16e0c7593e extends(SerialInput, SerialOutput) $transfer(copy) {
  # A raw byte line. Served by drivers/uart. While 4,096 bytes wait for a reader it takes no more and lowers RTS: a line with
  # flow control, an emulator's for instance, loses nothing.
  info @0 () -> (received :UInt64, overruns :UInt64);
  # Bytes that were received, and how often the device lost some because they came faster than they were taken.
}

interface TerminalOutput @0xf50e8b3c96d1a274 $transfer(copy) {
  # Writing to a terminal, and nothing else: no way to read what is typed there.
  write @0 (data :Data) -> ();
  # At most 4,096 bytes. `\n` is sent as carriage return and newline.
  writeLine @1 (text :Text) -> ();
}

interface TerminalSession @0x9a6e03c7f1d4b285 extends(TerminalOutput) $transfer(copy) {
  # A terminal. Served by services/terminal.
  #
  # What was typed and not read yet (type-ahead, at most 4,096 bytes) belongs to the terminal. A reader gets it line by line: never a
  # byte from behind a line end, so that the next reader, which may be another process, finds its own line whole. Line ends are
  # carriage return, newline, ^C and ^D; a newline right behind a carriage return that ended a line is part of that line end. What is
  # typed beyond the limit is dropped, whole lines at a time, and the terminal says so. ^C always gets through. Of a script that is
  # sent instead (abi/script.h) nothing is dropped or erased: it waits on the line, and what one reader leaves is for the next.
  readLine @0 (request :LineRequest) -> (status :LineStatus, line :Data);
  # One line, edited with backspace, ^U and ^C, without its end. One reader at a time (overloaded beyond). FINISH, or the
  # reader's death, cancels it: what was typed is erased from the service's memory, and so is type-ahead.
  readRaw @1 (maxBytes :UInt32) -> (data :Data);
  # Raw mode: 1 to maxBytes (at most 1,024) bytes as typed, the last of them the first line end, if there is one. No echo, no editing.
  # Counts as a reader. A reader that acts on single keys asks for one byte.
  info @2 () -> (columns :UInt16, rows :UInt16, inputEnded :Bool);
  # inputEnded: what is typed here came from a script, and that is at its end. Nothing will follow.
  awaitInterrupt @3 (presses :UInt32) -> ();
  # Answers when ^C was typed; does not count as a reader. presses 1: a ^C that no reader takes, or the second of two in a row, whoever
  # reads. 2, for the one who has handed the terminal on: only the latter; the first is a key like any other. The ^C that answers is
  # discarded together with what was typed before it. ^C that was typed before the call counts. At most 8 callers at a time (overloaded
  # beyond).
}

struct LineRequest @0xd5b80e4c9f17a362 {
  prompt @0 :Text;           # written first; at most 256 bytes
  maxBytes @1 :UInt32;       # 1 to 1,024; 0 means 256. Further characters ring the bell
  echo @2 :EchoMode;
}

enum EchoMode @0x8c03e7b5d1f9a246 {
  visible @0;
  hidden @1;
  # For passwords: nothing is echoed and the buffers are erased once the line was delivered.
}

enum LineStatus @0xe7c0d94b62f5a183 {
  complete @0;
  interrupted @1;            # ^C: the line is empty
  endOfInput @2;             # ^D on an empty line
}
