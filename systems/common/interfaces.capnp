# SPDX-License-Identifier: MIT
# Interface ids as constants, for endpoint sources and expectedInterfaceId. `capnp eval` cannot ask an interface for its
# id; the suite `manifest` checks that these are the schema's.
@0x84ac9661c29650d1;

const console :UInt64 = 0xacf0c15a7b2e0041;
const bootPackage :UInt64 = 0xd0c4e8f7a1623b95;
const bootBlob :UInt64 = 0xf3b09d52c7481e6a;
const processSpawner :UInt64 = 0xb05ca7e9143d826f;
const frameAllocator :UInt64 = 0xc70b5d81f2e43a96;
const virtualMemory :UInt64 = 0xe26a94f0b7d85c13;
const threadControl :UInt64 = 0xa87e5b3d0c91f624;
const threadSpawner :UInt64 = 0xc2f58d1b07a94e63;
const parkSpace :UInt64 = 0xb81c6e2fd4097a5d;
const timer :UInt64 = 0xb81e6f3d04a95c27;
const entropySource :UInt64 = 0xe57a20c9b13f8d64;
const systemControl :UInt64 = 0x8ad3f1e6520b7c94;
const inspector :UInt64 = 0xbc12f7a4e693d085;
const ioPorts :UInt64 = 0xca5f80e2d7134b69;
const interrupt :UInt64 = 0x96e1d4b70c3a52f8;
const endpoint :UInt64 = 0xd8b3a6914e07f25c;
const endpointFactory :UInt64 = 0xa1de47c03b9586f2;
const capabilityManager :UInt64 = 0xe71c4a0b95d8f326;
const tapFactory :UInt64 = 0xad392dcdf4c014f5;
const payloadTapFactory :UInt64 = 0xf27a45d1f5e94f56;
const sessionFactory :UInt64 = 0xfedc9dd2debd9288;
const userSession :UInt64 = 0xee9dcf4435e942d4;
const schedulerControl :UInt64 = 0x87ae05a44586a2b3;
const nullCap :UInt64 = 0xf04e29b1a78c3d56;
const serialPort :UInt64 = 0xb2fd8a16e0c7593e;
const terminalSession :UInt64 = 0x9a6e03c7f1d4b285;
const echo :UInt64 = 0xb3f60ce8a917d254;
const exchange :UInt64 = 0x928805a2259759ed;
