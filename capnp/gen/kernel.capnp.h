/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from kernel.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"
#include "notification.capnp.h"
#include "session.capnp.h"

struct console_write_params_reader {
    struct capn_struct s;
};
struct console_write_params_builder {
    struct capn_struct_builder b;
};
#define CONSOLE_WRITE_PARAMS_DATA_WORDS 0u
#define CONSOLE_WRITE_PARAMS_POINTERS 1u
#define CONSOLE_WRITE_PARAMS_BYTES 24u

struct console_write_results_reader {
    struct capn_struct s;
};
struct console_write_results_builder {
    struct capn_struct_builder b;
};
#define CONSOLE_WRITE_RESULTS_DATA_WORDS 0u
#define CONSOLE_WRITE_RESULTS_POINTERS 0u
#define CONSOLE_WRITE_RESULTS_BYTES 0u

struct console_write_line_params_reader {
    struct capn_struct s;
};
struct console_write_line_params_builder {
    struct capn_struct_builder b;
};
#define CONSOLE_WRITE_LINE_PARAMS_DATA_WORDS 0u
#define CONSOLE_WRITE_LINE_PARAMS_POINTERS 1u
#define CONSOLE_WRITE_LINE_PARAMS_BYTES 24u

struct console_write_line_results_reader {
    struct capn_struct s;
};
struct console_write_line_results_builder {
    struct capn_struct_builder b;
};
#define CONSOLE_WRITE_LINE_RESULTS_DATA_WORDS 0u
#define CONSOLE_WRITE_LINE_RESULTS_POINTERS 0u
#define CONSOLE_WRITE_LINE_RESULTS_BYTES 0u

struct boot_package_manifest_size_params_reader {
    struct capn_struct s;
};
struct boot_package_manifest_size_params_builder {
    struct capn_struct_builder b;
};
#define BOOT_PACKAGE_MANIFEST_SIZE_PARAMS_DATA_WORDS 0u
#define BOOT_PACKAGE_MANIFEST_SIZE_PARAMS_POINTERS 0u
#define BOOT_PACKAGE_MANIFEST_SIZE_PARAMS_BYTES 0u

struct boot_package_manifest_size_results_reader {
    struct capn_struct s;
};
struct boot_package_manifest_size_results_builder {
    struct capn_struct_builder b;
};
#define BOOT_PACKAGE_MANIFEST_SIZE_RESULTS_DATA_WORDS 1u
#define BOOT_PACKAGE_MANIFEST_SIZE_RESULTS_POINTERS 0u
#define BOOT_PACKAGE_MANIFEST_SIZE_RESULTS_BYTES 24u

struct boot_package_read_manifest_params_reader {
    struct capn_struct s;
};
struct boot_package_read_manifest_params_builder {
    struct capn_struct_builder b;
};
#define BOOT_PACKAGE_READ_MANIFEST_PARAMS_DATA_WORDS 2u
#define BOOT_PACKAGE_READ_MANIFEST_PARAMS_POINTERS 0u
#define BOOT_PACKAGE_READ_MANIFEST_PARAMS_BYTES 32u

struct boot_package_read_manifest_results_reader {
    struct capn_struct s;
};
struct boot_package_read_manifest_results_builder {
    struct capn_struct_builder b;
};
#define BOOT_PACKAGE_READ_MANIFEST_RESULTS_DATA_WORDS 0u
#define BOOT_PACKAGE_READ_MANIFEST_RESULTS_POINTERS 1u
#define BOOT_PACKAGE_READ_MANIFEST_RESULTS_BYTES 24u

struct boot_blob_info_params_reader {
    struct capn_struct s;
};
struct boot_blob_info_params_builder {
    struct capn_struct_builder b;
};
#define BOOT_BLOB_INFO_PARAMS_DATA_WORDS 0u
#define BOOT_BLOB_INFO_PARAMS_POINTERS 0u
#define BOOT_BLOB_INFO_PARAMS_BYTES 0u

struct boot_blob_info_results_reader {
    struct capn_struct s;
};
struct boot_blob_info_results_builder {
    struct capn_struct_builder b;
};
#define BOOT_BLOB_INFO_RESULTS_DATA_WORDS 1u
#define BOOT_BLOB_INFO_RESULTS_POINTERS 1u
#define BOOT_BLOB_INFO_RESULTS_BYTES 32u

struct boot_blob_read_params_reader {
    struct capn_struct s;
};
struct boot_blob_read_params_builder {
    struct capn_struct_builder b;
};
#define BOOT_BLOB_READ_PARAMS_DATA_WORDS 2u
#define BOOT_BLOB_READ_PARAMS_POINTERS 0u
#define BOOT_BLOB_READ_PARAMS_BYTES 32u

struct boot_blob_read_results_reader {
    struct capn_struct s;
};
struct boot_blob_read_results_builder {
    struct capn_struct_builder b;
};
#define BOOT_BLOB_READ_RESULTS_DATA_WORDS 0u
#define BOOT_BLOB_READ_RESULTS_POINTERS 1u
#define BOOT_BLOB_READ_RESULTS_BYTES 24u

struct monotonic_clock_now_params_reader {
    struct capn_struct s;
};
struct monotonic_clock_now_params_builder {
    struct capn_struct_builder b;
};
#define MONOTONIC_CLOCK_NOW_PARAMS_DATA_WORDS 0u
#define MONOTONIC_CLOCK_NOW_PARAMS_POINTERS 0u
#define MONOTONIC_CLOCK_NOW_PARAMS_BYTES 0u

struct monotonic_clock_now_results_reader {
    struct capn_struct s;
};
struct monotonic_clock_now_results_builder {
    struct capn_struct_builder b;
};
#define MONOTONIC_CLOCK_NOW_RESULTS_DATA_WORDS 1u
#define MONOTONIC_CLOCK_NOW_RESULTS_POINTERS 0u
#define MONOTONIC_CLOCK_NOW_RESULTS_BYTES 24u

struct timer_sleep_params_reader {
    struct capn_struct s;
};
struct timer_sleep_params_builder {
    struct capn_struct_builder b;
};
#define TIMER_SLEEP_PARAMS_DATA_WORDS 1u
#define TIMER_SLEEP_PARAMS_POINTERS 0u
#define TIMER_SLEEP_PARAMS_BYTES 24u

struct timer_sleep_results_reader {
    struct capn_struct s;
};
struct timer_sleep_results_builder {
    struct capn_struct_builder b;
};
#define TIMER_SLEEP_RESULTS_DATA_WORDS 0u
#define TIMER_SLEEP_RESULTS_POINTERS 0u
#define TIMER_SLEEP_RESULTS_BYTES 0u

struct timer_notify_params_reader {
    struct capn_struct s;
};
struct timer_notify_params_builder {
    struct capn_struct_builder b;
};
#define TIMER_NOTIFY_PARAMS_DATA_WORDS 2u
#define TIMER_NOTIFY_PARAMS_POINTERS 1u
#define TIMER_NOTIFY_PARAMS_BYTES 40u

struct timer_notify_results_reader {
    struct capn_struct s;
};
struct timer_notify_results_builder {
    struct capn_struct_builder b;
};
#define TIMER_NOTIFY_RESULTS_DATA_WORDS 0u
#define TIMER_NOTIFY_RESULTS_POINTERS 0u
#define TIMER_NOTIFY_RESULTS_BYTES 0u

struct entropy_source_fill_params_reader {
    struct capn_struct s;
};
struct entropy_source_fill_params_builder {
    struct capn_struct_builder b;
};
#define ENTROPY_SOURCE_FILL_PARAMS_DATA_WORDS 1u
#define ENTROPY_SOURCE_FILL_PARAMS_POINTERS 0u
#define ENTROPY_SOURCE_FILL_PARAMS_BYTES 24u

struct entropy_source_fill_results_reader {
    struct capn_struct s;
};
struct entropy_source_fill_results_builder {
    struct capn_struct_builder b;
};
#define ENTROPY_SOURCE_FILL_RESULTS_DATA_WORDS 0u
#define ENTROPY_SOURCE_FILL_RESULTS_POINTERS 1u
#define ENTROPY_SOURCE_FILL_RESULTS_BYTES 24u

struct system_control_power_off_params_reader {
    struct capn_struct s;
};
struct system_control_power_off_params_builder {
    struct capn_struct_builder b;
};
#define SYSTEM_CONTROL_POWER_OFF_PARAMS_DATA_WORDS 1u
#define SYSTEM_CONTROL_POWER_OFF_PARAMS_POINTERS 0u
#define SYSTEM_CONTROL_POWER_OFF_PARAMS_BYTES 24u

struct system_control_power_off_results_reader {
    struct capn_struct s;
};
struct system_control_power_off_results_builder {
    struct capn_struct_builder b;
};
#define SYSTEM_CONTROL_POWER_OFF_RESULTS_DATA_WORDS 0u
#define SYSTEM_CONTROL_POWER_OFF_RESULTS_POINTERS 0u
#define SYSTEM_CONTROL_POWER_OFF_RESULTS_BYTES 0u

struct system_control_reboot_params_reader {
    struct capn_struct s;
};
struct system_control_reboot_params_builder {
    struct capn_struct_builder b;
};
#define SYSTEM_CONTROL_REBOOT_PARAMS_DATA_WORDS 0u
#define SYSTEM_CONTROL_REBOOT_PARAMS_POINTERS 0u
#define SYSTEM_CONTROL_REBOOT_PARAMS_BYTES 0u

struct system_control_reboot_results_reader {
    struct capn_struct s;
};
struct system_control_reboot_results_builder {
    struct capn_struct_builder b;
};
#define SYSTEM_CONTROL_REBOOT_RESULTS_DATA_WORDS 0u
#define SYSTEM_CONTROL_REBOOT_RESULTS_POINTERS 0u
#define SYSTEM_CONTROL_REBOOT_RESULTS_BYTES 0u

struct io_ports_info_params_reader {
    struct capn_struct s;
};
struct io_ports_info_params_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_INFO_PARAMS_DATA_WORDS 0u
#define IO_PORTS_INFO_PARAMS_POINTERS 0u
#define IO_PORTS_INFO_PARAMS_BYTES 0u

struct io_ports_info_results_reader {
    struct capn_struct s;
};
struct io_ports_info_results_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_INFO_RESULTS_DATA_WORDS 1u
#define IO_PORTS_INFO_RESULTS_POINTERS 0u
#define IO_PORTS_INFO_RESULTS_BYTES 24u

struct io_ports_read_params_reader {
    struct capn_struct s;
};
struct io_ports_read_params_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_READ_PARAMS_DATA_WORDS 1u
#define IO_PORTS_READ_PARAMS_POINTERS 0u
#define IO_PORTS_READ_PARAMS_BYTES 24u

struct io_ports_read_results_reader {
    struct capn_struct s;
};
struct io_ports_read_results_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_READ_RESULTS_DATA_WORDS 1u
#define IO_PORTS_READ_RESULTS_POINTERS 0u
#define IO_PORTS_READ_RESULTS_BYTES 24u

struct io_ports_write_params_reader {
    struct capn_struct s;
};
struct io_ports_write_params_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_WRITE_PARAMS_DATA_WORDS 1u
#define IO_PORTS_WRITE_PARAMS_POINTERS 0u
#define IO_PORTS_WRITE_PARAMS_BYTES 24u

struct io_ports_write_results_reader {
    struct capn_struct s;
};
struct io_ports_write_results_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_WRITE_RESULTS_DATA_WORDS 0u
#define IO_PORTS_WRITE_RESULTS_POINTERS 0u
#define IO_PORTS_WRITE_RESULTS_BYTES 0u

struct io_ports_read_bytes_params_reader {
    struct capn_struct s;
};
struct io_ports_read_bytes_params_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_READ_BYTES_PARAMS_DATA_WORDS 1u
#define IO_PORTS_READ_BYTES_PARAMS_POINTERS 0u
#define IO_PORTS_READ_BYTES_PARAMS_BYTES 24u

