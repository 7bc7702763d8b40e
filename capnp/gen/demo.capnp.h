/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from demo.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"

struct echo_echo_params_reader {
    struct capn_struct s;
};
struct echo_echo_params_builder {
    struct capn_struct_builder b;
};
#define ECHO_ECHO_PARAMS_DATA_WORDS 0u
#define ECHO_ECHO_PARAMS_POINTERS 1u
#define ECHO_ECHO_PARAMS_BYTES 24u

struct echo_echo_results_reader {
    struct capn_struct s;
};
struct echo_echo_results_builder {
    struct capn_struct_builder b;
};
#define ECHO_ECHO_RESULTS_DATA_WORDS 0u
#define ECHO_ECHO_RESULTS_POINTERS 1u
#define ECHO_ECHO_RESULTS_BYTES 24u

struct echo_say_params_reader {
    struct capn_struct s;
};
struct echo_say_params_builder {
    struct capn_struct_builder b;
};
#define ECHO_SAY_PARAMS_DATA_WORDS 0u
#define ECHO_SAY_PARAMS_POINTERS 1u
#define ECHO_SAY_PARAMS_BYTES 24u

struct echo_say_results_reader {
    struct capn_struct s;
};
struct echo_say_results_builder {
    struct capn_struct_builder b;
};
#define ECHO_SAY_RESULTS_DATA_WORDS 0u
#define ECHO_SAY_RESULTS_POINTERS 1u
#define ECHO_SAY_RESULTS_BYTES 24u

struct echo_fail_params_reader {
    struct capn_struct s;
};
struct echo_fail_params_builder {
    struct capn_struct_builder b;
};
#define ECHO_FAIL_PARAMS_DATA_WORDS 1u
#define ECHO_FAIL_PARAMS_POINTERS 1u
#define ECHO_FAIL_PARAMS_BYTES 32u

struct echo_fail_results_reader {
    struct capn_struct s;
};
struct echo_fail_results_builder {
    struct capn_struct_builder b;
};
#define ECHO_FAIL_RESULTS_DATA_WORDS 0u
#define ECHO_FAIL_RESULTS_POINTERS 0u
#define ECHO_FAIL_RESULTS_BYTES 0u

struct echo_keep_params_reader {
    struct capn_struct s;
};
struct echo_keep_params_builder {
    struct capn_struct_builder b;
};
#define ECHO_KEEP_PARAMS_DATA_WORDS 0u
#define ECHO_KEEP_PARAMS_POINTERS 1u
#define ECHO_KEEP_PARAMS_BYTES 24u

struct echo_keep_results_reader {
    struct capn_struct s;
};
struct echo_keep_results_builder {
    struct capn_struct_builder b;
};
#define ECHO_KEEP_RESULTS_DATA_WORDS 0u
#define ECHO_KEEP_RESULTS_POINTERS 0u
#define ECHO_KEEP_RESULTS_BYTES 0u

struct echo_give_params_reader {
    struct capn_struct s;
};
struct echo_give_params_builder {
    struct capn_struct_builder b;
};
#define ECHO_GIVE_PARAMS_DATA_WORDS 0u
#define ECHO_GIVE_PARAMS_POINTERS 0u
#define ECHO_GIVE_PARAMS_BYTES 0u

struct echo_give_results_reader {
    struct capn_struct s;
};
struct echo_give_results_builder {
    struct capn_struct_builder b;
};
#define ECHO_GIVE_RESULTS_DATA_WORDS 0u
#define ECHO_GIVE_RESULTS_POINTERS 1u
#define ECHO_GIVE_RESULTS_BYTES 24u

struct echo_hang_params_reader {
    struct capn_struct s;
};
struct echo_hang_params_builder {
    struct capn_struct_builder b;
};
#define ECHO_HANG_PARAMS_DATA_WORDS 0u
#define ECHO_HANG_PARAMS_POINTERS 0u
#define ECHO_HANG_PARAMS_BYTES 0u

struct echo_hang_results_reader {
    struct capn_struct s;
};
struct echo_hang_results_builder {
    struct capn_struct_builder b;
};
#define ECHO_HANG_RESULTS_DATA_WORDS 0u
#define ECHO_HANG_RESULTS_POINTERS 0u
#define ECHO_HANG_RESULTS_BYTES 0u

struct echo_exit_params_reader {
    struct capn_struct s;
};
struct echo_exit_params_builder {
    struct capn_struct_builder b;
};
#define ECHO_EXIT_PARAMS_DATA_WORDS 1u
#define ECHO_EXIT_PARAMS_POINTERS 0u
#define ECHO_EXIT_PARAMS_BYTES 24u

struct echo_exit_results_reader {
    struct capn_struct s;
};
struct echo_exit_results_builder {
    struct capn_struct_builder b;
};
#define ECHO_EXIT_RESULTS_DATA_WORDS 0u
#define ECHO_EXIT_RESULTS_POINTERS 0u
#define ECHO_EXIT_RESULTS_BYTES 0u

struct echo_ping_params_reader {
    struct capn_struct s;
};
struct echo_ping_params_builder {
    struct capn_struct_builder b;
};
#define ECHO_PING_PARAMS_DATA_WORDS 0u
#define ECHO_PING_PARAMS_POINTERS 0u
#define ECHO_PING_PARAMS_BYTES 0u

struct echo_ping_results_reader {
    struct capn_struct s;
};
struct echo_ping_results_builder {
    struct capn_struct_builder b;
};
#define ECHO_PING_RESULTS_DATA_WORDS 0u
#define ECHO_PING_RESULTS_POINTERS 0u
#define ECHO_PING_RESULTS_BYTES 0u

struct block64_reader {
    struct capn_struct s;
};
struct block64_builder {
    struct capn_struct_builder b;
};
#define BLOCK64_DATA_WORDS 8u
#define BLOCK64_POINTERS 0u
#define BLOCK64_BYTES 80u

struct directory_open_params_reader {
    struct capn_struct s;
};
struct directory_open_params_builder {
    struct capn_struct_builder b;
};
#define DIRECTORY_OPEN_PARAMS_DATA_WORDS 0u
#define DIRECTORY_OPEN_PARAMS_POINTERS 1u
#define DIRECTORY_OPEN_PARAMS_BYTES 24u

struct directory_open_results_reader {
    struct capn_struct s;
};
struct directory_open_results_builder {
    struct capn_struct_builder b;
};
#define DIRECTORY_OPEN_RESULTS_DATA_WORDS 0u
#define DIRECTORY_OPEN_RESULTS_POINTERS 1u
#define DIRECTORY_OPEN_RESULTS_BYTES 24u

struct directory_read_params_reader {
    struct capn_struct s;
};
struct directory_read_params_builder {
    struct capn_struct_builder b;
};
#define DIRECTORY_READ_PARAMS_DATA_WORDS 0u
#define DIRECTORY_READ_PARAMS_POINTERS 1u
#define DIRECTORY_READ_PARAMS_BYTES 24u

struct directory_read_results_reader {
    struct capn_struct s;
};
struct directory_read_results_builder {
    struct capn_struct_builder b;
};
#define DIRECTORY_READ_RESULTS_DATA_WORDS 0u
#define DIRECTORY_READ_RESULTS_POINTERS 1u
#define DIRECTORY_READ_RESULTS_BYTES 24u

struct directory_list_params_reader {
    struct capn_struct s;
};
struct directory_list_params_builder {
    struct capn_struct_builder b;
};
#define DIRECTORY_LIST_PARAMS_DATA_WORDS 0u
#define DIRECTORY_LIST_PARAMS_POINTERS 0u
#define DIRECTORY_LIST_PARAMS_BYTES 0u

struct directory_list_results_reader {
    struct capn_struct s;
};
struct directory_list_results_builder {
    struct capn_struct_builder b;
};
#define DIRECTORY_LIST_RESULTS_DATA_WORDS 0u
#define DIRECTORY_LIST_RESULTS_POINTERS 1u
#define DIRECTORY_LIST_RESULTS_BYTES 24u

