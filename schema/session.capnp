# SPDX-License-Identifier: MIT
# The identity of a caller, as far as the kernel carries it.
@0xc8e4b07f1d935a62;

struct CallerSession @0xe14fa0b2d97c5836 {
  # What an endpoint server learns of its caller by default. The same fields, in fixed layout, are in the message
  # header of abi/ring.h; this struct is for services that pass them on.
  reference @0 :Data;
  # 16 bytes, opaque, scoped to the endpoint: equal for equal sessions seen through one endpoint, unrelated across endpoints.
  epoch @1 :UInt64;
  live @2 :Bool;
}
