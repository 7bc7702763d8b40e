# SPDX-License-Identifier: MIT
# What an object answers when it understood who was asked but could not do what was asked.
#
# A failed call has two levels. Transport errors (a bad buffer, a stale capability id, an unknown opcode) are negative
# codes in the completion entry; abi/status.h lists them. Once a live target is known, its refusal is a CapException
# in the caller's result buffer and the completion carries STATUS_APPLICATION_EXCEPTION.
@0xa94b1f0c5be3d2a7;

struct CapException @0xc2a1e7d4905b3f68 {
  type @0 :ExceptionType;
  reason @1 :Text;
  # One line for a person: what was wrong, and with which argument. At most 200 bytes; cut, never omitted.
}

enum ExceptionType @0xb7d9023e64f1ac85 {
  failed @0;
  # The request is wrong or the object cannot serve it; trying the same again will fail again.
  overloaded @1;
  # A limit was reached (the reason names the resource); it may work after something is released.
  disconnected @2;
  # The object is gone: revoked, its server died, or its session ended.
  unimplemented @3;
  # The object does not have this method.
}
