/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from scheduling.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"
#include "process.capnp.h"
#include "thread.capnp.h"

struct scheduler_control_create_params_reader {
    struct capn_struct s;
};
struct scheduler_control_create_params_builder {
    struct capn_struct_builder b;
};
#define SCHEDULER_CONTROL_CREATE_PARAMS_DATA_WORDS 0u
#define SCHEDULER_CONTROL_CREATE_PARAMS_POINTERS 1u
#define SCHEDULER_CONTROL_CREATE_PARAMS_BYTES 24u

struct scheduler_control_create_results_reader {
    struct capn_struct s;
};
struct scheduler_control_create_results_builder {
    struct capn_struct_builder b;
};
#define SCHEDULER_CONTROL_CREATE_RESULTS_DATA_WORDS 0u
#define SCHEDULER_CONTROL_CREATE_RESULTS_POINTERS 1u
#define SCHEDULER_CONTROL_CREATE_RESULTS_BYTES 24u

struct scheduler_control_configure_params_reader {
    struct capn_struct s;
};
struct scheduler_control_configure_params_builder {
    struct capn_struct_builder b;
};
#define SCHEDULER_CONTROL_CONFIGURE_PARAMS_DATA_WORDS 0u
#define SCHEDULER_CONTROL_CONFIGURE_PARAMS_POINTERS 2u
#define SCHEDULER_CONTROL_CONFIGURE_PARAMS_BYTES 32u

struct scheduler_control_configure_results_reader {
    struct capn_struct s;
};
struct scheduler_control_configure_results_builder {
    struct capn_struct_builder b;
};
#define SCHEDULER_CONTROL_CONFIGURE_RESULTS_DATA_WORDS 0u
#define SCHEDULER_CONTROL_CONFIGURE_RESULTS_POINTERS 0u
#define SCHEDULER_CONTROL_CONFIGURE_RESULTS_BYTES 0u

struct scheduler_control_narrow_params_reader {
    struct capn_struct s;
};
struct scheduler_control_narrow_params_builder {
    struct capn_struct_builder b;
};
#define SCHEDULER_CONTROL_NARROW_PARAMS_DATA_WORDS 2u
#define SCHEDULER_CONTROL_NARROW_PARAMS_POINTERS 0u
#define SCHEDULER_CONTROL_NARROW_PARAMS_BYTES 32u

struct scheduler_control_narrow_results_reader {
    struct capn_struct s;
};
struct scheduler_control_narrow_results_builder {
    struct capn_struct_builder b;
};
#define SCHEDULER_CONTROL_NARROW_RESULTS_DATA_WORDS 0u
#define SCHEDULER_CONTROL_NARROW_RESULTS_POINTERS 1u
#define SCHEDULER_CONTROL_NARROW_RESULTS_BYTES 24u

struct scheduler_control_info_params_reader {
    struct capn_struct s;
};
struct scheduler_control_info_params_builder {
    struct capn_struct_builder b;
};
#define SCHEDULER_CONTROL_INFO_PARAMS_DATA_WORDS 0u
#define SCHEDULER_CONTROL_INFO_PARAMS_POINTERS 0u
#define SCHEDULER_CONTROL_INFO_PARAMS_BYTES 0u

struct scheduler_control_info_results_reader {
    struct capn_struct s;
};
struct scheduler_control_info_results_builder {
    struct capn_struct_builder b;
};
#define SCHEDULER_CONTROL_INFO_RESULTS_DATA_WORDS 0u
#define SCHEDULER_CONTROL_INFO_RESULTS_POINTERS 1u
#define SCHEDULER_CONTROL_INFO_RESULTS_BYTES 24u

struct scheduling_parameters_reader {
    struct capn_struct s;
};
struct scheduling_parameters_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_PARAMETERS_DATA_WORDS 4u
#define SCHEDULING_PARAMETERS_POINTERS 0u
#define SCHEDULING_PARAMETERS_BYTES 48u

struct scheduler_info_reader {
    struct capn_struct s;
};
struct scheduler_info_builder {
    struct capn_struct_builder b;
};
#define SCHEDULER_INFO_DATA_WORDS 3u
#define SCHEDULER_INFO_POINTERS 0u
#define SCHEDULER_INFO_BYTES 40u

struct scheduling_view_state_params_reader {
    struct capn_struct s;
};
struct scheduling_view_state_params_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_VIEW_STATE_PARAMS_DATA_WORDS 0u
#define SCHEDULING_VIEW_STATE_PARAMS_POINTERS 0u
#define SCHEDULING_VIEW_STATE_PARAMS_BYTES 0u

