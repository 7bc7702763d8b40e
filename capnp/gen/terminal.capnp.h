/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from terminal.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"

enum echo_mode {
    ECHO_MODE_VISIBLE = 0,
    /* For passwords: nothing is echoed and the buffers are erased once the line was delivered. */
    ECHO_MODE_HIDDEN = 1,
};
#define ECHO_MODE_COUNT 2u

enum line_status {
    LINE_STATUS_COMPLETE = 0,
    /* ^C: the line is empty */
    LINE_STATUS_INTERRUPTED = 1,
    /* ^D on an empty line */
    LINE_STATUS_END_OF_INPUT = 2,
};
#define LINE_STATUS_COUNT 3u

struct serial_input_read_params_reader {
    struct capn_struct s;
};
struct serial_input_read_params_builder {
    struct capn_struct_builder b;
};
#define SERIAL_INPUT_READ_PARAMS_DATA_WORDS 1u
#define SERIAL_INPUT_READ_PARAMS_POINTERS 0u
#define SERIAL_INPUT_READ_PARAMS_BYTES 24u

struct serial_input_read_results_reader {
    struct capn_struct s;
};
struct serial_input_read_results_builder {
    struct capn_struct_builder b;
};
#define SERIAL_INPUT_READ_RESULTS_DATA_WORDS 0u
#define SERIAL_INPUT_READ_RESULTS_POINTERS 1u
#define SERIAL_INPUT_READ_RESULTS_BYTES 24u

struct serial_output_write_params_reader {
    struct capn_struct s;
};
struct serial_output_write_params_builder {
    struct capn_struct_builder b;
};
#define SERIAL_OUTPUT_WRITE_PARAMS_DATA_WORDS 0u
#define SERIAL_OUTPUT_WRITE_PARAMS_POINTERS 1u
#define SERIAL_OUTPUT_WRITE_PARAMS_BYTES 24u

struct serial_output_write_results_reader {
    struct capn_struct s;
};
struct serial_output_write_results_builder {
    struct capn_struct_builder b;
};
#define SERIAL_OUTPUT_WRITE_RESULTS_DATA_WORDS 0u
#define SERIAL_OUTPUT_WRITE_RESULTS_POINTERS 0u
#define SERIAL_OUTPUT_WRITE_RESULTS_BYTES 0u

struct serial_port_info_params_reader {
    struct capn_struct s;
};
struct serial_port_info_params_builder {
    struct capn_struct_builder b;
};
#define SERIAL_PORT_INFO_PARAMS_DATA_WORDS 0u
#define SERIAL_PORT_INFO_PARAMS_POINTERS 0u
#define SERIAL_PORT_INFO_PARAMS_BYTES 0u

struct serial_port_info_results_reader {
    struct capn_struct s;
};
struct serial_port_info_results_builder {
    struct capn_struct_builder b;
};
#define SERIAL_PORT_INFO_RESULTS_DATA_WORDS 2u
#define SERIAL_PORT_INFO_RESULTS_POINTERS 0u
#define SERIAL_PORT_INFO_RESULTS_BYTES 32u

struct terminal_output_write_params_reader {
    struct capn_struct s;
};
struct terminal_output_write_params_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_OUTPUT_WRITE_PARAMS_DATA_WORDS 0u
#define TERMINAL_OUTPUT_WRITE_PARAMS_POINTERS 1u
#define TERMINAL_OUTPUT_WRITE_PARAMS_BYTES 24u

struct terminal_output_write_results_reader {
    struct capn_struct s;
};
struct terminal_output_write_results_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_OUTPUT_WRITE_RESULTS_DATA_WORDS 0u
#define TERMINAL_OUTPUT_WRITE_RESULTS_POINTERS 0u
#define TERMINAL_OUTPUT_WRITE_RESULTS_BYTES 0u

struct terminal_output_write_line_params_reader {
    struct capn_struct s;
};
struct terminal_output_write_line_params_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_OUTPUT_WRITE_LINE_PARAMS_DATA_WORDS 0u
#define TERMINAL_OUTPUT_WRITE_LINE_PARAMS_POINTERS 1u
#define TERMINAL_OUTPUT_WRITE_LINE_PARAMS_BYTES 24u

struct terminal_output_write_line_results_reader {
    struct capn_struct s;
};
struct terminal_output_write_line_results_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_OUTPUT_WRITE_LINE_RESULTS_DATA_WORDS 0u
#define TERMINAL_OUTPUT_WRITE_LINE_RESULTS_POINTERS 0u
#define TERMINAL_OUTPUT_WRITE_LINE_RESULTS_BYTES 0u

