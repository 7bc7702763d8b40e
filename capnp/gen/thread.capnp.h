/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from thread.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

struct thread_spawner_create_params_reader {
    struct capn_struct s;
};
struct thread_spawner_create_params_builder {
    struct capn_struct_builder b;
};
#define THREAD_SPAWNER_CREATE_PARAMS_DATA_WORDS 5u
#define THREAD_SPAWNER_CREATE_PARAMS_POINTERS 0u
#define THREAD_SPAWNER_CREATE_PARAMS_BYTES 56u

struct thread_spawner_create_results_reader {
    struct capn_struct s;
};
struct thread_spawner_create_results_builder {
    struct capn_struct_builder b;
};
#define THREAD_SPAWNER_CREATE_RESULTS_DATA_WORDS 0u
#define THREAD_SPAWNER_CREATE_RESULTS_POINTERS 1u
#define THREAD_SPAWNER_CREATE_RESULTS_BYTES 24u

struct thread_handle_join_params_reader {
    struct capn_struct s;
};
struct thread_handle_join_params_builder {
    struct capn_struct_builder b;
};
#define THREAD_HANDLE_JOIN_PARAMS_DATA_WORDS 0u
#define THREAD_HANDLE_JOIN_PARAMS_POINTERS 0u
#define THREAD_HANDLE_JOIN_PARAMS_BYTES 0u

struct thread_handle_join_results_reader {
    struct capn_struct s;
};
struct thread_handle_join_results_builder {
    struct capn_struct_builder b;
};
#define THREAD_HANDLE_JOIN_RESULTS_DATA_WORDS 1u
#define THREAD_HANDLE_JOIN_RESULTS_POINTERS 0u
#define THREAD_HANDLE_JOIN_RESULTS_BYTES 24u

struct thread_handle_exit_code_params_reader {
    struct capn_struct s;
};
struct thread_handle_exit_code_params_builder {
    struct capn_struct_builder b;
};
#define THREAD_HANDLE_EXIT_CODE_PARAMS_DATA_WORDS 0u
#define THREAD_HANDLE_EXIT_CODE_PARAMS_POINTERS 0u
#define THREAD_HANDLE_EXIT_CODE_PARAMS_BYTES 0u

struct thread_handle_exit_code_results_reader {
    struct capn_struct s;
};
struct thread_handle_exit_code_results_builder {
    struct capn_struct_builder b;
};
#define THREAD_HANDLE_EXIT_CODE_RESULTS_DATA_WORDS 2u
#define THREAD_HANDLE_EXIT_CODE_RESULTS_POINTERS 0u
#define THREAD_HANDLE_EXIT_CODE_RESULTS_BYTES 32u

struct thread_handle_info_params_reader {
    struct capn_struct s;
};
struct thread_handle_info_params_builder {
    struct capn_struct_builder b;
};
#define THREAD_HANDLE_INFO_PARAMS_DATA_WORDS 0u
#define THREAD_HANDLE_INFO_PARAMS_POINTERS 0u
#define THREAD_HANDLE_INFO_PARAMS_BYTES 0u

struct thread_handle_info_results_reader {
    struct capn_struct s;
};
struct thread_handle_info_results_builder {
    struct capn_struct_builder b;
};
#define THREAD_HANDLE_INFO_RESULTS_DATA_WORDS 1u
#define THREAD_HANDLE_INFO_RESULTS_POINTERS 0u
#define THREAD_HANDLE_INFO_RESULTS_BYTES 24u

/* ThreadSpawner.create$Params */

MUST_CHECK static inline status_t thread_spawner_create_params_read_root(
    struct capn_message *message, struct thread_spawner_create_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_spawner_create_params_build_root(
    struct capn_builder *builder, struct thread_spawner_create_params_builder *out)
{
    return capn_builder_root(builder, 5, 0, &out->b);
}
static inline uint64_t thread_spawner_create_params_get_entry(const struct thread_spawner_create_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 40);
}
static inline void thread_spawner_create_params_set_entry(const struct thread_spawner_create_params_builder *builder,
                                                          uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t thread_spawner_create_params_get_stack_top(
    const struct thread_spawner_create_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 40);
}
static inline void thread_spawner_create_params_set_stack_top(
    const struct thread_spawner_create_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint64_t thread_spawner_create_params_get_arg(const struct thread_spawner_create_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 40);
}
static inline void thread_spawner_create_params_set_arg(const struct thread_spawner_create_params_builder *builder,
                                                        uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
static inline uint64_t thread_spawner_create_params_get_fs_base(
    const struct thread_spawner_create_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 24, 40);
}
static inline void thread_spawner_create_params_set_fs_base(const struct thread_spawner_create_params_builder *builder,
                                                            uint64_t value)
{
    capn_set_u64(&builder->b, 24, (uint64_t)value);
}
static inline uint64_t thread_spawner_create_params_get_flags(const struct thread_spawner_create_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 32, 40);
}
static inline void thread_spawner_create_params_set_flags(const struct thread_spawner_create_params_builder *builder,
                                                          uint64_t value)
{
    capn_set_u64(&builder->b, 32, (uint64_t)value);
}

