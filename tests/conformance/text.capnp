# SPDX-License-Identifier: MIT
# One field of each type: what test_text.py writes as text.
@0xd2a5d9cbb8c2e6f1;

enum Colour { red @0; green @1; darkBlue @2; }

struct Values {
  void @0 :Void;
  bool @1 :Bool;
  i8 @2 :Int8;
  i16 @3 :Int16;
  i32 @4 :Int32;
  i64 @5 :Int64;
  u8 @6 :UInt8;
  u16 @7 :UInt16;
  u32 @8 :UInt32;
  u64 @9 :UInt64;
  f32 @10 :Float32;
  f64 @11 :Float64;
  text @12 :Text;
  data @13 :Data;
  colour @14 :Colour;
  nested @15 :Values;
  numbers @16 :List(Int16);
  floats @17 :List(Float64);
  texts @18 :List(Text);
  datas @19 :List(Data);
  colours @20 :List(Colour);
  structs @21 :List(Values);
  bools @22 :List(Bool);
  lists @23 :List(List(UInt8));
  default @24 :Int32 = -77;
  floatDefault @25 :Float64 = 1.5;
  group :group { a @26 :UInt8; b @27 :Text; }
  union { one @28 :UInt8; two @29 :Text; three @30 :Void; }
}