struct directory_timer_params_reader {
    struct capn_struct s;
};
struct directory_timer_params_builder {
    struct capn_struct_builder b;
};
#define DIRECTORY_TIMER_PARAMS_DATA_WORDS 0u
#define DIRECTORY_TIMER_PARAMS_POINTERS 1u
#define DIRECTORY_TIMER_PARAMS_BYTES 24u

struct directory_timer_results_reader {
    struct capn_struct s;
};
struct directory_timer_results_builder {
    struct capn_struct_builder b;
};
#define DIRECTORY_TIMER_RESULTS_DATA_WORDS 0u
#define DIRECTORY_TIMER_RESULTS_POINTERS 1u
#define DIRECTORY_TIMER_RESULTS_BYTES 24u

struct shelf_look_params_reader {
    struct capn_struct s;
};
struct shelf_look_params_builder {
    struct capn_struct_builder b;
};
#define SHELF_LOOK_PARAMS_DATA_WORDS 1u
#define SHELF_LOOK_PARAMS_POINTERS 0u
#define SHELF_LOOK_PARAMS_BYTES 24u

struct shelf_look_results_reader {
    struct capn_struct s;
};
struct shelf_look_results_builder {
    struct capn_struct_builder b;
};
#define SHELF_LOOK_RESULTS_DATA_WORDS 0u
#define SHELF_LOOK_RESULTS_POINTERS 1u
#define SHELF_LOOK_RESULTS_BYTES 24u

struct shelf_count_params_reader {
    struct capn_struct s;
};
struct shelf_count_params_builder {
    struct capn_struct_builder b;
};
#define SHELF_COUNT_PARAMS_DATA_WORDS 0u
#define SHELF_COUNT_PARAMS_POINTERS 0u
#define SHELF_COUNT_PARAMS_BYTES 0u

struct shelf_count_results_reader {
    struct capn_struct s;
};
struct shelf_count_results_builder {
    struct capn_struct_builder b;
};
#define SHELF_COUNT_RESULTS_DATA_WORDS 1u
#define SHELF_COUNT_RESULTS_POINTERS 0u
#define SHELF_COUNT_RESULTS_BYTES 24u

struct locker_share_params_reader {
    struct capn_struct s;
};
struct locker_share_params_builder {
    struct capn_struct_builder b;
};
#define LOCKER_SHARE_PARAMS_DATA_WORDS 0u
#define LOCKER_SHARE_PARAMS_POINTERS 1u
#define LOCKER_SHARE_PARAMS_BYTES 24u

struct locker_share_results_reader {
    struct capn_struct s;
};
struct locker_share_results_builder {
    struct capn_struct_builder b;
};
#define LOCKER_SHARE_RESULTS_DATA_WORDS 0u
#define LOCKER_SHARE_RESULTS_POINTERS 0u
#define LOCKER_SHARE_RESULTS_BYTES 0u

struct locker_work_params_reader {
    struct capn_struct s;
};
struct locker_work_params_builder {
    struct capn_struct_builder b;
};
#define LOCKER_WORK_PARAMS_DATA_WORDS 1u
#define LOCKER_WORK_PARAMS_POINTERS 0u
#define LOCKER_WORK_PARAMS_BYTES 24u

struct locker_work_results_reader {
    struct capn_struct s;
};
struct locker_work_results_builder {
    struct capn_struct_builder b;
};
#define LOCKER_WORK_RESULTS_DATA_WORDS 1u
#define LOCKER_WORK_RESULTS_POINTERS 0u
#define LOCKER_WORK_RESULTS_BYTES 24u

struct locker_put_params_reader {
    struct capn_struct s;
};
struct locker_put_params_builder {
    struct capn_struct_builder b;
};
#define LOCKER_PUT_PARAMS_DATA_WORDS 0u
#define LOCKER_PUT_PARAMS_POINTERS 1u
#define LOCKER_PUT_PARAMS_BYTES 24u

struct locker_put_results_reader {
    struct capn_struct s;
};
struct locker_put_results_builder {
    struct capn_struct_builder b;
};
#define LOCKER_PUT_RESULTS_DATA_WORDS 1u
#define LOCKER_PUT_RESULTS_POINTERS 0u
#define LOCKER_PUT_RESULTS_BYTES 24u

struct locker_take_params_reader {
    struct capn_struct s;
};
struct locker_take_params_builder {
    struct capn_struct_builder b;
};
#define LOCKER_TAKE_PARAMS_DATA_WORDS 1u
#define LOCKER_TAKE_PARAMS_POINTERS 0u
#define LOCKER_TAKE_PARAMS_BYTES 24u

struct locker_take_results_reader {
    struct capn_struct s;
};
struct locker_take_results_builder {
    struct capn_struct_builder b;
};
#define LOCKER_TAKE_RESULTS_DATA_WORDS 0u
#define LOCKER_TAKE_RESULTS_POINTERS 1u
#define LOCKER_TAKE_RESULTS_BYTES 24u

struct guestbook_sign_params_reader {
    struct capn_struct s;
};
struct guestbook_sign_params_builder {
    struct capn_struct_builder b;
};
#define GUESTBOOK_SIGN_PARAMS_DATA_WORDS 0u
#define GUESTBOOK_SIGN_PARAMS_POINTERS 1u
#define GUESTBOOK_SIGN_PARAMS_BYTES 24u

struct guestbook_sign_results_reader {
    struct capn_struct s;
};
struct guestbook_sign_results_builder {
    struct capn_struct_builder b;
};
#define GUESTBOOK_SIGN_RESULTS_DATA_WORDS 1u
#define GUESTBOOK_SIGN_RESULTS_POINTERS 1u
#define GUESTBOOK_SIGN_RESULTS_BYTES 32u

struct guestbook_read_params_reader {
    struct capn_struct s;
};
struct guestbook_read_params_builder {
    struct capn_struct_builder b;
};
#define GUESTBOOK_READ_PARAMS_DATA_WORDS 0u
#define GUESTBOOK_READ_PARAMS_POINTERS 0u
#define GUESTBOOK_READ_PARAMS_BYTES 0u

struct guestbook_read_results_reader {
    struct capn_struct s;
};
struct guestbook_read_results_builder {
    struct capn_struct_builder b;
};
#define GUESTBOOK_READ_RESULTS_DATA_WORDS 0u
#define GUESTBOOK_READ_RESULTS_POINTERS 1u
#define GUESTBOOK_READ_RESULTS_BYTES 24u

struct guestbook_door_params_reader {
    struct capn_struct s;
};
struct guestbook_door_params_builder {
    struct capn_struct_builder b;
};
#define GUESTBOOK_DOOR_PARAMS_DATA_WORDS 0u
#define GUESTBOOK_DOOR_PARAMS_POINTERS 0u
#define GUESTBOOK_DOOR_PARAMS_BYTES 0u

struct guestbook_door_results_reader {
    struct capn_struct s;
};
struct guestbook_door_results_builder {
    struct capn_struct_builder b;
};
#define GUESTBOOK_DOOR_RESULTS_DATA_WORDS 0u
#define GUESTBOOK_DOOR_RESULTS_POINTERS 1u
#define GUESTBOOK_DOOR_RESULTS_BYTES 24u

struct reader_read_params_reader {
    struct capn_struct s;
};
struct reader_read_params_builder {
    struct capn_struct_builder b;
};
#define READER_READ_PARAMS_DATA_WORDS 1u
#define READER_READ_PARAMS_POINTERS 1u
#define READER_READ_PARAMS_BYTES 32u

struct reader_read_results_reader {
    struct capn_struct s;
};
struct reader_read_results_builder {
    struct capn_struct_builder b;
};
#define READER_READ_RESULTS_DATA_WORDS 0u
#define READER_READ_RESULTS_POINTERS 1u
#define READER_READ_RESULTS_BYTES 24u

/* Echo.echo$Params */