struct terminal_session_read_line_params_reader {
    struct capn_struct s;
};
struct terminal_session_read_line_params_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_SESSION_READ_LINE_PARAMS_DATA_WORDS 0u
#define TERMINAL_SESSION_READ_LINE_PARAMS_POINTERS 1u
#define TERMINAL_SESSION_READ_LINE_PARAMS_BYTES 24u

struct terminal_session_read_line_results_reader {
    struct capn_struct s;
};
struct terminal_session_read_line_results_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_SESSION_READ_LINE_RESULTS_DATA_WORDS 1u
#define TERMINAL_SESSION_READ_LINE_RESULTS_POINTERS 1u
#define TERMINAL_SESSION_READ_LINE_RESULTS_BYTES 32u

struct terminal_session_read_raw_params_reader {
    struct capn_struct s;
};
struct terminal_session_read_raw_params_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_SESSION_READ_RAW_PARAMS_DATA_WORDS 1u
#define TERMINAL_SESSION_READ_RAW_PARAMS_POINTERS 0u
#define TERMINAL_SESSION_READ_RAW_PARAMS_BYTES 24u

struct terminal_session_read_raw_results_reader {
    struct capn_struct s;
};
struct terminal_session_read_raw_results_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_SESSION_READ_RAW_RESULTS_DATA_WORDS 0u
#define TERMINAL_SESSION_READ_RAW_RESULTS_POINTERS 1u
#define TERMINAL_SESSION_READ_RAW_RESULTS_BYTES 24u

struct terminal_session_info_params_reader {
    struct capn_struct s;
};
struct terminal_session_info_params_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_SESSION_INFO_PARAMS_DATA_WORDS 0u
#define TERMINAL_SESSION_INFO_PARAMS_POINTERS 0u
#define TERMINAL_SESSION_INFO_PARAMS_BYTES 0u

struct terminal_session_info_results_reader {
    struct capn_struct s;
};
struct terminal_session_info_results_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_SESSION_INFO_RESULTS_DATA_WORDS 1u
#define TERMINAL_SESSION_INFO_RESULTS_POINTERS 0u
#define TERMINAL_SESSION_INFO_RESULTS_BYTES 24u

struct terminal_session_await_interrupt_params_reader {
    struct capn_struct s;
};
struct terminal_session_await_interrupt_params_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_SESSION_AWAIT_INTERRUPT_PARAMS_DATA_WORDS 1u
#define TERMINAL_SESSION_AWAIT_INTERRUPT_PARAMS_POINTERS 0u
#define TERMINAL_SESSION_AWAIT_INTERRUPT_PARAMS_BYTES 24u

struct terminal_session_await_interrupt_results_reader {
    struct capn_struct s;
};
struct terminal_session_await_interrupt_results_builder {
    struct capn_struct_builder b;
};
#define TERMINAL_SESSION_AWAIT_INTERRUPT_RESULTS_DATA_WORDS 0u
#define TERMINAL_SESSION_AWAIT_INTERRUPT_RESULTS_POINTERS 0u
#define TERMINAL_SESSION_AWAIT_INTERRUPT_RESULTS_BYTES 0u

struct line_request_reader {
    struct capn_struct s;
};
struct line_request_builder {
    struct capn_struct_builder b;
};
#define LINE_REQUEST_DATA_WORDS 1u
#define LINE_REQUEST_POINTERS 1u
#define LINE_REQUEST_BYTES 32u

/* SerialInput.read$Params */

