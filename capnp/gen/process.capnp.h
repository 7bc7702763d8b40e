/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from process.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"
#include "notification.capnp.h"
#include "session.capnp.h"
#include "tap.capnp.h"

enum exit_kind {
    EXIT_KIND_EXITED = 0,
    /* A processor exception in user mode. */
    EXIT_KIND_FAULTED = 1,
    /* By ProcessHandle.kill. */
    EXIT_KIND_KILLED = 2,
    /* It broke the ring protocol: an impossible head or tail. */
    EXIT_KIND_PROTOCOL = 3,
};
#define EXIT_KIND_COUNT 4u

enum wait_reason {
    /* it does not wait */
    WAIT_REASON_NOTHING = 0,
    /* in cap_enter, without an unfinished operation: for the deadline, if there is one */
    WAIT_REASON_COMPLETIONS = 1,
    /* of a service, which works on it */
    WAIT_REASON_CALL = 2,
    /* of a service, which has not taken it yet */
    WAIT_REASON_QUEUED_CALL = 3,
    /* for calls of others, on an endpoint */
    WAIT_REASON_RECEIVE = 4,
    /* Timer.sleep */
    WAIT_REASON_SLEEP = 5,
    /* on a word */
    WAIT_REASON_PARK = 6,
    /* for the end of a thread */
    WAIT_REASON_JOIN = 7,
    /* for the end of a process */
    WAIT_REASON_PROCESS_END = 8,
    WAIT_REASON_NOTIFICATION = 9,
    WAIT_REASON_INTERRUPT = 10,
    /* for records of a RingTap */
    WAIT_REASON_TAP = 11,
    /* for the answer that brings the target of a pipelined call */
    WAIT_REASON_PROMISE = 12,
    WAIT_REASON_OTHER = 13,
    /* it is ready, and waits for time in its scheduling context */
    WAIT_REASON_BUDGET = 14,
};
#define WAIT_REASON_COUNT 15u

enum process_state {
    PROCESS_STATE_RUNNING = 0,
    PROCESS_STATE_READY = 1,
    PROCESS_STATE_BLOCKED = 2,
    PROCESS_STATE_EXITING = 3,
};
#define PROCESS_STATE_COUNT 4u

struct process_spawner_spawn_params_reader {
    struct capn_struct s;
};
struct process_spawner_spawn_params_builder {
    struct capn_struct_builder b;
};
#define PROCESS_SPAWNER_SPAWN_PARAMS_DATA_WORDS 0u
#define PROCESS_SPAWNER_SPAWN_PARAMS_POINTERS 6u
#define PROCESS_SPAWNER_SPAWN_PARAMS_BYTES 64u

struct process_spawner_spawn_results_reader {
    struct capn_struct s;
};
struct process_spawner_spawn_results_builder {
    struct capn_struct_builder b;
};
#define PROCESS_SPAWNER_SPAWN_RESULTS_DATA_WORDS 0u
#define PROCESS_SPAWNER_SPAWN_RESULTS_POINTERS 2u
#define PROCESS_SPAWNER_SPAWN_RESULTS_BYTES 32u

struct process_spawner_binaries_params_reader {
    struct capn_struct s;
};
struct process_spawner_binaries_params_builder {
    struct capn_struct_builder b;
};
#define PROCESS_SPAWNER_BINARIES_PARAMS_DATA_WORDS 1u
#define PROCESS_SPAWNER_BINARIES_PARAMS_POINTERS 0u
#define PROCESS_SPAWNER_BINARIES_PARAMS_BYTES 24u

struct process_spawner_binaries_results_reader {
    struct capn_struct s;
};
struct process_spawner_binaries_results_builder {
    struct capn_struct_builder b;
};
#define PROCESS_SPAWNER_BINARIES_RESULTS_DATA_WORDS 1u
#define PROCESS_SPAWNER_BINARIES_RESULTS_POINTERS 1u
#define PROCESS_SPAWNER_BINARIES_RESULTS_BYTES 32u

struct process_spawner_fix_params_reader {
    struct capn_struct s;
};
struct process_spawner_fix_params_builder {
    struct capn_struct_builder b;
};
#define PROCESS_SPAWNER_FIX_PARAMS_DATA_WORDS 0u
#define PROCESS_SPAWNER_FIX_PARAMS_POINTERS 2u
#define PROCESS_SPAWNER_FIX_PARAMS_BYTES 32u

struct process_spawner_fix_results_reader {
    struct capn_struct s;
};
struct process_spawner_fix_results_builder {
    struct capn_struct_builder b;
};
#define PROCESS_SPAWNER_FIX_RESULTS_DATA_WORDS 0u
#define PROCESS_SPAWNER_FIX_RESULTS_POINTERS 1u
#define PROCESS_SPAWNER_FIX_RESULTS_BYTES 24u

struct cap_grant_source_reader {
    struct capn_struct s;
};
struct cap_grant_source_builder {
    struct capn_struct_builder b;
};
enum cap_grant_source_which {
    CAP_GRANT_SOURCE_WHICH_CAPABILITY = 0,
    CAP_GRANT_SOURCE_WHICH_ENDPOINT = 1,
    CAP_GRANT_SOURCE_WHICH_VIRTUAL_MEMORY = 2,
    CAP_GRANT_SOURCE_WHICH_THREAD_CONTROL = 3,
    CAP_GRANT_SOURCE_WHICH_FRAME_ALLOCATOR = 4,
    CAP_GRANT_SOURCE_WHICH_ENDPOINT_FACTORY = 5,
    CAP_GRANT_SOURCE_WHICH_CLIENT_OF = 6,
    CAP_GRANT_SOURCE_WHICH_CAPABILITY_MANAGER = 7,
    CAP_GRANT_SOURCE_WHICH_SESSION = 8,
    CAP_GRANT_SOURCE_WHICH_THREAD_SPAWNER = 9,
    CAP_GRANT_SOURCE_WHICH_PARK_SPACE = 10,
};

struct cap_grant_reader {
    struct capn_struct s;
};
struct cap_grant_builder {
    struct capn_struct_builder b;
};
#define CAP_GRANT_DATA_WORDS 2u
#define CAP_GRANT_POINTERS 2u
#define CAP_GRANT_BYTES 48u

struct client_facet_reader {
    struct capn_struct s;
};
struct client_facet_builder {
    struct capn_struct_builder b;
};
#define CLIENT_FACET_DATA_WORDS 2u
#define CLIENT_FACET_POINTERS 1u
#define CLIENT_FACET_BYTES 40u

struct endpoint_facet_reader {
    struct capn_struct s;
};
struct endpoint_facet_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_FACET_DATA_WORDS 0u
#define ENDPOINT_FACET_POINTERS 2u
#define ENDPOINT_FACET_BYTES 32u

/*
 * Upper bounds for a process with everything that it starts. 0 means the default in parentheses, for init: whatever
 * there is.
 * What the spawner has left bounds a child as well: a child's charges are charged to all above it.
 */
struct resource_limits_reader {
    struct capn_struct s;
};
struct resource_limits_builder {
    struct capn_struct_builder b;
};
#define RESOURCE_LIMITS_DATA_WORDS 6u
#define RESOURCE_LIMITS_POINTERS 0u
#define RESOURCE_LIMITS_BYTES 64u

struct process_observer_wait_params_reader {
    struct capn_struct s;
};
struct process_observer_wait_params_builder {
    struct capn_struct_builder b;
};
#define PROCESS_OBSERVER_WAIT_PARAMS_DATA_WORDS 0u
#define PROCESS_OBSERVER_WAIT_PARAMS_POINTERS 0u
#define PROCESS_OBSERVER_WAIT_PARAMS_BYTES 0u

struct process_observer_wait_results_reader {
    struct capn_struct s;
};
struct process_observer_wait_results_builder {
    struct capn_struct_builder b;
};
#define PROCESS_OBSERVER_WAIT_RESULTS_DATA_WORDS 0u
#define PROCESS_OBSERVER_WAIT_RESULTS_POINTERS 1u
#define PROCESS_OBSERVER_WAIT_RESULTS_BYTES 24u

struct process_observer_info_params_reader {
    struct capn_struct s;
};
struct process_observer_info_params_builder {
    struct capn_struct_builder b;
};
#define PROCESS_OBSERVER_INFO_PARAMS_DATA_WORDS 0u
#define PROCESS_OBSERVER_INFO_PARAMS_POINTERS 0u
#define PROCESS_OBSERVER_INFO_PARAMS_BYTES 0u

struct process_observer_info_results_reader {
    struct capn_struct s;
};
struct process_observer_info_results_builder {
    struct capn_struct_builder b;
};
#define PROCESS_OBSERVER_INFO_RESULTS_DATA_WORDS 1u
#define PROCESS_OBSERVER_INFO_RESULTS_POINTERS 1u
#define PROCESS_OBSERVER_INFO_RESULTS_BYTES 32u

struct process_observer_notify_params_reader {
    struct capn_struct s;
};
struct process_observer_notify_params_builder {
    struct capn_struct_builder b;
};
#define PROCESS_OBSERVER_NOTIFY_PARAMS_DATA_WORDS 1u
#define PROCESS_OBSERVER_NOTIFY_PARAMS_POINTERS 1u
#define PROCESS_OBSERVER_NOTIFY_PARAMS_BYTES 32u

struct process_observer_notify_results_reader {
    struct capn_struct s;
};
struct process_observer_notify_results_builder {
    struct capn_struct_builder b;
};
#define PROCESS_OBSERVER_NOTIFY_RESULTS_DATA_WORDS 0u
#define PROCESS_OBSERVER_NOTIFY_RESULTS_POINTERS 0u
#define PROCESS_OBSERVER_NOTIFY_RESULTS_BYTES 0u

struct process_handle_kill_params_reader {
    struct capn_struct s;
};
struct process_handle_kill_params_builder {
    struct capn_struct_builder b;
};
#define PROCESS_HANDLE_KILL_PARAMS_DATA_WORDS 0u
#define PROCESS_HANDLE_KILL_PARAMS_POINTERS 0u
#define PROCESS_HANDLE_KILL_PARAMS_BYTES 0u

struct process_handle_kill_results_reader {
    struct capn_struct s;
};
struct process_handle_kill_results_builder {
    struct capn_struct_builder b;
};
#define PROCESS_HANDLE_KILL_RESULTS_DATA_WORDS 0u
#define PROCESS_HANDLE_KILL_RESULTS_POINTERS 0u
#define PROCESS_HANDLE_KILL_RESULTS_BYTES 0u

struct process_exit_reader {
    struct capn_struct s;
};
struct process_exit_builder {
    struct capn_struct_builder b;
};
#define PROCESS_EXIT_DATA_WORDS 2u
#define PROCESS_EXIT_POINTERS 1u
#define PROCESS_EXIT_BYTES 40u

struct thread_control_get_fs_base_params_reader {
    struct capn_struct s;
};
struct thread_control_get_fs_base_params_builder {
    struct capn_struct_builder b;
};
#define THREAD_CONTROL_GET_FS_BASE_PARAMS_DATA_WORDS 0u
#define THREAD_CONTROL_GET_FS_BASE_PARAMS_POINTERS 0u
#define THREAD_CONTROL_GET_FS_BASE_PARAMS_BYTES 0u

struct thread_control_get_fs_base_results_reader {
    struct capn_struct s;
};
struct thread_control_get_fs_base_results_builder {
    struct capn_struct_builder b;
};
#define THREAD_CONTROL_GET_FS_BASE_RESULTS_DATA_WORDS 1u
#define THREAD_CONTROL_GET_FS_BASE_RESULTS_POINTERS 0u
#define THREAD_CONTROL_GET_FS_BASE_RESULTS_BYTES 24u