MUST_CHECK static inline status_t echo_echo_params_read_root(struct capn_message *message,
                                                             struct echo_echo_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_echo_params_build_root(struct capn_builder *builder,
                                                              struct echo_echo_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t echo_echo_params_get_words(const struct echo_echo_params_reader *reader,
                                                             struct block64_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t echo_echo_params_init_words(const struct echo_echo_params_builder *builder,
                                                              struct block64_builder *out)
{
    return capn_init_struct(&builder->b, 0, 8, 0, &out->b);
}
static inline bool echo_echo_params_has_words(const struct echo_echo_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Echo.echo$Results */

MUST_CHECK static inline status_t echo_echo_results_read_root(struct capn_message *message,
                                                              struct echo_echo_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_echo_results_build_root(struct capn_builder *builder,
                                                               struct echo_echo_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t echo_echo_results_get_words(const struct echo_echo_results_reader *reader,
                                                              struct block64_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t echo_echo_results_init_words(const struct echo_echo_results_builder *builder,
                                                               struct block64_builder *out)
{
    return capn_init_struct(&builder->b, 0, 8, 0, &out->b);
}
static inline bool echo_echo_results_has_words(const struct echo_echo_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Echo.say$Params */

MUST_CHECK static inline status_t echo_say_params_read_root(struct capn_message *message,
                                                            struct echo_say_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_say_params_build_root(struct capn_builder *builder,
                                                             struct echo_say_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t echo_say_params_get_text(const struct echo_say_params_reader *reader,
                                                           struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t echo_say_params_set_text(const struct echo_say_params_builder *builder,
                                                           struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool echo_say_params_has_text(const struct echo_say_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Echo.say$Results */

MUST_CHECK static inline status_t echo_say_results_read_root(struct capn_message *message,
                                                             struct echo_say_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_say_results_build_root(struct capn_builder *builder,
                                                              struct echo_say_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t echo_say_results_get_text(const struct echo_say_results_reader *reader,
                                                            struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t echo_say_results_set_text(const struct echo_say_results_builder *builder,
                                                            struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool echo_say_results_has_text(const struct echo_say_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Echo.fail$Params */

MUST_CHECK static inline status_t echo_fail_params_read_root(struct capn_message *message,
                                                             struct echo_fail_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_fail_params_build_root(struct capn_builder *builder,
                                                              struct echo_fail_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
static inline uint16_t echo_fail_params_get_type(const struct echo_fail_params_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 0, 8);
}
static inline void echo_fail_params_set_type(const struct echo_fail_params_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
MUST_CHECK static inline status_t echo_fail_params_get_reason(const struct echo_fail_params_reader *reader,
                                                              struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t echo_fail_params_set_reason(const struct echo_fail_params_builder *builder,
                                                              struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool echo_fail_params_has_reason(const struct echo_fail_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Echo.fail$Results */

MUST_CHECK static inline status_t echo_fail_results_read_root(struct capn_message *message,
                                                              struct echo_fail_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_fail_results_build_root(struct capn_builder *builder,
                                                               struct echo_fail_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Echo.keep$Params */

MUST_CHECK static inline status_t echo_keep_params_read_root(struct capn_message *message,
                                                             struct echo_keep_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_keep_params_build_root(struct capn_builder *builder,
                                                              struct echo_keep_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t echo_keep_params_get_capability(const struct echo_keep_params_reader *reader,
                                                                  uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t echo_keep_params_set_capability(const struct echo_keep_params_builder *builder,
                                                                  uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool echo_keep_params_has_capability(const struct echo_keep_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Echo.keep$Results */

MUST_CHECK static inline status_t echo_keep_results_read_root(struct capn_message *message,
                                                              struct echo_keep_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_keep_results_build_root(struct capn_builder *builder,
                                                               struct echo_keep_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Echo.give$Params */

MUST_CHECK static inline status_t echo_give_params_read_root(struct capn_message *message,
                                                             struct echo_give_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_give_params_build_root(struct capn_builder *builder,
                                                              struct echo_give_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Echo.give$Results */

MUST_CHECK static inline status_t echo_give_results_read_root(struct capn_message *message,
                                                              struct echo_give_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_give_results_build_root(struct capn_builder *builder,
                                                               struct echo_give_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t echo_give_results_get_capability(const struct echo_give_results_reader *reader,
                                                                   uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t echo_give_results_set_capability(const struct echo_give_results_builder *builder,
                                                                   uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool echo_give_results_has_capability(const struct echo_give_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Echo.hang$Params */

MUST_CHECK static inline status_t echo_hang_params_read_root(struct capn_message *message,
                                                             struct echo_hang_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_hang_params_build_root(struct capn_builder *builder,
                                                              struct echo_hang_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Echo.hang$Results */

MUST_CHECK static inline status_t echo_hang_results_read_root(struct capn_message *message,
                                                              struct echo_hang_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_hang_results_build_root(struct capn_builder *builder,
                                                               struct echo_hang_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Echo.exit$Params */

MUST_CHECK static inline status_t echo_exit_params_read_root(struct capn_message *message,
                                                             struct echo_exit_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_exit_params_build_root(struct capn_builder *builder,
                                                              struct echo_exit_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline int64_t echo_exit_params_get_code(const struct echo_exit_params_reader *reader)
{
    return (int64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void echo_exit_params_set_code(const struct echo_exit_params_builder *builder, int64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* Echo.exit$Results */

MUST_CHECK static inline status_t echo_exit_results_read_root(struct capn_message *message,
                                                              struct echo_exit_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_exit_results_build_root(struct capn_builder *builder,
                                                               struct echo_exit_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Echo.ping$Params */

MUST_CHECK static inline status_t echo_ping_params_read_root(struct capn_message *message,
                                                             struct echo_ping_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_ping_params_build_root(struct capn_builder *builder,
                                                              struct echo_ping_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Echo.ping$Results */

MUST_CHECK static inline status_t echo_ping_results_read_root(struct capn_message *message,
                                                              struct echo_ping_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t echo_ping_results_build_root(struct capn_builder *builder,
                                                               struct echo_ping_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Block64 */

MUST_CHECK static inline status_t block64_read_root(struct capn_message *message, struct block64_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t block64_build_root(struct capn_builder *builder, struct block64_builder *out)
{
    return capn_builder_root(builder, 8, 0, &out->b);
}
MUST_CHECK static inline status_t block64_list_get(const struct capn_list *list, uint32_t index,
                                                   struct block64_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t block64_list_at(const struct capn_list_builder *list, uint32_t index,
                                                  struct block64_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline uint64_t block64_get_a(const struct block64_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 64);
}
static inline void block64_set_a(const struct block64_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t block64_get_b(const struct block64_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 64);
}
static inline void block64_set_b(const struct block64_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint64_t block64_get_c(const struct block64_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 64);
}
static inline void block64_set_c(const struct block64_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
static inline uint64_t block64_get_d(const struct block64_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 24, 64);
}
static inline void block64_set_d(const struct block64_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 24, (uint64_t)value);
}
static inline uint64_t block64_get_e(const struct block64_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 32, 64);
}
static inline void block64_set_e(const struct block64_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 32, (uint64_t)value);
}
static inline uint64_t block64_get_f(const struct block64_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 40, 64);
}
static inline void block64_set_f(const struct block64_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 40, (uint64_t)value);
}
static inline uint64_t block64_get_g(const struct block64_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 48, 64);
}
static inline void block64_set_g(const struct block64_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 48, (uint64_t)value);
}
static inline uint64_t block64_get_h(const struct block64_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 56, 64);
}
static inline void block64_set_h(const struct block64_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 56, (uint64_t)value);
}

/* Directory.open$Params */

MUST_CHECK static inline status_t directory_open_params_read_root(struct capn_message *message,
                                                                  struct directory_open_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t directory_open_params_build_root(struct capn_builder *builder,
                                                                   struct directory_open_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t directory_open_params_get_name(const struct directory_open_params_reader *reader,
                                                                 struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t directory_open_params_set_name(const struct directory_open_params_builder *builder,
                                                                 struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool directory_open_params_has_name(const struct directory_open_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Directory.open$Results */

MUST_CHECK static inline status_t directory_open_results_read_root(struct capn_message *message,
                                                                   struct directory_open_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t directory_open_results_build_root(struct capn_builder *builder,
                                                                    struct directory_open_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t directory_open_results_get_directory(
    const struct directory_open_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t directory_open_results_set_directory(
    const struct directory_open_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool directory_open_results_has_directory(const struct directory_open_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Directory.read$Params */

MUST_CHECK static inline status_t directory_read_params_read_root(struct capn_message *message,
                                                                  struct directory_read_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t directory_read_params_build_root(struct capn_builder *builder,
                                                                   struct directory_read_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t directory_read_params_get_name(const struct directory_read_params_reader *reader,
                                                                 struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t directory_read_params_set_name(const struct directory_read_params_builder *builder,
                                                                 struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool directory_read_params_has_name(const struct directory_read_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Directory.read$Results */

MUST_CHECK static inline status_t directory_read_results_read_root(struct capn_message *message,
                                                                   struct directory_read_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t directory_read_results_build_root(struct capn_builder *builder,
                                                                    struct directory_read_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t directory_read_results_get_text(const struct directory_read_results_reader *reader,
                                                                  struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t directory_read_results_set_text(const struct directory_read_results_builder *builder,
                                                                  struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool directory_read_results_has_text(const struct directory_read_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Directory.list$Params */

MUST_CHECK static inline status_t directory_list_params_read_root(struct capn_message *message,
                                                                  struct directory_list_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t directory_list_params_build_root(struct capn_builder *builder,
                                                                   struct directory_list_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Directory.list$Results */

MUST_CHECK static inline status_t directory_list_results_read_root(struct capn_message *message,
                                                                   struct directory_list_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t directory_list_results_build_root(struct capn_builder *builder,
                                                                    struct directory_list_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t directory_list_results_get_names(const struct directory_list_results_reader *reader,
                                                                   struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_POINTER, out);
}
MUST_CHECK static inline status_t directory_list_results_init_names(
    const struct directory_list_results_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_list(&builder->b, 0, CAPN_SIZE_POINTER, count, out);
}
static inline bool directory_list_results_has_names(const struct directory_list_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Directory.timer$Params */

MUST_CHECK static inline status_t directory_timer_params_read_root(struct capn_message *message,
                                                                   struct directory_timer_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t directory_timer_params_build_root(struct capn_builder *builder,
                                                                    struct directory_timer_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t directory_timer_params_get_name(const struct directory_timer_params_reader *reader,
                                                                  struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t directory_timer_params_set_name(const struct directory_timer_params_builder *builder,
                                                                  struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool directory_timer_params_has_name(const struct directory_timer_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Directory.timer$Results */

MUST_CHECK static inline status_t directory_timer_results_read_root(struct capn_message *message,
                                                                    struct directory_timer_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t directory_timer_results_build_root(struct capn_builder *builder,
                                                                     struct directory_timer_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t directory_timer_results_get_timer(const struct directory_timer_results_reader *reader,
                                                                    uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t directory_timer_results_set_timer(
    const struct directory_timer_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool directory_timer_results_has_timer(const struct directory_timer_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Shelf.look$Params */

MUST_CHECK static inline status_t shelf_look_params_read_root(struct capn_message *message,
                                                              struct shelf_look_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t shelf_look_params_build_root(struct capn_builder *builder,
                                                               struct shelf_look_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t shelf_look_params_get_ticket(const struct shelf_look_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void shelf_look_params_set_ticket(const struct shelf_look_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Shelf.look$Results */

MUST_CHECK static inline status_t shelf_look_results_read_root(struct capn_message *message,
                                                               struct shelf_look_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t shelf_look_results_build_root(struct capn_builder *builder,
                                                                struct shelf_look_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t shelf_look_results_get_item(const struct shelf_look_results_reader *reader,
                                                              uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t shelf_look_results_set_item(const struct shelf_look_results_builder *builder,
                                                              uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool shelf_look_results_has_item(const struct shelf_look_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Shelf.count$Params */

MUST_CHECK static inline status_t shelf_count_params_read_root(struct capn_message *message,
                                                               struct shelf_count_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t shelf_count_params_build_root(struct capn_builder *builder,
                                                                struct shelf_count_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Shelf.count$Results */

MUST_CHECK static inline status_t shelf_count_results_read_root(struct capn_message *message,
                                                                struct shelf_count_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t shelf_count_results_build_root(struct capn_builder *builder,
                                                                 struct shelf_count_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t shelf_count_results_get_items(const struct shelf_count_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void shelf_count_results_set_items(const struct shelf_count_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Locker.share$Params */

MUST_CHECK static inline status_t locker_share_params_read_root(struct capn_message *message,
                                                                struct locker_share_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t locker_share_params_build_root(struct capn_builder *builder,
                                                                 struct locker_share_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t locker_share_params_get_memory(const struct locker_share_params_reader *reader,
                                                                 uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t locker_share_params_set_memory(const struct locker_share_params_builder *builder,
                                                                 uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool locker_share_params_has_memory(const struct locker_share_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Locker.share$Results */

MUST_CHECK static inline status_t locker_share_results_read_root(struct capn_message *message,
                                                                 struct locker_share_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t locker_share_results_build_root(struct capn_builder *builder,
                                                                  struct locker_share_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Locker.work$Params */

MUST_CHECK static inline status_t locker_work_params_read_root(struct capn_message *message,
                                                               struct locker_work_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t locker_work_params_build_root(struct capn_builder *builder,
                                                                struct locker_work_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t locker_work_params_get_offset(const struct locker_work_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void locker_work_params_set_offset(const struct locker_work_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint32_t locker_work_params_get_bytes(const struct locker_work_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 8);
}
static inline void locker_work_params_set_bytes(const struct locker_work_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}

/* Locker.work$Results */

MUST_CHECK static inline status_t locker_work_results_read_root(struct capn_message *message,
                                                                struct locker_work_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t locker_work_results_build_root(struct capn_builder *builder,
                                                                 struct locker_work_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t locker_work_results_get_sum(const struct locker_work_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void locker_work_results_set_sum(const struct locker_work_results_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* Locker.put$Params */

MUST_CHECK static inline status_t locker_put_params_read_root(struct capn_message *message,
                                                              struct locker_put_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t locker_put_params_build_root(struct capn_builder *builder,
                                                               struct locker_put_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t locker_put_params_get_item(const struct locker_put_params_reader *reader,
                                                             uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t locker_put_params_set_item(const struct locker_put_params_builder *builder,
                                                             uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool locker_put_params_has_item(const struct locker_put_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Locker.put$Results */

MUST_CHECK static inline status_t locker_put_results_read_root(struct capn_message *message,
                                                               struct locker_put_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t locker_put_results_build_root(struct capn_builder *builder,
                                                                struct locker_put_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t locker_put_results_get_ticket(const struct locker_put_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void locker_put_results_set_ticket(const struct locker_put_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Locker.take$Params */

MUST_CHECK static inline status_t locker_take_params_read_root(struct capn_message *message,
                                                               struct locker_take_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t locker_take_params_build_root(struct capn_builder *builder,
                                                                struct locker_take_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t locker_take_params_get_ticket(const struct locker_take_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void locker_take_params_set_ticket(const struct locker_take_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Locker.take$Results */

MUST_CHECK static inline status_t locker_take_results_read_root(struct capn_message *message,
                                                                struct locker_take_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t locker_take_results_build_root(struct capn_builder *builder,
                                                                 struct locker_take_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t locker_take_results_get_item(const struct locker_take_results_reader *reader,
                                                               uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t locker_take_results_set_item(const struct locker_take_results_builder *builder,
                                                               uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool locker_take_results_has_item(const struct locker_take_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Guestbook.sign$Params */

MUST_CHECK static inline status_t guestbook_sign_params_read_root(struct capn_message *message,
                                                                  struct guestbook_sign_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t guestbook_sign_params_build_root(struct capn_builder *builder,
                                                                   struct guestbook_sign_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t guestbook_sign_params_get_claim(const struct guestbook_sign_params_reader *reader,
                                                                  struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t guestbook_sign_params_set_claim(const struct guestbook_sign_params_builder *builder,
                                                                  struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool guestbook_sign_params_has_claim(const struct guestbook_sign_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Guestbook.sign$Results */

MUST_CHECK static inline status_t guestbook_sign_results_read_root(struct capn_message *message,
                                                                   struct guestbook_sign_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t guestbook_sign_results_build_root(struct capn_builder *builder,
                                                                    struct guestbook_sign_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
static inline uint32_t guestbook_sign_results_get_member(const struct guestbook_sign_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void guestbook_sign_results_set_member(const struct guestbook_sign_results_builder *builder,
                                                     uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint32_t guestbook_sign_results_get_visits(const struct guestbook_sign_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 8);
}
static inline void guestbook_sign_results_set_visits(const struct guestbook_sign_results_builder *builder,
                                                     uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
MUST_CHECK static inline status_t guestbook_sign_results_get_name(const struct guestbook_sign_results_reader *reader,
                                                                  struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t guestbook_sign_results_set_name(const struct guestbook_sign_results_builder *builder,
                                                                  struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool guestbook_sign_results_has_name(const struct guestbook_sign_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Guestbook.read$Params */

MUST_CHECK static inline status_t guestbook_read_params_read_root(struct capn_message *message,
                                                                  struct guestbook_read_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t guestbook_read_params_build_root(struct capn_builder *builder,
                                                                   struct guestbook_read_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Guestbook.read$Results */

MUST_CHECK static inline status_t guestbook_read_results_read_root(struct capn_message *message,
                                                                   struct guestbook_read_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t guestbook_read_results_build_root(struct capn_builder *builder,
                                                                    struct guestbook_read_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t guestbook_read_results_get_entries(const struct guestbook_read_results_reader *reader,
                                                                     struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_POINTER, out);
}
MUST_CHECK static inline status_t guestbook_read_results_init_entries(
    const struct guestbook_read_results_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    return capn_init_list(&builder->b, 0, CAPN_SIZE_POINTER, count, out);
}
static inline bool guestbook_read_results_has_entries(const struct guestbook_read_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Guestbook.door$Params */

MUST_CHECK static inline status_t guestbook_door_params_read_root(struct capn_message *message,
                                                                  struct guestbook_door_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t guestbook_door_params_build_root(struct capn_builder *builder,
                                                                   struct guestbook_door_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Guestbook.door$Results */

MUST_CHECK static inline status_t guestbook_door_results_read_root(struct capn_message *message,
                                                                   struct guestbook_door_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t guestbook_door_results_build_root(struct capn_builder *builder,
                                                                    struct guestbook_door_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t guestbook_door_results_get_guestbook(
    const struct guestbook_door_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t guestbook_door_results_set_guestbook(
    const struct guestbook_door_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool guestbook_door_results_has_guestbook(const struct guestbook_door_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Reader.read$Params */

MUST_CHECK static inline status_t reader_read_params_read_root(struct capn_message *message,
                                                               struct reader_read_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t reader_read_params_build_root(struct capn_builder *builder,
                                                                struct reader_read_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t reader_read_params_get_name(const struct reader_read_params_reader *reader,
                                                              struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t reader_read_params_set_name(const struct reader_read_params_builder *builder,
                                                              struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool reader_read_params_has_name(const struct reader_read_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint32_t reader_read_params_get_max_bytes(const struct reader_read_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void reader_read_params_set_max_bytes(const struct reader_read_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Reader.read$Results */

MUST_CHECK static inline status_t reader_read_results_read_root(struct capn_message *message,
                                                                struct reader_read_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t reader_read_results_build_root(struct capn_builder *builder,
                                                                 struct reader_read_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t reader_read_results_get_data(const struct reader_read_results_reader *reader,
                                                               struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t reader_read_results_set_data(const struct reader_read_results_builder *builder,
                                                               struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t reader_read_results_init_data(const struct reader_read_results_builder *builder,
                                                                uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t reader_read_results_truncate_data(const struct reader_read_results_builder *builder,
                                                                    uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool reader_read_results_has_data(const struct reader_read_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* interface Echo */

/* Gives back what it gets. demos/echo serves it. */
#define ECHO_INTERFACE_ID UINT64_C(0xb3f60ce8a917d254)
extern const struct capn_interface echo_interface;
enum echo_method {
    ECHO_METHOD_ECHO = 0,
    ECHO_METHOD_SAY = 1,
    ECHO_METHOD_FAIL = 2,
    ECHO_METHOD_KEEP = 3,
    ECHO_METHOD_GIVE = 4,
    ECHO_METHOD_HANG = 5,
    ECHO_METHOD_EXIT = 6,
    ECHO_METHOD_PING = 7,
};

/* What a server of Echo implements; NULL members answer unimplemented. */
struct echo_server {
    /* 64 bytes each way. */
    status_t (*echo)(void *self, struct capn_call *call, const struct echo_echo_params_reader *params,
                     struct echo_echo_results_builder *results);
    status_t (*say)(void *self, struct capn_call *call, const struct echo_say_params_reader *params,
                    struct echo_say_results_builder *results);
    /* Answers with that exception. */
    status_t (*fail)(void *self, struct capn_call *call, const struct echo_fail_params_reader *params,
                     struct echo_fail_results_builder *results);
    /* Keeps a hold on it until the next keep. */
    status_t (*keep)(void *self, struct capn_call *call, const struct echo_keep_params_reader *params,
                     struct echo_keep_results_builder *results);
    /* Gives back what keep kept; failed when there is nothing. */
    status_t (*give)(void *self, struct capn_call *call, const struct echo_give_params_reader *params,
                     struct echo_give_results_builder *results);
    /* Never answers. */
    status_t (*hang)(void *self, struct capn_call *call, const struct echo_hang_params_reader *params,
                     struct echo_hang_results_builder *results);
    /* The server exits without answering. */
    status_t (*exit)(void *self, struct capn_call *call, const struct echo_exit_params_reader *params,
                     struct echo_exit_results_builder *results);
    /* Answers, with nothing. */
    status_t (*ping)(void *self, struct capn_call *call, const struct echo_ping_params_reader *params,
                     struct echo_ping_results_builder *results);
};
MUST_CHECK status_t echo_dispatch(const struct echo_server *server, void *self, uint16_t method_id,
                                  struct capn_call *call);

/* interface Directory */

/* Names in a tree that nobody can change. demos/directory serves it: a museum. */
#define DIRECTORY_INTERFACE_ID UINT64_C(0x85d0ef3a611a2211)
extern const struct capn_interface directory_interface;
enum directory_method {
    DIRECTORY_METHOD_OPEN = 0,
    DIRECTORY_METHOD_READ = 1,
    DIRECTORY_METHOD_LIST = 2,
    DIRECTORY_METHOD_TIMER = 3,
};

/* What a server of Directory implements; NULL members answer unimplemented. */
struct directory_server {
    /* The directory of that name in this one. failed when there is none, or it is something else. */
    status_t (*open)(void *self, struct capn_call *call, const struct directory_open_params_reader *params,
                     struct directory_open_results_builder *results);
    /* What stands there. failed when there is nothing of that name, or it is something else. */
    status_t (*read)(void *self, struct capn_call *call, const struct directory_read_params_reader *params,
                     struct directory_read_results_builder *results);
    /* Everything in this directory, in order. */
    status_t (*list)(void *self, struct capn_call *call, const struct directory_list_params_reader *params,
                     struct directory_list_results_builder *results);
    /* The clock of that name. failed when there is none, or it is something else. */
    status_t (*timer)(void *self, struct capn_call *call, const struct directory_timer_params_reader *params,
                      struct directory_timer_results_builder *results);
};
MUST_CHECK status_t directory_dispatch(const struct directory_server *server, void *self, uint16_t method_id,
                                       struct capn_call *call);

/* interface Shelf */

/* What others have left, to be looked at and not to be taken away. */
#define SHELF_INTERFACE_ID UINT64_C(0x8ede585fa1fffa73)
extern const struct capn_interface shelf_interface;
enum shelf_method {
    SHELF_METHOD_LOOK = 0,
    SHELF_METHOD_COUNT = 1,
};

/* What a server of Shelf implements; NULL members answer unimplemented. */
struct shelf_server {
    /* A copy of it; it stays where it is as well. failed when nothing is there. */
    status_t (*look)(void *self, struct capn_call *call, const struct shelf_look_params_reader *params,
                     struct shelf_look_results_builder *results);
    status_t (*count)(void *self, struct capn_call *call, const struct shelf_count_params_reader *params,
                      struct shelf_count_results_builder *results);
};
MUST_CHECK status_t shelf_dispatch(const struct shelf_server *server, void *self, uint16_t method_id,
                                   struct capn_call *call);

/* interface Locker */

/* A place to leave capabilities in, and memory to work on together. demos/locker serves it. */
#define LOCKER_INTERFACE_ID UINT64_C(0x922924944bda83ca)
extern const struct capn_interface locker_interface;
enum locker_method {
    LOCKER_METHOD_SHARE = 0,
    LOCKER_METHOD_WORK = 1,
    LOCKER_METHOD_PUT = 2,
    LOCKER_METHOD_TAKE = 3,
    LOCKER_METHOD_LOOK = 0x1000,
    LOCKER_METHOD_COUNT = 0x1001,
};

/* What a server of Locker implements; NULL members answer unimplemented. */
struct locker_server {
    /* From now on this is what `work` works on. It is mapped, not copied, so either side sees what the other writes. */
    status_t (*share)(void *self, struct capn_call *call, const struct locker_share_params_reader *params,
                      struct locker_share_results_builder *results);
    /*
     * Adds up the bytes of that part of the shared memory, and turns each into its complement where it lies. At most
     * 65,536.
     */
    status_t (*work)(void *self, struct capn_call *call, const struct locker_work_params_reader *params,
                     struct locker_work_results_builder *results);
    /* Keeps what is sent, whether it is a copy or was moved. overloaded when the locker is full. */
    status_t (*put)(void *self, struct capn_call *call, const struct locker_put_params_reader *params,
                    struct locker_put_results_builder *results);
    /* Moves it to the caller; nothing is there afterwards. failed when nothing is there. */
    status_t (*take)(void *self, struct capn_call *call, const struct locker_take_params_reader *params,
                     struct locker_take_results_builder *results);
    const struct shelf_server *shelf;
};
MUST_CHECK status_t locker_dispatch(const struct locker_server *server, void *self, uint16_t method_id,
                                    struct capn_call *call);

/* interface Guestbook */

/* Remembers who was there, by the session that calls come from. demos/guestbook serves it. */
#define GUESTBOOK_INTERFACE_ID UINT64_C(0xa3c71e58d90b6f24)
extern const struct capn_interface guestbook_interface;
enum guestbook_method {
    GUESTBOOK_METHOD_SIGN = 0,
    GUESTBOOK_METHOD_READ = 1,
    GUESTBOOK_METHOD_DOOR = 2,
};

/* What a server of Guestbook implements; NULL members answer unimplemented. */
struct guestbook_server {
    /*
     * Writes one visit of the caller's session down. claim is who the caller says it is: it is ignored, and may be as
     * long as it likes.
     * name is the display name of the session's subject, if a call disclosed it; empty before. overloaded when the book
     * is full of others.
     */
    status_t (*sign)(void *self, struct capn_call *call, const struct guestbook_sign_params_reader *params,
                     struct guestbook_sign_results_builder *results);
    /* One line for each member, in the order of their first visits. */
    status_t (*read)(void *self, struct capn_call *call, const struct guestbook_read_params_reader *params,
                     struct guestbook_read_results_builder *results);
    /* A facet through which callers may disclose their display names, and that may go into any session. */
    status_t (*door)(void *self, struct capn_call *call, const struct guestbook_door_params_reader *params,
                     struct guestbook_door_results_builder *results);
};
MUST_CHECK status_t guestbook_dispatch(const struct guestbook_server *server, void *self, uint16_t method_id,
                                       struct capn_call *call);

/* interface Reader */

/* A program that can read what it is given, while it may. demos/revocable-read serves it. */
#define READER_INTERFACE_ID UINT64_C(0xb7c2e1905fd4a638)
extern const struct capn_interface reader_interface;
enum reader_method {
    READER_METHOD_READ = 0,
};

/* What a server of Reader implements; NULL members answer unimplemented. */
struct reader_server {
    /*
     * The beginning of the BootBlob that the program finds in its CapSet under that name now; failed when there is
     * none, and whatever
     * the blob says.
     */
    status_t (*read)(void *self, struct capn_call *call, const struct reader_read_params_reader *params,
                     struct reader_read_results_builder *results);
};
MUST_CHECK status_t reader_dispatch(const struct reader_server *server, void *self, uint16_t method_id,
                                    struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} echo_t;
typedef struct {
    cap_id_t id;
} directory_t;
typedef struct {
    cap_id_t id;
} shelf_t;
typedef struct {
    cap_id_t id;
} locker_t;
typedef struct {
    cap_id_t id;
} guestbook_t;
typedef struct {
    cap_id_t id;
} reader_t;

/* Calls to Echo. */

/* 64 bytes each way. */
MUST_CHECK static inline status_t echo_echo_begin_sized(struct capn_request *request, struct rt *rt, echo_t cap,
                                                        struct echo_echo_params_builder *params, size_t params_extra,
                                                        size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ECHO_METHOD_ECHO, 88 + params_extra, 88 + results_extra);
    if (status)
        return status;
    status = echo_echo_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t echo_echo_begin(struct capn_request *request, struct rt *rt, echo_t cap,
                                                  struct echo_echo_params_builder *params)
{
    return echo_echo_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t echo_echo_results(struct capn_request *request,
                                                    struct echo_echo_results_reader *results)
{
    return echo_echo_results_read_root(&request->results, results);
}
MUST_CHECK static inline status_t echo_say_begin_sized(struct capn_request *request, struct rt *rt, echo_t cap,
                                                       struct echo_say_params_builder *params, size_t params_extra,
                                                       size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ECHO_METHOD_SAY, 24 + params_extra, 24 + results_extra);
    if (status)
        return status;
    status = echo_say_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t echo_say_begin(struct capn_request *request, struct rt *rt, echo_t cap,
                                                 struct echo_say_params_builder *params)
{
    return echo_say_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t echo_say_results(struct capn_request *request,
                                                   struct echo_say_results_reader *results)
{
    return echo_say_results_read_root(&request->results, results);
}
/* Answers with that exception. */
MUST_CHECK static inline status_t echo_fail_begin_sized(struct capn_request *request, struct rt *rt, echo_t cap,
                                                        struct echo_fail_params_builder *params, size_t params_extra,
                                                        size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ECHO_METHOD_FAIL, 32 + params_extra, 0 + results_extra);
    if (status)
        return status;
    status = echo_fail_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t echo_fail_begin(struct capn_request *request, struct rt *rt, echo_t cap,
                                                  struct echo_fail_params_builder *params)
{
    return echo_fail_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t echo_fail_results(struct capn_request *request,
                                                    struct echo_fail_results_reader *results)
{
    return echo_fail_results_read_root(&request->results, results);
}
MUST_CHECK status_t echo_fail(struct rt *rt, echo_t cap, uint16_t type, struct capn_text reason);
/* Keeps a hold on it until the next keep. */
MUST_CHECK static inline status_t echo_keep_begin_sized(struct capn_request *request, struct rt *rt, echo_t cap,
                                                        struct echo_keep_params_builder *params, size_t params_extra,
                                                        size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ECHO_METHOD_KEEP, 24 + params_extra, 0 + results_extra);
    if (status)
        return status;
    status = echo_keep_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t echo_keep_begin(struct capn_request *request, struct rt *rt, echo_t cap,
                                                  struct echo_keep_params_builder *params)
{
    return echo_keep_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t echo_keep_results(struct capn_request *request,
                                                    struct echo_keep_results_reader *results)
{
    return echo_keep_results_read_root(&request->results, results);
}
MUST_CHECK status_t echo_keep(struct rt *rt, echo_t cap, cap_id_t capability);
/* Gives back what keep kept; failed when there is nothing. */
MUST_CHECK static inline status_t echo_give_begin_sized(struct capn_request *request, struct rt *rt, echo_t cap,
                                                        struct echo_give_params_builder *params, size_t params_extra,
                                                        size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ECHO_METHOD_GIVE, 0 + params_extra, 24 + results_extra);
    if (status)
        return status;
    status = echo_give_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t echo_give_begin(struct capn_request *request, struct rt *rt, echo_t cap,
                                                  struct echo_give_params_builder *params)
{
    return echo_give_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t echo_give_results(struct capn_request *request,
                                                    struct echo_give_results_reader *results)
{
    return echo_give_results_read_root(&request->results, results);
}
static inline cap_id_t echo_give_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
MUST_CHECK status_t echo_give(struct rt *rt, echo_t cap, cap_id_t *capability_out);
/* Never answers. */
MUST_CHECK static inline status_t echo_hang_begin_sized(struct capn_request *request, struct rt *rt, echo_t cap,
                                                        struct echo_hang_params_builder *params, size_t params_extra,
                                                        size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ECHO_METHOD_HANG, 0 + params_extra, 0 + results_extra);
    if (status)
        return status;
    status = echo_hang_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t echo_hang_begin(struct capn_request *request, struct rt *rt, echo_t cap,
                                                  struct echo_hang_params_builder *params)
{
    return echo_hang_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t echo_hang_results(struct capn_request *request,
                                                    struct echo_hang_results_reader *results)
{
    return echo_hang_results_read_root(&request->results, results);
}
MUST_CHECK status_t echo_hang(struct rt *rt, echo_t cap);
/* The server exits without answering. */
MUST_CHECK static inline status_t echo_exit_begin_sized(struct capn_request *request, struct rt *rt, echo_t cap,
                                                        struct echo_exit_params_builder *params, size_t params_extra,
                                                        size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ECHO_METHOD_EXIT, 24 + params_extra, 0 + results_extra);
    if (status)
        return status;
    status = echo_exit_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t echo_exit_begin(struct capn_request *request, struct rt *rt, echo_t cap,
                                                  struct echo_exit_params_builder *params)
{
    return echo_exit_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t echo_exit_results(struct capn_request *request,
                                                    struct echo_exit_results_reader *results)
{
    return echo_exit_results_read_root(&request->results, results);
}
MUST_CHECK status_t echo_exit(struct rt *rt, echo_t cap, int64_t code);
/* Answers, with nothing. */
MUST_CHECK static inline status_t echo_ping_begin_sized(struct capn_request *request, struct rt *rt, echo_t cap,
                                                        struct echo_ping_params_builder *params, size_t params_extra,
                                                        size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ECHO_METHOD_PING, 0 + params_extra, 0 + results_extra);
    if (status)
        return status;
    status = echo_ping_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t echo_ping_begin(struct capn_request *request, struct rt *rt, echo_t cap,
                                                  struct echo_ping_params_builder *params)
{
    return echo_ping_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t echo_ping_results(struct capn_request *request,
                                                    struct echo_ping_results_reader *results)
{
    return echo_ping_results_read_root(&request->results, results);
}
MUST_CHECK status_t echo_ping(struct rt *rt, echo_t cap);

/* Calls to Directory. */

/* The directory of that name in this one. failed when there is none, or it is something else. */
MUST_CHECK static inline status_t directory_open_begin_sized(struct capn_request *request, struct rt *rt,
                                                             directory_t cap,
                                                             struct directory_open_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, DIRECTORY_METHOD_OPEN, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = directory_open_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t directory_open_begin(struct capn_request *request, struct rt *rt, directory_t cap,
                                                       struct directory_open_params_builder *params)
{
    return directory_open_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t directory_open_results(struct capn_request *request,
                                                         struct directory_open_results_reader *results)
{
    return directory_open_results_read_root(&request->results, results);
}
static inline directory_t directory_open_promise(struct capn_request *request)
{
    return (directory_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t directory_open(struct rt *rt, directory_t cap, struct capn_text name, directory_t *directory_out);
/* What stands there. failed when there is nothing of that name, or it is something else. */
MUST_CHECK static inline status_t directory_read_begin_sized(struct capn_request *request, struct rt *rt,
                                                             directory_t cap,
                                                             struct directory_read_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, DIRECTORY_METHOD_READ, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = directory_read_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t directory_read_begin(struct capn_request *request, struct rt *rt, directory_t cap,
                                                       struct directory_read_params_builder *params)
{
    return directory_read_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t directory_read_results(struct capn_request *request,
                                                         struct directory_read_results_reader *results)
{
    return directory_read_results_read_root(&request->results, results);
}
/* Everything in this directory, in order. */
MUST_CHECK static inline status_t directory_list_begin_sized(struct capn_request *request, struct rt *rt,
                                                             directory_t cap,
                                                             struct directory_list_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, DIRECTORY_METHOD_LIST, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = directory_list_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t directory_list_begin(struct capn_request *request, struct rt *rt, directory_t cap,
                                                       struct directory_list_params_builder *params)
{
    return directory_list_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t directory_list_results(struct capn_request *request,
                                                         struct directory_list_results_reader *results)
{
    return directory_list_results_read_root(&request->results, results);
}
/* The clock of that name. failed when there is none, or it is something else. */
MUST_CHECK static inline status_t directory_timer_begin_sized(struct capn_request *request, struct rt *rt,
                                                              directory_t cap,
                                                              struct directory_timer_params_builder *params,
                                                              size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, DIRECTORY_METHOD_TIMER, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = directory_timer_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t directory_timer_begin(struct capn_request *request, struct rt *rt, directory_t cap,
                                                        struct directory_timer_params_builder *params)
{
    return directory_timer_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t directory_timer_results(struct capn_request *request,
                                                          struct directory_timer_results_reader *results)
{
    return directory_timer_results_read_root(&request->results, results);
}
static inline timer_t directory_timer_promise(struct capn_request *request)
{
    return (timer_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t directory_timer(struct rt *rt, directory_t cap, struct capn_text name, timer_t *timer_out);

/* Calls to Shelf. */

/* A copy of it; it stays where it is as well. failed when nothing is there. */
MUST_CHECK static inline status_t shelf_look_begin_sized(struct capn_request *request, struct rt *rt, shelf_t cap,
                                                         struct shelf_look_params_builder *params, size_t params_extra,
                                                         size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SHELF_METHOD_LOOK, 24 + params_extra, 24 + results_extra);
    if (status)
        return status;
    status = shelf_look_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t shelf_look_begin(struct capn_request *request, struct rt *rt, shelf_t cap,
                                                   struct shelf_look_params_builder *params)
{
    return shelf_look_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t shelf_look_results(struct capn_request *request,
                                                     struct shelf_look_results_reader *results)
{
    return shelf_look_results_read_root(&request->results, results);
}
static inline cap_id_t shelf_look_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
MUST_CHECK status_t shelf_look(struct rt *rt, shelf_t cap, uint32_t ticket, cap_id_t *item_out);
MUST_CHECK static inline status_t shelf_count_begin_sized(struct capn_request *request, struct rt *rt, shelf_t cap,
                                                          struct shelf_count_params_builder *params,
                                                          size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SHELF_METHOD_COUNT, 0 + params_extra, 24 + results_extra);
    if (status)
        return status;
    status = shelf_count_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t shelf_count_begin(struct capn_request *request, struct rt *rt, shelf_t cap,
                                                    struct shelf_count_params_builder *params)
{
    return shelf_count_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t shelf_count_results(struct capn_request *request,
                                                      struct shelf_count_results_reader *results)
{
    return shelf_count_results_read_root(&request->results, results);
}
MUST_CHECK status_t shelf_count(struct rt *rt, shelf_t cap, uint32_t *items_out);

/* Calls to Locker. */

/* From now on this is what `work` works on. It is mapped, not copied, so either side sees what the other writes. */
MUST_CHECK static inline status_t locker_share_begin_sized(struct capn_request *request, struct rt *rt, locker_t cap,
                                                           struct locker_share_params_builder *params,
                                                           size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, LOCKER_METHOD_SHARE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = locker_share_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t locker_share_begin(struct capn_request *request, struct rt *rt, locker_t cap,
                                                     struct locker_share_params_builder *params)
{
    return locker_share_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t locker_share_results(struct capn_request *request,
                                                       struct locker_share_results_reader *results)
{
    return locker_share_results_read_root(&request->results, results);
}
MUST_CHECK status_t locker_share(struct rt *rt, locker_t cap, memory_object_t memory);
/*
 * Adds up the bytes of that part of the shared memory, and turns each into its complement where it lies. At most
 * 65,536.
 */
MUST_CHECK static inline status_t locker_work_begin_sized(struct capn_request *request, struct rt *rt, locker_t cap,
                                                          struct locker_work_params_builder *params,
                                                          size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, LOCKER_METHOD_WORK, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = locker_work_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t locker_work_begin(struct capn_request *request, struct rt *rt, locker_t cap,
                                                    struct locker_work_params_builder *params)
{
    return locker_work_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t locker_work_results(struct capn_request *request,
                                                      struct locker_work_results_reader *results)
{
    return locker_work_results_read_root(&request->results, results);
}
MUST_CHECK status_t locker_work(struct rt *rt, locker_t cap, uint32_t offset, uint32_t bytes, uint64_t *sum_out);
/* Keeps what is sent, whether it is a copy or was moved. overloaded when the locker is full. */
MUST_CHECK static inline status_t locker_put_begin_sized(struct capn_request *request, struct rt *rt, locker_t cap,
                                                         struct locker_put_params_builder *params, size_t params_extra,
                                                         size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, LOCKER_METHOD_PUT, 24 + params_extra, 24 + results_extra);
    if (status)
        return status;
    status = locker_put_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t locker_put_begin(struct capn_request *request, struct rt *rt, locker_t cap,
                                                   struct locker_put_params_builder *params)
{
    return locker_put_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t locker_put_results(struct capn_request *request,
                                                     struct locker_put_results_reader *results)
{
    return locker_put_results_read_root(&request->results, results);
}
MUST_CHECK status_t locker_put(struct rt *rt, locker_t cap, cap_id_t item, uint32_t *ticket_out);
/* Moves it to the caller; nothing is there afterwards. failed when nothing is there. */
MUST_CHECK static inline status_t locker_take_begin_sized(struct capn_request *request, struct rt *rt, locker_t cap,
                                                          struct locker_take_params_builder *params,
                                                          size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, LOCKER_METHOD_TAKE, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = locker_take_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t locker_take_begin(struct capn_request *request, struct rt *rt, locker_t cap,
                                                    struct locker_take_params_builder *params)
{
    return locker_take_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t locker_take_results(struct capn_request *request,
                                                      struct locker_take_results_reader *results)
{
    return locker_take_results_read_root(&request->results, results);
}
static inline cap_id_t locker_take_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
MUST_CHECK status_t locker_take(struct rt *rt, locker_t cap, uint32_t ticket, cap_id_t *item_out);
/* A copy of it; it stays where it is as well. failed when nothing is there. */
MUST_CHECK static inline status_t locker_look_begin_sized(struct capn_request *request, struct rt *rt, locker_t cap,
                                                          struct shelf_look_params_builder *params, size_t params_extra,
                                                          size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, LOCKER_METHOD_LOOK, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = shelf_look_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t locker_look_begin(struct capn_request *request, struct rt *rt, locker_t cap,
                                                    struct shelf_look_params_builder *params)
{
    return locker_look_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t locker_look_results(struct capn_request *request,
                                                      struct shelf_look_results_reader *results)
{
    return shelf_look_results_read_root(&request->results, results);
}
static inline cap_id_t locker_look_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
MUST_CHECK status_t locker_look(struct rt *rt, locker_t cap, uint32_t ticket, cap_id_t *item_out);
MUST_CHECK static inline status_t locker_count_begin_sized(struct capn_request *request, struct rt *rt, locker_t cap,
                                                           struct shelf_count_params_builder *params,
                                                           size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, LOCKER_METHOD_COUNT, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = shelf_count_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t locker_count_begin(struct capn_request *request, struct rt *rt, locker_t cap,
                                                     struct shelf_count_params_builder *params)
{
    return locker_count_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t locker_count_results(struct capn_request *request,
                                                       struct shelf_count_results_reader *results)
{
    return shelf_count_results_read_root(&request->results, results);
}
MUST_CHECK status_t locker_count(struct rt *rt, locker_t cap, uint32_t *items_out);

/* Calls to Guestbook. */

/*
 * Writes one visit of the caller's session down. claim is who the caller says it is: it is ignored, and may be as long
 * as it likes.
 * name is the display name of the session's subject, if a call disclosed it; empty before. overloaded when the book is
 * full of others.
 */
MUST_CHECK static inline status_t guestbook_sign_begin_sized(struct capn_request *request, struct rt *rt,
                                                             guestbook_t cap,
                                                             struct guestbook_sign_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, GUESTBOOK_METHOD_SIGN, 24 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = guestbook_sign_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t guestbook_sign_begin(struct capn_request *request, struct rt *rt, guestbook_t cap,
                                                       struct guestbook_sign_params_builder *params)
{
    return guestbook_sign_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t guestbook_sign_results(struct capn_request *request,
                                                         struct guestbook_sign_results_reader *results)
{
    return guestbook_sign_results_read_root(&request->results, results);
}
/* One line for each member, in the order of their first visits. */
MUST_CHECK static inline status_t guestbook_read_begin_sized(struct capn_request *request, struct rt *rt,
                                                             guestbook_t cap,
                                                             struct guestbook_read_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, GUESTBOOK_METHOD_READ, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = guestbook_read_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t guestbook_read_begin(struct capn_request *request, struct rt *rt, guestbook_t cap,
                                                       struct guestbook_read_params_builder *params)
{
    return guestbook_read_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t guestbook_read_results(struct capn_request *request,
                                                         struct guestbook_read_results_reader *results)
{
    return guestbook_read_results_read_root(&request->results, results);
}
/* A facet through which callers may disclose their display names, and that may go into any session. */
MUST_CHECK static inline status_t guestbook_door_begin_sized(struct capn_request *request, struct rt *rt,
                                                             guestbook_t cap,
                                                             struct guestbook_door_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, GUESTBOOK_METHOD_DOOR, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = guestbook_door_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t guestbook_door_begin(struct capn_request *request, struct rt *rt, guestbook_t cap,
                                                       struct guestbook_door_params_builder *params)
{
    return guestbook_door_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t guestbook_door_results(struct capn_request *request,
                                                         struct guestbook_door_results_reader *results)
{
    return guestbook_door_results_read_root(&request->results, results);
}
static inline guestbook_t guestbook_door_promise(struct capn_request *request)
{
    return (guestbook_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t guestbook_door(struct rt *rt, guestbook_t cap, guestbook_t *guestbook_out);

/* Calls to Reader. */

/*
 * The beginning of the BootBlob that the program finds in its CapSet under that name now; failed when there is none,
 * and whatever
 * the blob says.
 */
MUST_CHECK static inline status_t reader_read_begin_sized(struct capn_request *request, struct rt *rt, reader_t cap,
                                                          struct reader_read_params_builder *params,
                                                          size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, READER_METHOD_READ, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = reader_read_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t reader_read_begin(struct capn_request *request, struct rt *rt, reader_t cap,
                                                    struct reader_read_params_builder *params)
{
    return reader_read_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t reader_read_results(struct capn_request *request,
                                                      struct reader_read_results_reader *results)
{
    return reader_read_results_read_root(&request->results, results);
}

#endif
