/* SPDX-License-Identifier: MIT */
/* Bounds that both sides of the kernel boundary rely on, and the fixed places of a process's address space. */
#pragma once

#include <stdint.h>

#define PAGE_SIZE 4096u
#define PAGE_SHIFT 12

/* Ring. Powers of two; part of the ABI. */
#define RING_SQ_ENTRIES 16u
#define RING_CQ_ENTRIES 32u
#define RING_KEPT_ANSWERS 12u           /* of a thread at a time: CAP_SQE_KEEP */

/* Largest parameter or result message of one call, bytes. */
#define MESSAGE_MAX_BYTES 65536u
/* Message buffers must be aligned to this. */
#define MESSAGE_ALIGNMENT 8u
/* Capabilities that travel with one message in one direction. */
#define TRANSFER_MAX_DESCRIPTORS 32u

/* CapSet. */
#define CAPSET_MAX_ENTRIES 84u
#define CAPSET_NAME_BYTES 32u           /* with the terminating zero */

/* Scheduling (schema/scheduling.capnp). A thread without a context has the default priority; more is more urgent. */
#define SCHEDULING_PRIORITIES 32u
#define SCHEDULING_PRIORITY_DEFAULT 8u
#define SCHEDULING_BUDGET_MIN_NS 20000ul
#define SCHEDULING_PERIOD_MAX_NS 10000000000ul

#define PROCESS_NAME_BYTES 32u          /* with the terminating zero */
#define PROCESS_MAX 4096u
#define PROCESS_MAX_THREADS 1024u       /* at a time, whatever the ledger allows */

/* User address space. [USER_MIN, USER_MAX) is all a process can ever map. */
#define USER_MIN 0x0000000000010000ull
#define USER_MAX 0x00007ffffffff000ull
/* Executables must lie in here. */
#define USER_IMAGE_MIN 0x0000000000200000ull
#define USER_IMAGE_MAX 0x000000003f000000ull
/* VirtualMemory and MemoryObject.map choose from here, and take hints only in here. */
#define USER_MAP_MIN 0x0000000100000000ull
#define USER_MAP_MAX 0x0000700000000000ull
/* First thread: stack with nothing below, at least 8 MiB; TLS block, CapSet page, ring page. These and the executable share all page
 * tables but the lowest, and these have one of those for themselves, up to 144 threads: tables are most of what a small process needs. */
#define USER_STACK_TOP 0x000000003f840000ull
#define USER_STACK_BYTES 0x0000000000010000ull
#define USER_TLS_BASE 0x000000003f850000ull
#define USER_TLS_MAX_BYTES 0x0000000000100000ull
#define USER_CAPSET_ADDRESS 0x000000003f960000ull
/* One page per thread, at the lowest place that is free. */
#define USER_RING_BASE 0x000000003f970000ull

/* VirtualMemory / MemoryObject protection bits (schema/memory.capnp). */
#define PROT_NONE 0u
#define PROT_READ 1u
#define PROT_WRITE 2u
#define PROT_EXECUTE 4u

#define TIME_FOREVER UINT64_MAX