struct io_ports_read_bytes_results_reader {
    struct capn_struct s;
};
struct io_ports_read_bytes_results_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_READ_BYTES_RESULTS_DATA_WORDS 0u
#define IO_PORTS_READ_BYTES_RESULTS_POINTERS 1u
#define IO_PORTS_READ_BYTES_RESULTS_BYTES 24u

struct io_ports_write_bytes_params_reader {
    struct capn_struct s;
};
struct io_ports_write_bytes_params_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_WRITE_BYTES_PARAMS_DATA_WORDS 1u
#define IO_PORTS_WRITE_BYTES_PARAMS_POINTERS 1u
#define IO_PORTS_WRITE_BYTES_PARAMS_BYTES 32u

struct io_ports_write_bytes_results_reader {
    struct capn_struct s;
};
struct io_ports_write_bytes_results_builder {
    struct capn_struct_builder b;
};
#define IO_PORTS_WRITE_BYTES_RESULTS_DATA_WORDS 0u
#define IO_PORTS_WRITE_BYTES_RESULTS_POINTERS 0u
#define IO_PORTS_WRITE_BYTES_RESULTS_BYTES 0u

struct interrupt_wait_params_reader {
    struct capn_struct s;
};
struct interrupt_wait_params_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_WAIT_PARAMS_DATA_WORDS 0u
#define INTERRUPT_WAIT_PARAMS_POINTERS 0u
#define INTERRUPT_WAIT_PARAMS_BYTES 0u

struct interrupt_wait_results_reader {
    struct capn_struct s;
};
struct interrupt_wait_results_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_WAIT_RESULTS_DATA_WORDS 1u
#define INTERRUPT_WAIT_RESULTS_POINTERS 0u
#define INTERRUPT_WAIT_RESULTS_BYTES 24u

struct interrupt_info_params_reader {
    struct capn_struct s;
};
struct interrupt_info_params_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_INFO_PARAMS_DATA_WORDS 0u
#define INTERRUPT_INFO_PARAMS_POINTERS 0u
#define INTERRUPT_INFO_PARAMS_BYTES 0u

struct interrupt_info_results_reader {
    struct capn_struct s;
};
struct interrupt_info_results_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_INFO_RESULTS_DATA_WORDS 2u
#define INTERRUPT_INFO_RESULTS_POINTERS 0u
#define INTERRUPT_INFO_RESULTS_BYTES 32u

struct interrupt_bind_params_reader {
    struct capn_struct s;
};
struct interrupt_bind_params_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_BIND_PARAMS_DATA_WORDS 1u
#define INTERRUPT_BIND_PARAMS_POINTERS 1u
#define INTERRUPT_BIND_PARAMS_BYTES 32u

struct interrupt_bind_results_reader {
    struct capn_struct s;
};
struct interrupt_bind_results_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_BIND_RESULTS_DATA_WORDS 0u
#define INTERRUPT_BIND_RESULTS_POINTERS 0u
#define INTERRUPT_BIND_RESULTS_BYTES 0u

struct interrupt_unbind_params_reader {
    struct capn_struct s;
};
struct interrupt_unbind_params_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_UNBIND_PARAMS_DATA_WORDS 0u
#define INTERRUPT_UNBIND_PARAMS_POINTERS 0u
#define INTERRUPT_UNBIND_PARAMS_BYTES 0u

struct interrupt_unbind_results_reader {
    struct capn_struct s;
};
struct interrupt_unbind_results_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_UNBIND_RESULTS_DATA_WORDS 0u
#define INTERRUPT_UNBIND_RESULTS_POINTERS 0u
#define INTERRUPT_UNBIND_RESULTS_BYTES 0u

struct interrupt_acknowledge_params_reader {
    struct capn_struct s;
};
struct interrupt_acknowledge_params_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_ACKNOWLEDGE_PARAMS_DATA_WORDS 0u
#define INTERRUPT_ACKNOWLEDGE_PARAMS_POINTERS 0u
#define INTERRUPT_ACKNOWLEDGE_PARAMS_BYTES 0u

struct interrupt_acknowledge_results_reader {
    struct capn_struct s;
};
struct interrupt_acknowledge_results_builder {
    struct capn_struct_builder b;
};
#define INTERRUPT_ACKNOWLEDGE_RESULTS_DATA_WORDS 0u
#define INTERRUPT_ACKNOWLEDGE_RESULTS_POINTERS 0u
#define INTERRUPT_ACKNOWLEDGE_RESULTS_BYTES 0u

struct endpoint_client_params_reader {
    struct capn_struct s;
};
struct endpoint_client_params_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_CLIENT_PARAMS_DATA_WORDS 1u
#define ENDPOINT_CLIENT_PARAMS_POINTERS 0u
#define ENDPOINT_CLIENT_PARAMS_BYTES 24u

struct endpoint_client_results_reader {
    struct capn_struct s;
};
struct endpoint_client_results_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_CLIENT_RESULTS_DATA_WORDS 0u
#define ENDPOINT_CLIENT_RESULTS_POINTERS 1u
#define ENDPOINT_CLIENT_RESULTS_BYTES 24u

struct endpoint_info_params_reader {
    struct capn_struct s;
};
struct endpoint_info_params_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_INFO_PARAMS_DATA_WORDS 0u
#define ENDPOINT_INFO_PARAMS_POINTERS 0u
#define ENDPOINT_INFO_PARAMS_BYTES 0u

struct endpoint_info_results_reader {
    struct capn_struct s;
};
struct endpoint_info_results_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_INFO_RESULTS_DATA_WORDS 2u
#define ENDPOINT_INFO_RESULTS_POINTERS 0u
#define ENDPOINT_INFO_RESULTS_BYTES 32u

struct endpoint_revoke_facets_params_reader {
    struct capn_struct s;
};
struct endpoint_revoke_facets_params_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_REVOKE_FACETS_PARAMS_DATA_WORDS 0u
#define ENDPOINT_REVOKE_FACETS_PARAMS_POINTERS 0u
#define ENDPOINT_REVOKE_FACETS_PARAMS_BYTES 0u

struct endpoint_revoke_facets_results_reader {
    struct capn_struct s;
};
struct endpoint_revoke_facets_results_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_REVOKE_FACETS_RESULTS_DATA_WORDS 1u
#define ENDPOINT_REVOKE_FACETS_RESULTS_POINTERS 0u
#define ENDPOINT_REVOKE_FACETS_RESULTS_BYTES 24u

struct endpoint_client_for_params_reader {
    struct capn_struct s;
};
struct endpoint_client_for_params_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_CLIENT_FOR_PARAMS_DATA_WORDS 2u
#define ENDPOINT_CLIENT_FOR_PARAMS_POINTERS 0u
#define ENDPOINT_CLIENT_FOR_PARAMS_BYTES 32u

struct endpoint_client_for_results_reader {
    struct capn_struct s;
};
struct endpoint_client_for_results_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_CLIENT_FOR_RESULTS_DATA_WORDS 0u
#define ENDPOINT_CLIENT_FOR_RESULTS_POINTERS 1u
#define ENDPOINT_CLIENT_FOR_RESULTS_BYTES 24u

struct endpoint_caller_params_reader {
    struct capn_struct s;
};
struct endpoint_caller_params_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_CALLER_PARAMS_DATA_WORDS 1u
#define ENDPOINT_CALLER_PARAMS_POINTERS 0u
#define ENDPOINT_CALLER_PARAMS_BYTES 24u

struct endpoint_caller_results_reader {
    struct capn_struct s;
};
struct endpoint_caller_results_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_CALLER_RESULTS_DATA_WORDS 0u
#define ENDPOINT_CALLER_RESULTS_POINTERS 1u
#define ENDPOINT_CALLER_RESULTS_BYTES 24u

struct endpoint_factory_create_params_reader {
    struct capn_struct s;
};
struct endpoint_factory_create_params_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_FACTORY_CREATE_PARAMS_DATA_WORDS 0u
#define ENDPOINT_FACTORY_CREATE_PARAMS_POINTERS 0u
#define ENDPOINT_FACTORY_CREATE_PARAMS_BYTES 0u

struct endpoint_factory_create_results_reader {
    struct capn_struct s;
};
struct endpoint_factory_create_results_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_FACTORY_CREATE_RESULTS_DATA_WORDS 0u
#define ENDPOINT_FACTORY_CREATE_RESULTS_POINTERS 1u
#define ENDPOINT_FACTORY_CREATE_RESULTS_BYTES 24u

struct endpoint_factory_create_notification_params_reader {
    struct capn_struct s;
};
struct endpoint_factory_create_notification_params_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_FACTORY_CREATE_NOTIFICATION_PARAMS_DATA_WORDS 0u
#define ENDPOINT_FACTORY_CREATE_NOTIFICATION_PARAMS_POINTERS 0u
#define ENDPOINT_FACTORY_CREATE_NOTIFICATION_PARAMS_BYTES 0u

struct endpoint_factory_create_notification_results_reader {
    struct capn_struct s;
};
struct endpoint_factory_create_notification_results_builder {
    struct capn_struct_builder b;
};
#define ENDPOINT_FACTORY_CREATE_NOTIFICATION_RESULTS_DATA_WORDS 0u
#define ENDPOINT_FACTORY_CREATE_NOTIFICATION_RESULTS_POINTERS 1u
#define ENDPOINT_FACTORY_CREATE_NOTIFICATION_RESULTS_BYTES 24u

struct null_cap_null_params_reader {
    struct capn_struct s;
};
struct null_cap_null_params_builder {
    struct capn_struct_builder b;
};
#define NULL_CAP_NULL_PARAMS_DATA_WORDS 0u
#define NULL_CAP_NULL_PARAMS_POINTERS 0u
#define NULL_CAP_NULL_PARAMS_BYTES 0u

struct null_cap_null_results_reader {
    struct capn_struct s;
};
struct null_cap_null_results_builder {
    struct capn_struct_builder b;
};
#define NULL_CAP_NULL_RESULTS_DATA_WORDS 0u
#define NULL_CAP_NULL_RESULTS_POINTERS 0u
#define NULL_CAP_NULL_RESULTS_BYTES 0u

struct null_cap_echo_params_reader {
    struct capn_struct s;
};
struct null_cap_echo_params_builder {
    struct capn_struct_builder b;
};
#define NULL_CAP_ECHO_PARAMS_DATA_WORDS 1u
#define NULL_CAP_ECHO_PARAMS_POINTERS 0u
#define NULL_CAP_ECHO_PARAMS_BYTES 24u

struct null_cap_echo_results_reader {
    struct capn_struct s;
};
struct null_cap_echo_results_builder {
    struct capn_struct_builder b;
};
#define NULL_CAP_ECHO_RESULTS_DATA_WORDS 1u
#define NULL_CAP_ECHO_RESULTS_POINTERS 0u
#define NULL_CAP_ECHO_RESULTS_BYTES 24u

/* Console.write$Params */