MUST_CHECK static inline status_t serial_input_read_params_read_root(struct capn_message *message,
                                                                     struct serial_input_read_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t serial_input_read_params_build_root(struct capn_builder *builder,
                                                                      struct serial_input_read_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t serial_input_read_params_get_max_bytes(const struct serial_input_read_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void serial_input_read_params_set_max_bytes(const struct serial_input_read_params_builder *builder,
                                                          uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* SerialInput.read$Results */

MUST_CHECK static inline status_t serial_input_read_results_read_root(struct capn_message *message,
                                                                      struct serial_input_read_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t serial_input_read_results_build_root(struct capn_builder *builder,
                                                                       struct serial_input_read_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t serial_input_read_results_get_data(
    const struct serial_input_read_results_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t serial_input_read_results_set_data(
    const struct serial_input_read_results_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t serial_input_read_results_init_data(
    const struct serial_input_read_results_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t serial_input_read_results_truncate_data(
    const struct serial_input_read_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool serial_input_read_results_has_data(const struct serial_input_read_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SerialOutput.write$Params */

MUST_CHECK static inline status_t serial_output_write_params_read_root(struct capn_message *message,
                                                                       struct serial_output_write_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t serial_output_write_params_build_root(struct capn_builder *builder,
                                                                        struct serial_output_write_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t serial_output_write_params_get_data(
    const struct serial_output_write_params_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t serial_output_write_params_set_data(
    const struct serial_output_write_params_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t serial_output_write_params_init_data(
    const struct serial_output_write_params_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t serial_output_write_params_truncate_data(
    const struct serial_output_write_params_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool serial_output_write_params_has_data(const struct serial_output_write_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SerialOutput.write$Results */

MUST_CHECK static inline status_t serial_output_write_results_read_root(struct capn_message *message,
                                                                        struct serial_output_write_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t serial_output_write_results_build_root(
    struct capn_builder *builder, struct serial_output_write_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SerialPort.info$Params */

MUST_CHECK static inline status_t serial_port_info_params_read_root(struct capn_message *message,
                                                                    struct serial_port_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t serial_port_info_params_build_root(struct capn_builder *builder,
                                                                     struct serial_port_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SerialPort.info$Results */

MUST_CHECK static inline status_t serial_port_info_results_read_root(struct capn_message *message,
                                                                     struct serial_port_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t serial_port_info_results_build_root(struct capn_builder *builder,
                                                                      struct serial_port_info_results_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint64_t serial_port_info_results_get_received(const struct serial_port_info_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void serial_port_info_results_set_received(const struct serial_port_info_results_builder *builder,
                                                         uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t serial_port_info_results_get_overruns(const struct serial_port_info_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void serial_port_info_results_set_overruns(const struct serial_port_info_results_builder *builder,
                                                         uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}

/* TerminalOutput.write$Params */

MUST_CHECK static inline status_t terminal_output_write_params_read_root(
    struct capn_message *message, struct terminal_output_write_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_output_write_params_build_root(
    struct capn_builder *builder, struct terminal_output_write_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t terminal_output_write_params_get_data(
    const struct terminal_output_write_params_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t terminal_output_write_params_set_data(
    const struct terminal_output_write_params_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t terminal_output_write_params_init_data(
    const struct terminal_output_write_params_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t terminal_output_write_params_truncate_data(
    const struct terminal_output_write_params_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool terminal_output_write_params_has_data(const struct terminal_output_write_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* TerminalOutput.write$Results */

MUST_CHECK static inline status_t terminal_output_write_results_read_root(
    struct capn_message *message, struct terminal_output_write_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_output_write_results_build_root(
    struct capn_builder *builder, struct terminal_output_write_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* TerminalOutput.writeLine$Params */

MUST_CHECK static inline status_t terminal_output_write_line_params_read_root(
    struct capn_message *message, struct terminal_output_write_line_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_output_write_line_params_build_root(
    struct capn_builder *builder, struct terminal_output_write_line_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t terminal_output_write_line_params_get_text(
    const struct terminal_output_write_line_params_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t terminal_output_write_line_params_set_text(
    const struct terminal_output_write_line_params_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool terminal_output_write_line_params_has_text(
    const struct terminal_output_write_line_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* TerminalOutput.writeLine$Results */

MUST_CHECK static inline status_t terminal_output_write_line_results_read_root(
    struct capn_message *message, struct terminal_output_write_line_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_output_write_line_results_build_root(
    struct capn_builder *builder, struct terminal_output_write_line_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* TerminalSession.readLine$Params */

MUST_CHECK static inline status_t terminal_session_read_line_params_read_root(
    struct capn_message *message, struct terminal_session_read_line_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_session_read_line_params_build_root(
    struct capn_builder *builder, struct terminal_session_read_line_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t terminal_session_read_line_params_get_request(
    const struct terminal_session_read_line_params_reader *reader, struct line_request_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t terminal_session_read_line_params_init_request(
    const struct terminal_session_read_line_params_builder *builder, struct line_request_builder *out)
{
    return capn_init_struct(&builder->b, 0, 1, 1, &out->b);
}
static inline bool terminal_session_read_line_params_has_request(
    const struct terminal_session_read_line_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* TerminalSession.readLine$Results */

MUST_CHECK static inline status_t terminal_session_read_line_results_read_root(
    struct capn_message *message, struct terminal_session_read_line_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_session_read_line_results_build_root(
    struct capn_builder *builder, struct terminal_session_read_line_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
static inline enum line_status terminal_session_read_line_results_get_status(
    const struct terminal_session_read_line_results_reader *reader)
{
    return (enum line_status)capn_field_u16(&reader->s, 0, 8);
}
static inline void terminal_session_read_line_results_set_status(
    const struct terminal_session_read_line_results_builder *builder, enum line_status value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
MUST_CHECK static inline status_t terminal_session_read_line_results_get_line(
    const struct terminal_session_read_line_results_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t terminal_session_read_line_results_set_line(
    const struct terminal_session_read_line_results_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t terminal_session_read_line_results_init_line(
    const struct terminal_session_read_line_results_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t terminal_session_read_line_results_truncate_line(
    const struct terminal_session_read_line_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool terminal_session_read_line_results_has_line(
    const struct terminal_session_read_line_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* TerminalSession.readRaw$Params */

MUST_CHECK static inline status_t terminal_session_read_raw_params_read_root(
    struct capn_message *message, struct terminal_session_read_raw_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_session_read_raw_params_build_root(
    struct capn_builder *builder, struct terminal_session_read_raw_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t terminal_session_read_raw_params_get_max_bytes(
    const struct terminal_session_read_raw_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void terminal_session_read_raw_params_set_max_bytes(
    const struct terminal_session_read_raw_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* TerminalSession.readRaw$Results */

MUST_CHECK static inline status_t terminal_session_read_raw_results_read_root(
    struct capn_message *message, struct terminal_session_read_raw_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_session_read_raw_results_build_root(
    struct capn_builder *builder, struct terminal_session_read_raw_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t terminal_session_read_raw_results_get_data(
    const struct terminal_session_read_raw_results_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t terminal_session_read_raw_results_set_data(
    const struct terminal_session_read_raw_results_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t terminal_session_read_raw_results_init_data(
    const struct terminal_session_read_raw_results_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t terminal_session_read_raw_results_truncate_data(
    const struct terminal_session_read_raw_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool terminal_session_read_raw_results_has_data(
    const struct terminal_session_read_raw_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* TerminalSession.info$Params */

MUST_CHECK static inline status_t terminal_session_info_params_read_root(
    struct capn_message *message, struct terminal_session_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_session_info_params_build_root(
    struct capn_builder *builder, struct terminal_session_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* TerminalSession.info$Results */

MUST_CHECK static inline status_t terminal_session_info_results_read_root(
    struct capn_message *message, struct terminal_session_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_session_info_results_build_root(
    struct capn_builder *builder, struct terminal_session_info_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint16_t terminal_session_info_results_get_columns(
    const struct terminal_session_info_results_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 0, 8);
}
static inline void terminal_session_info_results_set_columns(
    const struct terminal_session_info_results_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
static inline uint16_t terminal_session_info_results_get_rows(const struct terminal_session_info_results_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 2, 8);
}
static inline void terminal_session_info_results_set_rows(const struct terminal_session_info_results_builder *builder,
                                                          uint16_t value)
{
    capn_set_u16(&builder->b, 2, (uint16_t)value);
}
static inline bool terminal_session_info_results_get_input_ended(
    const struct terminal_session_info_results_reader *reader)
{
    return capn_field_bit(&reader->s, 32, 8);
}
static inline void terminal_session_info_results_set_input_ended(
    const struct terminal_session_info_results_builder *builder, bool value)
{
    capn_set_bit(&builder->b, 32, value);
}

/* TerminalSession.awaitInterrupt$Params */

MUST_CHECK static inline status_t terminal_session_await_interrupt_params_read_root(
    struct capn_message *message, struct terminal_session_await_interrupt_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_session_await_interrupt_params_build_root(
    struct capn_builder *builder, struct terminal_session_await_interrupt_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t terminal_session_await_interrupt_params_get_presses(
    const struct terminal_session_await_interrupt_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void terminal_session_await_interrupt_params_set_presses(
    const struct terminal_session_await_interrupt_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* TerminalSession.awaitInterrupt$Results */

MUST_CHECK static inline status_t terminal_session_await_interrupt_results_read_root(
    struct capn_message *message, struct terminal_session_await_interrupt_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t terminal_session_await_interrupt_results_build_root(
    struct capn_builder *builder, struct terminal_session_await_interrupt_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* LineRequest */

MUST_CHECK static inline status_t line_request_read_root(struct capn_message *message, struct line_request_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t line_request_build_root(struct capn_builder *builder,
                                                          struct line_request_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t line_request_list_get(const struct capn_list *list, uint32_t index,
                                                        struct line_request_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t line_request_list_at(const struct capn_list_builder *list, uint32_t index,
                                                       struct line_request_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* written first; at most 256 bytes */
MUST_CHECK static inline status_t line_request_get_prompt(const struct line_request_reader *reader,
                                                          struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t line_request_set_prompt(const struct line_request_builder *builder,
                                                          struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool line_request_has_prompt(const struct line_request_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* 1 to 1,024; 0 means 256. Further characters ring the bell */
static inline uint32_t line_request_get_max_bytes(const struct line_request_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void line_request_set_max_bytes(const struct line_request_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline enum echo_mode line_request_get_echo(const struct line_request_reader *reader)
{
    return (enum echo_mode)capn_field_u16(&reader->s, 4, 8);
}
static inline void line_request_set_echo(const struct line_request_builder *builder, enum echo_mode value)
{
    capn_set_u16(&builder->b, 4, (uint16_t)value);
}

/* interface SerialInput */

/* Reading from a serial line, and nothing else. */
#define SERIAL_INPUT_INTERFACE_ID UINT64_C(0xb610a8222488391e)
extern const struct capn_interface serial_input_interface;
enum serial_input_method {
    SERIAL_INPUT_METHOD_READ = 0,
};

/* What a server of SerialInput implements; NULL members answer unimplemented. */
struct serial_input_server {
    /*
     * Answers with 1 to maxBytes bytes (at most 4,096) as soon as some are there. One reader at a time (overloaded
     * beyond).
     */
    status_t (*read)(void *self, struct capn_call *call, const struct serial_input_read_params_reader *params,
                     struct serial_input_read_results_builder *results);
};
MUST_CHECK status_t serial_input_dispatch(const struct serial_input_server *server, void *self, uint16_t method_id,
                                          struct capn_call *call);

/* interface SerialOutput */

/* Writing to a serial line, and nothing else. */
#define SERIAL_OUTPUT_INTERFACE_ID UINT64_C(0x84d6a918d95aa2e2)
extern const struct capn_interface serial_output_interface;
enum serial_output_method {
    SERIAL_OUTPUT_METHOD_WRITE = 0,
};

/* What a server of SerialOutput implements; NULL members answer unimplemented. */
struct serial_output_server {
    /* Answers when all bytes (at most 4,096) were handed to the device. */
    status_t (*write)(void *self, struct capn_call *call, const struct serial_output_write_params_reader *params,
                      struct serial_output_write_results_builder *results);
};
MUST_CHECK status_t serial_output_dispatch(const struct serial_output_server *server, void *self, uint16_t method_id,
                                           struct capn_call *call);

/* interface SerialPort */

/*
 * A raw byte line. Served by drivers/uart. While 4,096 bytes wait for a reader it takes no more and lowers RTS: a line
 * with
 * flow control, an emulator's for instance, loses nothing.
 */
#define SERIAL_PORT_INTERFACE_ID UINT64_C(0xb2fd8a16e0c7593e)
extern const struct capn_interface serial_port_interface;
enum serial_port_method {
    SERIAL_PORT_METHOD_INFO = 0,
    SERIAL_PORT_METHOD_READ = 0x1000,
    SERIAL_PORT_METHOD_WRITE = 0x2000,
};

/* What a server of SerialPort implements; NULL members answer unimplemented. */
struct serial_port_server {
    /* Bytes that were received, and how often the device lost some because they came faster than they were taken. */
    status_t (*info)(void *self, struct capn_call *call, const struct serial_port_info_params_reader *params,
                     struct serial_port_info_results_builder *results);
    const struct serial_input_server *serial_input;
    const struct serial_output_server *serial_output;
};
MUST_CHECK status_t serial_port_dispatch(const struct serial_port_server *server, void *self, uint16_t method_id,
                                         struct capn_call *call);

/* interface TerminalOutput */

/* Writing to a terminal, and nothing else: no way to read what is typed there. */
#define TERMINAL_OUTPUT_INTERFACE_ID UINT64_C(0xf50e8b3c96d1a274)
extern const struct capn_interface terminal_output_interface;
enum terminal_output_method {
    TERMINAL_OUTPUT_METHOD_WRITE = 0,
    TERMINAL_OUTPUT_METHOD_WRITE_LINE = 1,
};

/* What a server of TerminalOutput implements; NULL members answer unimplemented. */
struct terminal_output_server {
    /* At most 4,096 bytes. `\n` is sent as carriage return and newline. */
    status_t (*write)(void *self, struct capn_call *call, const struct terminal_output_write_params_reader *params,
                      struct terminal_output_write_results_builder *results);
    status_t (*write_line)(void *self, struct capn_call *call,
                           const struct terminal_output_write_line_params_reader *params,
                           struct terminal_output_write_line_results_builder *results);
};
MUST_CHECK status_t terminal_output_dispatch(const struct terminal_output_server *server, void *self,
                                             uint16_t method_id, struct capn_call *call);

/* interface TerminalSession */

/*
 * A terminal. Served by services/terminal.
 *
 * What was typed and not read yet (type-ahead, at most 4,096 bytes) belongs to the terminal. A reader gets it line by
 * line: never a
 * byte from behind a line end, so that the next reader, which may be another process, finds its own line whole. Line
 * ends are
 * carriage return, newline, ^C and ^D; a newline right behind a carriage return that ended a line is part of that line
 * end. What is
 * typed beyond the limit is dropped, whole lines at a time, and the terminal says so. ^C always gets through. Of a
 * script that is
 * sent instead (abi/script.h) nothing is dropped or erased: it waits on the line, and what one reader leaves is for the
 * next.
 */
#define TERMINAL_SESSION_INTERFACE_ID UINT64_C(0x9a6e03c7f1d4b285)
extern const struct capn_interface terminal_session_interface;
enum terminal_session_method {
    TERMINAL_SESSION_METHOD_READ_LINE = 0,
    TERMINAL_SESSION_METHOD_READ_RAW = 1,
    TERMINAL_SESSION_METHOD_INFO = 2,
    TERMINAL_SESSION_METHOD_AWAIT_INTERRUPT = 3,
    TERMINAL_SESSION_METHOD_WRITE = 0x1000,
    TERMINAL_SESSION_METHOD_WRITE_LINE = 0x1001,
};

/* What a server of TerminalSession implements; NULL members answer unimplemented. */
struct terminal_session_server {
    /*
     * One line, edited with backspace, ^U and ^C, without its end. One reader at a time (overloaded beyond). FINISH, or
     * the
     * reader's death, cancels it: what was typed is erased from the service's memory, and so is type-ahead.
     */
    status_t (*read_line)(void *self, struct capn_call *call,
                          const struct terminal_session_read_line_params_reader *params,
                          struct terminal_session_read_line_results_builder *results);
    /*
     * Raw mode: 1 to maxBytes (at most 1,024) bytes as typed, the last of them the first line end, if there is one. No
     * echo, no editing.
     * Counts as a reader. A reader that acts on single keys asks for one byte.
     */
    status_t (*read_raw)(void *self, struct capn_call *call,
                         const struct terminal_session_read_raw_params_reader *params,
                         struct terminal_session_read_raw_results_builder *results);
    /* inputEnded: what is typed here came from a script, and that is at its end. Nothing will follow. */
    status_t (*info)(void *self, struct capn_call *call, const struct terminal_session_info_params_reader *params,
                     struct terminal_session_info_results_builder *results);
    /*
     * Answers when ^C was typed; does not count as a reader. presses 1: a ^C that no reader takes, or the second of two
     * in a row, whoever
     * reads. 2, for the one who has handed the terminal on: only the latter; the first is a key like any other. The ^C
     * that answers is
     * discarded together with what was typed before it. ^C that was typed before the call counts. At most 8 callers at
     * a time (overloaded
     * beyond).
     */
    status_t (*await_interrupt)(void *self, struct capn_call *call,
                                const struct terminal_session_await_interrupt_params_reader *params,
                                struct terminal_session_await_interrupt_results_builder *results);
    const struct terminal_output_server *terminal_output;
};
MUST_CHECK status_t terminal_session_dispatch(const struct terminal_session_server *server, void *self,
                                              uint16_t method_id, struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} serial_input_t;
typedef struct {
    cap_id_t id;
} serial_output_t;
typedef struct {
    cap_id_t id;
} serial_port_t;
typedef struct {
    cap_id_t id;
} terminal_output_t;
typedef struct {
    cap_id_t id;
} terminal_session_t;

/* Calls to SerialInput. */

/*
 * Answers with 1 to maxBytes bytes (at most 4,096) as soon as some are there. One reader at a time (overloaded beyond).
 */
MUST_CHECK static inline status_t serial_input_read_begin_sized(struct capn_request *request, struct rt *rt,
                                                                serial_input_t cap,
                                                                struct serial_input_read_params_builder *params,
                                                                size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SERIAL_INPUT_METHOD_READ, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = serial_input_read_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t serial_input_read_begin(struct capn_request *request, struct rt *rt,
                                                          serial_input_t cap,
                                                          struct serial_input_read_params_builder *params)
{
    return serial_input_read_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t serial_input_read_results(struct capn_request *request,
                                                            struct serial_input_read_results_reader *results)
{
    return serial_input_read_results_read_root(&request->results, results);
}

/* Calls to SerialOutput. */

/* Answers when all bytes (at most 4,096) were handed to the device. */
MUST_CHECK static inline status_t serial_output_write_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  serial_output_t cap,
                                                                  struct serial_output_write_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SERIAL_OUTPUT_METHOD_WRITE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = serial_output_write_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t serial_output_write_begin(struct capn_request *request, struct rt *rt,
                                                            serial_output_t cap,
                                                            struct serial_output_write_params_builder *params)
{
    return serial_output_write_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t serial_output_write_results(struct capn_request *request,
                                                              struct serial_output_write_results_reader *results)
{
    return serial_output_write_results_read_root(&request->results, results);
}
MUST_CHECK status_t serial_output_write(struct rt *rt, serial_output_t cap, struct capn_data data);

/* Calls to SerialPort. */

/* Bytes that were received, and how often the device lost some because they came faster than they were taken. */
MUST_CHECK static inline status_t serial_port_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                               serial_port_t cap,
                                                               struct serial_port_info_params_builder *params,
                                                               size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SERIAL_PORT_METHOD_INFO, 0 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = serial_port_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t serial_port_info_begin(struct capn_request *request, struct rt *rt, serial_port_t cap,
                                                         struct serial_port_info_params_builder *params)
{
    return serial_port_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t serial_port_info_results(struct capn_request *request,
                                                           struct serial_port_info_results_reader *results)
{
    return serial_port_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t serial_port_info(struct rt *rt, serial_port_t cap, uint64_t *received_out, uint64_t *overruns_out);
/*
 * Answers with 1 to maxBytes bytes (at most 4,096) as soon as some are there. One reader at a time (overloaded beyond).
 */
MUST_CHECK static inline status_t serial_port_read_begin_sized(struct capn_request *request, struct rt *rt,
                                                               serial_port_t cap,
                                                               struct serial_input_read_params_builder *params,
                                                               size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SERIAL_PORT_METHOD_READ, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = serial_input_read_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t serial_port_read_begin(struct capn_request *request, struct rt *rt, serial_port_t cap,
                                                         struct serial_input_read_params_builder *params)
{
    return serial_port_read_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t serial_port_read_results(struct capn_request *request,
                                                           struct serial_input_read_results_reader *results)
{
    return serial_input_read_results_read_root(&request->results, results);
}
/* Answers when all bytes (at most 4,096) were handed to the device. */
MUST_CHECK static inline status_t serial_port_write_begin_sized(struct capn_request *request, struct rt *rt,
                                                                serial_port_t cap,
                                                                struct serial_output_write_params_builder *params,
                                                                size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SERIAL_PORT_METHOD_WRITE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = serial_output_write_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t serial_port_write_begin(struct capn_request *request, struct rt *rt,
                                                          serial_port_t cap,
                                                          struct serial_output_write_params_builder *params)
{
    return serial_port_write_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t serial_port_write_results(struct capn_request *request,
                                                            struct serial_output_write_results_reader *results)
{
    return serial_output_write_results_read_root(&request->results, results);
}
MUST_CHECK status_t serial_port_write(struct rt *rt, serial_port_t cap, struct capn_data data);

/* Calls to TerminalOutput. */

/* At most 4,096 bytes. `\n` is sent as carriage return and newline. */
MUST_CHECK static inline status_t terminal_output_write_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    terminal_output_t cap,
                                                                    struct terminal_output_write_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TERMINAL_OUTPUT_METHOD_WRITE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = terminal_output_write_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t terminal_output_write_begin(struct capn_request *request, struct rt *rt,
                                                              terminal_output_t cap,
                                                              struct terminal_output_write_params_builder *params)
{
    return terminal_output_write_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t terminal_output_write_results(struct capn_request *request,
                                                                struct terminal_output_write_results_reader *results)
{
    return terminal_output_write_results_read_root(&request->results, results);
}
MUST_CHECK status_t terminal_output_write(struct rt *rt, terminal_output_t cap, struct capn_data data);
MUST_CHECK static inline status_t terminal_output_write_line_begin_sized(
    struct capn_request *request, struct rt *rt, terminal_output_t cap,
    struct terminal_output_write_line_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TERMINAL_OUTPUT_METHOD_WRITE_LINE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = terminal_output_write_line_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t terminal_output_write_line_begin(
    struct capn_request *request, struct rt *rt, terminal_output_t cap,
    struct terminal_output_write_line_params_builder *params)
{
    return terminal_output_write_line_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t terminal_output_write_line_results(
    struct capn_request *request, struct terminal_output_write_line_results_reader *results)
{
    return terminal_output_write_line_results_read_root(&request->results, results);
}
MUST_CHECK status_t terminal_output_write_line(struct rt *rt, terminal_output_t cap, struct capn_text text);

/* Calls to TerminalSession. */

/*
 * One line, edited with backspace, ^U and ^C, without its end. One reader at a time (overloaded beyond). FINISH, or the
 * reader's death, cancels it: what was typed is erased from the service's memory, and so is type-ahead.
 */
MUST_CHECK static inline status_t terminal_session_read_line_begin_sized(
    struct capn_request *request, struct rt *rt, terminal_session_t cap,
    struct terminal_session_read_line_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TERMINAL_SESSION_METHOD_READ_LINE, 40 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = terminal_session_read_line_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t terminal_session_read_line_begin(
    struct capn_request *request, struct rt *rt, terminal_session_t cap,
    struct terminal_session_read_line_params_builder *params)
{
    return terminal_session_read_line_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t terminal_session_read_line_results(
    struct capn_request *request, struct terminal_session_read_line_results_reader *results)
{
    return terminal_session_read_line_results_read_root(&request->results, results);
}
/*
 * Raw mode: 1 to maxBytes (at most 1,024) bytes as typed, the last of them the first line end, if there is one. No
 * echo, no editing.
 * Counts as a reader. A reader that acts on single keys asks for one byte.
 */
MUST_CHECK static inline status_t terminal_session_read_raw_begin_sized(
    struct capn_request *request, struct rt *rt, terminal_session_t cap,
    struct terminal_session_read_raw_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TERMINAL_SESSION_METHOD_READ_RAW, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = terminal_session_read_raw_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t terminal_session_read_raw_begin(
    struct capn_request *request, struct rt *rt, terminal_session_t cap,
    struct terminal_session_read_raw_params_builder *params)
{
    return terminal_session_read_raw_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t terminal_session_read_raw_results(
    struct capn_request *request, struct terminal_session_read_raw_results_reader *results)
{
    return terminal_session_read_raw_results_read_root(&request->results, results);
}
/* inputEnded: what is typed here came from a script, and that is at its end. Nothing will follow. */
MUST_CHECK static inline status_t terminal_session_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    terminal_session_t cap,
                                                                    struct terminal_session_info_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TERMINAL_SESSION_METHOD_INFO, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = terminal_session_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t terminal_session_info_begin(struct capn_request *request, struct rt *rt,
                                                              terminal_session_t cap,
                                                              struct terminal_session_info_params_builder *params)
{
    return terminal_session_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t terminal_session_info_results(struct capn_request *request,
                                                                struct terminal_session_info_results_reader *results)
{
    return terminal_session_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t terminal_session_info(struct rt *rt, terminal_session_t cap, uint16_t *columns_out,
                                          uint16_t *rows_out, bool *input_ended_out);
/*
 * Answers when ^C was typed; does not count as a reader. presses 1: a ^C that no reader takes, or the second of two in
 * a row, whoever
 * reads. 2, for the one who has handed the terminal on: only the latter; the first is a key like any other. The ^C that
 * answers is
 * discarded together with what was typed before it. ^C that was typed before the call counts. At most 8 callers at a
 * time (overloaded
 * beyond).
 */
MUST_CHECK static inline status_t terminal_session_await_interrupt_begin_sized(
    struct capn_request *request, struct rt *rt, terminal_session_t cap,
    struct terminal_session_await_interrupt_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TERMINAL_SESSION_METHOD_AWAIT_INTERRUPT,
                                         24 + params_extra, 0 + results_extra);
    if (status)
        return status;
    status = terminal_session_await_interrupt_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t terminal_session_await_interrupt_begin(
    struct capn_request *request, struct rt *rt, terminal_session_t cap,
    struct terminal_session_await_interrupt_params_builder *params)
{
    return terminal_session_await_interrupt_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t terminal_session_await_interrupt_results(
    struct capn_request *request, struct terminal_session_await_interrupt_results_reader *results)
{
    return terminal_session_await_interrupt_results_read_root(&request->results, results);
}
MUST_CHECK status_t terminal_session_await_interrupt(struct rt *rt, terminal_session_t cap, uint32_t presses);
/* At most 4,096 bytes. `\n` is sent as carriage return and newline. */
MUST_CHECK static inline status_t terminal_session_write_begin_sized(
    struct capn_request *request, struct rt *rt, terminal_session_t cap,
    struct terminal_output_write_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TERMINAL_SESSION_METHOD_WRITE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = terminal_output_write_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t terminal_session_write_begin(struct capn_request *request, struct rt *rt,
                                                               terminal_session_t cap,
                                                               struct terminal_output_write_params_builder *params)
{
    return terminal_session_write_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t terminal_session_write_results(struct capn_request *request,
                                                                 struct terminal_output_write_results_reader *results)
{
    return terminal_output_write_results_read_root(&request->results, results);
}
MUST_CHECK status_t terminal_session_write(struct rt *rt, terminal_session_t cap, struct capn_data data);
MUST_CHECK static inline status_t terminal_session_write_line_begin_sized(
    struct capn_request *request, struct rt *rt, terminal_session_t cap,
    struct terminal_output_write_line_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TERMINAL_SESSION_METHOD_WRITE_LINE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = terminal_output_write_line_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t terminal_session_write_line_begin(
    struct capn_request *request, struct rt *rt, terminal_session_t cap,
    struct terminal_output_write_line_params_builder *params)
{
    return terminal_session_write_line_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t terminal_session_write_line_results(
    struct capn_request *request, struct terminal_output_write_line_results_reader *results)
{
    return terminal_output_write_line_results_read_root(&request->results, results);
}
MUST_CHECK status_t terminal_session_write_line(struct rt *rt, terminal_session_t cap, struct capn_text text);

#endif