struct scheduling_view_state_results_reader {
    struct capn_struct s;
};
struct scheduling_view_state_results_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_VIEW_STATE_RESULTS_DATA_WORDS 0u
#define SCHEDULING_VIEW_STATE_RESULTS_POINTERS 1u
#define SCHEDULING_VIEW_STATE_RESULTS_BYTES 24u

struct scheduling_context_bind_caller_params_reader {
    struct capn_struct s;
};
struct scheduling_context_bind_caller_params_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_CONTEXT_BIND_CALLER_PARAMS_DATA_WORDS 0u
#define SCHEDULING_CONTEXT_BIND_CALLER_PARAMS_POINTERS 0u
#define SCHEDULING_CONTEXT_BIND_CALLER_PARAMS_BYTES 0u

struct scheduling_context_bind_caller_results_reader {
    struct capn_struct s;
};
struct scheduling_context_bind_caller_results_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_CONTEXT_BIND_CALLER_RESULTS_DATA_WORDS 0u
#define SCHEDULING_CONTEXT_BIND_CALLER_RESULTS_POINTERS 0u
#define SCHEDULING_CONTEXT_BIND_CALLER_RESULTS_BYTES 0u

struct scheduling_context_bind_thread_params_reader {
    struct capn_struct s;
};
struct scheduling_context_bind_thread_params_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_CONTEXT_BIND_THREAD_PARAMS_DATA_WORDS 0u
#define SCHEDULING_CONTEXT_BIND_THREAD_PARAMS_POINTERS 1u
#define SCHEDULING_CONTEXT_BIND_THREAD_PARAMS_BYTES 24u

struct scheduling_context_bind_thread_results_reader {
    struct capn_struct s;
};
struct scheduling_context_bind_thread_results_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_CONTEXT_BIND_THREAD_RESULTS_DATA_WORDS 0u
#define SCHEDULING_CONTEXT_BIND_THREAD_RESULTS_POINTERS 0u
#define SCHEDULING_CONTEXT_BIND_THREAD_RESULTS_BYTES 0u

struct scheduling_context_bind_process_params_reader {
    struct capn_struct s;
};
struct scheduling_context_bind_process_params_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_CONTEXT_BIND_PROCESS_PARAMS_DATA_WORDS 0u
#define SCHEDULING_CONTEXT_BIND_PROCESS_PARAMS_POINTERS 1u
#define SCHEDULING_CONTEXT_BIND_PROCESS_PARAMS_BYTES 24u

struct scheduling_context_bind_process_results_reader {
    struct capn_struct s;
};
struct scheduling_context_bind_process_results_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_CONTEXT_BIND_PROCESS_RESULTS_DATA_WORDS 0u
#define SCHEDULING_CONTEXT_BIND_PROCESS_RESULTS_POINTERS 0u
#define SCHEDULING_CONTEXT_BIND_PROCESS_RESULTS_BYTES 0u

struct scheduling_context_unbind_params_reader {
    struct capn_struct s;
};
struct scheduling_context_unbind_params_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_CONTEXT_UNBIND_PARAMS_DATA_WORDS 0u
#define SCHEDULING_CONTEXT_UNBIND_PARAMS_POINTERS 0u
#define SCHEDULING_CONTEXT_UNBIND_PARAMS_BYTES 0u

struct scheduling_context_unbind_results_reader {
    struct capn_struct s;
};
struct scheduling_context_unbind_results_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_CONTEXT_UNBIND_RESULTS_DATA_WORDS 0u
#define SCHEDULING_CONTEXT_UNBIND_RESULTS_POINTERS 0u
#define SCHEDULING_CONTEXT_UNBIND_RESULTS_BYTES 0u

struct scheduling_state_reader {
    struct capn_struct s;
};
struct scheduling_state_builder {
    struct capn_struct_builder b;
};
#define SCHEDULING_STATE_DATA_WORDS 6u
#define SCHEDULING_STATE_POINTERS 1u
#define SCHEDULING_STATE_BYTES 72u

/* SchedulerControl.create$Params */