struct thread_control_set_fs_base_params_reader {
    struct capn_struct s;
};
struct thread_control_set_fs_base_params_builder {
    struct capn_struct_builder b;
};
#define THREAD_CONTROL_SET_FS_BASE_PARAMS_DATA_WORDS 1u
#define THREAD_CONTROL_SET_FS_BASE_PARAMS_POINTERS 0u
#define THREAD_CONTROL_SET_FS_BASE_PARAMS_BYTES 24u

struct thread_control_set_fs_base_results_reader {
    struct capn_struct s;
};
struct thread_control_set_fs_base_results_builder {
    struct capn_struct_builder b;
};
#define THREAD_CONTROL_SET_FS_BASE_RESULTS_DATA_WORDS 0u
#define THREAD_CONTROL_SET_FS_BASE_RESULTS_POINTERS 0u
#define THREAD_CONTROL_SET_FS_BASE_RESULTS_BYTES 0u

struct thread_control_exit_thread_params_reader {
    struct capn_struct s;
};
struct thread_control_exit_thread_params_builder {
    struct capn_struct_builder b;
};
#define THREAD_CONTROL_EXIT_THREAD_PARAMS_DATA_WORDS 1u
#define THREAD_CONTROL_EXIT_THREAD_PARAMS_POINTERS 0u
#define THREAD_CONTROL_EXIT_THREAD_PARAMS_BYTES 24u

struct thread_control_exit_thread_results_reader {
    struct capn_struct s;
};
struct thread_control_exit_thread_results_builder {
    struct capn_struct_builder b;
};
#define THREAD_CONTROL_EXIT_THREAD_RESULTS_DATA_WORDS 0u
#define THREAD_CONTROL_EXIT_THREAD_RESULTS_POINTERS 0u
#define THREAD_CONTROL_EXIT_THREAD_RESULTS_BYTES 0u

struct thread_control_yield_params_reader {
    struct capn_struct s;
};
struct thread_control_yield_params_builder {
    struct capn_struct_builder b;
};
#define THREAD_CONTROL_YIELD_PARAMS_DATA_WORDS 0u
#define THREAD_CONTROL_YIELD_PARAMS_POINTERS 0u
#define THREAD_CONTROL_YIELD_PARAMS_BYTES 0u

struct thread_control_yield_results_reader {
    struct capn_struct s;
};
struct thread_control_yield_results_builder {
    struct capn_struct_builder b;
};
#define THREAD_CONTROL_YIELD_RESULTS_DATA_WORDS 0u
#define THREAD_CONTROL_YIELD_RESULTS_POINTERS 0u
#define THREAD_CONTROL_YIELD_RESULTS_BYTES 0u

struct inspector_processes_params_reader {
    struct capn_struct s;
};
struct inspector_processes_params_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_PROCESSES_PARAMS_DATA_WORDS 1u
#define INSPECTOR_PROCESSES_PARAMS_POINTERS 0u
#define INSPECTOR_PROCESSES_PARAMS_BYTES 24u

struct inspector_processes_results_reader {
    struct capn_struct s;
};
struct inspector_processes_results_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_PROCESSES_RESULTS_DATA_WORDS 1u
#define INSPECTOR_PROCESSES_RESULTS_POINTERS 1u
#define INSPECTOR_PROCESSES_RESULTS_BYTES 32u

struct inspector_memory_params_reader {
    struct capn_struct s;
};
struct inspector_memory_params_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_MEMORY_PARAMS_DATA_WORDS 0u
#define INSPECTOR_MEMORY_PARAMS_POINTERS 0u
#define INSPECTOR_MEMORY_PARAMS_BYTES 0u

struct inspector_memory_results_reader {
    struct capn_struct s;
};
struct inspector_memory_results_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_MEMORY_RESULTS_DATA_WORDS 0u
#define INSPECTOR_MEMORY_RESULTS_POINTERS 1u
#define INSPECTOR_MEMORY_RESULTS_BYTES 24u

struct inspector_ledger_params_reader {
    struct capn_struct s;
};
struct inspector_ledger_params_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_LEDGER_PARAMS_DATA_WORDS 1u
#define INSPECTOR_LEDGER_PARAMS_POINTERS 0u
#define INSPECTOR_LEDGER_PARAMS_BYTES 24u

struct inspector_ledger_results_reader {
    struct capn_struct s;
};
struct inspector_ledger_results_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_LEDGER_RESULTS_DATA_WORDS 0u
#define INSPECTOR_LEDGER_RESULTS_POINTERS 1u
#define INSPECTOR_LEDGER_RESULTS_BYTES 24u

struct inspector_totals_params_reader {
    struct capn_struct s;
};
struct inspector_totals_params_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_TOTALS_PARAMS_DATA_WORDS 0u
#define INSPECTOR_TOTALS_PARAMS_POINTERS 0u
#define INSPECTOR_TOTALS_PARAMS_BYTES 0u

struct inspector_totals_results_reader {
    struct capn_struct s;
};
struct inspector_totals_results_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_TOTALS_RESULTS_DATA_WORDS 0u
#define INSPECTOR_TOTALS_RESULTS_POINTERS 1u
#define INSPECTOR_TOTALS_RESULTS_BYTES 24u

struct inspector_cpu_params_reader {
    struct capn_struct s;
};
struct inspector_cpu_params_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_CPU_PARAMS_DATA_WORDS 1u
#define INSPECTOR_CPU_PARAMS_POINTERS 0u
#define INSPECTOR_CPU_PARAMS_BYTES 24u

struct inspector_cpu_results_reader {
    struct capn_struct s;
};
struct inspector_cpu_results_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_CPU_RESULTS_DATA_WORDS 1u
#define INSPECTOR_CPU_RESULTS_POINTERS 1u
#define INSPECTOR_CPU_RESULTS_BYTES 32u

struct inspector_threads_params_reader {
    struct capn_struct s;
};
struct inspector_threads_params_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_THREADS_PARAMS_DATA_WORDS 1u
#define INSPECTOR_THREADS_PARAMS_POINTERS 0u
#define INSPECTOR_THREADS_PARAMS_BYTES 24u

struct inspector_threads_results_reader {
    struct capn_struct s;
};
struct inspector_threads_results_builder {
    struct capn_struct_builder b;
};
#define INSPECTOR_THREADS_RESULTS_DATA_WORDS 1u
#define INSPECTOR_THREADS_RESULTS_POINTERS 1u
#define INSPECTOR_THREADS_RESULTS_BYTES 32u

struct process_info_reader {
    struct capn_struct s;
};
struct process_info_builder {
    struct capn_struct_builder b;
};
#define PROCESS_INFO_DATA_WORDS 5u
#define PROCESS_INFO_POINTERS 3u
#define PROCESS_INFO_BYTES 80u

struct thread_info_reader {
    struct capn_struct s;
};
struct thread_info_builder {
    struct capn_struct_builder b;
};
#define THREAD_INFO_DATA_WORDS 4u
#define THREAD_INFO_POINTERS 2u
#define THREAD_INFO_BYTES 64u

/*
 * What a thread that is blocked, or postponed, waits for: the newest of its unfinished operations. It may wait for any
 * of the others as well.
 */
struct wait_info_reader {
    struct capn_struct s;
};
struct wait_info_builder {
    struct capn_struct_builder b;
};
#define WAIT_INFO_DATA_WORDS 3u
#define WAIT_INFO_POINTERS 0u
#define WAIT_INFO_BYTES 40u

struct memory_info_reader {
    struct capn_struct s;
};
struct memory_info_builder {
    struct capn_struct_builder b;
};
#define MEMORY_INFO_DATA_WORDS 7u
#define MEMORY_INFO_POINTERS 0u
#define MEMORY_INFO_BYTES 72u

struct ledger_entry_reader {
    struct capn_struct s;
};
struct ledger_entry_builder {
    struct capn_struct_builder b;
};
#define LEDGER_ENTRY_DATA_WORDS 3u
#define LEDGER_ENTRY_POINTERS 1u
#define LEDGER_ENTRY_BYTES 48u

struct system_totals_reader {
    struct capn_struct s;
};
struct system_totals_builder {
    struct capn_struct_builder b;
};
#define SYSTEM_TOTALS_DATA_WORDS 5u
#define SYSTEM_TOTALS_POINTERS 1u
#define SYSTEM_TOTALS_BYTES 64u

struct object_count_reader {
    struct capn_struct s;
};
struct object_count_builder {
    struct capn_struct_builder b;
};
#define OBJECT_COUNT_DATA_WORDS 1u
#define OBJECT_COUNT_POINTERS 1u
#define OBJECT_COUNT_BYTES 32u

/* Counters since the CPU was started. */
struct cpu_info_reader {
    struct capn_struct s;
};
struct cpu_info_builder {
    struct capn_struct_builder b;
};
#define CPU_INFO_DATA_WORDS 11u
#define CPU_INFO_POINTERS 0u
#define CPU_INFO_BYTES 104u

/* ProcessSpawner.spawn$Params */

