# SPDX-License-Identifier: MIT
# Sessions: on whose behalf a process acts, as far as the kernel carries it. docs/sessions.md says how they are used.
#
# A process belongs to exactly one session from its first instruction to its last, and its children belong to the same one
# unless whoever starts them may choose. The kernel knows no users: what a subject's fields mean is between the service that
# makes sessions and those who are allowed to read them.
@0xc8e4b07f1d935a62;

using import "annotations.capnp".transfer;

enum TransferScope @0xd63d26746fc87842 {
  # How far a hold may travel between sessions. Within one session, and within one process, it says nothing. It can be
  # narrowed (towards sameSession) and never widened; whatever is derived from a hold has the hold's scope.
  sameSession @0;
  # It stays in the session of whoever has it: messages, answers, grants into another one are refused (TRANSFER_SCOPE).
  serviceRegrantOnly @1;
  # Only a launcher that is fixed to a session (ProcessSpawner.fix) may grant it to that session's processes.
  crossSessionShareable @2;
  # It may go anywhere.
}

interface SessionFactory @0xfedc9dd2debd9288 $transfer(copy) {
  # Makes sessions. Whoever holds it decides for whom processes act: a login service, and nobody else.
  create @0 (subject :SessionSubject, deadlineNs :UInt64) -> (session :SelectableSession, user :UserSession);
  # A live session with a fresh random id, charged to the caller until it is gone. deadlineNs: when it ends by itself, on the
  # monotonic clock (failed when that is past); 0: never. session is the right to start processes in it; user is the same
  # session without that right. Fails on a machine without hardware randomness.
}

interface SessionView @0x80d169d504033148 $transfer(copy) {
  # Reading what a session is, and nothing else.
  info @0 () -> (info :SessionInfo);
}

interface UserSession @0xee9dcf4435e942d4 extends(SessionView) $transfer(copy) {
  # A session, as its own processes may have it. Holding one changes nothing about whom its holder acts for.
  logout @0 () -> ();
  # Ends the session, once and for ever: from now on every call of its processes is answered `disconnected`, calls that still
  # wait in a queue as well. What a server works on already is finished. Ending it twice is no error. The session that
  # the machine starts with does not end (failed).
}

interface SelectableSession @0xba20074dda7686f4 extends(UserSession) $transfer(copy) {
  # The right to start processes in a session: what ProcessSpawner takes. CapabilityManager.narrow makes a UserSession of it.
  renew @0 (deadlineNs :UInt64) -> ();
  # Another end for a session that is still live, as in create. Raises the epoch.
}

struct SessionSubject @0xd632cf271b45a5a0 {
  # Who a session is for. The kernel keeps the bytes and hands them to those that may see them; it never reads them. A field
  # that is too long is refused.
  principal @0 :Data;        # stable name of who it is, for policy and audit (64 bytes)
  displayName @1 :Text;      # for people (64 bytes)
  profile @2 :Text;          # class of policy: `operator`, `guest`, ... (32 bytes)
  auth @3 :Text;             # how the principal was recognised, and how strongly: `password`, `publicKey`, `none` (32 bytes)
  claims @4 :Data;           # what somebody outside says of it, in a form that its readers know (256 bytes)
}

struct SessionInfo @0xeebe3a5131edacff {
  id @0 :Data;               # 16 random bytes
  epoch @1 :UInt64;          # counts from 1: renewals and the end
  live @2 :Bool;
  createdNs @3 :UInt64;      # on the monotonic clock, as is the deadline
  deadlineNs @4 :UInt64;     # 0: none
  subject @5 :SessionSubject;
}

const disclosePrincipal :UInt32 = 1;
const discloseDisplayName :UInt32 = 2;
const discloseProfile :UInt32 = 4;
const discloseAuth :UInt32 = 8;
const discloseClaims :UInt32 = 16;
# Bits of a disclosure mask: fields of a subject.

struct CallerSession @0xe14fa0b2d97c5836 {
  # What an endpoint server learns of its caller. The first three are in the message header of every call (abi/ring.h).
  reference @0 :Data;
  # 16 bytes, opaque, scoped to the endpoint: equal for equal sessions seen through one endpoint, unrelated across endpoints.
  # Another one after the next boot.
  epoch @1 :UInt64;
  live @2 :Bool;
  disclosed @3 :UInt32;
  # Which fields of the subject are there: those that the call asked to disclose and the facet that it came through lets pass.
  subject @4 :SessionSubject;
}
