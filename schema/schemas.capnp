# SPDX-License-Identifier: MIT
# The packed schemas: every type and interface of a system as data, for programs that work with values whose types they
# were not compiled for. capnpc-capos makes the message (schemas.bin), mkmanifest puts it into the boot package as the
# blob `schemas`, and capnp/schema.h reads it.
@0xcd1a60f2e7394b85;

struct SchemaSet @0xe6f71c20b9d8a354 {
  nodes @0 :List(SchemaNode);
  # By ascending id. Nodes refer to each other by their place in this list.
}

struct SchemaNode @0xb1c5e0d72f93864a {
  id @0 :UInt64;
  kind @1 :UInt8;
  # A SchemaKind.
  transferMode @2 :UInt8;
  # Of an interface.
  dataWords @3 :UInt16;
  pointers @4 :UInt16;
  discriminantOffset @5 :UInt16 = 0xffff;
  # Of a struct with a union, in 16-bit units; 0xffff: no union.
  name @6 :Text;
  # With its scopes: `ProcessSpawner`, `ProcessSpawner.spawn$Params`, `CapGrant.source`.
  members @7 :List(SchemaMember);
  # Fields, enumerants or methods, by ordinal; of a constant, one member with its type and, as default, its value.
  ancestors @8 :List(UInt16);
  # Of an interface: all that it extends, depth first in declared order. Ancestor i is number i + 1 in a method id.
}

enum SchemaKind @0xf2d8a3b60c97e541 {
  struct @0;
  enum @1;
  interface @2;
  const @3;
}

struct SchemaMember @0xd7a2f9c4e0b18653 {
  name @0 :Text;
  type @1 :UInt8;
  # As numbered in schema.capnp's Type; 18 is Capability, 19 a group, 20 AnyPointer, 21 AnyStruct, 22 AnyList. For a list, the
  # type of the innermost elements. A parameter of a generic type is an AnyPointer.
  listDepth @2 :UInt8;
  # 1 for List(T), 2 for List(List(T)).
  node @3 :UInt16 = 0xffff;
  # Of an enum, struct, interface or group. For a method: its parameters.
  offset @4 :UInt32;
  # Of a field, in multiples of its own size; among the pointers for pointers. For a method: the node of its results.
  discriminant @5 :UInt16 = 0xffff;
  # Which member of the union it is; 0xffff: not in one.
  default @6 :UInt64;
}
