# SPDX-License-Identifier: MIT
# Notifications: 64 bits that one process sets and another waits for. docs/notifications.md says how they are used.
@0x9ea6c494dea9c454;

using import "annotations.capnp".transfer;

interface NotificationSignal @0xa672dc0292a798d9 $transfer(copy) {
  # Setting bits, and nothing else.
  signal @0 (bits :UInt64) -> ();
  # They are ORed to those that wait already. No bits is no error, and wakes nobody.
}

interface NotificationWait @0x8096d059fd7eef23 $transfer(copy) {
  # Taking the bits, and nothing else.
  wait @0 () -> (bits :UInt64);
  # Answers when a bit is set, with all that are, and clears them. One waiter at a time (overloaded beyond). FINISH
  # cancels it, and then no bit is lost.
  poll @1 () -> (bits :UInt64);
  # The bits that are set now, perhaps none, and clears them.
}

interface Notification @0xac50a4dab5ba6b94 extends(NotificationSignal, NotificationWait) $transfer(copy) {
  # Both sides. CapabilityManager.narrow makes a hold for one of them. EndpointFactory.createNotification makes it; timers,
  # the ends of processes and interrupts can be bound to it, 64 at a time at most (overloaded beyond). It lives while there
  # is a hold on it or a waiter; with it go the bindings.
}
