# SPDX-License-Identifier: MIT
# One struct per type of list element: what test_evolution.py reads every list as. And one that reads anything: of any message
# the tool then says only what it says of all of it.
@0xe1c1aef37cb40a0b;

struct Anything {}

struct Numbers { a @0 :UInt8; b @1 :UInt64; }
struct Pointers { t @0 :Text; }
struct Bits { b @0 :Bool; }
struct Both { t @0 :Text; a @1 :Int16; l @2 :List(UInt8); }

struct ListVoid { l @0 :List(Void); }
struct ListBool { l @0 :List(Bool); }
struct ListUInt8 { l @0 :List(UInt8); }
struct ListInt16 { l @0 :List(Int16); }
struct ListUInt32 { l @0 :List(UInt32); }
struct ListInt64 { l @0 :List(Int64); }
struct ListText { l @0 :List(Text); }
struct ListList { l @0 :List(List(UInt8)); }
struct ListNumbers { l @0 :List(Numbers); }
struct ListPointers { l @0 :List(Pointers); }
struct ListBits { l @0 :List(Bits); }
struct ListBoth { l @0 :List(Both); }
struct OnlyText { l @0 :Text; }
struct OnlyData { l @0 :Data; }