MUST_CHECK static inline status_t console_write_params_read_root(struct capn_message *message,
                                                                 struct console_write_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t console_write_params_build_root(struct capn_builder *builder,
                                                                  struct console_write_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t console_write_params_get_data(const struct console_write_params_reader *reader,
                                                                struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t console_write_params_set_data(const struct console_write_params_builder *builder,
                                                                struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t console_write_params_init_data(const struct console_write_params_builder *builder,
                                                                 uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t console_write_params_truncate_data(const struct console_write_params_builder *builder,
                                                                     uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool console_write_params_has_data(const struct console_write_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Console.write$Results */

MUST_CHECK static inline status_t console_write_results_read_root(struct capn_message *message,
                                                                  struct console_write_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t console_write_results_build_root(struct capn_builder *builder,
                                                                   struct console_write_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Console.writeLine$Params */

MUST_CHECK static inline status_t console_write_line_params_read_root(struct capn_message *message,
                                                                      struct console_write_line_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t console_write_line_params_build_root(struct capn_builder *builder,
                                                                       struct console_write_line_params_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t console_write_line_params_get_text(
    const struct console_write_line_params_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t console_write_line_params_set_text(
    const struct console_write_line_params_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool console_write_line_params_has_text(const struct console_write_line_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Console.writeLine$Results */

MUST_CHECK static inline status_t console_write_line_results_read_root(struct capn_message *message,
                                                                       struct console_write_line_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t console_write_line_results_build_root(struct capn_builder *builder,
                                                                        struct console_write_line_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* BootPackage.manifestSize$Params */

MUST_CHECK static inline status_t boot_package_manifest_size_params_read_root(
    struct capn_message *message, struct boot_package_manifest_size_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t boot_package_manifest_size_params_build_root(
    struct capn_builder *builder, struct boot_package_manifest_size_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* BootPackage.manifestSize$Results */

MUST_CHECK static inline status_t boot_package_manifest_size_results_read_root(
    struct capn_message *message, struct boot_package_manifest_size_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t boot_package_manifest_size_results_build_root(
    struct capn_builder *builder, struct boot_package_manifest_size_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t boot_package_manifest_size_results_get_size(
    const struct boot_package_manifest_size_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void boot_package_manifest_size_results_set_size(
    const struct boot_package_manifest_size_results_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* BootPackage.readManifest$Params */

MUST_CHECK static inline status_t boot_package_read_manifest_params_read_root(
    struct capn_message *message, struct boot_package_read_manifest_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t boot_package_read_manifest_params_build_root(
    struct capn_builder *builder, struct boot_package_read_manifest_params_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint64_t boot_package_read_manifest_params_get_offset(
    const struct boot_package_read_manifest_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void boot_package_read_manifest_params_set_offset(
    const struct boot_package_read_manifest_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint32_t boot_package_read_manifest_params_get_max_bytes(
    const struct boot_package_read_manifest_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 8, 16);
}
static inline void boot_package_read_manifest_params_set_max_bytes(
    const struct boot_package_read_manifest_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 8, (uint32_t)value);
}

/* BootPackage.readManifest$Results */

MUST_CHECK static inline status_t boot_package_read_manifest_results_read_root(
    struct capn_message *message, struct boot_package_read_manifest_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t boot_package_read_manifest_results_build_root(
    struct capn_builder *builder, struct boot_package_read_manifest_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t boot_package_read_manifest_results_get_data(
    const struct boot_package_read_manifest_results_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t boot_package_read_manifest_results_set_data(
    const struct boot_package_read_manifest_results_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t boot_package_read_manifest_results_init_data(
    const struct boot_package_read_manifest_results_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t boot_package_read_manifest_results_truncate_data(
    const struct boot_package_read_manifest_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool boot_package_read_manifest_results_has_data(
    const struct boot_package_read_manifest_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* BootBlob.info$Params */

MUST_CHECK static inline status_t boot_blob_info_params_read_root(struct capn_message *message,
                                                                  struct boot_blob_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t boot_blob_info_params_build_root(struct capn_builder *builder,
                                                                   struct boot_blob_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* BootBlob.info$Results */

MUST_CHECK static inline status_t boot_blob_info_results_read_root(struct capn_message *message,
                                                                   struct boot_blob_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t boot_blob_info_results_build_root(struct capn_builder *builder,
                                                                    struct boot_blob_info_results_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t boot_blob_info_results_get_name(const struct boot_blob_info_results_reader *reader,
                                                                  struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t boot_blob_info_results_set_name(const struct boot_blob_info_results_builder *builder,
                                                                  struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool boot_blob_info_results_has_name(const struct boot_blob_info_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t boot_blob_info_results_get_size(const struct boot_blob_info_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void boot_blob_info_results_set_size(const struct boot_blob_info_results_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* BootBlob.read$Params */

MUST_CHECK static inline status_t boot_blob_read_params_read_root(struct capn_message *message,
                                                                  struct boot_blob_read_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t boot_blob_read_params_build_root(struct capn_builder *builder,
                                                                   struct boot_blob_read_params_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint64_t boot_blob_read_params_get_offset(const struct boot_blob_read_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void boot_blob_read_params_set_offset(const struct boot_blob_read_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint32_t boot_blob_read_params_get_max_bytes(const struct boot_blob_read_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 8, 16);
}
static inline void boot_blob_read_params_set_max_bytes(const struct boot_blob_read_params_builder *builder,
                                                       uint32_t value)
{
    capn_set_u32(&builder->b, 8, (uint32_t)value);
}

/* BootBlob.read$Results */

MUST_CHECK static inline status_t boot_blob_read_results_read_root(struct capn_message *message,
                                                                   struct boot_blob_read_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t boot_blob_read_results_build_root(struct capn_builder *builder,
                                                                    struct boot_blob_read_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t boot_blob_read_results_get_data(const struct boot_blob_read_results_reader *reader,
                                                                  struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t boot_blob_read_results_set_data(const struct boot_blob_read_results_builder *builder,
                                                                  struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t boot_blob_read_results_init_data(const struct boot_blob_read_results_builder *builder,
                                                                   uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t boot_blob_read_results_truncate_data(
    const struct boot_blob_read_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool boot_blob_read_results_has_data(const struct boot_blob_read_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* MonotonicClock.now$Params */

MUST_CHECK static inline status_t monotonic_clock_now_params_read_root(struct capn_message *message,
                                                                       struct monotonic_clock_now_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t monotonic_clock_now_params_build_root(struct capn_builder *builder,
                                                                        struct monotonic_clock_now_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* MonotonicClock.now$Results */

MUST_CHECK static inline status_t monotonic_clock_now_results_read_root(struct capn_message *message,
                                                                        struct monotonic_clock_now_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t monotonic_clock_now_results_build_root(
    struct capn_builder *builder, struct monotonic_clock_now_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t monotonic_clock_now_results_get_ns(const struct monotonic_clock_now_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void monotonic_clock_now_results_set_ns(const struct monotonic_clock_now_results_builder *builder,
                                                      uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* Timer.sleep$Params */

MUST_CHECK static inline status_t timer_sleep_params_read_root(struct capn_message *message,
                                                               struct timer_sleep_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t timer_sleep_params_build_root(struct capn_builder *builder,
                                                                struct timer_sleep_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t timer_sleep_params_get_ns(const struct timer_sleep_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void timer_sleep_params_set_ns(const struct timer_sleep_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* Timer.sleep$Results */

MUST_CHECK static inline status_t timer_sleep_results_read_root(struct capn_message *message,
                                                                struct timer_sleep_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t timer_sleep_results_build_root(struct capn_builder *builder,
                                                                 struct timer_sleep_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Timer.notify$Params */

MUST_CHECK static inline status_t timer_notify_params_read_root(struct capn_message *message,
                                                                struct timer_notify_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t timer_notify_params_build_root(struct capn_builder *builder,
                                                                 struct timer_notify_params_builder *out)
{
    return capn_builder_root(builder, 2, 1, &out->b);
}
static inline uint64_t timer_notify_params_get_deadline_ns(const struct timer_notify_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void timer_notify_params_set_deadline_ns(const struct timer_notify_params_builder *builder,
                                                       uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
MUST_CHECK static inline status_t timer_notify_params_get_signal(const struct timer_notify_params_reader *reader,
                                                                 uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t timer_notify_params_set_signal(const struct timer_notify_params_builder *builder,
                                                                 uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool timer_notify_params_has_signal(const struct timer_notify_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t timer_notify_params_get_bits(const struct timer_notify_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void timer_notify_params_set_bits(const struct timer_notify_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}

/* Timer.notify$Results */

MUST_CHECK static inline status_t timer_notify_results_read_root(struct capn_message *message,
                                                                 struct timer_notify_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t timer_notify_results_build_root(struct capn_builder *builder,
                                                                  struct timer_notify_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* EntropySource.fill$Params */

MUST_CHECK static inline status_t entropy_source_fill_params_read_root(struct capn_message *message,
                                                                       struct entropy_source_fill_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t entropy_source_fill_params_build_root(struct capn_builder *builder,
                                                                        struct entropy_source_fill_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t entropy_source_fill_params_get_bytes(const struct entropy_source_fill_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void entropy_source_fill_params_set_bytes(const struct entropy_source_fill_params_builder *builder,
                                                        uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* EntropySource.fill$Results */

MUST_CHECK static inline status_t entropy_source_fill_results_read_root(struct capn_message *message,
                                                                        struct entropy_source_fill_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t entropy_source_fill_results_build_root(
    struct capn_builder *builder, struct entropy_source_fill_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t entropy_source_fill_results_get_data(
    const struct entropy_source_fill_results_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t entropy_source_fill_results_set_data(
    const struct entropy_source_fill_results_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t entropy_source_fill_results_init_data(
    const struct entropy_source_fill_results_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t entropy_source_fill_results_truncate_data(
    const struct entropy_source_fill_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool entropy_source_fill_results_has_data(const struct entropy_source_fill_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* SystemControl.powerOff$Params */

MUST_CHECK static inline status_t system_control_power_off_params_read_root(
    struct capn_message *message, struct system_control_power_off_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t system_control_power_off_params_build_root(
    struct capn_builder *builder, struct system_control_power_off_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint8_t system_control_power_off_params_get_status(
    const struct system_control_power_off_params_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 0, 8);
}
static inline void system_control_power_off_params_set_status(
    const struct system_control_power_off_params_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 0, (uint8_t)value);
}

/* SystemControl.powerOff$Results */

MUST_CHECK static inline status_t system_control_power_off_results_read_root(
    struct capn_message *message, struct system_control_power_off_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t system_control_power_off_results_build_root(
    struct capn_builder *builder, struct system_control_power_off_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SystemControl.reboot$Params */

MUST_CHECK static inline status_t system_control_reboot_params_read_root(
    struct capn_message *message, struct system_control_reboot_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t system_control_reboot_params_build_root(
    struct capn_builder *builder, struct system_control_reboot_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* SystemControl.reboot$Results */

MUST_CHECK static inline status_t system_control_reboot_results_read_root(
    struct capn_message *message, struct system_control_reboot_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t system_control_reboot_results_build_root(
    struct capn_builder *builder, struct system_control_reboot_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* IoPorts.info$Params */

MUST_CHECK static inline status_t io_ports_info_params_read_root(struct capn_message *message,
                                                                 struct io_ports_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_info_params_build_root(struct capn_builder *builder,
                                                                  struct io_ports_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* IoPorts.info$Results */

MUST_CHECK static inline status_t io_ports_info_results_read_root(struct capn_message *message,
                                                                  struct io_ports_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_info_results_build_root(struct capn_builder *builder,
                                                                   struct io_ports_info_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint16_t io_ports_info_results_get_base(const struct io_ports_info_results_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 0, 8);
}
static inline void io_ports_info_results_set_base(const struct io_ports_info_results_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
static inline uint16_t io_ports_info_results_get_count(const struct io_ports_info_results_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 2, 8);
}
static inline void io_ports_info_results_set_count(const struct io_ports_info_results_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 2, (uint16_t)value);
}

/* IoPorts.read$Params */

MUST_CHECK static inline status_t io_ports_read_params_read_root(struct capn_message *message,
                                                                 struct io_ports_read_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_read_params_build_root(struct capn_builder *builder,
                                                                  struct io_ports_read_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint16_t io_ports_read_params_get_offset(const struct io_ports_read_params_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 0, 8);
}
static inline void io_ports_read_params_set_offset(const struct io_ports_read_params_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
static inline uint8_t io_ports_read_params_get_width(const struct io_ports_read_params_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 2, 8);
}
static inline void io_ports_read_params_set_width(const struct io_ports_read_params_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 2, (uint8_t)value);
}

/* IoPorts.read$Results */

MUST_CHECK static inline status_t io_ports_read_results_read_root(struct capn_message *message,
                                                                  struct io_ports_read_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_read_results_build_root(struct capn_builder *builder,
                                                                   struct io_ports_read_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t io_ports_read_results_get_value(const struct io_ports_read_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void io_ports_read_results_set_value(const struct io_ports_read_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* IoPorts.write$Params */

MUST_CHECK static inline status_t io_ports_write_params_read_root(struct capn_message *message,
                                                                  struct io_ports_write_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_write_params_build_root(struct capn_builder *builder,
                                                                   struct io_ports_write_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint16_t io_ports_write_params_get_offset(const struct io_ports_write_params_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 0, 8);
}
static inline void io_ports_write_params_set_offset(const struct io_ports_write_params_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
static inline uint8_t io_ports_write_params_get_width(const struct io_ports_write_params_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 2, 8);
}
static inline void io_ports_write_params_set_width(const struct io_ports_write_params_builder *builder, uint8_t value)
{
    capn_set_u8(&builder->b, 2, (uint8_t)value);
}
static inline uint32_t io_ports_write_params_get_value(const struct io_ports_write_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 8);
}
static inline void io_ports_write_params_set_value(const struct io_ports_write_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}

/* IoPorts.write$Results */

MUST_CHECK static inline status_t io_ports_write_results_read_root(struct capn_message *message,
                                                                   struct io_ports_write_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_write_results_build_root(struct capn_builder *builder,
                                                                    struct io_ports_write_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* IoPorts.readBytes$Params */

MUST_CHECK static inline status_t io_ports_read_bytes_params_read_root(struct capn_message *message,
                                                                       struct io_ports_read_bytes_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_read_bytes_params_build_root(struct capn_builder *builder,
                                                                        struct io_ports_read_bytes_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint16_t io_ports_read_bytes_params_get_offset(const struct io_ports_read_bytes_params_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 0, 8);
}
static inline void io_ports_read_bytes_params_set_offset(const struct io_ports_read_bytes_params_builder *builder,
                                                         uint16_t value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
static inline uint16_t io_ports_read_bytes_params_get_count(const struct io_ports_read_bytes_params_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 2, 8);
}
static inline void io_ports_read_bytes_params_set_count(const struct io_ports_read_bytes_params_builder *builder,
                                                        uint16_t value)
{
    capn_set_u16(&builder->b, 2, (uint16_t)value);
}

/* IoPorts.readBytes$Results */

MUST_CHECK static inline status_t io_ports_read_bytes_results_read_root(struct capn_message *message,
                                                                        struct io_ports_read_bytes_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_read_bytes_results_build_root(
    struct capn_builder *builder, struct io_ports_read_bytes_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t io_ports_read_bytes_results_get_data(
    const struct io_ports_read_bytes_results_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t io_ports_read_bytes_results_set_data(
    const struct io_ports_read_bytes_results_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t io_ports_read_bytes_results_init_data(
    const struct io_ports_read_bytes_results_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t io_ports_read_bytes_results_truncate_data(
    const struct io_ports_read_bytes_results_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool io_ports_read_bytes_results_has_data(const struct io_ports_read_bytes_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* IoPorts.writeBytes$Params */

MUST_CHECK static inline status_t io_ports_write_bytes_params_read_root(struct capn_message *message,
                                                                        struct io_ports_write_bytes_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_write_bytes_params_build_root(
    struct capn_builder *builder, struct io_ports_write_bytes_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
static inline uint16_t io_ports_write_bytes_params_get_offset(const struct io_ports_write_bytes_params_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 0, 8);
}
static inline void io_ports_write_bytes_params_set_offset(const struct io_ports_write_bytes_params_builder *builder,
                                                          uint16_t value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
MUST_CHECK static inline status_t io_ports_write_bytes_params_get_data(
    const struct io_ports_write_bytes_params_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 0, out);
}
MUST_CHECK static inline status_t io_ports_write_bytes_params_set_data(
    const struct io_ports_write_bytes_params_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 0, value);
}
MUST_CHECK static inline status_t io_ports_write_bytes_params_init_data(
    const struct io_ports_write_bytes_params_builder *builder, uint32_t len, uint8_t **out)
{
    return capn_init_data(&builder->b, 0, len, out);
}
MUST_CHECK static inline status_t io_ports_write_bytes_params_truncate_data(
    const struct io_ports_write_bytes_params_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 0, len);
}
static inline bool io_ports_write_bytes_params_has_data(const struct io_ports_write_bytes_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* IoPorts.writeBytes$Results */

MUST_CHECK static inline status_t io_ports_write_bytes_results_read_root(
    struct capn_message *message, struct io_ports_write_bytes_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t io_ports_write_bytes_results_build_root(
    struct capn_builder *builder, struct io_ports_write_bytes_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Interrupt.wait$Params */

MUST_CHECK static inline status_t interrupt_wait_params_read_root(struct capn_message *message,
                                                                  struct interrupt_wait_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_wait_params_build_root(struct capn_builder *builder,
                                                                   struct interrupt_wait_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Interrupt.wait$Results */

MUST_CHECK static inline status_t interrupt_wait_results_read_root(struct capn_message *message,
                                                                   struct interrupt_wait_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_wait_results_build_root(struct capn_builder *builder,
                                                                    struct interrupt_wait_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t interrupt_wait_results_get_count(const struct interrupt_wait_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void interrupt_wait_results_set_count(const struct interrupt_wait_results_builder *builder,
                                                    uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* Interrupt.info$Params */

MUST_CHECK static inline status_t interrupt_info_params_read_root(struct capn_message *message,
                                                                  struct interrupt_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_info_params_build_root(struct capn_builder *builder,
                                                                   struct interrupt_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Interrupt.info$Results */

MUST_CHECK static inline status_t interrupt_info_results_read_root(struct capn_message *message,
                                                                   struct interrupt_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_info_results_build_root(struct capn_builder *builder,
                                                                    struct interrupt_info_results_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint32_t interrupt_info_results_get_line(const struct interrupt_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 16);
}
static inline void interrupt_info_results_set_line(const struct interrupt_info_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint64_t interrupt_info_results_get_fired(const struct interrupt_info_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void interrupt_info_results_set_fired(const struct interrupt_info_results_builder *builder,
                                                    uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}

/* Interrupt.bind$Params */

MUST_CHECK static inline status_t interrupt_bind_params_read_root(struct capn_message *message,
                                                                  struct interrupt_bind_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_bind_params_build_root(struct capn_builder *builder,
                                                                   struct interrupt_bind_params_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t interrupt_bind_params_get_signal(const struct interrupt_bind_params_reader *reader,
                                                                   uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t interrupt_bind_params_set_signal(const struct interrupt_bind_params_builder *builder,
                                                                   uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool interrupt_bind_params_has_signal(const struct interrupt_bind_params_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline uint64_t interrupt_bind_params_get_bits(const struct interrupt_bind_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void interrupt_bind_params_set_bits(const struct interrupt_bind_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* Interrupt.bind$Results */

MUST_CHECK static inline status_t interrupt_bind_results_read_root(struct capn_message *message,
                                                                   struct interrupt_bind_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_bind_results_build_root(struct capn_builder *builder,
                                                                    struct interrupt_bind_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Interrupt.unbind$Params */

MUST_CHECK static inline status_t interrupt_unbind_params_read_root(struct capn_message *message,
                                                                    struct interrupt_unbind_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_unbind_params_build_root(struct capn_builder *builder,
                                                                     struct interrupt_unbind_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Interrupt.unbind$Results */

MUST_CHECK static inline status_t interrupt_unbind_results_read_root(struct capn_message *message,
                                                                     struct interrupt_unbind_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_unbind_results_build_root(struct capn_builder *builder,
                                                                      struct interrupt_unbind_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Interrupt.acknowledge$Params */

MUST_CHECK static inline status_t interrupt_acknowledge_params_read_root(
    struct capn_message *message, struct interrupt_acknowledge_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_acknowledge_params_build_root(
    struct capn_builder *builder, struct interrupt_acknowledge_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Interrupt.acknowledge$Results */

MUST_CHECK static inline status_t interrupt_acknowledge_results_read_root(
    struct capn_message *message, struct interrupt_acknowledge_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t interrupt_acknowledge_results_build_root(
    struct capn_builder *builder, struct interrupt_acknowledge_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Endpoint.client$Params */

MUST_CHECK static inline status_t endpoint_client_params_read_root(struct capn_message *message,
                                                                   struct endpoint_client_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_client_params_build_root(struct capn_builder *builder,
                                                                    struct endpoint_client_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t endpoint_client_params_get_interface_id(const struct endpoint_client_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void endpoint_client_params_set_interface_id(const struct endpoint_client_params_builder *builder,
                                                           uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* Endpoint.client$Results */

MUST_CHECK static inline status_t endpoint_client_results_read_root(struct capn_message *message,
                                                                    struct endpoint_client_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_client_results_build_root(struct capn_builder *builder,
                                                                     struct endpoint_client_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t endpoint_client_results_get_facet(const struct endpoint_client_results_reader *reader,
                                                                    uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t endpoint_client_results_set_facet(
    const struct endpoint_client_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool endpoint_client_results_has_facet(const struct endpoint_client_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Endpoint.info$Params */

MUST_CHECK static inline status_t endpoint_info_params_read_root(struct capn_message *message,
                                                                 struct endpoint_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_info_params_build_root(struct capn_builder *builder,
                                                                  struct endpoint_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Endpoint.info$Results */

MUST_CHECK static inline status_t endpoint_info_results_read_root(struct capn_message *message,
                                                                  struct endpoint_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_info_results_build_root(struct capn_builder *builder,
                                                                   struct endpoint_info_results_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint32_t endpoint_info_results_get_queued(const struct endpoint_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 16);
}
static inline void endpoint_info_results_set_queued(const struct endpoint_info_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint32_t endpoint_info_results_get_receivers(const struct endpoint_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 16);
}
static inline void endpoint_info_results_set_receivers(const struct endpoint_info_results_builder *builder,
                                                       uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
static inline uint32_t endpoint_info_results_get_in_flight(const struct endpoint_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 8, 16);
}
static inline void endpoint_info_results_set_in_flight(const struct endpoint_info_results_builder *builder,
                                                       uint32_t value)
{
    capn_set_u32(&builder->b, 8, (uint32_t)value);
}

/* Endpoint.revokeFacets$Params */

MUST_CHECK static inline status_t endpoint_revoke_facets_params_read_root(
    struct capn_message *message, struct endpoint_revoke_facets_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_revoke_facets_params_build_root(
    struct capn_builder *builder, struct endpoint_revoke_facets_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* Endpoint.revokeFacets$Results */

MUST_CHECK static inline status_t endpoint_revoke_facets_results_read_root(
    struct capn_message *message, struct endpoint_revoke_facets_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_revoke_facets_results_build_root(
    struct capn_builder *builder, struct endpoint_revoke_facets_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t endpoint_revoke_facets_results_get_calls(
    const struct endpoint_revoke_facets_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void endpoint_revoke_facets_results_set_calls(
    const struct endpoint_revoke_facets_results_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* Endpoint.clientFor$Params */

MUST_CHECK static inline status_t endpoint_client_for_params_read_root(struct capn_message *message,
                                                                       struct endpoint_client_for_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_client_for_params_build_root(struct capn_builder *builder,
                                                                        struct endpoint_client_for_params_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint64_t endpoint_client_for_params_get_interface_id(
    const struct endpoint_client_for_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void endpoint_client_for_params_set_interface_id(const struct endpoint_client_for_params_builder *builder,
                                                               uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline enum transfer_scope endpoint_client_for_params_get_scope(
    const struct endpoint_client_for_params_reader *reader)
{
    return (enum transfer_scope)capn_field_u16(&reader->s, 8, 16);
}
static inline void endpoint_client_for_params_set_scope(const struct endpoint_client_for_params_builder *builder,
                                                        enum transfer_scope value)
{
    capn_set_u16(&builder->b, 8, (uint16_t)value);
}
static inline uint32_t endpoint_client_for_params_get_disclosure(const struct endpoint_client_for_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 12, 16);
}
static inline void endpoint_client_for_params_set_disclosure(const struct endpoint_client_for_params_builder *builder,
                                                             uint32_t value)
{
    capn_set_u32(&builder->b, 12, (uint32_t)value);
}

/* Endpoint.clientFor$Results */

MUST_CHECK static inline status_t endpoint_client_for_results_read_root(struct capn_message *message,
                                                                        struct endpoint_client_for_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_client_for_results_build_root(
    struct capn_builder *builder, struct endpoint_client_for_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t endpoint_client_for_results_get_facet(
    const struct endpoint_client_for_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t endpoint_client_for_results_set_facet(
    const struct endpoint_client_for_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool endpoint_client_for_results_has_facet(const struct endpoint_client_for_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* Endpoint.caller$Params */

MUST_CHECK static inline status_t endpoint_caller_params_read_root(struct capn_message *message,
                                                                   struct endpoint_caller_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_caller_params_build_root(struct capn_builder *builder,
                                                                    struct endpoint_caller_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t endpoint_caller_params_get_call_id(const struct endpoint_caller_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void endpoint_caller_params_set_call_id(const struct endpoint_caller_params_builder *builder,
                                                      uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* Endpoint.caller$Results */

MUST_CHECK static inline status_t endpoint_caller_results_read_root(struct capn_message *message,
                                                                    struct endpoint_caller_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_caller_results_build_root(struct capn_builder *builder,
                                                                     struct endpoint_caller_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t endpoint_caller_results_get_caller(
    const struct endpoint_caller_results_reader *reader, struct caller_session_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t endpoint_caller_results_init_caller(
    const struct endpoint_caller_results_builder *builder, struct caller_session_builder *out)
{
    return capn_init_struct(&builder->b, 0, 2, 2, &out->b);
}
static inline bool endpoint_caller_results_has_caller(const struct endpoint_caller_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* EndpointFactory.create$Params */

MUST_CHECK static inline status_t endpoint_factory_create_params_read_root(
    struct capn_message *message, struct endpoint_factory_create_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_factory_create_params_build_root(
    struct capn_builder *builder, struct endpoint_factory_create_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* EndpointFactory.create$Results */

MUST_CHECK static inline status_t endpoint_factory_create_results_read_root(
    struct capn_message *message, struct endpoint_factory_create_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_factory_create_results_build_root(
    struct capn_builder *builder, struct endpoint_factory_create_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t endpoint_factory_create_results_get_endpoint(
    const struct endpoint_factory_create_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t endpoint_factory_create_results_set_endpoint(
    const struct endpoint_factory_create_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool endpoint_factory_create_results_has_endpoint(
    const struct endpoint_factory_create_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* EndpointFactory.createNotification$Params */

MUST_CHECK static inline status_t endpoint_factory_create_notification_params_read_root(
    struct capn_message *message, struct endpoint_factory_create_notification_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_factory_create_notification_params_build_root(
    struct capn_builder *builder, struct endpoint_factory_create_notification_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* EndpointFactory.createNotification$Results */

MUST_CHECK static inline status_t endpoint_factory_create_notification_results_read_root(
    struct capn_message *message, struct endpoint_factory_create_notification_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t endpoint_factory_create_notification_results_build_root(
    struct capn_builder *builder, struct endpoint_factory_create_notification_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t endpoint_factory_create_notification_results_get_notification(
    const struct endpoint_factory_create_notification_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t endpoint_factory_create_notification_results_set_notification(
    const struct endpoint_factory_create_notification_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool endpoint_factory_create_notification_results_has_notification(
    const struct endpoint_factory_create_notification_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* NullCap.null$Params */

MUST_CHECK static inline status_t null_cap_null_params_read_root(struct capn_message *message,
                                                                 struct null_cap_null_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t null_cap_null_params_build_root(struct capn_builder *builder,
                                                                  struct null_cap_null_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* NullCap.null$Results */

MUST_CHECK static inline status_t null_cap_null_results_read_root(struct capn_message *message,
                                                                  struct null_cap_null_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t null_cap_null_results_build_root(struct capn_builder *builder,
                                                                   struct null_cap_null_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* NullCap.echo$Params */

MUST_CHECK static inline status_t null_cap_echo_params_read_root(struct capn_message *message,
                                                                 struct null_cap_echo_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t null_cap_echo_params_build_root(struct capn_builder *builder,
                                                                  struct null_cap_echo_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t null_cap_echo_params_get_value(const struct null_cap_echo_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void null_cap_echo_params_set_value(const struct null_cap_echo_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* NullCap.echo$Results */

MUST_CHECK static inline status_t null_cap_echo_results_read_root(struct capn_message *message,
                                                                  struct null_cap_echo_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t null_cap_echo_results_build_root(struct capn_builder *builder,
                                                                   struct null_cap_echo_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t null_cap_echo_results_get_value(const struct null_cap_echo_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void null_cap_echo_results_set_value(const struct null_cap_echo_results_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* interface Console */

/* The kernel log. Output only. Lines of different writers never mix within one call. */
#define CONSOLE_INTERFACE_ID UINT64_C(0xacf0c15a7b2e0041)
extern const struct capn_interface console_interface;
enum console_method {
    CONSOLE_METHOD_WRITE = 0,
    CONSOLE_METHOD_WRITE_LINE = 1,
};

/* What a server of Console implements; NULL members answer unimplemented. */
struct console_server {
    /*
     * Appends raw bytes. At most 4,096 bytes a call (failed beyond). Control bytes other than newline and tab are shown
     * as `?`.
     */
    status_t (*write)(void *self, struct capn_call *call, const struct console_write_params_reader *params,
                      struct console_write_results_builder *results);
    /* Appends the text and a newline, with the limits of write. */
    status_t (*write_line)(void *self, struct capn_call *call, const struct console_write_line_params_reader *params,
                           struct console_write_line_results_builder *results);
};
MUST_CHECK status_t console_dispatch(const struct console_server *server, void *self, uint16_t method_id,
                                     struct capn_call *call);

/* interface BootPackage */

/* The one boot module, read only. */
#define BOOT_PACKAGE_INTERFACE_ID UINT64_C(0xd0c4e8f7a1623b95)
extern const struct capn_interface boot_package_interface;
enum boot_package_method {
    BOOT_PACKAGE_METHOD_MANIFEST_SIZE = 0,
    BOOT_PACKAGE_METHOD_READ_MANIFEST = 1,
};

/* What a server of BootPackage implements; NULL members answer unimplemented. */
struct boot_package_server {
    /* Bytes of the manifest message. */
    status_t (*manifest_size)(void *self, struct capn_call *call,
                              const struct boot_package_manifest_size_params_reader *params,
                              struct boot_package_manifest_size_results_builder *results);
    /* Up to maxBytes (at most 32,768 are returned) from offset; empty at or past the end. */
    status_t (*read_manifest)(void *self, struct capn_call *call,
                              const struct boot_package_read_manifest_params_reader *params,
                              struct boot_package_read_manifest_results_builder *results);
};
MUST_CHECK status_t boot_package_dispatch(const struct boot_package_server *server, void *self, uint16_t method_id,
                                          struct capn_call *call);

/* interface BootBlob */

/* One named blob of the boot package, read only: the packed schemas for instance. */
#define BOOT_BLOB_INTERFACE_ID UINT64_C(0xf3b09d52c7481e6a)
extern const struct capn_interface boot_blob_interface;
enum boot_blob_method {
    BOOT_BLOB_METHOD_INFO = 0,
    BOOT_BLOB_METHOD_READ = 1,
};

/* What a server of BootBlob implements; NULL members answer unimplemented. */
struct boot_blob_server {
    status_t (*info)(void *self, struct capn_call *call, const struct boot_blob_info_params_reader *params,
                     struct boot_blob_info_results_builder *results);
    /* Up to maxBytes (at most 32,768 are returned) from offset; empty at or past the end. */
    status_t (*read)(void *self, struct capn_call *call, const struct boot_blob_read_params_reader *params,
                     struct boot_blob_read_results_builder *results);
};
MUST_CHECK status_t boot_blob_dispatch(const struct boot_blob_server *server, void *self, uint16_t method_id,
                                       struct capn_call *call);

/* interface MonotonicClock */

/* Reading the monotonic clock, and nothing else. */
#define MONOTONIC_CLOCK_INTERFACE_ID UINT64_C(0x8c35d9f1e7a40b62)
extern const struct capn_interface monotonic_clock_interface;
enum monotonic_clock_method {
    MONOTONIC_CLOCK_METHOD_NOW = 0,
};

/* What a server of MonotonicClock implements; NULL members answer unimplemented. */
struct monotonic_clock_server {
    /* Nanoseconds since boot. */
    status_t (*now)(void *self, struct capn_call *call, const struct monotonic_clock_now_params_reader *params,
                    struct monotonic_clock_now_results_builder *results);
};
MUST_CHECK status_t monotonic_clock_dispatch(const struct monotonic_clock_server *server, void *self,
                                             uint16_t method_id, struct capn_call *call);

/* interface Timer */

/* The monotonic clock, and sleeping. */
#define TIMER_INTERFACE_ID UINT64_C(0xb81e6f3d04a95c27)
extern const struct capn_interface timer_interface;
enum timer_method {
    TIMER_METHOD_SLEEP = 0,
    TIMER_METHOD_NOTIFY = 1,
    TIMER_METHOD_NOW = 0x1000,
};

/* What a server of Timer implements; NULL members answer unimplemented. */
struct timer_server {
    /* Answers when at least ns nanoseconds have passed. Cancel it with FINISH. Any length is accepted. */
    status_t (*sleep)(void *self, struct capn_call *call, const struct timer_sleep_params_reader *params,
                      struct timer_sleep_results_builder *results);
    /*
     * Once, sets the bits when the monotonic clock reaches deadlineNs: at once when it has. A second one of the same
     * process for the
     * same notification and bits moves the deadline of the first; 2^64 - 1 cancels it. Charged to the caller until
     * then.
     */
    status_t (*notify)(void *self, struct capn_call *call, const struct timer_notify_params_reader *params,
                       struct timer_notify_results_builder *results);
    const struct monotonic_clock_server *monotonic_clock;
};
MUST_CHECK status_t timer_dispatch(const struct timer_server *server, void *self, uint16_t method_id,
                                   struct capn_call *call);

/* interface EntropySource */

/*
 * Random bytes for keys, from a ChaCha20 generator seeded by RDSEED or RDRAND. Without such hardware every call fails:
 * there is no weak fallback.
 */
#define ENTROPY_SOURCE_INTERFACE_ID UINT64_C(0xe57a20c9b13f8d64)
extern const struct capn_interface entropy_source_interface;
enum entropy_source_method {
    ENTROPY_SOURCE_METHOD_FILL = 0,
};

/* What a server of EntropySource implements; NULL members answer unimplemented. */
struct entropy_source_server {
    /* 1 to 4,096 bytes. */
    status_t (*fill)(void *self, struct capn_call *call, const struct entropy_source_fill_params_reader *params,
                     struct entropy_source_fill_results_builder *results);
};
MUST_CHECK status_t entropy_source_dispatch(const struct entropy_source_server *server, void *self, uint16_t method_id,
                                            struct capn_call *call);

/* interface SystemControl */

/* The machine's power. Neither method answers when it succeeds. */
#define SYSTEM_CONTROL_INTERFACE_ID UINT64_C(0x8ad3f1e6520b7c94)
extern const struct capn_interface system_control_interface;
enum system_control_method {
    SYSTEM_CONTROL_METHOD_POWER_OFF = 0,
    SYSTEM_CONTROL_METHOD_REBOOT = 1,
};

/* What a server of SystemControl implements; NULL members answer unimplemented. */
struct system_control_server {
    /*
     * status tells whoever started the machine how it went: 0 well, 1 to 31 what the caller means by it (failed
     * beyond). Only an
     * emulator with the device isa-debug-exit at port 0xf4 takes a status other than 0: QEMU ends with 2 * status + 1.
     */
    status_t (*power_off)(void *self, struct capn_call *call,
                          const struct system_control_power_off_params_reader *params,
                          struct system_control_power_off_results_builder *results);
    status_t (*reboot)(void *self, struct capn_call *call, const struct system_control_reboot_params_reader *params,
                       struct system_control_reboot_results_builder *results);
};
MUST_CHECK status_t system_control_dispatch(const struct system_control_server *server, void *self, uint16_t method_id,
                                            struct capn_call *call);

/* interface IoPorts */

/* A range of x86 I/O ports, chosen when the capability was made. Offsets count from the start of the range. */
#define IO_PORTS_INTERFACE_ID UINT64_C(0xca5f80e2d7134b69)
extern const struct capn_interface io_ports_interface;
enum io_ports_method {
    IO_PORTS_METHOD_INFO = 0,
    IO_PORTS_METHOD_READ = 1,
    IO_PORTS_METHOD_WRITE = 2,
    IO_PORTS_METHOD_READ_BYTES = 3,
    IO_PORTS_METHOD_WRITE_BYTES = 4,
};

/* What a server of IoPorts implements; NULL members answer unimplemented. */
struct io_ports_server {
    status_t (*info)(void *self, struct capn_call *call, const struct io_ports_info_params_reader *params,
                     struct io_ports_info_results_builder *results);
    /* width is 1, 2 or 4 bytes, and offset + width must stay in the range. */
    status_t (*read)(void *self, struct capn_call *call, const struct io_ports_read_params_reader *params,
                     struct io_ports_read_results_builder *results);
    status_t (*write)(void *self, struct capn_call *call, const struct io_ports_write_params_reader *params,
                      struct io_ports_write_results_builder *results);
    /* Reads one port count times (1 to 256). */
    status_t (*read_bytes)(void *self, struct capn_call *call, const struct io_ports_read_bytes_params_reader *params,
                           struct io_ports_read_bytes_results_builder *results);
    /* Writes each byte (1 to 256) to one port, in order. */
    status_t (*write_bytes)(void *self, struct capn_call *call, const struct io_ports_write_bytes_params_reader *params,
                            struct io_ports_write_bytes_results_builder *results);
};
MUST_CHECK status_t io_ports_dispatch(const struct io_ports_server *server, void *self, uint16_t method_id,
                                      struct capn_call *call);

/* interface Interrupt */

/* One interrupt line. It may be copied, so that init can grant it again to a driver that it restarts. */
#define INTERRUPT_INTERFACE_ID UINT64_C(0x96e1d4b70c3a52f8)
extern const struct capn_interface interrupt_interface;
enum interrupt_method {
    INTERRUPT_METHOD_WAIT = 0,
    INTERRUPT_METHOD_INFO = 1,
    INTERRUPT_METHOD_BIND = 2,
    INTERRUPT_METHOD_UNBIND = 3,
    INTERRUPT_METHOD_ACKNOWLEDGE = 4,
};

/* What a server of Interrupt implements; NULL members answer unimplemented. */
struct interrupt_server {
    /*
     * Answers when the line has fired since the last answer, with how often. One waiter at a time (overloaded beyond).
     * A level-triggered line is masked when it fires and opened again by the next wait; an edge-triggered line stays
     * open.
     */
    status_t (*wait)(void *self, struct capn_call *call, const struct interrupt_wait_params_reader *params,
                     struct interrupt_wait_results_builder *results);
    status_t (*info)(void *self, struct capn_call *call, const struct interrupt_info_params_reader *params,
                     struct interrupt_info_results_builder *results);
    /*
     * From now on every time that the line fires sets the bits, at once if it fired before and nobody was told. One
     * binding at
     * a time (overloaded beyond), and wait is refused meanwhile. Charged to the caller.
     */
    status_t (*bind)(void *self, struct capn_call *call, const struct interrupt_bind_params_reader *params,
                     struct interrupt_bind_results_builder *results);
    /* Ends the binding. Without one it is no error. */
    status_t (*unbind)(void *self, struct capn_call *call, const struct interrupt_unbind_params_reader *params,
                       struct interrupt_unbind_results_builder *results);
    /* Opens a bound level-triggered line again, which is masked when it fires. */
    status_t (*acknowledge)(void *self, struct capn_call *call,
                            const struct interrupt_acknowledge_params_reader *params,
                            struct interrupt_acknowledge_results_builder *results);
};
MUST_CHECK status_t interrupt_dispatch(const struct interrupt_server *server, void *self, uint16_t method_id,
                                       struct capn_call *call);

/* interface Endpoint */

/*
 * The serving side of an IPC endpoint. Its holder may RECV and RETURN on the ring; nobody else can. Client facets are
 * separate holds that carry the service's interface and can only CALL.
 */
#define ENDPOINT_INTERFACE_ID UINT64_C(0xd8b3a6914e07f25c)
extern const struct capn_interface endpoint_interface;
enum endpoint_method {
    ENDPOINT_METHOD_CLIENT = 0,
    ENDPOINT_METHOD_INFO = 1,
    ENDPOINT_METHOD_REVOKE_FACETS = 2,
    ENDPOINT_METHOD_CLIENT_FOR = 3,
    ENDPOINT_METHOD_CALLER = 4,
};

/* What a server of Endpoint implements; NULL members answer unimplemented. */
struct endpoint_server {
    /* Makes a client facet of this endpoint that exposes the interface with that id. */
    status_t (*client)(void *self, struct capn_call *call, const struct endpoint_client_params_reader *params,
                       struct endpoint_client_results_builder *results);
    status_t (*info)(void *self, struct capn_call *call, const struct endpoint_info_params_reader *params,
                     struct endpoint_info_results_builder *results);
    /*
     * Every hold on this endpoint but the one that this call goes through answers `disconnected` from now on, in
     * whichever process it
     * is, whatever it was derived from: the endpoint's epoch goes up. So do the calls that are queued or in flight
     * (calls is how many);
     * the server is told of the latter as of any call that was cancelled. Its receives stay, and client makes facets as
     * before.
     */
    status_t (*revoke_facets)(void *self, struct capn_call *call,
                              const struct endpoint_revoke_facets_params_reader *params,
                              struct endpoint_revoke_facets_results_builder *results);
    /*
     * client makes facets that stay in the session they are in and disclose nothing; this one says how far they go, and
     * which
     * fields of their subject callers may disclose through them.
     */
    status_t (*client_for)(void *self, struct capn_call *call, const struct endpoint_client_for_params_reader *params,
                           struct endpoint_client_for_results_builder *results);
    /*
     * Whose a call is that was received and not answered yet (failed when there is none): is the session still live,
     * and the fields
     * that its header says are disclosed.
     */
    status_t (*caller)(void *self, struct capn_call *call, const struct endpoint_caller_params_reader *params,
                       struct endpoint_caller_results_builder *results);
};
MUST_CHECK status_t endpoint_dispatch(const struct endpoint_server *server, void *self, uint16_t method_id,
                                      struct capn_call *call);

/* interface EndpointFactory */

#define ENDPOINT_FACTORY_INTERFACE_ID UINT64_C(0xa1de47c03b9586f2)
extern const struct capn_interface endpoint_factory_interface;
enum endpoint_factory_method {
    ENDPOINT_FACTORY_METHOD_CREATE = 0,
    ENDPOINT_FACTORY_METHOD_CREATE_NOTIFICATION = 1,
};

/* What a server of EndpointFactory implements; NULL members answer unimplemented. */
struct endpoint_factory_server {
    /* A fresh endpoint, charged to the caller's ledger. */
    status_t (*create)(void *self, struct capn_call *call, const struct endpoint_factory_create_params_reader *params,
                       struct endpoint_factory_create_results_builder *results);
    /* A fresh notification without bits, charged to the caller's ledger. */
    status_t (*create_notification)(void *self, struct capn_call *call,
                                    const struct endpoint_factory_create_notification_params_reader *params,
                                    struct endpoint_factory_create_notification_results_builder *results);
};
MUST_CHECK status_t endpoint_factory_dispatch(const struct endpoint_factory_server *server, void *self,
                                              uint16_t method_id, struct capn_call *call);

/* interface NullCap */

/* Does nothing, exactly. Measures the cost of a typed call. */
#define NULL_CAP_INTERFACE_ID UINT64_C(0xf04e29b1a78c3d56)
extern const struct capn_interface null_cap_interface;
enum null_cap_method {
    NULL_CAP_METHOD_NULL = 0,
    NULL_CAP_METHOD_ECHO = 1,
};

/* What a server of NullCap implements; NULL members answer unimplemented. */
struct null_cap_server {
    status_t (*null)(void *self, struct capn_call *call, const struct null_cap_null_params_reader *params,
                     struct null_cap_null_results_builder *results);
    status_t (*echo)(void *self, struct capn_call *call, const struct null_cap_echo_params_reader *params,
                     struct null_cap_echo_results_builder *results);
};
MUST_CHECK status_t null_cap_dispatch(const struct null_cap_server *server, void *self, uint16_t method_id,
                                      struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} console_t;
typedef struct {
    cap_id_t id;
} boot_package_t;
typedef struct {
    cap_id_t id;
} boot_blob_t;
typedef struct {
    cap_id_t id;
} monotonic_clock_t;
typedef struct {
    cap_id_t id;
} timer_t;
typedef struct {
    cap_id_t id;
} entropy_source_t;
typedef struct {
    cap_id_t id;
} system_control_t;
typedef struct {
    cap_id_t id;
} io_ports_t;
typedef struct {
    cap_id_t id;
} interrupt_t;
typedef struct {
    cap_id_t id;
} endpoint_t;
typedef struct {
    cap_id_t id;
} endpoint_factory_t;
typedef struct {
    cap_id_t id;
} null_cap_t;

/* Calls to Console. */

/*
 * Appends raw bytes. At most 4,096 bytes a call (failed beyond). Control bytes other than newline and tab are shown as
 * `?`.
 */
MUST_CHECK static inline status_t console_write_begin_sized(struct capn_request *request, struct rt *rt, console_t cap,
                                                            struct console_write_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, CONSOLE_METHOD_WRITE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = console_write_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t console_write_begin(struct capn_request *request, struct rt *rt, console_t cap,
                                                      struct console_write_params_builder *params)
{
    return console_write_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t console_write_results(struct capn_request *request,
                                                        struct console_write_results_reader *results)
{
    return console_write_results_read_root(&request->results, results);
}
MUST_CHECK status_t console_write(struct rt *rt, console_t cap, struct capn_data data);
/* Appends the text and a newline, with the limits of write. */
MUST_CHECK static inline status_t console_write_line_begin_sized(struct capn_request *request, struct rt *rt,
                                                                 console_t cap,
                                                                 struct console_write_line_params_builder *params,
                                                                 size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, CONSOLE_METHOD_WRITE_LINE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = console_write_line_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t console_write_line_begin(struct capn_request *request, struct rt *rt, console_t cap,
                                                           struct console_write_line_params_builder *params)
{
    return console_write_line_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t console_write_line_results(struct capn_request *request,
                                                             struct console_write_line_results_reader *results)
{
    return console_write_line_results_read_root(&request->results, results);
}
MUST_CHECK status_t console_write_line(struct rt *rt, console_t cap, struct capn_text text);

/* Calls to BootPackage. */

/* Bytes of the manifest message. */
MUST_CHECK static inline status_t boot_package_manifest_size_begin_sized(
    struct capn_request *request, struct rt *rt, boot_package_t cap,
    struct boot_package_manifest_size_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, BOOT_PACKAGE_METHOD_MANIFEST_SIZE, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = boot_package_manifest_size_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t boot_package_manifest_size_begin(
    struct capn_request *request, struct rt *rt, boot_package_t cap,
    struct boot_package_manifest_size_params_builder *params)
{
    return boot_package_manifest_size_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t boot_package_manifest_size_results(
    struct capn_request *request, struct boot_package_manifest_size_results_reader *results)
{
    return boot_package_manifest_size_results_read_root(&request->results, results);
}
MUST_CHECK status_t boot_package_manifest_size(struct rt *rt, boot_package_t cap, uint64_t *size_out);
/* Up to maxBytes (at most 32,768 are returned) from offset; empty at or past the end. */
MUST_CHECK static inline status_t boot_package_read_manifest_begin_sized(
    struct capn_request *request, struct rt *rt, boot_package_t cap,
    struct boot_package_read_manifest_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, BOOT_PACKAGE_METHOD_READ_MANIFEST, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = boot_package_read_manifest_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t boot_package_read_manifest_begin(
    struct capn_request *request, struct rt *rt, boot_package_t cap,
    struct boot_package_read_manifest_params_builder *params)
{
    return boot_package_read_manifest_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t boot_package_read_manifest_results(
    struct capn_request *request, struct boot_package_read_manifest_results_reader *results)
{
    return boot_package_read_manifest_results_read_root(&request->results, results);
}

/* Calls to BootBlob. */

MUST_CHECK static inline status_t boot_blob_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                             boot_blob_t cap,
                                                             struct boot_blob_info_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, BOOT_BLOB_METHOD_INFO, 0 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = boot_blob_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t boot_blob_info_begin(struct capn_request *request, struct rt *rt, boot_blob_t cap,
                                                       struct boot_blob_info_params_builder *params)
{
    return boot_blob_info_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t boot_blob_info_results(struct capn_request *request,
                                                         struct boot_blob_info_results_reader *results)
{
    return boot_blob_info_results_read_root(&request->results, results);
}
/* Up to maxBytes (at most 32,768 are returned) from offset; empty at or past the end. */
MUST_CHECK static inline status_t boot_blob_read_begin_sized(struct capn_request *request, struct rt *rt,
                                                             boot_blob_t cap,
                                                             struct boot_blob_read_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, BOOT_BLOB_METHOD_READ, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = boot_blob_read_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t boot_blob_read_begin(struct capn_request *request, struct rt *rt, boot_blob_t cap,
                                                       struct boot_blob_read_params_builder *params)
{
    return boot_blob_read_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t boot_blob_read_results(struct capn_request *request,
                                                         struct boot_blob_read_results_reader *results)
{
    return boot_blob_read_results_read_root(&request->results, results);
}

/* Calls to MonotonicClock. */

/* Nanoseconds since boot. */
MUST_CHECK static inline status_t monotonic_clock_now_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  monotonic_clock_t cap,
                                                                  struct monotonic_clock_now_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MONOTONIC_CLOCK_METHOD_NOW, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = monotonic_clock_now_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t monotonic_clock_now_begin(struct capn_request *request, struct rt *rt,
                                                            monotonic_clock_t cap,
                                                            struct monotonic_clock_now_params_builder *params)
{
    return monotonic_clock_now_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t monotonic_clock_now_results(struct capn_request *request,
                                                              struct monotonic_clock_now_results_reader *results)
{
    return monotonic_clock_now_results_read_root(&request->results, results);
}
MUST_CHECK status_t monotonic_clock_now(struct rt *rt, monotonic_clock_t cap, uint64_t *ns_out);

/* Calls to Timer. */

/* Answers when at least ns nanoseconds have passed. Cancel it with FINISH. Any length is accepted. */
MUST_CHECK static inline status_t timer_sleep_begin_sized(struct capn_request *request, struct rt *rt, timer_t cap,
                                                          struct timer_sleep_params_builder *params,
                                                          size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TIMER_METHOD_SLEEP, 24 + params_extra, 0 + results_extra);
    if (status)
        return status;
    status = timer_sleep_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t timer_sleep_begin(struct capn_request *request, struct rt *rt, timer_t cap,
                                                    struct timer_sleep_params_builder *params)
{
    return timer_sleep_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t timer_sleep_results(struct capn_request *request,
                                                      struct timer_sleep_results_reader *results)
{
    return timer_sleep_results_read_root(&request->results, results);
}
MUST_CHECK status_t timer_sleep(struct rt *rt, timer_t cap, uint64_t ns);
/*
 * Once, sets the bits when the monotonic clock reaches deadlineNs: at once when it has. A second one of the same
 * process for the
 * same notification and bits moves the deadline of the first; 2^64 - 1 cancels it. Charged to the caller until then.
 */
MUST_CHECK static inline status_t timer_notify_begin_sized(struct capn_request *request, struct rt *rt, timer_t cap,
                                                           struct timer_notify_params_builder *params,
                                                           size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TIMER_METHOD_NOTIFY, 40 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = timer_notify_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t timer_notify_begin(struct capn_request *request, struct rt *rt, timer_t cap,
                                                     struct timer_notify_params_builder *params)
{
    return timer_notify_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t timer_notify_results(struct capn_request *request,
                                                       struct timer_notify_results_reader *results)
{
    return timer_notify_results_read_root(&request->results, results);
}
MUST_CHECK status_t timer_notify(struct rt *rt, timer_t cap, uint64_t deadline_ns, notification_signal_t signal,
                                 uint64_t bits);
/* Nanoseconds since boot. */
MUST_CHECK static inline status_t timer_now_begin_sized(struct capn_request *request, struct rt *rt, timer_t cap,
                                                        struct monotonic_clock_now_params_builder *params,
                                                        size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, TIMER_METHOD_NOW, 0 + params_extra, 24 + results_extra);
    if (status)
        return status;
    status = monotonic_clock_now_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t timer_now_begin(struct capn_request *request, struct rt *rt, timer_t cap,
                                                  struct monotonic_clock_now_params_builder *params)
{
    return timer_now_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t timer_now_results(struct capn_request *request,
                                                    struct monotonic_clock_now_results_reader *results)
{
    return monotonic_clock_now_results_read_root(&request->results, results);
}
MUST_CHECK status_t timer_now(struct rt *rt, timer_t cap, uint64_t *ns_out);

/* Calls to EntropySource. */

/* 1 to 4,096 bytes. */
MUST_CHECK static inline status_t entropy_source_fill_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  entropy_source_t cap,
                                                                  struct entropy_source_fill_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ENTROPY_SOURCE_METHOD_FILL, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = entropy_source_fill_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t entropy_source_fill_begin(struct capn_request *request, struct rt *rt,
                                                            entropy_source_t cap,
                                                            struct entropy_source_fill_params_builder *params)
{
    return entropy_source_fill_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t entropy_source_fill_results(struct capn_request *request,
                                                              struct entropy_source_fill_results_reader *results)
{
    return entropy_source_fill_results_read_root(&request->results, results);
}

/* Calls to SystemControl. */

/*
 * status tells whoever started the machine how it went: 0 well, 1 to 31 what the caller means by it (failed beyond).
 * Only an
 * emulator with the device isa-debug-exit at port 0xf4 takes a status other than 0: QEMU ends with 2 * status + 1.
 */
MUST_CHECK static inline status_t system_control_power_off_begin_sized(
    struct capn_request *request, struct rt *rt, system_control_t cap,
    struct system_control_power_off_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SYSTEM_CONTROL_METHOD_POWER_OFF, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = system_control_power_off_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t system_control_power_off_begin(struct capn_request *request, struct rt *rt,
                                                                 system_control_t cap,
                                                                 struct system_control_power_off_params_builder *params)
{
    return system_control_power_off_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t system_control_power_off_results(
    struct capn_request *request, struct system_control_power_off_results_reader *results)
{
    return system_control_power_off_results_read_root(&request->results, results);
}
MUST_CHECK status_t system_control_power_off(struct rt *rt, system_control_t cap, uint8_t status_);
MUST_CHECK static inline status_t system_control_reboot_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    system_control_t cap,
                                                                    struct system_control_reboot_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, SYSTEM_CONTROL_METHOD_REBOOT, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = system_control_reboot_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t system_control_reboot_begin(struct capn_request *request, struct rt *rt,
                                                              system_control_t cap,
                                                              struct system_control_reboot_params_builder *params)
{
    return system_control_reboot_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t system_control_reboot_results(struct capn_request *request,
                                                                struct system_control_reboot_results_reader *results)
{
    return system_control_reboot_results_read_root(&request->results, results);
}
MUST_CHECK status_t system_control_reboot(struct rt *rt, system_control_t cap);

/* Calls to IoPorts. */

MUST_CHECK static inline status_t io_ports_info_begin_sized(struct capn_request *request, struct rt *rt, io_ports_t cap,
                                                            struct io_ports_info_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, IO_PORTS_METHOD_INFO, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = io_ports_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t io_ports_info_begin(struct capn_request *request, struct rt *rt, io_ports_t cap,
                                                      struct io_ports_info_params_builder *params)
{
    return io_ports_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t io_ports_info_results(struct capn_request *request,
                                                        struct io_ports_info_results_reader *results)
{
    return io_ports_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t io_ports_info(struct rt *rt, io_ports_t cap, uint16_t *base_out, uint16_t *count_out);
/* width is 1, 2 or 4 bytes, and offset + width must stay in the range. */
MUST_CHECK static inline status_t io_ports_read_begin_sized(struct capn_request *request, struct rt *rt, io_ports_t cap,
                                                            struct io_ports_read_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, IO_PORTS_METHOD_READ, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = io_ports_read_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t io_ports_read_begin(struct capn_request *request, struct rt *rt, io_ports_t cap,
                                                      struct io_ports_read_params_builder *params)
{
    return io_ports_read_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t io_ports_read_results(struct capn_request *request,
                                                        struct io_ports_read_results_reader *results)
{
    return io_ports_read_results_read_root(&request->results, results);
}
MUST_CHECK status_t io_ports_read(struct rt *rt, io_ports_t cap, uint16_t offset, uint8_t width, uint32_t *value_out);
MUST_CHECK static inline status_t io_ports_write_begin_sized(struct capn_request *request, struct rt *rt,
                                                             io_ports_t cap,
                                                             struct io_ports_write_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, IO_PORTS_METHOD_WRITE, 24 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = io_ports_write_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t io_ports_write_begin(struct capn_request *request, struct rt *rt, io_ports_t cap,
                                                       struct io_ports_write_params_builder *params)
{
    return io_ports_write_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t io_ports_write_results(struct capn_request *request,
                                                         struct io_ports_write_results_reader *results)
{
    return io_ports_write_results_read_root(&request->results, results);
}
MUST_CHECK status_t io_ports_write(struct rt *rt, io_ports_t cap, uint16_t offset, uint8_t width, uint32_t value);
/* Reads one port count times (1 to 256). */
MUST_CHECK static inline status_t io_ports_read_bytes_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  io_ports_t cap,
                                                                  struct io_ports_read_bytes_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, IO_PORTS_METHOD_READ_BYTES, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = io_ports_read_bytes_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t io_ports_read_bytes_begin(struct capn_request *request, struct rt *rt, io_ports_t cap,
                                                            struct io_ports_read_bytes_params_builder *params)
{
    return io_ports_read_bytes_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t io_ports_read_bytes_results(struct capn_request *request,
                                                              struct io_ports_read_bytes_results_reader *results)
{
    return io_ports_read_bytes_results_read_root(&request->results, results);
}
/* Writes each byte (1 to 256) to one port, in order. */
MUST_CHECK static inline status_t io_ports_write_bytes_begin_sized(struct capn_request *request, struct rt *rt,
                                                                   io_ports_t cap,
                                                                   struct io_ports_write_bytes_params_builder *params,
                                                                   size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, IO_PORTS_METHOD_WRITE_BYTES, 32 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = io_ports_write_bytes_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t io_ports_write_bytes_begin(struct capn_request *request, struct rt *rt,
                                                             io_ports_t cap,
                                                             struct io_ports_write_bytes_params_builder *params)
{
    return io_ports_write_bytes_begin_sized(request, rt, cap, params, CAPN_EXTRA_BYTES, 0);
}
MUST_CHECK static inline status_t io_ports_write_bytes_results(struct capn_request *request,
                                                               struct io_ports_write_bytes_results_reader *results)
{
    return io_ports_write_bytes_results_read_root(&request->results, results);
}
MUST_CHECK status_t io_ports_write_bytes(struct rt *rt, io_ports_t cap, uint16_t offset, struct capn_data data);

/* Calls to Interrupt. */

/*
 * Answers when the line has fired since the last answer, with how often. One waiter at a time (overloaded beyond).
 * A level-triggered line is masked when it fires and opened again by the next wait; an edge-triggered line stays open.
 */
MUST_CHECK static inline status_t interrupt_wait_begin_sized(struct capn_request *request, struct rt *rt,
                                                             interrupt_t cap,
                                                             struct interrupt_wait_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INTERRUPT_METHOD_WAIT, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = interrupt_wait_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t interrupt_wait_begin(struct capn_request *request, struct rt *rt, interrupt_t cap,
                                                       struct interrupt_wait_params_builder *params)
{
    return interrupt_wait_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t interrupt_wait_results(struct capn_request *request,
                                                         struct interrupt_wait_results_reader *results)
{
    return interrupt_wait_results_read_root(&request->results, results);
}
MUST_CHECK status_t interrupt_wait(struct rt *rt, interrupt_t cap, uint64_t *count_out);
MUST_CHECK static inline status_t interrupt_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                             interrupt_t cap,
                                                             struct interrupt_info_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INTERRUPT_METHOD_INFO, 0 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = interrupt_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t interrupt_info_begin(struct capn_request *request, struct rt *rt, interrupt_t cap,
                                                       struct interrupt_info_params_builder *params)
{
    return interrupt_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t interrupt_info_results(struct capn_request *request,
                                                         struct interrupt_info_results_reader *results)
{
    return interrupt_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t interrupt_info(struct rt *rt, interrupt_t cap, uint32_t *line_out, uint64_t *fired_out);
/*
 * From now on every time that the line fires sets the bits, at once if it fired before and nobody was told. One binding
 * at
 * a time (overloaded beyond), and wait is refused meanwhile. Charged to the caller.
 */
MUST_CHECK static inline status_t interrupt_bind_begin_sized(struct capn_request *request, struct rt *rt,
                                                             interrupt_t cap,
                                                             struct interrupt_bind_params_builder *params,
                                                             size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INTERRUPT_METHOD_BIND, 32 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = interrupt_bind_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t interrupt_bind_begin(struct capn_request *request, struct rt *rt, interrupt_t cap,
                                                       struct interrupt_bind_params_builder *params)
{
    return interrupt_bind_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t interrupt_bind_results(struct capn_request *request,
                                                         struct interrupt_bind_results_reader *results)
{
    return interrupt_bind_results_read_root(&request->results, results);
}
MUST_CHECK status_t interrupt_bind(struct rt *rt, interrupt_t cap, notification_signal_t signal, uint64_t bits);
/* Ends the binding. Without one it is no error. */
MUST_CHECK static inline status_t interrupt_unbind_begin_sized(struct capn_request *request, struct rt *rt,
                                                               interrupt_t cap,
                                                               struct interrupt_unbind_params_builder *params,
                                                               size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INTERRUPT_METHOD_UNBIND, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = interrupt_unbind_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t interrupt_unbind_begin(struct capn_request *request, struct rt *rt, interrupt_t cap,
                                                         struct interrupt_unbind_params_builder *params)
{
    return interrupt_unbind_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t interrupt_unbind_results(struct capn_request *request,
                                                           struct interrupt_unbind_results_reader *results)
{
    return interrupt_unbind_results_read_root(&request->results, results);
}
MUST_CHECK status_t interrupt_unbind(struct rt *rt, interrupt_t cap);
/* Opens a bound level-triggered line again, which is masked when it fires. */
MUST_CHECK static inline status_t interrupt_acknowledge_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    interrupt_t cap,
                                                                    struct interrupt_acknowledge_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, INTERRUPT_METHOD_ACKNOWLEDGE, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = interrupt_acknowledge_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t interrupt_acknowledge_begin(struct capn_request *request, struct rt *rt,
                                                              interrupt_t cap,
                                                              struct interrupt_acknowledge_params_builder *params)
{
    return interrupt_acknowledge_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t interrupt_acknowledge_results(struct capn_request *request,
                                                                struct interrupt_acknowledge_results_reader *results)
{
    return interrupt_acknowledge_results_read_root(&request->results, results);
}
MUST_CHECK status_t interrupt_acknowledge(struct rt *rt, interrupt_t cap);

/* Calls to Endpoint. */

/* Makes a client facet of this endpoint that exposes the interface with that id. */
MUST_CHECK static inline status_t endpoint_client_begin_sized(struct capn_request *request, struct rt *rt,
                                                              endpoint_t cap,
                                                              struct endpoint_client_params_builder *params,
                                                              size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ENDPOINT_METHOD_CLIENT, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = endpoint_client_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t endpoint_client_begin(struct capn_request *request, struct rt *rt, endpoint_t cap,
                                                        struct endpoint_client_params_builder *params)
{
    return endpoint_client_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t endpoint_client_results(struct capn_request *request,
                                                          struct endpoint_client_results_reader *results)
{
    return endpoint_client_results_read_root(&request->results, results);
}
static inline cap_id_t endpoint_client_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
MUST_CHECK status_t endpoint_client(struct rt *rt, endpoint_t cap, uint64_t interface_id, cap_id_t *facet_out);
MUST_CHECK static inline status_t endpoint_info_begin_sized(struct capn_request *request, struct rt *rt, endpoint_t cap,
                                                            struct endpoint_info_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ENDPOINT_METHOD_INFO, 0 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = endpoint_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t endpoint_info_begin(struct capn_request *request, struct rt *rt, endpoint_t cap,
                                                      struct endpoint_info_params_builder *params)
{
    return endpoint_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t endpoint_info_results(struct capn_request *request,
                                                        struct endpoint_info_results_reader *results)
{
    return endpoint_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t endpoint_info(struct rt *rt, endpoint_t cap, uint32_t *queued_out, uint32_t *receivers_out,
                                  uint32_t *in_flight_out);
/*
 * Every hold on this endpoint but the one that this call goes through answers `disconnected` from now on, in whichever
 * process it
 * is, whatever it was derived from: the endpoint's epoch goes up. So do the calls that are queued or in flight (calls
 * is how many);
 * the server is told of the latter as of any call that was cancelled. Its receives stay, and client makes facets as
 * before.
 */
MUST_CHECK static inline status_t endpoint_revoke_facets_begin_sized(
    struct capn_request *request, struct rt *rt, endpoint_t cap, struct endpoint_revoke_facets_params_builder *params,
    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ENDPOINT_METHOD_REVOKE_FACETS, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = endpoint_revoke_facets_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t endpoint_revoke_facets_begin(struct capn_request *request, struct rt *rt,
                                                               endpoint_t cap,
                                                               struct endpoint_revoke_facets_params_builder *params)
{
    return endpoint_revoke_facets_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t endpoint_revoke_facets_results(struct capn_request *request,
                                                                 struct endpoint_revoke_facets_results_reader *results)
{
    return endpoint_revoke_facets_results_read_root(&request->results, results);
}
MUST_CHECK status_t endpoint_revoke_facets(struct rt *rt, endpoint_t cap, uint32_t *calls_out);
/*
 * client makes facets that stay in the session they are in and disclose nothing; this one says how far they go, and
 * which
 * fields of their subject callers may disclose through them.
 */
MUST_CHECK static inline status_t endpoint_client_for_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  endpoint_t cap,
                                                                  struct endpoint_client_for_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ENDPOINT_METHOD_CLIENT_FOR, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = endpoint_client_for_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t endpoint_client_for_begin(struct capn_request *request, struct rt *rt, endpoint_t cap,
                                                            struct endpoint_client_for_params_builder *params)
{
    return endpoint_client_for_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t endpoint_client_for_results(struct capn_request *request,
                                                              struct endpoint_client_for_results_reader *results)
{
    return endpoint_client_for_results_read_root(&request->results, results);
}
static inline cap_id_t endpoint_client_for_promise(struct capn_request *request)
{
    return capn_request_promise(request, 0);
}
MUST_CHECK status_t endpoint_client_for(struct rt *rt, endpoint_t cap, uint64_t interface_id, enum transfer_scope scope,
                                        uint32_t disclosure, cap_id_t *facet_out);
/*
 * Whose a call is that was received and not answered yet (failed when there is none): is the session still live, and
 * the fields
 * that its header says are disclosed.
 */
MUST_CHECK static inline status_t endpoint_caller_begin_sized(struct capn_request *request, struct rt *rt,
                                                              endpoint_t cap,
                                                              struct endpoint_caller_params_builder *params,
                                                              size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ENDPOINT_METHOD_CALLER, 24 + params_extra,
                                         96 + results_extra);
    if (status)
        return status;
    status = endpoint_caller_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t endpoint_caller_begin(struct capn_request *request, struct rt *rt, endpoint_t cap,
                                                        struct endpoint_caller_params_builder *params)
{
    return endpoint_caller_begin_sized(request, rt, cap, params, 0, CAPN_EXTRA_BYTES);
}
MUST_CHECK static inline status_t endpoint_caller_results(struct capn_request *request,
                                                          struct endpoint_caller_results_reader *results)
{
    return endpoint_caller_results_read_root(&request->results, results);
}

/* Calls to EndpointFactory. */

/* A fresh endpoint, charged to the caller's ledger. */
MUST_CHECK static inline status_t endpoint_factory_create_begin_sized(
    struct capn_request *request, struct rt *rt, endpoint_factory_t cap,
    struct endpoint_factory_create_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ENDPOINT_FACTORY_METHOD_CREATE, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = endpoint_factory_create_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t endpoint_factory_create_begin(struct capn_request *request, struct rt *rt,
                                                                endpoint_factory_t cap,
                                                                struct endpoint_factory_create_params_builder *params)
{
    return endpoint_factory_create_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t endpoint_factory_create_results(
    struct capn_request *request, struct endpoint_factory_create_results_reader *results)
{
    return endpoint_factory_create_results_read_root(&request->results, results);
}
static inline endpoint_t endpoint_factory_create_promise(struct capn_request *request)
{
    return (endpoint_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t endpoint_factory_create(struct rt *rt, endpoint_factory_t cap, endpoint_t *endpoint_out);
/* A fresh notification without bits, charged to the caller's ledger. */
MUST_CHECK static inline status_t endpoint_factory_create_notification_begin_sized(
    struct capn_request *request, struct rt *rt, endpoint_factory_t cap,
    struct endpoint_factory_create_notification_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, ENDPOINT_FACTORY_METHOD_CREATE_NOTIFICATION,
                                         0 + params_extra, 24 + results_extra);
    if (status)
        return status;
    status = endpoint_factory_create_notification_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t endpoint_factory_create_notification_begin(
    struct capn_request *request, struct rt *rt, endpoint_factory_t cap,
    struct endpoint_factory_create_notification_params_builder *params)
{
    return endpoint_factory_create_notification_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t endpoint_factory_create_notification_results(
    struct capn_request *request, struct endpoint_factory_create_notification_results_reader *results)
{
    return endpoint_factory_create_notification_results_read_root(&request->results, results);
}
static inline notification_t endpoint_factory_create_notification_promise(struct capn_request *request)
{
    return (notification_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t endpoint_factory_create_notification(struct rt *rt, endpoint_factory_t cap,
                                                         notification_t *notification_out);

/* Calls to NullCap. */

MUST_CHECK static inline status_t null_cap_null_begin_sized(struct capn_request *request, struct rt *rt, null_cap_t cap,
                                                            struct null_cap_null_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, NULL_CAP_METHOD_NULL, 0 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = null_cap_null_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t null_cap_null_begin(struct capn_request *request, struct rt *rt, null_cap_t cap,
                                                      struct null_cap_null_params_builder *params)
{
    return null_cap_null_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t null_cap_null_results(struct capn_request *request,
                                                        struct null_cap_null_results_reader *results)
{
    return null_cap_null_results_read_root(&request->results, results);
}
MUST_CHECK status_t null_cap_null(struct rt *rt, null_cap_t cap);
MUST_CHECK static inline status_t null_cap_echo_begin_sized(struct capn_request *request, struct rt *rt, null_cap_t cap,
                                                            struct null_cap_echo_params_builder *params,
                                                            size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, NULL_CAP_METHOD_ECHO, 24 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = null_cap_echo_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t null_cap_echo_begin(struct capn_request *request, struct rt *rt, null_cap_t cap,
                                                      struct null_cap_echo_params_builder *params)
{
    return null_cap_echo_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t null_cap_echo_results(struct capn_request *request,
                                                        struct null_cap_echo_results_reader *results)
{
    return null_cap_echo_results_read_root(&request->results, results);
}
MUST_CHECK status_t null_cap_echo(struct rt *rt, null_cap_t cap, uint64_t value, uint64_t *value_out);

#endif