MUST_CHECK static inline status_t scheduler_control_create_params_read_root(
    struct capn_message *message, struct scheduler_control_create_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_create_params_build_root(
    struct capn_builder *builder, struct scheduler_control_create_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t scheduler_control_create_params_get_parameters(
    const struct scheduler_control_create_params_reader *reader, struct scheduling_parameters_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_create_params_init_parameters(
    const struct scheduler_control_create_params_builder *builder, struct scheduling_parameters_builder *out)
{
    return capn_init_struct(&builder->b, 0, 4, 0, &out->b);
}
static inline bool scheduler_control_create_params_has_parameters(
    const struct scheduler_control_create_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SchedulerControl.create$Results */

MUST_CHECK static inline status_t scheduler_control_create_results_read_root(
    struct capn_message *message, struct scheduler_control_create_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_create_results_build_root(
    struct capn_builder *builder, struct scheduler_control_create_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t scheduler_control_create_results_get_context(
    const struct scheduler_control_create_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t scheduler_control_create_results_set_context(
    const struct scheduler_control_create_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool scheduler_control_create_results_has_context(
    const struct scheduler_control_create_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SchedulerControl.configure$Params */

MUST_CHECK static inline status_t scheduler_control_configure_params_read_root(
    struct capn_message *message, struct scheduler_control_configure_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_configure_params_build_root(
    struct capn_builder *builder, struct scheduler_control_configure_params_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t scheduler_control_configure_params_get_context(
    const struct scheduler_control_configure_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t scheduler_control_configure_params_set_context(
    const struct scheduler_control_configure_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool scheduler_control_configure_params_has_context(
    const struct scheduler_control_configure_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t scheduler_control_configure_params_get_parameters(
    const struct scheduler_control_configure_params_reader *reader, struct scheduling_parameters_reader *out)
{
    return capn_get_struct(&reader->s, 1, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_configure_params_init_parameters(
    const struct scheduler_control_configure_params_builder *builder, struct scheduling_parameters_builder *out)
{
    return capn_init_struct(&builder->b, 1, 4, 0, &out->b);
}
static inline bool scheduler_control_configure_params_has_parameters(
    const struct scheduler_control_configure_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* SchedulerControl.configure$Results */

MUST_CHECK static inline status_t scheduler_control_configure_results_read_root(
    struct capn_message *message, struct scheduler_control_configure_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_configure_results_build_root(
    struct capn_builder *builder, struct scheduler_control_configure_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SchedulerControl.narrow$Params */

MUST_CHECK static inline status_t scheduler_control_narrow_params_read_root(
    struct capn_message *message, struct scheduler_control_narrow_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_narrow_params_build_root(
    struct capn_builder *builder, struct scheduler_control_narrow_params_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint8_t scheduler_control_narrow_params_get_max_priority(
    const struct scheduler_control_narrow_params_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 0, 16);
}
static inline void scheduler_control_narrow_params_set_max_priority(
    const struct scheduler_control_narrow_params_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 0, (uint8_t)value);
}
static inline uint64_t scheduler_control_narrow_params_get_cpu_mask(
    const struct scheduler_control_narrow_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void scheduler_control_narrow_params_set_cpu_mask(
    const struct scheduler_control_narrow_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint32_t scheduler_control_narrow_params_get_share_ppm(
    const struct scheduler_control_narrow_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 16);
}
static inline void scheduler_control_narrow_params_set_share_ppm(
    const struct scheduler_control_narrow_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}

/* SchedulerControl.narrow$Results */

MUST_CHECK static inline status_t scheduler_control_narrow_results_read_root(
    struct capn_message *message, struct scheduler_control_narrow_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_narrow_results_build_root(
    struct capn_builder *builder, struct scheduler_control_narrow_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t scheduler_control_narrow_results_get_control(
    const struct scheduler_control_narrow_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t scheduler_control_narrow_results_set_control(
    const struct scheduler_control_narrow_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool scheduler_control_narrow_results_has_control(
    const struct scheduler_control_narrow_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SchedulerControl.info$Params */

MUST_CHECK static inline status_t scheduler_control_info_params_read_root(
    struct capn_message *message, struct scheduler_control_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_info_params_build_root(
    struct capn_builder *builder, struct scheduler_control_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SchedulerControl.info$Results */

MUST_CHECK static inline status_t scheduler_control_info_results_read_root(
    struct capn_message *message, struct scheduler_control_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_info_results_build_root(
    struct capn_builder *builder, struct scheduler_control_info_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t scheduler_control_info_results_get_info(
    const struct scheduler_control_info_results_reader *reader, struct scheduler_info_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t scheduler_control_info_results_init_info(
    const struct scheduler_control_info_results_builder *builder, struct scheduler_info_builder *out)
{
    return capn_init_struct(&builder->b, 0, 3, 0, &out->b);
}
static inline bool scheduler_control_info_results_has_info(const struct scheduler_control_info_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SchedulingParameters */

MUST_CHECK static inline status_t scheduling_parameters_read_root(struct capn_message *message,
                                                                  struct scheduling_parameters_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_parameters_build_root(struct capn_builder *builder,
                                                                   struct scheduling_parameters_builder *out)
{
    return capn_builder_root(builder, 4, 0, &out->b);
}
MUST_CHECK static inline status_t scheduling_parameters_list_get(const struct capn_list *list, uint32_t index,
                                                                 struct scheduling_parameters_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t scheduling_parameters_list_at(const struct capn_list_builder *list, uint32_t index,
                                                                struct scheduling_parameters_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* At least 20,000. A budget of the whole period is no limit. */
static inline uint64_t scheduling_parameters_get_budget_ns(const struct scheduling_parameters_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 32);
}
static inline void scheduling_parameters_set_budget_ns(const struct scheduling_parameters_builder *builder,
                                                       uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
/* At most 10,000,000,000. */
static inline uint64_t scheduling_parameters_get_period_ns(const struct scheduling_parameters_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 32);
}
static inline void scheduling_parameters_set_period_ns(const struct scheduling_parameters_builder *builder,
                                                       uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* 0 to 31. More is more urgent; whoever is ready at a higher priority runs. */
static inline uint8_t scheduling_parameters_get_priority(const struct scheduling_parameters_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 16, 32);
}
static inline void scheduling_parameters_set_priority(const struct scheduling_parameters_builder *builder,
                                                      uint8_t value)
{
    capn_set_u8(&builder->b, 16, (uint8_t)value);
}
/* Bit n for CPU n; 0 means all that the control has. */
static inline uint64_t scheduling_parameters_get_cpu_mask(const struct scheduling_parameters_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 24, 32);
}
static inline void scheduling_parameters_set_cpu_mask(const struct scheduling_parameters_builder *builder,
                                                      uint64_t value)
{
    capn_set_u64(&builder->b, 24, (uint64_t)value);
}

/* SchedulerInfo */

MUST_CHECK static inline status_t scheduler_info_read_root(struct capn_message *message,
                                                           struct scheduler_info_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduler_info_build_root(struct capn_builder *builder,
                                                            struct scheduler_info_builder *out)
{
    return capn_builder_root(builder, 3, 0, &out->b);
}
MUST_CHECK static inline status_t scheduler_info_list_get(const struct capn_list *list, uint32_t index,
                                                          struct scheduler_info_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t scheduler_info_list_at(const struct capn_list_builder *list, uint32_t index,
                                                         struct scheduler_info_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* that run */
static inline uint32_t scheduler_info_get_cpus(const struct scheduler_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 24);
}
static inline void scheduler_info_set_cpus(const struct scheduler_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
/* that this control may give out */
static inline uint64_t scheduler_info_get_cpu_mask(const struct scheduler_info_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 24);
}
static inline void scheduler_info_set_cpu_mask(const struct scheduler_info_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint8_t scheduler_info_get_max_priority(const struct scheduler_info_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 4, 24);
}
static inline void scheduler_info_set_max_priority(const struct scheduler_info_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 4, (uint8_t)value);
}
/* of threads without context */
static inline uint8_t scheduler_info_get_default_priority(const struct scheduler_info_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 5, 24);
}
static inline void scheduler_info_set_default_priority(const struct scheduler_info_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 5, (uint8_t)value);
}
/* above the default priority, in millionths of one CPU */
static inline uint32_t scheduler_info_get_share_ppm(const struct scheduler_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 16, 24);
}
static inline void scheduler_info_set_share_ppm(const struct scheduler_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 16, (uint32_t)value);
}
/* of that, given away */
static inline uint32_t scheduler_info_get_used_ppm(const struct scheduler_info_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 20, 24);
}
static inline void scheduler_info_set_used_ppm(const struct scheduler_info_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 20, (uint32_t)value);
}

/* SchedulingView.state$Params */

MUST_CHECK static inline status_t scheduling_view_state_params_read_root(
    struct capn_message *message, struct scheduling_view_state_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_view_state_params_build_root(
    struct capn_builder *builder, struct scheduling_view_state_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SchedulingView.state$Results */

MUST_CHECK static inline status_t scheduling_view_state_results_read_root(
    struct capn_message *message, struct scheduling_view_state_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_view_state_results_build_root(
    struct capn_builder *builder, struct scheduling_view_state_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t scheduling_view_state_results_get_state(
    const struct scheduling_view_state_results_reader *reader, struct scheduling_state_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t scheduling_view_state_results_init_state(
    const struct scheduling_view_state_results_builder *builder, struct scheduling_state_builder *out)
{
    return capn_init_struct(&builder->b, 0, 6, 1, &out->b);
}
static inline bool scheduling_view_state_results_has_state(const struct scheduling_view_state_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SchedulingContext.bindCaller$Params */

MUST_CHECK static inline status_t scheduling_context_bind_caller_params_read_root(
    struct capn_message *message, struct scheduling_context_bind_caller_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_context_bind_caller_params_build_root(
    struct capn_builder *builder, struct scheduling_context_bind_caller_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SchedulingContext.bindCaller$Results */

MUST_CHECK static inline status_t scheduling_context_bind_caller_results_read_root(
    struct capn_message *message, struct scheduling_context_bind_caller_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_context_bind_caller_results_build_root(
    struct capn_builder *builder, struct scheduling_context_bind_caller_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SchedulingContext.bindThread$Params */

MUST_CHECK static inline status_t scheduling_context_bind_thread_params_read_root(
    struct capn_message *message, struct scheduling_context_bind_thread_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_context_bind_thread_params_build_root(
    struct capn_builder *builder, struct scheduling_context_bind_thread_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t scheduling_context_bind_thread_params_get_thread(
    const struct scheduling_context_bind_thread_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t scheduling_context_bind_thread_params_set_thread(
    const struct scheduling_context_bind_thread_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool scheduling_context_bind_thread_params_has_thread(
    const struct scheduling_context_bind_thread_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SchedulingContext.bindThread$Results */

MUST_CHECK static inline status_t scheduling_context_bind_thread_results_read_root(
    struct capn_message *message, struct scheduling_context_bind_thread_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_context_bind_thread_results_build_root(
    struct capn_builder *builder, struct scheduling_context_bind_thread_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SchedulingContext.bindProcess$Params */

MUST_CHECK static inline status_t scheduling_context_bind_process_params_read_root(
    struct capn_message *message, struct scheduling_context_bind_process_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_context_bind_process_params_build_root(
    struct capn_builder *builder, struct scheduling_context_bind_process_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t scheduling_context_bind_process_params_get_process(
    const struct scheduling_context_bind_process_params_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t scheduling_context_bind_process_params_set_process(
    const struct scheduling_context_bind_process_params_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool scheduling_context_bind_process_params_has_process(
    const struct scheduling_context_bind_process_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SchedulingContext.bindProcess$Results */

MUST_CHECK static inline status_t scheduling_context_bind_process_results_read_root(
    struct capn_message *message, struct scheduling_context_bind_process_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_context_bind_process_results_build_root(
    struct capn_builder *builder, struct scheduling_context_bind_process_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SchedulingContext.unbind$Params */

MUST_CHECK static inline status_t scheduling_context_unbind_params_read_root(
    struct capn_message *message, struct scheduling_context_unbind_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_context_unbind_params_build_root(
    struct capn_builder *builder, struct scheduling_context_unbind_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SchedulingContext.unbind$Results */

MUST_CHECK static inline status_t scheduling_context_unbind_results_read_root(
    struct capn_message *message, struct scheduling_context_unbind_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_context_unbind_results_build_root(
    struct capn_builder *builder, struct scheduling_context_unbind_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SchedulingState */

MUST_CHECK static inline status_t scheduling_state_read_root(struct capn_message *message,
                                                             struct scheduling_state_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t scheduling_state_build_root(struct capn_builder *builder,
                                                              struct scheduling_state_builder *out)
{
    return capn_builder_root(builder, 6, 1, &out->b);
}
MUST_CHECK static inline status_t scheduling_state_list_get(const struct capn_list *list, uint32_t index,
                                                            struct scheduling_state_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t scheduling_state_list_at(const struct capn_list_builder *list, uint32_t index,
                                                           struct scheduling_state_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t scheduling_state_get_parameters(const struct scheduling_state_reader *reader,
                                                                  struct scheduling_parameters_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t scheduling_state_init_parameters(const struct scheduling_state_builder *builder,
                                                                   struct scheduling_parameters_builder *out)
{
    return capn_init_struct(&builder->b, 0, 4, 0, &out->b);
}
static inline bool scheduling_state_has_parameters(const struct scheduling_state_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline bool scheduling_state_get_bound(const struct scheduling_state_reader *reader)
{
    return capn_field_bit(&reader->s, 0, 48);
}
static inline void scheduling_state_set_bound(const struct scheduling_state_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 0, value);
}
/* threads that it is lent to, one behind the other */
static inline uint32_t scheduling_state_get_depth(const struct scheduling_state_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 48);
}
static inline void scheduling_state_set_depth(const struct scheduling_state_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
/* none of them, nor its own, can use it now */
static inline bool scheduling_state_get_waiting(const struct scheduling_state_reader *reader)
{
    return capn_field_bit(&reader->s, 1, 48);
}
static inline void scheduling_state_set_waiting(const struct scheduling_state_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 1, value);
}
/* ever, whoever used it */
static inline uint64_t scheduling_state_get_used_ns(const struct scheduling_state_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 48);
}
static inline void scheduling_state_set_used_ns(const struct scheduling_state_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
/* may be used in one piece from now; 0: not before readyAtNs */
static inline uint64_t scheduling_state_get_remaining_ns(const struct scheduling_state_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 48);
}
static inline void scheduling_state_set_remaining_ns(const struct scheduling_state_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
/* on the clock of Timer */
static inline uint64_t scheduling_state_get_ready_at_ns(const struct scheduling_state_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 24, 48);
}
static inline void scheduling_state_set_ready_at_ns(const struct scheduling_state_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 24, (uint64_t)value);
}
/* times that its thread was ready and had to wait for time */
static inline uint64_t scheduling_state_get_postponements(const struct scheduling_state_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 32, 48);
}
static inline void scheduling_state_set_postponements(const struct scheduling_state_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 32, (uint64_t)value);
}
/* times that it was lent */
static inline uint64_t scheduling_state_get_loans(const struct scheduling_state_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 40, 48);
}
static inline void scheduling_state_set_loans(const struct scheduling_state_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 40, (uint64_t)value);
}

/* interface SchedulerControl */

/*
 * The right to decide about CPU time. The first one may give away 95 % of each CPU at priorities above the default;
 * what remains is
 * for everybody else.
 */
#define SCHEDULER_CONTROL_INTERFACE_ID UINT64_C(0x87ae05a44586a2b3)
extern const struct capn_interface scheduler_control_interface;
enum scheduler_control_method {
    SCHEDULER_CONTROL_METHOD_CREATE = 0,
    SCHEDULER_CONTROL_METHOD_CONFIGURE = 1,
    SCHEDULER_CONTROL_METHOD_NARROW = 2,
    SCHEDULER_CONTROL_METHOD_INFO = 3,
};

/* What a server of SchedulerControl implements; NULL members answer unimplemented. */
struct scheduler_control_server {
    /*
     * A context that is bound to no thread. Above the default priority, budgetNs / periodNs is taken out of this
     * control's share until
     * the context is gone (`overloaded` when there is not enough left, or when contexts for one CPU only would get more
     * than 95 % of it).
     * Charged to the caller.
     */
    status_t (*create)(void *self, struct capn_call *call, const struct scheduler_control_create_params_reader *params,
                       struct scheduler_control_create_results_builder *results);
    /* New parameters, at once, with a full budget, for a context that this control made. */
    status_t (*configure)(void *self, struct capn_call *call,
                          const struct scheduler_control_configure_params_reader *params,
                          struct scheduler_control_configure_results_builder *results);
    /*
     * One that can do less: no more than these, out of what this one may do. sharePpm is set aside for it until it and
     * its contexts are
     * gone. Charged to the caller like a context.
     */
    status_t (*narrow)(void *self, struct capn_call *call, const struct scheduler_control_narrow_params_reader *params,
                       struct scheduler_control_narrow_results_builder *results);
    status_t (*info)(void *self, struct capn_call *call, const struct scheduler_control_info_params_reader *params,
                     struct scheduler_control_info_results_builder *results);
};
MUST_CHECK status_t scheduler_control_dispatch(const struct scheduler_control_server *server, void *self,
                                               uint16_t method_id, struct capn_call *call);

/* interface SchedulingView */

/* What became of a context's time. */
#define SCHEDULING_VIEW_INTERFACE_ID UINT64_C(0xb58a9241b3eae10a)
extern const struct capn_interface scheduling_view_interface;
enum scheduling_view_method {
    SCHEDULING_VIEW_METHOD_STATE = 0,
};

/* What a server of SchedulingView implements; NULL members answer unimplemented. */
struct scheduling_view_server {
    status_t (*state)(void *self, struct capn_call *call, const struct scheduling_view_state_params_reader *params,
                      struct scheduling_view_state_results_builder *results);
};
MUST_CHECK status_t scheduling_view_dispatch(const struct scheduling_view_server *server, void *self,
                                             uint16_t method_id, struct capn_call *call);

/* interface SchedulingContext */

/* Bound to one thread at most; it stays in force while the thread lives, also when nobody holds it any more. */
#define SCHEDULING_CONTEXT_INTERFACE_ID UINT64_C(0xfeb2e606963c922c)
extern const struct capn_interface scheduling_context_interface;
enum scheduling_context_method {
    SCHEDULING_CONTEXT_METHOD_BIND_CALLER = 0,
    SCHEDULING_CONTEXT_METHOD_BIND_THREAD = 1,
    SCHEDULING_CONTEXT_METHOD_BIND_PROCESS = 2,
    SCHEDULING_CONTEXT_METHOD_UNBIND = 3,
    SCHEDULING_CONTEXT_METHOD_STATE = 0x1000,
};

/* What a server of SchedulingContext implements; NULL members answer unimplemented. */
struct scheduling_context_server {
    /* To the calling thread. Overloaded when the thread or the context is bound already, as with the other two. */
    status_t (*bind_caller)(void *self, struct capn_call *call,
                            const struct scheduling_context_bind_caller_params_reader *params,
                            struct scheduling_context_bind_caller_results_builder *results);
    status_t (*bind_thread)(void *self, struct capn_call *call,
                            const struct scheduling_context_bind_thread_params_reader *params,
                            struct scheduling_context_bind_thread_results_builder *results);
    /* To the first thread of a child. */
    status_t (*bind_process)(void *self, struct capn_call *call,
                             const struct scheduling_context_bind_process_params_reader *params,
                             struct scheduling_context_bind_process_results_builder *results);
    /* Nothing happens to one that is not bound. */
    status_t (*unbind)(void *self, struct capn_call *call, const struct scheduling_context_unbind_params_reader *params,
                       struct scheduling_context_unbind_results_builder *results);
    const struct scheduling_view_server *scheduling_view;
};
MUST_CHECK status_t scheduling_context_dispatch(const struct scheduling_context_server *server, void *self,
                                                uint16_t method_id, struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} scheduler_control_t;
typedef struct {
    cap_id_t id;
} scheduling_view_t;
typedef struct {
    cap_id_t id;
} scheduling_context_t;

/* Calls to SchedulerControl. */

/*
 * A context that is bound to no thread. Above the default priority, budgetNs / periodNs is taken out of this control's
 * share until
 * the context is gone (`overloaded` when there is not enough left, or when contexts for one CPU only would get more
 * than 95 % of it).
 * Charged to the caller.
 */
MUST_CHECK static inline status_t scheduler_control_create_begin_sized(
    struct capn_request *request, struct rt *rt, scheduler_control_t cap,
    struct scheduler_control_create_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULER_CONTROL_METHOD_CREATE, 56 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = scheduler_control_create_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduler_control_create_begin(struct capn_request *request, struct rt *rt,
                                                                 scheduler_control_t cap,
                                                                 struct scheduler_control_create_params_builder *params)
{
    return scheduler_control_create_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduler_control_create_results(
    struct capn_request *request, struct scheduler_control_create_results_reader *results)
{
    return scheduler_control_create_results_read_root(&request->results, results);
}
static inline scheduling_context_t scheduler_control_create_promise(struct capn_request *request)
{
    return (scheduling_context_t){ capn_request_promise(request, 0) };
}
/* New parameters, at once, with a full budget, for a context that this control made. */
MUST_CHECK static inline status_t scheduler_control_configure_begin_sized(
    struct capn_request *request, struct rt *rt, scheduler_control_t cap,
    struct scheduler_control_configure_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULER_CONTROL_METHOD_CONFIGURE, 64 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = scheduler_control_configure_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduler_control_configure_begin(
    struct capn_request *request, struct rt *rt, scheduler_control_t cap,
    struct scheduler_control_configure_params_builder *params)
{
    return scheduler_control_configure_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduler_control_configure_results(
    struct capn_request *request, struct scheduler_control_configure_results_reader *results)
{
    return scheduler_control_configure_results_read_root(&request->results, results);
}
/*
 * One that can do less: no more than these, out of what this one may do. sharePpm is set aside for it until it and its
 * contexts are
 * gone. Charged to the caller like a context.
 */
MUST_CHECK static inline status_t scheduler_control_narrow_begin_sized(
    struct capn_request *request, struct rt *rt, scheduler_control_t cap,
    struct scheduler_control_narrow_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULER_CONTROL_METHOD_NARROW, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = scheduler_control_narrow_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduler_control_narrow_begin(struct capn_request *request, struct rt *rt,
                                                                 scheduler_control_t cap,
                                                                 struct scheduler_control_narrow_params_builder *params)
{
    return scheduler_control_narrow_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduler_control_narrow_results(
    struct capn_request *request, struct scheduler_control_narrow_results_reader *results)
{
    return scheduler_control_narrow_results_read_root(&request->results, results);
}
static inline scheduler_control_t scheduler_control_narrow_promise(struct capn_request *request)
{
    return (scheduler_control_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t scheduler_control_narrow(struct rt *rt, scheduler_control_t cap, uint8_t max_priority,
                                             uint64_t cpu_mask, uint32_t share_ppm, scheduler_control_t *control_out);
MUST_CHECK static inline status_t scheduler_control_info_begin_sized(
    struct capn_request *request, struct rt *rt, scheduler_control_t cap,
    struct scheduler_control_info_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULER_CONTROL_METHOD_INFO, 0 + params_extra,
                                         48 + results_extra);
    if (status)
        return status;
    status = scheduler_control_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduler_control_info_begin(struct capn_request *request, struct rt *rt,
                                                               scheduler_control_t cap,
                                                               struct scheduler_control_info_params_builder *params)
{
    return scheduler_control_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduler_control_info_results(struct capn_request *request,
                                                                 struct scheduler_control_info_results_reader *results)
{
    return scheduler_control_info_results_read_root(&request->results, results);
}

/* Calls to SchedulingView. */

MUST_CHECK static inline status_t scheduling_view_state_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    scheduling_view_t cap,
                                                                    struct scheduling_view_state_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULING_VIEW_METHOD_STATE, 0 + params_extra,
                                         112 + results_extra);
    if (status)
        return status;
    status = scheduling_view_state_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduling_view_state_begin(struct capn_request *request, struct rt *rt,
                                                              scheduling_view_t cap,
                                                              struct scheduling_view_state_params_builder *params)
{
    return scheduling_view_state_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduling_view_state_results(struct capn_request *request,
                                                                struct scheduling_view_state_results_reader *results)
{
    return scheduling_view_state_results_read_root(&request->results, results);
}

/* Calls to SchedulingContext. */

/* To the calling thread. Overloaded when the thread or the context is bound already, as with the other two. */
MUST_CHECK static inline status_t scheduling_context_bind_caller_begin_sized(
    struct capn_request *request, struct rt *rt, scheduling_context_t cap,
    struct scheduling_context_bind_caller_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULING_CONTEXT_METHOD_BIND_CALLER, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = scheduling_context_bind_caller_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduling_context_bind_caller_begin(
    struct capn_request *request, struct rt *rt, scheduling_context_t cap,
    struct scheduling_context_bind_caller_params_builder *params)
{
    return scheduling_context_bind_caller_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduling_context_bind_caller_results(
    struct capn_request *request, struct scheduling_context_bind_caller_results_reader *results)
{
    return scheduling_context_bind_caller_results_read_root(&request->results, results);
}
MUST_CHECK status_t scheduling_context_bind_caller(struct rt *rt, scheduling_context_t cap);
MUST_CHECK static inline status_t scheduling_context_bind_thread_begin_sized(
    struct capn_request *request, struct rt *rt, scheduling_context_t cap,
    struct scheduling_context_bind_thread_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULING_CONTEXT_METHOD_BIND_THREAD, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = scheduling_context_bind_thread_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduling_context_bind_thread_begin(
    struct capn_request *request, struct rt *rt, scheduling_context_t cap,
    struct scheduling_context_bind_thread_params_builder *params)
{
    return scheduling_context_bind_thread_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduling_context_bind_thread_results(
    struct capn_request *request, struct scheduling_context_bind_thread_results_reader *results)
{
    return scheduling_context_bind_thread_results_read_root(&request->results, results);
}
MUST_CHECK status_t scheduling_context_bind_thread(struct rt *rt, scheduling_context_t cap, thread_handle_t thread);
/* To the first thread of a child. */
MUST_CHECK static inline status_t scheduling_context_bind_process_begin_sized(
    struct capn_request *request, struct rt *rt, scheduling_context_t cap,
    struct scheduling_context_bind_process_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULING_CONTEXT_METHOD_BIND_PROCESS, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = scheduling_context_bind_process_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduling_context_bind_process_begin(
    struct capn_request *request, struct rt *rt, scheduling_context_t cap,
    struct scheduling_context_bind_process_params_builder *params)
{
    return scheduling_context_bind_process_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduling_context_bind_process_results(
    struct capn_request *request, struct scheduling_context_bind_process_results_reader *results)
{
    return scheduling_context_bind_process_results_read_root(&request->results, results);
}
MUST_CHECK status_t scheduling_context_bind_process(struct rt *rt, scheduling_context_t cap, process_handle_t process);
/* Nothing happens to one that is not bound. */
MUST_CHECK static inline status_t scheduling_context_unbind_begin_sized(
    struct capn_request *request, struct rt *rt, scheduling_context_t cap,
    struct scheduling_context_unbind_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULING_CONTEXT_METHOD_UNBIND, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = scheduling_context_unbind_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduling_context_unbind_begin(
    struct capn_request *request, struct rt *rt, scheduling_context_t cap,
    struct scheduling_context_unbind_params_builder *params)
{
    return scheduling_context_unbind_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduling_context_unbind_results(
    struct capn_request *request, struct scheduling_context_unbind_results_reader *results)
{
    return scheduling_context_unbind_results_read_root(&request->results, results);
}
MUST_CHECK status_t scheduling_context_unbind(struct rt *rt, scheduling_context_t cap);
MUST_CHECK static inline status_t scheduling_context_state_begin_sized(
    struct capn_request *request, struct rt *rt, scheduling_context_t cap,
    struct scheduling_view_state_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SCHEDULING_CONTEXT_METHOD_STATE, 0 + params_extra,
                                         112 + results_extra);
    if (status)
        return status;
    status = scheduling_view_state_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t scheduling_context_state_begin(struct capn_request *request, struct rt *rt,
                                                                 scheduling_context_t cap,
                                                                 struct scheduling_view_state_params_builder *params)
{
    return scheduling_context_state_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t scheduling_context_state_results(struct capn_request *request,
                                                                   struct scheduling_view_state_results_reader *results)
{
    return scheduling_view_state_results_read_root(&request->results, results);
}

#endif
