# SPDX-License-Identifier: MIT
# Annotations that the generator and the documentation read.
@0xbf3a5a91c06d11e1;

annotation transfer @0xd1f4a7c2b8e90312 (interface) :TransferMode;
# How a hold on an object of this interface may move to another process. An interface without it is `copy`.

enum TransferMode @0xe0b6c83f5d2a4471 {
  copy @0;
  # The sender keeps its hold; the receiver gets another. Sending twice gives two.
  move @1;
  # The sender loses its hold when the receiver gets one. Sending twice fails the second time.
  none @2;
  # Never leaves the process that holds it.
}