MUST_CHECK static inline status_t process_spawner_spawn_params_read_root(
    struct capn_message *message, struct process_spawner_spawn_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_build_root(
    struct capn_builder *builder, struct process_spawner_spawn_params_builder *out)
{
    return capn_builder_root(builder, 0, 6, &out->b);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_get_name(
    const struct process_spawner_spawn_params_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_set_name(
    const struct process_spawner_spawn_params_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool process_spawner_spawn_params_has_name(const struct process_spawner_spawn_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_get_binary_name(
    const struct process_spawner_spawn_params_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_set_binary_name(
    const struct process_spawner_spawn_params_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 1, value);
}
static inline bool process_spawner_spawn_params_has_binary_name(
    const struct process_spawner_spawn_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_get_grants(
    const struct process_spawner_spawn_params_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 2, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_init_grants(
    const struct process_spawner_spawn_params_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 2, count, 2, 2, out);
}
static inline bool process_spawner_spawn_params_has_grants(const struct process_spawner_spawn_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_get_limits(
    const struct process_spawner_spawn_params_reader *reader, struct resource_limits_reader *out)
{
    return capn_get_struct(&reader->s, 3, &out->s);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_init_limits(
    const struct process_spawner_spawn_params_builder *builder, struct resource_limits_builder *out)
{
    return capn_init_struct(&builder->b, 3, 6, 0, &out->b);
}
static inline bool process_spawner_spawn_params_has_limits(const struct process_spawner_spawn_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 3);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_get_tap(
    const struct process_spawner_spawn_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 4, index);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_set_tap(
    const struct process_spawner_spawn_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 4, index);
}
static inline bool process_spawner_spawn_params_has_tap(const struct process_spawner_spawn_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 4);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_get_session(
    const struct process_spawner_spawn_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 5, index);
}
MUST_CHECK static inline status_t process_spawner_spawn_params_set_session(
    const struct process_spawner_spawn_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 5, index);
}
static inline bool process_spawner_spawn_params_has_session(const struct process_spawner_spawn_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 5);
}

/* ProcessSpawner.spawn$Results */

MUST_CHECK static inline status_t process_spawner_spawn_results_read_root(
    struct capn_message *message, struct process_spawner_spawn_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_spawner_spawn_results_build_root(
    struct capn_builder *builder, struct process_spawner_spawn_results_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t process_spawner_spawn_results_get_handle(
    const struct process_spawner_spawn_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t process_spawner_spawn_results_set_handle(
    const struct process_spawner_spawn_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool process_spawner_spawn_results_has_handle(const struct process_spawner_spawn_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t process_spawner_spawn_results_get_facets(
    const struct process_spawner_spawn_results_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 1, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t process_spawner_spawn_results_init_facets(
    const struct process_spawner_spawn_results_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 1, count, 0, 2, out);
}
static inline bool process_spawner_spawn_results_has_facets(const struct process_spawner_spawn_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* ProcessSpawner.binaries$Params */

MUST_CHECK static inline status_t process_spawner_binaries_params_read_root(
    struct capn_message *message, struct process_spawner_binaries_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_spawner_binaries_params_build_root(
    struct capn_builder *builder, struct process_spawner_binaries_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t process_spawner_binaries_params_get_from(
    const struct process_spawner_binaries_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void process_spawner_binaries_params_set_from(
    const struct process_spawner_binaries_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* ProcessSpawner.binaries$Results */

MUST_CHECK static inline status_t process_spawner_binaries_results_read_root(
    struct capn_message *message, struct process_spawner_binaries_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_spawner_binaries_results_build_root(
    struct capn_builder *builder, struct process_spawner_binaries_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t process_spawner_binaries_results_get_names(
    const struct process_spawner_binaries_results_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_POINTER, out);
}
MUST_CHECK static inline status_t process_spawner_binaries_results_init_names(
    const struct process_spawner_binaries_results_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_list(&builder->b, 0, CAPN_SIZE_POINTER, count, out);
}
static inline bool process_spawner_binaries_results_has_names(
    const struct process_spawner_binaries_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint32_t process_spawner_binaries_results_get_next(
    const struct process_spawner_binaries_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void process_spawner_binaries_results_set_next(
    const struct process_spawner_binaries_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* ProcessSpawner.fix$Params */

MUST_CHECK static inline status_t process_spawner_fix_params_read_root(struct capn_message *message,
                                                                       struct process_spawner_fix_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_spawner_fix_params_build_root(struct capn_builder *builder,
                                                                        struct process_spawner_fix_params_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t process_spawner_fix_params_get_session(
    const struct process_spawner_fix_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t process_spawner_fix_params_set_session(
    const struct process_spawner_fix_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool process_spawner_fix_params_has_session(const struct process_spawner_fix_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t process_spawner_fix_params_get_profile(
    const struct process_spawner_fix_params_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t process_spawner_fix_params_set_profile(
    const struct process_spawner_fix_params_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 1, value);
}
static inline bool process_spawner_fix_params_has_profile(const struct process_spawner_fix_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* ProcessSpawner.fix$Results */

MUST_CHECK static inline status_t process_spawner_fix_results_read_root(struct capn_message *message,
                                                                        struct process_spawner_fix_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_spawner_fix_results_build_root(
    struct capn_builder *builder, struct process_spawner_fix_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t process_spawner_fix_results_get_launcher(
    const struct process_spawner_fix_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t process_spawner_fix_results_set_launcher(
    const struct process_spawner_fix_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool process_spawner_fix_results_has_launcher(const struct process_spawner_fix_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* CapGrant.source */

static inline enum cap_grant_source_which cap_grant_source_which(const struct cap_grant_source_reader *reader)
{
    return (enum cap_grant_source_which)capn_field_u16(&reader->s, 0, 16);
}
/* A hold of the caller, by its transfer mode. `none` is refused. */
MUST_CHECK static inline status_t cap_grant_source_get_capability(const struct cap_grant_source_reader *reader,
                                                                  uint32_t *index)
{
    return capn_get_capability(&reader->s, 1, index);
}
MUST_CHECK static inline status_t cap_grant_source_set_capability(const struct cap_grant_source_builder *builder,
                                                                  uint32_t index)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_CAPABILITY);
    return capn_set_capability(&builder->b, 1, index);
}
static inline bool cap_grant_source_has_capability(const struct cap_grant_source_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* A fresh Endpoint for the child; the value is the interface id of the client facet that the parent gets. */
static inline uint64_t cap_grant_source_get_endpoint(const struct cap_grant_source_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void cap_grant_source_set_endpoint(const struct cap_grant_source_builder *builder, uint64_t value)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_ENDPOINT);
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* The child's own address space. */
static inline void cap_grant_source_set_virtual_memory(const struct cap_grant_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_VIRTUAL_MEMORY);
}
/* The child's own threads. */
static inline void cap_grant_source_set_thread_control(const struct cap_grant_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_THREAD_CONTROL);
}
static inline void cap_grant_source_set_frame_allocator(const struct cap_grant_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_FRAME_ALLOCATOR);
}
static inline void cap_grant_source_set_endpoint_factory(const struct cap_grant_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_ENDPOINT_FACTORY);
}
/* A client facet made from an endpoint that the caller serves. */
MUST_CHECK static inline status_t cap_grant_source_get_client_of(const struct cap_grant_source_reader *reader,
                                                                 struct client_facet_reader *out)
{
    return capn_get_struct(&reader->s, 1, &out->s);
}
MUST_CHECK static inline status_t cap_grant_source_init_client_of(const struct cap_grant_source_builder *builder,
                                                                  struct client_facet_builder *out)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_CLIENT_OF);
    return capn_init_struct(&builder->b, 1, 2, 1, &out->b);
}
static inline bool cap_grant_source_has_client_of(const struct cap_grant_source_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* The child's own capability table. */
static inline void cap_grant_source_set_capability_manager(const struct cap_grant_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_CAPABILITY_MANAGER);
}
/* The child's own session, as UserSession. */
static inline void cap_grant_source_set_session(const struct cap_grant_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_SESSION);
}
/* The child's own threads: making more of them. */
static inline void cap_grant_source_set_thread_spawner(const struct cap_grant_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_THREAD_SPAWNER);
}
/* The words of the child's own address space. */
static inline void cap_grant_source_set_park_space(const struct cap_grant_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, CAP_GRANT_SOURCE_WHICH_PARK_SPACE);
}

/* CapGrant */

MUST_CHECK static inline status_t cap_grant_read_root(struct capn_message *message, struct cap_grant_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t cap_grant_build_root(struct capn_builder *builder, struct cap_grant_builder *out)
{
    return capn_builder_root(builder, 2, 2, &out->b);
}
MUST_CHECK static inline status_t cap_grant_list_get(const struct capn_list *list, uint32_t index,
                                                     struct cap_grant_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t cap_grant_list_at(const struct capn_list_builder *list, uint32_t index,
                                                    struct cap_grant_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* 1 to 31 bytes of a-z, 0-9, `_`, `-`, `.`; unique within the child. */
MUST_CHECK static inline status_t cap_grant_get_name(const struct cap_grant_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t cap_grant_set_name(const struct cap_grant_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool cap_grant_has_name(const struct cap_grant_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline struct cap_grant_source_reader cap_grant_get_source(const struct cap_grant_reader *reader)
{
    return (struct cap_grant_source_reader){ reader->s };
}
static inline struct cap_grant_source_builder cap_grant_get_source_builder(const struct cap_grant_builder *builder)
{
    return (struct cap_grant_source_builder){ builder->b };
}
/*
 * CapabilityManager.revoke takes all that is derived from it along. Costs the spawner a capability slot meanwhile, and
 * each call
 * through it some instructions. Without meaning for what cannot leave the child anyway.
 */
static inline bool cap_grant_get_revocable(const struct cap_grant_reader *reader)
{
    return capn_field_bit(&reader->s, 16, 16);
}
static inline void cap_grant_set_revocable(const struct cap_grant_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 16, value);
}

/* ClientFacet */

MUST_CHECK static inline status_t client_facet_read_root(struct capn_message *message, struct client_facet_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t client_facet_build_root(struct capn_builder *builder,
                                                          struct client_facet_builder *out)
{
    return capn_builder_root(builder, 2, 1, &out->b);
}
MUST_CHECK static inline status_t client_facet_list_get(const struct capn_list *list, uint32_t index,
                                                        struct client_facet_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t client_facet_list_at(const struct capn_list_builder *list, uint32_t index,
                                                       struct client_facet_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t client_facet_get_endpoint(const struct client_facet_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t client_facet_set_endpoint(const struct client_facet_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool client_facet_has_endpoint(const struct client_facet_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t client_facet_get_interface_id(const struct client_facet_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void client_facet_set_interface_id(const struct client_facet_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline enum transfer_scope client_facet_get_scope(const struct client_facet_reader *reader)
{
    return (enum transfer_scope)capn_field_u16(&reader->s, 8, 16);
}
static inline void client_facet_set_scope(const struct client_facet_builder *builder, enum transfer_scope value)
{
    capn_set_u16(&builder->b, 8, (uint16_t)value);
}
/* As in Endpoint.clientFor. */
static inline uint32_t client_facet_get_disclosure(const struct client_facet_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 12, 16);
}
static inline void client_facet_set_disclosure(const struct client_facet_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 12, (uint32_t)value);
}

/* EndpointFacet */

MUST_CHECK static inline status_t endpoint_facet_read_root(struct capn_message *message,
                                                           struct endpoint_facet_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_facet_build_root(struct capn_builder *builder,
                                                            struct endpoint_facet_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t endpoint_facet_list_get(const struct capn_list *list, uint32_t index,
                                                          struct endpoint_facet_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t endpoint_facet_list_at(const struct capn_list_builder *list, uint32_t index,
                                                         struct endpoint_facet_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t endpoint_facet_get_name(const struct endpoint_facet_reader *reader,
                                                          struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t endpoint_facet_set_name(const struct endpoint_facet_builder *builder,
                                                          struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool endpoint_facet_has_name(const struct endpoint_facet_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t endpoint_facet_get_client(const struct endpoint_facet_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 1, index);
}
MUST_CHECK static inline status_t endpoint_facet_set_client(const struct endpoint_facet_builder *builder,
                                                            uint32_t index)
{
    return capn_set_capability(&builder->b, 1, index);
}
static inline bool endpoint_facet_has_client(const struct endpoint_facet_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* ResourceLimits */

MUST_CHECK static inline status_t resource_limits_read_root(struct capn_message *message,
                                                            struct resource_limits_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t resource_limits_build_root(struct capn_builder *builder,
                                                             struct resource_limits_builder *out)
{
    return capn_builder_root(builder, 6, 0, &out->b);
}
MUST_CHECK static inline status_t resource_limits_list_get(const struct capn_list *list, uint32_t index,
                                                           struct resource_limits_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t resource_limits_list_at(const struct capn_list_builder *list, uint32_t index,
                                                          struct resource_limits_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* holds in its table (256) */
static inline uint32_t resource_limits_get_cap_slots(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 48);
}
static inline void resource_limits_set_cap_slots(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
/* 4 KiB frames: anonymous memory, memory objects, its own tables and stacks (4,096) */
static inline uint32_t resource_limits_get_frame_pages(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 48);
}
static inline void resource_limits_set_frame_pages(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
/* reserved 4 KiB pages of address space (262,144) */
static inline uint32_t resource_limits_get_virtual_pages(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 8, 48);
}
static inline void resource_limits_set_virtual_pages(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 8, (uint32_t)value);
}
/* endpoints it made (32) */
static inline uint32_t resource_limits_get_endpoints(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 12, 48);
}
static inline void resource_limits_set_endpoints(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 12, (uint32_t)value);
}
/* live children that it spawned (64) */
static inline uint32_t resource_limits_get_processes(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 16, 48);
}
static inline void resource_limits_set_processes(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 16, (uint32_t)value);
}
/* threads (128) */
static inline uint32_t resource_limits_get_threads(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 20, 48);
}
static inline void resource_limits_set_threads(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 20, (uint32_t)value);
}
/* notifications it made, and bindings of timers and so on to any (128) */
static inline uint32_t resource_limits_get_notifications(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 24, 48);
}
static inline void resource_limits_set_notifications(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 24, (uint32_t)value);
}
/* ranges of its address space: reservations, mapped objects, parts of either (4,096) */
static inline uint32_t resource_limits_get_mappings(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 28, 48);
}
static inline void resource_limits_set_mappings(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 28, (uint32_t)value);
}
/* its calls that wait in the queues of services; for each process by itself (64) */
static inline uint32_t resource_limits_get_queued_calls(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 32, 48);
}
static inline void resource_limits_set_queued_calls(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 32, (uint32_t)value);
}
/* bytes in the kernel log at once; a quarter of the limit comes back every second (262,144) */
static inline uint32_t resource_limits_get_log_bytes(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 36, 48);
}
static inline void resource_limits_set_log_bytes(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 36, (uint32_t)value);
}
/* sessions it made (64) */
static inline uint32_t resource_limits_get_sessions(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 40, 48);
}
static inline void resource_limits_set_sessions(const struct resource_limits_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 40, (uint32_t)value);
}
/* scheduling contexts, and controls, that it made (32) */
static inline uint32_t resource_limits_get_scheduling_contexts(const struct resource_limits_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 44, 48);
}
static inline void resource_limits_set_scheduling_contexts(const struct resource_limits_builder *builder,
                                                           uint32_t value)
{
    capn_set_u32(&builder->b, 44, (uint32_t)value);
}

/* ProcessObserver.wait$Params */

MUST_CHECK static inline status_t process_observer_wait_params_read_root(
    struct capn_message *message, struct process_observer_wait_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_observer_wait_params_build_root(
    struct capn_builder *builder, struct process_observer_wait_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ProcessObserver.wait$Results */

MUST_CHECK static inline status_t process_observer_wait_results_read_root(
    struct capn_message *message, struct process_observer_wait_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_observer_wait_results_build_root(
    struct capn_builder *builder, struct process_observer_wait_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t process_observer_wait_results_get_exit(
    const struct process_observer_wait_results_reader *reader, struct process_exit_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t process_observer_wait_results_init_exit(
    const struct process_observer_wait_results_builder *builder, struct process_exit_builder *out)
{
    return capn_init_struct(&builder->b, 0, 2, 1, &out->b);
}
static inline bool process_observer_wait_results_has_exit(const struct process_observer_wait_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* ProcessObserver.info$Params */

MUST_CHECK static inline status_t process_observer_info_params_read_root(
    struct capn_message *message, struct process_observer_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_observer_info_params_build_root(
    struct capn_builder *builder, struct process_observer_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ProcessObserver.info$Results */

MUST_CHECK static inline status_t process_observer_info_results_read_root(
    struct capn_message *message, struct process_observer_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_observer_info_results_build_root(
    struct capn_builder *builder, struct process_observer_info_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
static inline uint32_t process_observer_info_results_get_pid(const struct process_observer_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void process_observer_info_results_set_pid(const struct process_observer_info_results_builder *builder,
                                                         uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
MUST_CHECK static inline status_t process_observer_info_results_get_name(
    const struct process_observer_info_results_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t process_observer_info_results_set_name(
    const struct process_observer_info_results_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool process_observer_info_results_has_name(const struct process_observer_info_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline bool process_observer_info_results_get_running(const struct process_observer_info_results_reader *reader)
{
    return capn_field_bit(&reader->s, 32, 8);
}
static inline void process_observer_info_results_set_running(
    const struct process_observer_info_results_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 32, value);
}

/* ProcessObserver.notify$Params */

MUST_CHECK static inline status_t process_observer_notify_params_read_root(
    struct capn_message *message, struct process_observer_notify_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_observer_notify_params_build_root(
    struct capn_builder *builder, struct process_observer_notify_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t process_observer_notify_params_get_signal(
    const struct process_observer_notify_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t process_observer_notify_params_set_signal(
    const struct process_observer_notify_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool process_observer_notify_params_has_signal(const struct process_observer_notify_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t process_observer_notify_params_get_bits(
    const struct process_observer_notify_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void process_observer_notify_params_set_bits(const struct process_observer_notify_params_builder *builder,
                                                           uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* ProcessObserver.notify$Results */

MUST_CHECK static inline status_t process_observer_notify_results_read_root(
    struct capn_message *message, struct process_observer_notify_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_observer_notify_results_build_root(
    struct capn_builder *builder, struct process_observer_notify_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ProcessHandle.kill$Params */

MUST_CHECK static inline status_t process_handle_kill_params_read_root(struct capn_message *message,
                                                                       struct process_handle_kill_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_handle_kill_params_build_root(struct capn_builder *builder,
                                                                        struct process_handle_kill_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ProcessHandle.kill$Results */

MUST_CHECK static inline status_t process_handle_kill_results_read_root(struct capn_message *message,
                                                                        struct process_handle_kill_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_handle_kill_results_build_root(
    struct capn_builder *builder, struct process_handle_kill_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ProcessExit */

MUST_CHECK static inline status_t process_exit_read_root(struct capn_message *message, struct process_exit_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_exit_build_root(struct capn_builder *builder,
                                                          struct process_exit_builder *out)
{
    return capn_builder_root(builder, 2, 1, &out->b);
}
MUST_CHECK static inline status_t process_exit_list_get(const struct capn_list *list, uint32_t index,
                                                        struct process_exit_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t process_exit_list_at(const struct capn_list_builder *list, uint32_t index,
                                                       struct process_exit_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline enum exit_kind process_exit_get_kind(const struct process_exit_reader *reader)
{
    return (enum exit_kind)capn_field_u16(&reader->s, 0, 16);
}
static inline void process_exit_set_kind(const struct process_exit_builder *builder, enum exit_kind value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
/* The exit code for `exited`; the processor's exception number for `faulted`; 0 else. */
static inline int64_t process_exit_get_code(const struct process_exit_reader *reader)
{
    return (int64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void process_exit_set_code(const struct process_exit_builder *builder, int64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* For people: what happened, empty for a normal exit. */
MUST_CHECK static inline status_t process_exit_get_detail(const struct process_exit_reader *reader,
                                                          struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t process_exit_set_detail(const struct process_exit_builder *builder,
                                                          struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool process_exit_has_detail(const struct process_exit_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* ThreadControl.getFsBase$Params */

MUST_CHECK static inline status_t thread_control_get_fs_base_params_read_root(
    struct capn_message *message, struct thread_control_get_fs_base_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_control_get_fs_base_params_build_root(
    struct capn_builder *builder, struct thread_control_get_fs_base_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ThreadControl.getFsBase$Results */

MUST_CHECK static inline status_t thread_control_get_fs_base_results_read_root(
    struct capn_message *message, struct thread_control_get_fs_base_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_control_get_fs_base_results_build_root(
    struct capn_builder *builder, struct thread_control_get_fs_base_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t thread_control_get_fs_base_results_get_address(
    const struct thread_control_get_fs_base_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void thread_control_get_fs_base_results_set_address(
    const struct thread_control_get_fs_base_results_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* ThreadControl.setFsBase$Params */

MUST_CHECK static inline status_t thread_control_set_fs_base_params_read_root(
    struct capn_message *message, struct thread_control_set_fs_base_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_control_set_fs_base_params_build_root(
    struct capn_builder *builder, struct thread_control_set_fs_base_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t thread_control_set_fs_base_params_get_address(
    const struct thread_control_set_fs_base_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void thread_control_set_fs_base_params_set_address(
    const struct thread_control_set_fs_base_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* ThreadControl.setFsBase$Results */

MUST_CHECK static inline status_t thread_control_set_fs_base_results_read_root(
    struct capn_message *message, struct thread_control_set_fs_base_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_control_set_fs_base_results_build_root(
    struct capn_builder *builder, struct thread_control_set_fs_base_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ThreadControl.exitThread$Params */

MUST_CHECK static inline status_t thread_control_exit_thread_params_read_root(
    struct capn_message *message, struct thread_control_exit_thread_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_control_exit_thread_params_build_root(
    struct capn_builder *builder, struct thread_control_exit_thread_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline int64_t thread_control_exit_thread_params_get_code(
    const struct thread_control_exit_thread_params_reader *reader)
{
    return (int64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void thread_control_exit_thread_params_set_code(
    const struct thread_control_exit_thread_params_builder *builder, int64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* ThreadControl.exitThread$Results */

MUST_CHECK static inline status_t thread_control_exit_thread_results_read_root(
    struct capn_message *message, struct thread_control_exit_thread_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_control_exit_thread_results_build_root(
    struct capn_builder *builder, struct thread_control_exit_thread_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ThreadControl.yield$Params */

MUST_CHECK static inline status_t thread_control_yield_params_read_root(struct capn_message *message,
                                                                        struct thread_control_yield_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_control_yield_params_build_root(
    struct capn_builder *builder, struct thread_control_yield_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ThreadControl.yield$Results */

MUST_CHECK static inline status_t thread_control_yield_results_read_root(
    struct capn_message *message, struct thread_control_yield_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_control_yield_results_build_root(
    struct capn_builder *builder, struct thread_control_yield_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Inspector.processes$Params */

MUST_CHECK static inline status_t inspector_processes_params_read_root(struct capn_message *message,
                                                                       struct inspector_processes_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_processes_params_build_root(struct capn_builder *builder,
                                                                        struct inspector_processes_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t inspector_processes_params_get_from_pid(const struct inspector_processes_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void inspector_processes_params_set_from_pid(const struct inspector_processes_params_builder *builder,
                                                           uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Inspector.processes$Results */

MUST_CHECK static inline status_t inspector_processes_results_read_root(struct capn_message *message,
                                                                        struct inspector_processes_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_processes_results_build_root(
    struct capn_builder *builder, struct inspector_processes_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t inspector_processes_results_get_processes(
    const struct inspector_processes_results_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t inspector_processes_results_init_processes(
    const struct inspector_processes_results_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 0, count, 5, 3, out);
}
static inline bool inspector_processes_results_has_processes(const struct inspector_processes_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint32_t inspector_processes_results_get_next(const struct inspector_processes_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void inspector_processes_results_set_next(const struct inspector_processes_results_builder *builder,
                                                        uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Inspector.memory$Params */

MUST_CHECK static inline status_t inspector_memory_params_read_root(struct capn_message *message,
                                                                    struct inspector_memory_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_memory_params_build_root(struct capn_builder *builder,
                                                                     struct inspector_memory_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Inspector.memory$Results */

MUST_CHECK static inline status_t inspector_memory_results_read_root(struct capn_message *message,
                                                                     struct inspector_memory_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_memory_results_build_root(struct capn_builder *builder,
                                                                      struct inspector_memory_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t inspector_memory_results_get_memory(
    const struct inspector_memory_results_reader *reader, struct memory_info_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t inspector_memory_results_init_memory(
    const struct inspector_memory_results_builder *builder, struct memory_info_builder *out)
{
    return capn_init_struct(&builder->b, 0, 7, 0, &out->b);
}
static inline bool inspector_memory_results_has_memory(const struct inspector_memory_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Inspector.ledger$Params */

MUST_CHECK static inline status_t inspector_ledger_params_read_root(struct capn_message *message,
                                                                    struct inspector_ledger_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_ledger_params_build_root(struct capn_builder *builder,
                                                                     struct inspector_ledger_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t inspector_ledger_params_get_pid(const struct inspector_ledger_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void inspector_ledger_params_set_pid(const struct inspector_ledger_params_builder *builder,
                                                   uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Inspector.ledger$Results */

MUST_CHECK static inline status_t inspector_ledger_results_read_root(struct capn_message *message,
                                                                     struct inspector_ledger_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_ledger_results_build_root(struct capn_builder *builder,
                                                                      struct inspector_ledger_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t inspector_ledger_results_get_entries(
    const struct inspector_ledger_results_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t inspector_ledger_results_init_entries(
    const struct inspector_ledger_results_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 0, count, 3, 1, out);
}
static inline bool inspector_ledger_results_has_entries(const struct inspector_ledger_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Inspector.totals$Params */

MUST_CHECK static inline status_t inspector_totals_params_read_root(struct capn_message *message,
                                                                    struct inspector_totals_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_totals_params_build_root(struct capn_builder *builder,
                                                                     struct inspector_totals_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Inspector.totals$Results */

MUST_CHECK static inline status_t inspector_totals_results_read_root(struct capn_message *message,
                                                                     struct inspector_totals_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_totals_results_build_root(struct capn_builder *builder,
                                                                      struct inspector_totals_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t inspector_totals_results_get_totals(
    const struct inspector_totals_results_reader *reader, struct system_totals_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t inspector_totals_results_init_totals(
    const struct inspector_totals_results_builder *builder, struct system_totals_builder *out)
{
    return capn_init_struct(&builder->b, 0, 5, 1, &out->b);
}
static inline bool inspector_totals_results_has_totals(const struct inspector_totals_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Inspector.cpu$Params */

MUST_CHECK static inline status_t inspector_cpu_params_read_root(struct capn_message *message,
                                                                 struct inspector_cpu_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_cpu_params_build_root(struct capn_builder *builder,
                                                                  struct inspector_cpu_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t inspector_cpu_params_get_from_id(const struct inspector_cpu_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void inspector_cpu_params_set_from_id(const struct inspector_cpu_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Inspector.cpu$Results */

MUST_CHECK static inline status_t inspector_cpu_results_read_root(struct capn_message *message,
                                                                  struct inspector_cpu_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_cpu_results_build_root(struct capn_builder *builder,
                                                                   struct inspector_cpu_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t inspector_cpu_results_get_cpus(const struct inspector_cpu_results_reader *reader,
                                                                 struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t inspector_cpu_results_init_cpus(const struct inspector_cpu_results_builder *builder,
                                                                  uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 0, count, 11, 0, out);
}
static inline bool inspector_cpu_results_has_cpus(const struct inspector_cpu_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint32_t inspector_cpu_results_get_next(const struct inspector_cpu_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void inspector_cpu_results_set_next(const struct inspector_cpu_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Inspector.threads$Params */

MUST_CHECK static inline status_t inspector_threads_params_read_root(struct capn_message *message,
                                                                     struct inspector_threads_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_threads_params_build_root(struct capn_builder *builder,
                                                                      struct inspector_threads_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t inspector_threads_params_get_pid(const struct inspector_threads_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void inspector_threads_params_set_pid(const struct inspector_threads_params_builder *builder,
                                                    uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint32_t inspector_threads_params_get_from_id(const struct inspector_threads_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 8);
}
static inline void inspector_threads_params_set_from_id(const struct inspector_threads_params_builder *builder,
                                                        uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}

/* Inspector.threads$Results */

MUST_CHECK static inline status_t inspector_threads_results_read_root(struct capn_message *message,
                                                                      struct inspector_threads_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t inspector_threads_results_build_root(struct capn_builder *builder,
                                                                       struct inspector_threads_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t inspector_threads_results_get_threads(
    const struct inspector_threads_results_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t inspector_threads_results_init_threads(
    const struct inspector_threads_results_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 0, count, 4, 2, out);
}
static inline bool inspector_threads_results_has_threads(const struct inspector_threads_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint32_t inspector_threads_results_get_next(const struct inspector_threads_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void inspector_threads_results_set_next(const struct inspector_threads_results_builder *builder,
                                                      uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* ProcessInfo */

MUST_CHECK static inline status_t process_info_read_root(struct capn_message *message, struct process_info_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t process_info_build_root(struct capn_builder *builder,
                                                          struct process_info_builder *out)
{
    return capn_builder_root(builder, 5, 3, &out->b);
}
MUST_CHECK static inline status_t process_info_list_get(const struct capn_list *list, uint32_t index,
                                                        struct process_info_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t process_info_list_at(const struct capn_list_builder *list, uint32_t index,
                                                       struct process_info_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline uint32_t process_info_get_pid(const struct process_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 40);
}
static inline void process_info_set_pid(const struct process_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
/* 0: the kernel */
static inline uint32_t process_info_get_parent(const struct process_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 40);
}
static inline void process_info_set_parent(const struct process_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
MUST_CHECK static inline status_t process_info_get_name(const struct process_info_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t process_info_set_name(const struct process_info_builder *builder,
                                                        struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool process_info_has_name(const struct process_info_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint16_t process_info_get_threads(const struct process_info_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 8, 40);
}
static inline void process_info_set_threads(const struct process_info_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 8, (uint16_t)value);
}
static inline enum process_state process_info_get_state(const struct process_info_reader *reader)
{
    return (enum process_state)capn_field_u16(&reader->s, 10, 40);
}
static inline void process_info_set_state(const struct process_info_builder *builder, enum process_state value)
{
    capn_set_u16(&builder->b, 10, (uint16_t)value);
}
static inline uint64_t process_info_get_cpu_time_ns(const struct process_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 40);
}
static inline void process_info_set_cpu_time_ns(const struct process_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
static inline uint32_t process_info_get_frame_pages(const struct process_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 12, 40);
}
static inline void process_info_set_frame_pages(const struct process_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 12, (uint32_t)value);
}
static inline uint32_t process_info_get_cap_slots(const struct process_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 24, 40);
}
static inline void process_info_set_cap_slots(const struct process_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 24, (uint32_t)value);
}
/* wait.reason as a word; empty when one of its threads runs or is ready */
MUST_CHECK static inline status_t process_info_get_blocked_on(const struct process_info_reader *reader,
                                                              struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t process_info_set_blocked_on(const struct process_info_builder *builder,
                                                              struct capn_text value)
{
    return capn_set_text(&builder->b, 1, value);
}
static inline bool process_info_has_blocked_on(const struct process_info_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* where its oldest thread runs or ran last */
static inline uint32_t process_info_get_cpu(const struct process_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 28, 40);
}
static inline void process_info_set_cpu(const struct process_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 28, (uint32_t)value);
}
/* number of its session, from 1 in the order in which they were made */
static inline uint64_t process_info_get_session(const struct process_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 32, 40);
}
static inline void process_info_set_session(const struct process_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 32, (uint64_t)value);
}
/* of its oldest thread, when none runs or is ready */
MUST_CHECK static inline status_t process_info_get_wait(const struct process_info_reader *reader,
                                                        struct wait_info_reader *out)
{
    return capn_get_struct(&reader->s, 2, &out->s);
}
MUST_CHECK static inline status_t process_info_init_wait(const struct process_info_builder *builder,
                                                         struct wait_info_builder *out)
{
    return capn_init_struct(&builder->b, 2, 3, 0, &out->b);
}
static inline bool process_info_has_wait(const struct process_info_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}

/* ThreadInfo */

MUST_CHECK static inline status_t thread_info_read_root(struct capn_message *message, struct thread_info_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_info_build_root(struct capn_builder *builder, struct thread_info_builder *out)
{
    return capn_builder_root(builder, 4, 2, &out->b);
}
MUST_CHECK static inline status_t thread_info_list_get(const struct capn_list *list, uint32_t index,
                                                       struct thread_info_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t thread_info_list_at(const struct capn_list_builder *list, uint32_t index,
                                                      struct thread_info_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* 0: the first */
static inline uint32_t thread_info_get_id(const struct thread_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 32);
}
static inline void thread_info_set_id(const struct thread_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline enum process_state thread_info_get_state(const struct thread_info_reader *reader)
{
    return (enum process_state)capn_field_u16(&reader->s, 4, 32);
}
static inline void thread_info_set_state(const struct thread_info_builder *builder, enum process_state value)
{
    capn_set_u16(&builder->b, 4, (uint16_t)value);
}
static inline uint64_t thread_info_get_cpu_time_ns(const struct thread_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 32);
}
static inline void thread_info_set_cpu_time_ns(const struct thread_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* wait.reason as a word; empty when it runs or is ready */
MUST_CHECK static inline status_t thread_info_get_blocked_on(const struct thread_info_reader *reader,
                                                             struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t thread_info_set_blocked_on(const struct thread_info_builder *builder,
                                                             struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool thread_info_has_blocked_on(const struct thread_info_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* where it runs or ran last */
static inline uint32_t thread_info_get_cpu(const struct thread_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 16, 32);
}
static inline void thread_info_set_cpu(const struct thread_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 16, (uint32_t)value);
}
MUST_CHECK static inline status_t thread_info_get_wait(const struct thread_info_reader *reader,
                                                       struct wait_info_reader *out)
{
    return capn_get_struct(&reader->s, 1, &out->s);
}
MUST_CHECK static inline status_t thread_info_init_wait(const struct thread_info_builder *builder,
                                                        struct wait_info_builder *out)
{
    return capn_init_struct(&builder->b, 1, 3, 0, &out->b);
}
static inline bool thread_info_has_wait(const struct thread_info_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* operations that it ever gave to the kernel */
static inline uint64_t thread_info_get_submissions(const struct thread_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 24, 32);
}
static inline void thread_info_set_submissions(const struct thread_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 24, (uint64_t)value);
}
/* at which it runs now */
static inline uint8_t thread_info_get_priority(const struct thread_info_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 6, 32);
}
static inline void thread_info_set_priority(const struct thread_info_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 6, (uint8_t)value);
}
/* that is of a scheduling context that a caller lent it */
static inline bool thread_info_get_lent(const struct thread_info_reader *reader)
{
    return capn_field_bit(&reader->s, 56, 32);
}
static inline void thread_info_set_lent(const struct thread_info_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 56, value);
}

/* WaitInfo */

MUST_CHECK static inline status_t wait_info_read_root(struct capn_message *message, struct wait_info_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t wait_info_build_root(struct capn_builder *builder, struct wait_info_builder *out)
{
    return capn_builder_root(builder, 3, 0, &out->b);
}
MUST_CHECK static inline status_t wait_info_list_get(const struct capn_list *list, uint32_t index,
                                                     struct wait_info_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t wait_info_list_at(const struct capn_list_builder *list, uint32_t index,
                                                    struct wait_info_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline enum wait_reason wait_info_get_reason(const struct wait_info_reader *reader)
{
    return (enum wait_reason)capn_field_u16(&reader->s, 0, 24);
}
static inline void wait_info_set_reason(const struct wait_info_builder *builder, enum wait_reason value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
/* how many operations are unfinished */
static inline uint16_t wait_info_get_unfinished(const struct wait_info_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 2, 24);
}
static inline void wait_info_set_unfinished(const struct wait_info_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 2, (uint16_t)value);
}
/* of a call: the process that serves; of processEnd: that process; of join: the thread's id; else 0 */
static inline uint32_t wait_info_get_subject(const struct wait_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 24);
}
static inline void wait_info_set_subject(const struct wait_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
/* of a call: as what it was called; 0: the caller has released it since */
static inline uint64_t wait_info_get_interface_id(const struct wait_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 24);
}
static inline void wait_info_set_interface_id(const struct wait_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* when the wait ends by itself, on Timer.now's clock; 0: it does not */
static inline uint64_t wait_info_get_until_ns(const struct wait_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 24);
}
static inline void wait_info_set_until_ns(const struct wait_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}

/* MemoryInfo */

MUST_CHECK static inline status_t memory_info_read_root(struct capn_message *message, struct memory_info_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_info_build_root(struct capn_builder *builder, struct memory_info_builder *out)
{
    return capn_builder_root(builder, 7, 0, &out->b);
}
MUST_CHECK static inline status_t memory_info_list_get(const struct capn_list *list, uint32_t index,
                                                       struct memory_info_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t memory_info_list_at(const struct capn_list_builder *list, uint32_t index,
                                                      struct memory_info_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* usable memory that the firmware reported */
static inline uint64_t memory_info_get_total_bytes(const struct memory_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 56);
}
static inline void memory_info_set_total_bytes(const struct memory_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t memory_info_get_free_bytes(const struct memory_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 56);
}
static inline void memory_info_set_free_bytes(const struct memory_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* kernel image, its own tables and stacks */
static inline uint64_t memory_info_get_kernel_bytes(const struct memory_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 56);
}
static inline void memory_info_set_kernel_bytes(const struct memory_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
/* kernel objects */
static inline uint64_t memory_info_get_slab_bytes(const struct memory_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 24, 56);
}
static inline void memory_info_set_slab_bytes(const struct memory_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 24, (uint64_t)value);
}
/* the boot package */
static inline uint64_t memory_info_get_package_bytes(const struct memory_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 32, 56);
}
static inline void memory_info_set_package_bytes(const struct memory_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 32, (uint64_t)value);
}
/* frames of processes: their memory, shared memory once, tables, kernel stacks */
static inline uint64_t memory_info_get_user_bytes(const struct memory_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 40, 56);
}
static inline void memory_info_set_user_bytes(const struct memory_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 40, (uint64_t)value);
}
static inline uint64_t memory_info_get_kernel_text_bytes(const struct memory_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 48, 56);
}
static inline void memory_info_set_kernel_text_bytes(const struct memory_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 48, (uint64_t)value);
}

/* LedgerEntry */

MUST_CHECK static inline status_t ledger_entry_read_root(struct capn_message *message, struct ledger_entry_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t ledger_entry_build_root(struct capn_builder *builder,
                                                          struct ledger_entry_builder *out)
{
    return capn_builder_root(builder, 3, 1, &out->b);
}
MUST_CHECK static inline status_t ledger_entry_list_get(const struct capn_list *list, uint32_t index,
                                                        struct ledger_entry_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t ledger_entry_list_at(const struct capn_list_builder *list, uint32_t index,
                                                       struct ledger_entry_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t ledger_entry_get_resource(const struct ledger_entry_reader *reader,
                                                            struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t ledger_entry_set_resource(const struct ledger_entry_builder *builder,
                                                            struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool ledger_entry_has_resource(const struct ledger_entry_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* by the process and all that it started: what the limit bounds */
static inline uint64_t ledger_entry_get_used(const struct ledger_entry_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 24);
}
static inline void ledger_entry_set_used(const struct ledger_entry_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
/* 2^64 - 1: none */
static inline uint64_t ledger_entry_get_limit(const struct ledger_entry_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 24);
}
static inline void ledger_entry_set_limit(const struct ledger_entry_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* by the process alone */
static inline uint64_t ledger_entry_get_own(const struct ledger_entry_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 24);
}
static inline void ledger_entry_set_own(const struct ledger_entry_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}

/* SystemTotals */

MUST_CHECK static inline status_t system_totals_read_root(struct capn_message *message,
                                                          struct system_totals_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t system_totals_build_root(struct capn_builder *builder,
                                                           struct system_totals_builder *out)
{
    return capn_builder_root(builder, 5, 1, &out->b);
}
MUST_CHECK static inline status_t system_totals_list_get(const struct capn_list *list, uint32_t index,
                                                         struct system_totals_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t system_totals_list_at(const struct capn_list_builder *list, uint32_t index,
                                                        struct system_totals_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline uint32_t system_totals_get_processes(const struct system_totals_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 40);
}
static inline void system_totals_set_processes(const struct system_totals_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint32_t system_totals_get_threads(const struct system_totals_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 40);
}
static inline void system_totals_set_threads(const struct system_totals_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
static inline uint64_t system_totals_get_free_frames(const struct system_totals_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 40);
}
static inline void system_totals_set_free_frames(const struct system_totals_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* live kernel objects */
static inline uint64_t system_totals_get_objects(const struct system_totals_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 40);
}
static inline void system_totals_set_objects(const struct system_totals_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
/* holds in all tables */
static inline uint64_t system_totals_get_cap_slots(const struct system_totals_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 24, 40);
}
static inline void system_totals_set_cap_slots(const struct system_totals_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 24, (uint64_t)value);
}
/* calls that are not answered yet */
static inline uint64_t system_totals_get_answers(const struct system_totals_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 32, 40);
}
static inline void system_totals_set_answers(const struct system_totals_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 32, (uint64_t)value);
}
MUST_CHECK static inline status_t system_totals_get_object_kinds(const struct system_totals_reader *reader,
                                                                 struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t system_totals_init_object_kinds(const struct system_totals_builder *builder,
                                                                  uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 0, count, 1, 1, out);
}
static inline bool system_totals_has_object_kinds(const struct system_totals_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* ObjectCount */

MUST_CHECK static inline status_t object_count_read_root(struct capn_message *message, struct object_count_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t object_count_build_root(struct capn_builder *builder,
                                                          struct object_count_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t object_count_list_get(const struct capn_list *list, uint32_t index,
                                                        struct object_count_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t object_count_list_at(const struct capn_list_builder *list, uint32_t index,
                                                       struct object_count_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t object_count_get_kind(const struct object_count_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t object_count_set_kind(const struct object_count_builder *builder,
                                                        struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool object_count_has_kind(const struct object_count_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t object_count_get_count(const struct object_count_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void object_count_set_count(const struct object_count_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* CpuInfo */

MUST_CHECK static inline status_t cpu_info_read_root(struct capn_message *message, struct cpu_info_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t cpu_info_build_root(struct capn_builder *builder, struct cpu_info_builder *out)
{
    return capn_builder_root(builder, 11, 0, &out->b);
}
MUST_CHECK static inline status_t cpu_info_list_get(const struct capn_list *list, uint32_t index,
                                                    struct cpu_info_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t cpu_info_list_at(const struct capn_list_builder *list, uint32_t index,
                                                   struct cpu_info_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline uint32_t cpu_info_get_id(const struct cpu_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 88);
}
static inline void cpu_info_set_id(const struct cpu_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
/* from one thread to another */
static inline uint64_t cpu_info_get_switches(const struct cpu_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 88);
}
static inline void cpu_info_set_switches(const struct cpu_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* of devices and the timer, and kicks */
static inline uint64_t cpu_info_get_interrupts(const struct cpu_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 88);
}
static inline void cpu_info_set_interrupts(const struct cpu_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
static inline uint64_t cpu_info_get_timer_interrupts(const struct cpu_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 24, 88);
}
static inline void cpu_info_set_timer_interrupts(const struct cpu_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 24, (uint64_t)value);
}
/* with nothing to run */
static inline uint64_t cpu_info_get_idle_ns(const struct cpu_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 32, 88);
}
static inline void cpu_info_set_idle_ns(const struct cpu_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 32, (uint64_t)value);
}
/* the hardware's number of this CPU */
static inline uint32_t cpu_info_get_apic_id(const struct cpu_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 88);
}
static inline void cpu_info_set_apic_id(const struct cpu_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
/* threads in its queue now: without the one that runs */
static inline uint32_t cpu_info_get_ready(const struct cpu_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 40, 88);
}
static inline void cpu_info_set_ready(const struct cpu_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 40, (uint32_t)value);
}
/* interrupts from other CPUs that said: there is work, or: look whether your thread was killed */
static inline uint64_t cpu_info_get_kicks(const struct cpu_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 48, 88);
}
static inline void cpu_info_set_kicks(const struct cpu_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 48, (uint64_t)value);
}
/* threads that it took out of another CPU's queue */
static inline uint64_t cpu_info_get_steals(const struct cpu_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 56, 88);
}
static inline void cpu_info_set_steals(const struct cpu_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 56, (uint64_t)value);
}
/* to other CPUs */
static inline uint64_t cpu_info_get_interrupts_sent(const struct cpu_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 64, 88);
}
static inline void cpu_info_set_interrupts_sent(const struct cpu_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 64, (uint64_t)value);
}
/* times that it made other CPUs forget translations */
static inline uint64_t cpu_info_get_shootdowns(const struct cpu_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 72, 88);
}
static inline void cpu_info_set_shootdowns(const struct cpu_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 72, (uint64_t)value);
}
/* times that it forgot translations because others asked; one answer may be to several */
static inline uint64_t cpu_info_get_shootdowns_answered(const struct cpu_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 80, 88);
}
static inline void cpu_info_set_shootdowns_answered(const struct cpu_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 80, (uint64_t)value);
}

/* interface ProcessSpawner */

/* Starts processes from the binaries of the boot package. The object may be limited to some of them. */
#define PROCESS_SPAWNER_INTERFACE_ID UINT64_C(0xb05ca7e9143d826f)
extern const struct capn_interface process_spawner_interface;
enum process_spawner_method {
    PROCESS_SPAWNER_METHOD_SPAWN = 0,
    PROCESS_SPAWNER_METHOD_BINARIES = 1,
    PROCESS_SPAWNER_METHOD_FIX = 2,
};

/* What a server of ProcessSpawner implements; NULL members answer unimplemented. */
struct process_spawner_server {
    /*
     * All or nothing: on failure no process exists and nothing was charged or moved. name (1 to 31 printable
     * characters) is for people.
     * facets: for each grant of a fresh endpoint, in order, the parent's client facet.
     * The child holds the grants under their names, in order, and nothing else.
     * tap: reads along with the child from its start; null for none. The caller keeps it, whatever its transfer mode.
     * session: the live session that the child belongs to; null for the caller's own.
     */
    status_t (*spawn)(void *self, struct capn_call *call, const struct process_spawner_spawn_params_reader *params,
                      struct process_spawner_spawn_results_builder *results);
    /*
     * What spawn accepts here, in pages as Inspector has them. An entry has 8 bytes, and the name with its zero in
     * whole words.
     */
    status_t (*binaries)(void *self, struct capn_call *call,
                         const struct process_spawner_binaries_params_reader *params,
                         struct process_spawner_binaries_results_builder *results);
    /*
     * A spawner of the same binaries whose children belong to that session, whoever calls it: for those who shall start
     * processes there without being able to choose. profile, unless it is empty, must be the session's.
     */
    status_t (*fix)(void *self, struct capn_call *call, const struct process_spawner_fix_params_reader *params,
                    struct process_spawner_fix_results_builder *results);
};
MUST_CHECK status_t process_spawner_dispatch(const struct process_spawner_server *server, void *self,
                                             uint16_t method_id, struct capn_call *call);

/* interface ProcessObserver */

/* Watching a process, and nothing else. */
#define PROCESS_OBSERVER_INTERFACE_ID UINT64_C(0xd6a82f4b10e9c753)
extern const struct capn_interface process_observer_interface;
enum process_observer_method {
    PROCESS_OBSERVER_METHOD_WAIT = 0,
    PROCESS_OBSERVER_METHOD_INFO = 1,
    PROCESS_OBSERVER_METHOD_NOTIFY = 2,
};

/* What a server of ProcessObserver implements; NULL members answer unimplemented. */
struct process_observer_server {
    /* Answers when the process has ended; at once if it already has. One waiter at a time (overloaded beyond). */
    status_t (*wait)(void *self, struct capn_call *call, const struct process_observer_wait_params_reader *params,
                     struct process_observer_wait_results_builder *results);
    status_t (*info)(void *self, struct capn_call *call, const struct process_observer_info_params_reader *params,
                     struct process_observer_info_results_builder *results);
    /*
     * Sets the bits when the process has ended; at once if it already has. One at a time (overloaded beyond), beside a
     * wait.
     * Charged to the caller until then.
     */
    status_t (*notify)(void *self, struct capn_call *call, const struct process_observer_notify_params_reader *params,
                       struct process_observer_notify_results_builder *results);
};
MUST_CHECK status_t process_observer_dispatch(const struct process_observer_server *server, void *self,
                                              uint16_t method_id, struct capn_call *call);

/* interface ProcessHandle */

/* A child process. */
#define PROCESS_HANDLE_INTERFACE_ID UINT64_C(0x8f5d0ce3b7a41926)
extern const struct capn_interface process_handle_interface;
enum process_handle_method {
    PROCESS_HANDLE_METHOD_KILL = 0,
    PROCESS_HANDLE_METHOD_WAIT = 0x1000,
    PROCESS_HANDLE_METHOD_INFO = 0x1001,
    PROCESS_HANDLE_METHOD_NOTIFY = 0x1002,
};

/* What a server of ProcessHandle implements; NULL members answer unimplemented. */
struct process_handle_server {
    /* Ends the process. Doing it twice, or after it ended, is not an error. */
    status_t (*kill)(void *self, struct capn_call *call, const struct process_handle_kill_params_reader *params,
                     struct process_handle_kill_results_builder *results);
    const struct process_observer_server *process_observer;
};
MUST_CHECK status_t process_handle_dispatch(const struct process_handle_server *server, void *self, uint16_t method_id,
                                            struct capn_call *call);

/* interface ThreadControl */

/* The calling thread. */
#define THREAD_CONTROL_INTERFACE_ID UINT64_C(0xa87e5b3d0c91f624)
extern const struct capn_interface thread_control_interface;
enum thread_control_method {
    THREAD_CONTROL_METHOD_GET_FS_BASE = 0,
    THREAD_CONTROL_METHOD_SET_FS_BASE = 1,
    THREAD_CONTROL_METHOD_EXIT_THREAD = 2,
    THREAD_CONTROL_METHOD_YIELD = 3,
};

/* What a server of ThreadControl implements; NULL members answer unimplemented. */
struct thread_control_server {
    status_t (*get_fs_base)(void *self, struct capn_call *call,
                            const struct thread_control_get_fs_base_params_reader *params,
                            struct thread_control_get_fs_base_results_builder *results);
    /* A canonical user address. */
    status_t (*set_fs_base)(void *self, struct capn_call *call,
                            const struct thread_control_set_fs_base_params_reader *params,
                            struct thread_control_set_fs_base_results_builder *results);
    /*
     * Ends the thread. There is no answer when it worked, and nothing that was submitted behind it is looked at. What
     * the thread waited
     * for is cancelled. The process ends, with this code, when it was the last thread.
     */
    status_t (*exit_thread)(void *self, struct capn_call *call,
                            const struct thread_control_exit_thread_params_reader *params,
                            struct thread_control_exit_thread_results_builder *results);
    /* Others that are ready get their turn before the answer is seen. */
    status_t (*yield)(void *self, struct capn_call *call, const struct thread_control_yield_params_reader *params,
                      struct thread_control_yield_results_builder *results);
};
MUST_CHECK status_t thread_control_dispatch(const struct thread_control_server *server, void *self, uint16_t method_id,
                                            struct capn_call *call);

/* interface Inspector */

/*
 * Read-only view of the whole system.
 *
 * Lists come in pages, here and wherever a method returns `next`: a call takes where the page begins and returns the
 * page and where
 * the following one begins (0: this was the last). A walk begins at 0 and calls again with what `next` was. The
 * caller's result buffer
 * decides how much a page holds: as many entries as are sure to fit. Each method says how large an entry can be, and a
 * buffer of 40
 * bytes and n times that holds n entries. A page has at least one entry unless there are none; a buffer in which not
 * even one fits gets RESULT_TOO_LARGE, and the same call with a larger buffer has that entry. Entries come in ascending
 * order of
 * what `next` counts, each once. Those that end while the walk is under way may be missing, those that are there from
 * its beginning
 * to its end are not, and those that come meanwhile are told where the walk has not passed them. So a list is not of
 * one moment.
 */
#define INSPECTOR_INTERFACE_ID UINT64_C(0xbc12f7a4e693d085)
extern const struct capn_interface inspector_interface;
enum inspector_method {
    INSPECTOR_METHOD_PROCESSES = 0,
    INSPECTOR_METHOD_MEMORY = 1,
    INSPECTOR_METHOD_LEDGER = 2,
    INSPECTOR_METHOD_TOTALS = 3,
    INSPECTOR_METHOD_CPU = 4,
    INSPECTOR_METHOD_THREADS = 5,
};

/* What a server of Inspector implements; NULL members answer unimplemented. */
struct inspector_server {
    /* Those that have not ended, in pages by pid, from fromPid on. An entry has 136 bytes at most. */
    status_t (*processes)(void *self, struct capn_call *call, const struct inspector_processes_params_reader *params,
                          struct inspector_processes_results_builder *results);
    status_t (*memory)(void *self, struct capn_call *call, const struct inspector_memory_params_reader *params,
                       struct inspector_memory_results_builder *results);
    /*
     * What a process pins: first what ResourceLimits bounds, in its order; then what its threads bound, each by 32:
     * unfinished
     * operations, those of them that are calls which a service works on, those that are armed receives; then its CPU
     * time, and how
     * often one of its threads was ready and had to wait for time in its scheduling context. All of it, which 1,024
     * bytes always hold.
     */
    status_t (*ledger)(void *self, struct capn_call *call, const struct inspector_ledger_params_reader *params,
                       struct inspector_ledger_results_builder *results);
    /* What must return to its start when work is done: the leak report. All of it, which 2,048 bytes always hold. */
    status_t (*totals)(void *self, struct capn_call *call, const struct inspector_totals_params_reader *params,
                       struct inspector_totals_results_builder *results);
    /* Those that run, in pages by id, from fromId on. An entry has 88 bytes. */
    status_t (*cpu)(void *self, struct capn_call *call, const struct inspector_cpu_params_reader *params,
                    struct inspector_cpu_results_builder *results);
    /* Those of one process that have not ended, in pages by id, from fromId on. An entry has 88 bytes at most. */
    status_t (*threads)(void *self, struct capn_call *call, const struct inspector_threads_params_reader *params,
                        struct inspector_threads_results_builder *results);
};
MUST_CHECK status_t inspector_dispatch(const struct inspector_server *server, void *self, uint16_t method_id,
                                       struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} process_spawner_t;
typedef struct {
    cap_id_t id;
} process_observer_t;
typedef struct {
    cap_id_t id;
} process_handle_t;
typedef struct {
    cap_id_t id;
} thread_control_t;
typedef struct {
    cap_id_t id;
} inspector_t;

/* Calls to ProcessSpawner. */

/*
 * All or nothing: on failure no process exists and nothing was charged or moved. name (1 to 31 printable characters) is
 * for people.
 * facets: for each grant of a fresh endpoint, in order, the parent's client facet.
 * The child holds the grants under their names, in order, and nothing else.
 * tap: reads along with the child from its start; null for none. The caller keeps it, whatever its transfer mode.
 * session: the live session that the child belongs to; null for the caller's own.
 */
MUST_CHECK static inline status_t process_spawner_spawn_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    process_spawner_t cap,
                                                                    struct process_spawner_spawn_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_SPAWNER_METHOD_SPAWN, 112 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = process_spawner_spawn_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_spawner_spawn_begin(struct capn_request *request, struct rt *rt,
                                                              process_spawner_t cap,
                                                              struct process_spawner_spawn_params_builder *params)
{
    return process_spawner_spawn_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t process_spawner_spawn_results(struct capn_request *request,
                                                                struct process_spawner_spawn_results_reader *results)
{
    return process_spawner_spawn_results_read_root(&request->results, results);
}
static inline process_handle_t process_spawner_spawn_promise(struct capn_request *request)
{
    return (process_handle_t){ capn_request_promise(request, 0) };
}
/*
 * What spawn accepts here, in pages as Inspector has them. An entry has 8 bytes, and the name with its zero in whole
 * words.
 */
MUST_CHECK static inline status_t process_spawner_binaries_begin_sized(
    struct capn_request *request, struct rt *rt, process_spawner_t cap,
    struct process_spawner_binaries_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_SPAWNER_METHOD_BINARIES, 24 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = process_spawner_binaries_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_spawner_binaries_begin(struct capn_request *request, struct rt *rt,
                                                                 process_spawner_t cap,
                                                                 struct process_spawner_binaries_params_builder *params)
{
    return process_spawner_binaries_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t process_spawner_binaries_results(
    struct capn_request *request, struct process_spawner_binaries_results_reader *results)
{
    return process_spawner_binaries_results_read_root(&request->results, results);
}
/*
 * A spawner of the same binaries whose children belong to that session, whoever calls it: for those who shall start
 * processes there without being able to choose. profile, unless it is empty, must be the session's.
 */
MUST_CHECK static inline status_t process_spawner_fix_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  process_spawner_t cap,
                                                                  struct process_spawner_fix_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_SPAWNER_METHOD_FIX, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = process_spawner_fix_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_spawner_fix_begin(struct capn_request *request, struct rt *rt,
                                                            process_spawner_t cap,
                                                            struct process_spawner_fix_params_builder *params)
{
    return process_spawner_fix_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t process_spawner_fix_results(struct capn_request *request,
                                                              struct process_spawner_fix_results_reader *results)
{
    return process_spawner_fix_results_read_root(&request->results, results);
}
static inline process_spawner_t process_spawner_fix_promise(struct capn_request *request)
{
    return (process_spawner_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t process_spawner_fix(struct rt *rt, process_spawner_t cap, selectable_session_t session,
                                        struct capn_text profile, process_spawner_t *launcher_out);

/* Calls to ProcessObserver. */

/* Answers when the process has ended; at once if it already has. One waiter at a time (overloaded beyond). */
MUST_CHECK static inline status_t process_observer_wait_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    process_observer_t cap,
                                                                    struct process_observer_wait_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_OBSERVER_METHOD_WAIT, 0 + params_extra,
                                         48 + results_extra);
    if (status)
        return status;
    status = process_observer_wait_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_observer_wait_begin(struct capn_request *request, struct rt *rt,
                                                              process_observer_t cap,
                                                              struct process_observer_wait_params_builder *params)
{
    return process_observer_wait_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t process_observer_wait_results(struct capn_request *request,
                                                                struct process_observer_wait_results_reader *results)
{
    return process_observer_wait_results_read_root(&request->results, results);
}
MUST_CHECK static inline status_t process_observer_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    process_observer_t cap,
                                                                    struct process_observer_info_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_OBSERVER_METHOD_INFO, 0 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = process_observer_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_observer_info_begin(struct capn_request *request, struct rt *rt,
                                                              process_observer_t cap,
                                                              struct process_observer_info_params_builder *params)
{
    return process_observer_info_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t process_observer_info_results(struct capn_request *request,
                                                                struct process_observer_info_results_reader *results)
{
    return process_observer_info_results_read_root(&request->results, results);
}
/*
 * Sets the bits when the process has ended; at once if it already has. One at a time (overloaded beyond), beside a
 * wait.
 * Charged to the caller until then.
 */
MUST_CHECK static inline status_t process_observer_notify_begin_sized(
    struct capn_request *request, struct rt *rt, process_observer_t cap,
    struct process_observer_notify_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_OBSERVER_METHOD_NOTIFY, 32 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = process_observer_notify_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_observer_notify_begin(struct capn_request *request, struct rt *rt,
                                                                process_observer_t cap,
                                                                struct process_observer_notify_params_builder *params)
{
    return process_observer_notify_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t process_observer_notify_results(
    struct capn_request *request, struct process_observer_notify_results_reader *results)
{
    return process_observer_notify_results_read_root(&request->results, results);
}
MUST_CHECK status_t process_observer_notify(struct rt *rt, process_observer_t cap, notification_signal_t signal,
                                            uint64_t bits);

/* Calls to ProcessHandle. */

/* Ends the process. Doing it twice, or after it ended, is not an error. */
MUST_CHECK static inline status_t process_handle_kill_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  process_handle_t cap,
                                                                  struct process_handle_kill_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_HANDLE_METHOD_KILL, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = process_handle_kill_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_handle_kill_begin(struct capn_request *request, struct rt *rt,
                                                            process_handle_t cap,
                                                            struct process_handle_kill_params_builder *params)
{
    return process_handle_kill_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t process_handle_kill_results(struct capn_request *request,
                                                              struct process_handle_kill_results_reader *results)
{
    return process_handle_kill_results_read_root(&request->results, results);
}
MUST_CHECK status_t process_handle_kill(struct rt *rt, process_handle_t cap);
/* Answers when the process has ended; at once if it already has. One waiter at a time (overloaded beyond). */
MUST_CHECK static inline status_t process_handle_wait_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  process_handle_t cap,
                                                                  struct process_observer_wait_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_HANDLE_METHOD_WAIT, 0 + params_extra,
                                         48 + results_extra);
    if (status)
        return status;
    status = process_observer_wait_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_handle_wait_begin(struct capn_request *request, struct rt *rt,
                                                            process_handle_t cap,
                                                            struct process_observer_wait_params_builder *params)
{
    return process_handle_wait_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t process_handle_wait_results(struct capn_request *request,
                                                              struct process_observer_wait_results_reader *results)
{
    return process_observer_wait_results_read_root(&request->results, results);
}
MUST_CHECK static inline status_t process_handle_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  process_handle_t cap,
                                                                  struct process_observer_info_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_HANDLE_METHOD_INFO, 0 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = process_observer_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_handle_info_begin(struct capn_request *request, struct rt *rt,
                                                            process_handle_t cap,
                                                            struct process_observer_info_params_builder *params)
{
    return process_handle_info_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t process_handle_info_results(struct capn_request *request,
                                                              struct process_observer_info_results_reader *results)
{
    return process_observer_info_results_read_root(&request->results, results);
}
/*
 * Sets the bits when the process has ended; at once if it already has. One at a time (overloaded beyond), beside a
 * wait.
 * Charged to the caller until then.
 */
MUST_CHECK static inline status_t process_handle_notify_begin_sized(
    struct capn_request *request, struct rt *rt, process_handle_t cap,
    struct process_observer_notify_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, PROCESS_HANDLE_METHOD_NOTIFY, 32 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = process_observer_notify_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t process_handle_notify_begin(struct capn_request *request, struct rt *rt,
                                                              process_handle_t cap,
                                                              struct process_observer_notify_params_builder *params)
{
    return process_handle_notify_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t process_handle_notify_results(struct capn_request *request,
                                                                struct process_observer_notify_results_reader *results)
{
    return process_observer_notify_results_read_root(&request->results, results);
}
MUST_CHECK status_t process_handle_notify(struct rt *rt, process_handle_t cap, notification_signal_t signal,
                                          uint64_t bits);

/* Calls to ThreadControl. */

MUST_CHECK static inline status_t thread_control_get_fs_base_begin_sized(
    struct capn_request *request, struct rt *rt, thread_control_t cap,
    struct thread_control_get_fs_base_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, THREAD_CONTROL_METHOD_GET_FS_BASE, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = thread_control_get_fs_base_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t thread_control_get_fs_base_begin(
    struct capn_request *request, struct rt *rt, thread_control_t cap,
    struct thread_control_get_fs_base_params_builder *params)
{
    return thread_control_get_fs_base_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t thread_control_get_fs_base_results(
    struct capn_request *request, struct thread_control_get_fs_base_results_reader *results)
{
    return thread_control_get_fs_base_results_read_root(&request->results, results);
}
MUST_CHECK status_t thread_control_get_fs_base(struct rt *rt, thread_control_t cap, uint64_t *address_out);
/* A canonical user address. */
MUST_CHECK static inline status_t thread_control_set_fs_base_begin_sized(
    struct capn_request *request, struct rt *rt, thread_control_t cap,
    struct thread_control_set_fs_base_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, THREAD_CONTROL_METHOD_SET_FS_BASE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = thread_control_set_fs_base_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t thread_control_set_fs_base_begin(
    struct capn_request *request, struct rt *rt, thread_control_t cap,
    struct thread_control_set_fs_base_params_builder *params)
{
    return thread_control_set_fs_base_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t thread_control_set_fs_base_results(
    struct capn_request *request, struct thread_control_set_fs_base_results_reader *results)
{
    return thread_control_set_fs_base_results_read_root(&request->results, results);
}
MUST_CHECK status_t thread_control_set_fs_base(struct rt *rt, thread_control_t cap, uint64_t address);
/*
 * Ends the thread. There is no answer when it worked, and nothing that was submitted behind it is looked at. What the
 * thread waited
 * for is cancelled. The process ends, with this code, when it was the last thread.
 */
MUST_CHECK static inline status_t thread_control_exit_thread_begin_sized(
    struct capn_request *request, struct rt *rt, thread_control_t cap,
    struct thread_control_exit_thread_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, THREAD_CONTROL_METHOD_EXIT_THREAD, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = thread_control_exit_thread_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t thread_control_exit_thread_begin(
    struct capn_request *request, struct rt *rt, thread_control_t cap,
    struct thread_control_exit_thread_params_builder *params)
{
    return thread_control_exit_thread_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t thread_control_exit_thread_results(
    struct capn_request *request, struct thread_control_exit_thread_results_reader *results)
{
    return thread_control_exit_thread_results_read_root(&request->results, results);
}
MUST_CHECK status_t thread_control_exit_thread(struct rt *rt, thread_control_t cap, int64_t code);
/* Others that are ready get their turn before the answer is seen. */
MUST_CHECK static inline status_t thread_control_yield_begin_sized(struct capn_request *request, struct rt *rt,
                                                                   thread_control_t cap,
                                                                   struct thread_control_yield_params_builder *params,
                                                                   size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, THREAD_CONTROL_METHOD_YIELD, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = thread_control_yield_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t thread_control_yield_begin(struct capn_request *request, struct rt *rt,
                                                             thread_control_t cap,
                                                             struct thread_control_yield_params_builder *params)
{
    return thread_control_yield_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t thread_control_yield_results(struct capn_request *request,
                                                               struct thread_control_yield_results_reader *results)
{
    return thread_control_yield_results_read_root(&request->results, results);
}
MUST_CHECK status_t thread_control_yield(struct rt *rt, thread_control_t cap);

/* Calls to Inspector. */

/* Those that have not ended, in pages by pid, from fromPid on. An entry has 136 bytes at most. */
MUST_CHECK static inline status_t inspector_processes_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  inspector_t cap,
                                                                  struct inspector_processes_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INSPECTOR_METHOD_PROCESSES, 24 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = inspector_processes_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t inspector_processes_begin(struct capn_request *request, struct rt *rt,
                                                            inspector_t cap,
                                                            struct inspector_processes_params_builder *params)
{
    return inspector_processes_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t inspector_processes_results(struct capn_request *request,
                                                              struct inspector_processes_results_reader *results)
{
    return inspector_processes_results_read_root(&request->results, results);
}
MUST_CHECK static inline status_t inspector_memory_begin_sized(struct capn_request *request, struct rt *rt,
                                                               inspector_t cap,
                                                               struct inspector_memory_params_builder *params,
                                                               size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INSPECTOR_METHOD_MEMORY, 0 + params_extra,
                                         80 + results_extra);
    if (status)
        return status;
    status = inspector_memory_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t inspector_memory_begin(struct capn_request *request, struct rt *rt, inspector_t cap,
                                                         struct inspector_memory_params_builder *params)
{
    return inspector_memory_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t inspector_memory_results(struct capn_request *request,
                                                           struct inspector_memory_results_reader *results)
{
    return inspector_memory_results_read_root(&request->results, results);
}
/*
 * What a process pins: first what ResourceLimits bounds, in its order; then what its threads bound, each by 32:
 * unfinished
 * operations, those of them that are calls which a service works on, those that are armed receives; then its CPU time,
 * and how
 * often one of its threads was ready and had to wait for time in its scheduling context. All of it, which 1,024 bytes
 * always hold.
 */
MUST_CHECK static inline status_t inspector_ledger_begin_sized(struct capn_request *request, struct rt *rt,
                                                               inspector_t cap,
                                                               struct inspector_ledger_params_builder *params,
                                                               size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INSPECTOR_METHOD_LEDGER, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = inspector_ledger_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t inspector_ledger_begin(struct capn_request *request, struct rt *rt, inspector_t cap,
                                                         struct inspector_ledger_params_builder *params)
{
    return inspector_ledger_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t inspector_ledger_results(struct capn_request *request,
                                                           struct inspector_ledger_results_reader *results)
{
    return inspector_ledger_results_read_root(&request->results, results);
}
/* What must return to its start when work is done: the leak report. All of it, which 2,048 bytes always hold. */
MUST_CHECK static inline status_t inspector_totals_begin_sized(struct capn_request *request, struct rt *rt,
                                                               inspector_t cap,
                                                               struct inspector_totals_params_builder *params,
                                                               size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INSPECTOR_METHOD_TOTALS, 0 + params_extra,
                                         72 + results_extra);
    if (status)
        return status;
    status = inspector_totals_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t inspector_totals_begin(struct capn_request *request, struct rt *rt, inspector_t cap,
                                                         struct inspector_totals_params_builder *params)
{
    return inspector_totals_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t inspector_totals_results(struct capn_request *request,
                                                           struct inspector_totals_results_reader *results)
{
    return inspector_totals_results_read_root(&request->results, results);
}
/* Those that run, in pages by id, from fromId on. An entry has 88 bytes. */
MUST_CHECK static inline status_t inspector_cpu_begin_sized(struct capn_request *request, struct rt *rt,
                                                            inspector_t cap,
                                                            struct inspector_cpu_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INSPECTOR_METHOD_CPU, 24 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = inspector_cpu_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t inspector_cpu_begin(struct capn_request *request, struct rt *rt, inspector_t cap,
                                                      struct inspector_cpu_params_builder *params)
{
    return inspector_cpu_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t inspector_cpu_results(struct capn_request *request,
                                                        struct inspector_cpu_results_reader *results)
{
    return inspector_cpu_results_read_root(&request->results, results);
}
/* Those of one process that have not ended, in pages by id, from fromId on. An entry has 88 bytes at most. */
MUST_CHECK static inline status_t inspector_threads_begin_sized(struct capn_request *request, struct rt *rt,
                                                                inspector_t cap,
                                                                struct inspector_threads_params_builder *params,
                                                                size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INSPECTOR_METHOD_THREADS, 24 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = inspector_threads_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t inspector_threads_begin(struct capn_request *request, struct rt *rt, inspector_t cap,
                                                          struct inspector_threads_params_builder *params)
{
    return inspector_threads_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t inspector_threads_results(struct capn_request *request,
                                                            struct inspector_threads_results_reader *results)
{
    return inspector_threads_results_read_root(&request->results, results);
}

#endif