/* ThreadSpawner.create$Results */

MUST_CHECK static inline status_t thread_spawner_create_results_read_root(
    struct capn_message *message, struct thread_spawner_create_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_spawner_create_results_build_root(
    struct capn_builder *builder, struct thread_spawner_create_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t thread_spawner_create_results_get_handle(
    const struct thread_spawner_create_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t thread_spawner_create_results_set_handle(
    const struct thread_spawner_create_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool thread_spawner_create_results_has_handle(const struct thread_spawner_create_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* ThreadHandle.join$Params */

MUST_CHECK static inline status_t thread_handle_join_params_read_root(struct capn_message *message,
                                                                      struct thread_handle_join_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_handle_join_params_build_root(struct capn_builder *builder,
                                                                       struct thread_handle_join_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ThreadHandle.join$Results */

MUST_CHECK static inline status_t thread_handle_join_results_read_root(struct capn_message *message,
                                                                       struct thread_handle_join_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_handle_join_results_build_root(struct capn_builder *builder,
                                                                        struct thread_handle_join_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline int64_t thread_handle_join_results_get_exit_code(const struct thread_handle_join_results_reader *reader)
{
    return (int64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void thread_handle_join_results_set_exit_code(const struct thread_handle_join_results_builder *builder,
                                                            int64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* ThreadHandle.exitCode$Params */

MUST_CHECK static inline status_t thread_handle_exit_code_params_read_root(
    struct capn_message *message, struct thread_handle_exit_code_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_handle_exit_code_params_build_root(
    struct capn_builder *builder, struct thread_handle_exit_code_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ThreadHandle.exitCode$Results */

MUST_CHECK static inline status_t thread_handle_exit_code_results_read_root(
    struct capn_message *message, struct thread_handle_exit_code_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_handle_exit_code_results_build_root(
    struct capn_builder *builder, struct thread_handle_exit_code_results_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline bool thread_handle_exit_code_results_get_exited(
    const struct thread_handle_exit_code_results_reader *reader)
{
    return capn_field_bit(&reader->s, 0, 16);
}
static inline void thread_handle_exit_code_results_set_exited(
    const struct thread_handle_exit_code_results_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 0, value);
}
static inline int64_t thread_handle_exit_code_results_get_exit_code(
    const struct thread_handle_exit_code_results_reader *reader)
{
    return (int64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void thread_handle_exit_code_results_set_exit_code(
    const struct thread_handle_exit_code_results_builder *builder, int64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}

/* ThreadHandle.info$Params */

MUST_CHECK static inline status_t thread_handle_info_params_read_root(struct capn_message *message,
                                                                      struct thread_handle_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_handle_info_params_build_root(struct capn_builder *builder,
                                                                       struct thread_handle_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* ThreadHandle.info$Results */

MUST_CHECK static inline status_t thread_handle_info_results_read_root(struct capn_message *message,
                                                                       struct thread_handle_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t thread_handle_info_results_build_root(struct capn_builder *builder,
                                                                        struct thread_handle_info_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t thread_handle_info_results_get_id(const struct thread_handle_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void thread_handle_info_results_set_id(const struct thread_handle_info_results_builder *builder,
                                                     uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* interface ThreadSpawner */

/* Makes threads in the process that holds it, and nowhere else. */
#define THREAD_SPAWNER_INTERFACE_ID UINT64_C(0xc2f58d1b07a94e63)
extern const struct capn_interface thread_spawner_interface;
enum thread_spawner_method {
    THREAD_SPAWNER_METHOD_CREATE = 0,
};

/* What a server of ThreadSpawner implements; NULL members answer unimplemented. */
struct thread_spawner_server {
    /*
     * A thread that starts at entry with rsp = stackTop, rdi = arg, rsi = its id, rdx = the pid, rcx = its ring page,
     * r8 = the CapSet
     * page, every other register zero, and FS base = fsBase. entry and stackTop are user addresses, stackTop a multiple
     * of 16;
     * fsBase is below the end of user space; flags is 0. Whether anything is mapped there is the caller's affair: a
     * thread that
     * faults ends its process. The ring page is the kernel's choice, is charged to the caller, and goes with the
     * thread.
     * Beyond a limit (threads, frames, capability slots) the answer is `overloaded` and nothing was made.
     */
    status_t (*create)(void *self, struct capn_call *call, const struct thread_spawner_create_params_reader *params,
                       struct thread_spawner_create_results_builder *results);
};
MUST_CHECK status_t thread_spawner_dispatch(const struct thread_spawner_server *server, void *self, uint16_t method_id,
                                            struct capn_call *call);

/* interface ThreadHandle */

/*
 * One thread. Without its last handle the thread runs on, and nobody will learn how it ended. The ledger counts the
 * thread until it
 * ended and was joined, or its last handle is gone.
 */
#define THREAD_HANDLE_INTERFACE_ID UINT64_C(0x97d3e60a5cb8421f)
extern const struct capn_interface thread_handle_interface;
enum thread_handle_method {
    THREAD_HANDLE_METHOD_JOIN = 0,
    THREAD_HANDLE_METHOD_EXIT_CODE = 1,
    THREAD_HANDLE_METHOD_INFO = 2,
};

/* What a server of ThreadHandle implements; NULL members answer unimplemented. */
struct thread_handle_server {
    /*
     * Answers when the thread has ended; at once if it already has. Once: a second join, also one beside a join that
     * waits, and a
     * thread that joins itself, are `failed`. A join that is cancelled (FINISH, a deadline) leaves the thread joinable.
     */
    status_t (*join)(void *self, struct capn_call *call, const struct thread_handle_join_params_reader *params,
                     struct thread_handle_join_results_builder *results);
    /* Does not wait and takes nothing from a join. */
    status_t (*exit_code)(void *self, struct capn_call *call,
                          const struct thread_handle_exit_code_params_reader *params,
                          struct thread_handle_exit_code_results_builder *results);
    /* As in its entry registers. Never used again in this process. */
    status_t (*info)(void *self, struct capn_call *call, const struct thread_handle_info_params_reader *params,
                     struct thread_handle_info_results_builder *results);
};
MUST_CHECK status_t thread_handle_dispatch(const struct thread_handle_server *server, void *self, uint16_t method_id,
                                           struct capn_call *call);

/* interface ParkSpace */

/*
 * The right to PARK and UNPARK (abi/ring.h) on words of the holder's own address space. No methods: the operations are
 * the
 * ring's own. A word is known by its address, so threads of one process only meet here.
 */
#define PARK_SPACE_INTERFACE_ID UINT64_C(0xb81c6e2fd4097a5d)
extern const struct capn_interface park_space_interface;

/* What a server of ParkSpace implements; NULL members answer unimplemented. */
struct park_space_server {
};
MUST_CHECK status_t park_space_dispatch(const struct park_space_server *server, void *self, uint16_t method_id,
                                        struct capn_call *call);

/* interface SharedParkSpace */

/*
 * The same for the words of one MemoryObject, from MemoryObject.parkSpace. A word is known by its place in the object,
 * so
 * all processes that map it meet, wherever they map it. To use it a process needs both: this, and a mapping of the
 * word.
 */
#define SHARED_PARK_SPACE_INTERFACE_ID UINT64_C(0xfd09a7543be81c62)
extern const struct capn_interface shared_park_space_interface;

/* What a server of SharedParkSpace implements; NULL members answer unimplemented. */
struct shared_park_space_server {
};
MUST_CHECK status_t shared_park_space_dispatch(const struct shared_park_space_server *server, void *self,
                                               uint16_t method_id, struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} thread_spawner_t;
typedef struct {
    cap_id_t id;
} thread_handle_t;
typedef struct {
    cap_id_t id;
} park_space_t;
typedef struct {
    cap_id_t id;
} shared_park_space_t;

/* Calls to ThreadSpawner. */

/*
 * A thread that starts at entry with rsp = stackTop, rdi = arg, rsi = its id, rdx = the pid, rcx = its ring page, r8 =
 * the CapSet
 * page, every other register zero, and FS base = fsBase. entry and stackTop are user addresses, stackTop a multiple of
 * 16;
 * fsBase is below the end of user space; flags is 0. Whether anything is mapped there is the caller's affair: a thread
 * that
 * faults ends its process. The ring page is the kernel's choice, is charged to the caller, and goes with the thread.
 * Beyond a limit (threads, frames, capability slots) the answer is `overloaded` and nothing was made.
 */
MUST_CHECK static inline status_t thread_spawner_create_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    thread_spawner_t cap,
                                                                    struct thread_spawner_create_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, THREAD_SPAWNER_METHOD_CREATE, 56 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = thread_spawner_create_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t thread_spawner_create_begin(struct capn_request *request, struct rt *rt,
                                                              thread_spawner_t cap,
                                                              struct thread_spawner_create_params_builder *params)
{
    return thread_spawner_create_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t thread_spawner_create_results(struct capn_request *request,
                                                                struct thread_spawner_create_results_reader *results)
{
    return thread_spawner_create_results_read_root(&request->results, results);
}
static inline thread_handle_t thread_spawner_create_promise(struct capn_request *request)
{
    return (thread_handle_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t thread_spawner_create(struct rt *rt, thread_spawner_t cap, uint64_t entry, uint64_t stack_top,
                                          uint64_t arg, uint64_t fs_base, uint64_t flags, thread_handle_t *handle_out);

/* Calls to ThreadHandle. */

/*
 * Answers when the thread has ended; at once if it already has. Once: a second join, also one beside a join that waits,
 * and a
 * thread that joins itself, are `failed`. A join that is cancelled (FINISH, a deadline) leaves the thread joinable.
 */
MUST_CHECK static inline status_t thread_handle_join_begin_sized(struct capn_request *request, struct rt *rt,
                                                                 thread_handle_t cap,
                                                                 struct thread_handle_join_params_builder *params,
                                                                 size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, THREAD_HANDLE_METHOD_JOIN, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = thread_handle_join_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t thread_handle_join_begin(struct capn_request *request, struct rt *rt,
                                                           thread_handle_t cap,
                                                           struct thread_handle_join_params_builder *params)
{
    return thread_handle_join_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t thread_handle_join_results(struct capn_request *request,
                                                             struct thread_handle_join_results_reader *results)
{
    return thread_handle_join_results_read_root(&request->results, results);
}
MUST_CHECK status_t thread_handle_join(struct rt *rt, thread_handle_t cap, int64_t *exit_code_out);
/* Does not wait and takes nothing from a join. */
MUST_CHECK static inline status_t thread_handle_exit_code_begin_sized(
    struct capn_request *request, struct rt *rt, thread_handle_t cap,
    struct thread_handle_exit_code_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, THREAD_HANDLE_METHOD_EXIT_CODE, 0 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = thread_handle_exit_code_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t thread_handle_exit_code_begin(struct capn_request *request, struct rt *rt,
                                                                thread_handle_t cap,
                                                                struct thread_handle_exit_code_params_builder *params)
{
    return thread_handle_exit_code_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t thread_handle_exit_code_results(
    struct capn_request *request, struct thread_handle_exit_code_results_reader *results)
{
    return thread_handle_exit_code_results_read_root(&request->results, results);
}
MUST_CHECK status_t thread_handle_exit_code(struct rt *rt, thread_handle_t cap, bool *exited_out,
                                            int64_t *exit_code_out);
/* As in its entry registers. Never used again in this process. */
MUST_CHECK static inline status_t thread_handle_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                                 thread_handle_t cap,
                                                                 struct thread_handle_info_params_builder *params,
                                                                 size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, THREAD_HANDLE_METHOD_INFO, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = thread_handle_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t thread_handle_info_begin(struct capn_request *request, struct rt *rt,
                                                           thread_handle_t cap,
                                                           struct thread_handle_info_params_builder *params)
{
    return thread_handle_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t thread_handle_info_results(struct capn_request *request,
                                                             struct thread_handle_info_results_reader *results)
{
    return thread_handle_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t thread_handle_info(struct rt *rt, thread_handle_t cap, uint32_t *id_out);

#endif
