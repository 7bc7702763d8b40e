/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from manifest.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"
#include "process.capnp.h"
#include "session.capnp.h"

#define MANIFEST_MANIFEST_VERSION UINT32_C(1)

enum restart_policy {
    RESTART_POLICY_NEVER = 0,
    /* When it ends other than by exit code 0. */
    RESTART_POLICY_ON_FAILURE = 1,
    RESTART_POLICY_ALWAYS = 2,
};
#define RESTART_POLICY_COUNT 3u

struct system_manifest_reader {
    struct capn_struct s;
};
struct system_manifest_builder {
    struct capn_struct_builder b;
};
#define SYSTEM_MANIFEST_DATA_WORDS 1u
#define SYSTEM_MANIFEST_POINTERS 4u
#define SYSTEM_MANIFEST_BYTES 56u

struct named_blob_reader {
    struct capn_struct s;
};
struct named_blob_builder {
    struct capn_struct_builder b;
};
#define NAMED_BLOB_DATA_WORDS 0u
#define NAMED_BLOB_POINTERS 3u
#define NAMED_BLOB_BYTES 40u

struct init_config_reader {
    struct capn_struct s;
};
struct init_config_builder {
    struct capn_struct_builder b;
};
#define INIT_CONFIG_DATA_WORDS 0u
#define INIT_CONFIG_POINTERS 5u
#define INIT_CONFIG_BYTES 56u

struct init_process_reader {
    struct capn_struct s;
};
struct init_process_builder {
    struct capn_struct_builder b;
};
#define INIT_PROCESS_DATA_WORDS 0u
#define INIT_PROCESS_POINTERS 3u
#define INIT_PROCESS_BYTES 40u

/* A capability that the kernel makes for init. */
struct kernel_cap_reader {
    struct capn_struct s;
};
struct kernel_cap_builder {
    struct capn_struct_builder b;
};
#define KERNEL_CAP_DATA_WORDS 2u
#define KERNEL_CAP_POINTERS 2u
#define KERNEL_CAP_BYTES 48u

struct kernel_cap_source_reader {
    struct capn_struct s;
};
struct kernel_cap_source_builder {
    struct capn_struct_builder b;
};
#define KERNEL_CAP_SOURCE_DATA_WORDS 1u
#define KERNEL_CAP_SOURCE_POINTERS 1u
#define KERNEL_CAP_SOURCE_BYTES 32u
enum kernel_cap_source_which {
    KERNEL_CAP_SOURCE_WHICH_UNSET = 0,
    KERNEL_CAP_SOURCE_WHICH_CONSOLE = 1,
    KERNEL_CAP_SOURCE_WHICH_BOOT_PACKAGE = 2,
    KERNEL_CAP_SOURCE_WHICH_BOOT_BLOB = 3,
    KERNEL_CAP_SOURCE_WHICH_PROCESS_SPAWNER = 4,
    KERNEL_CAP_SOURCE_WHICH_FRAME_ALLOCATOR = 5,
    KERNEL_CAP_SOURCE_WHICH_VIRTUAL_MEMORY = 6,
    KERNEL_CAP_SOURCE_WHICH_THREAD_CONTROL = 7,
    KERNEL_CAP_SOURCE_WHICH_TIMER = 8,
    KERNEL_CAP_SOURCE_WHICH_ENTROPY_SOURCE = 9,
    KERNEL_CAP_SOURCE_WHICH_SYSTEM_CONTROL = 10,
    KERNEL_CAP_SOURCE_WHICH_INSPECTOR = 11,
    KERNEL_CAP_SOURCE_WHICH_IO_PORTS = 12,
    KERNEL_CAP_SOURCE_WHICH_INTERRUPT = 13,
    KERNEL_CAP_SOURCE_WHICH_ENDPOINT_FACTORY = 14,
    KERNEL_CAP_SOURCE_WHICH_NULL_CAP = 15,
    KERNEL_CAP_SOURCE_WHICH_CAPABILITY_MANAGER = 16,
    KERNEL_CAP_SOURCE_WHICH_TAP_FACTORY = 17,
    KERNEL_CAP_SOURCE_WHICH_PAYLOAD_TAP_FACTORY = 18,
    KERNEL_CAP_SOURCE_WHICH_SESSION_FACTORY = 19,
    KERNEL_CAP_SOURCE_WHICH_SESSION = 20,
    KERNEL_CAP_SOURCE_WHICH_THREAD_SPAWNER = 21,
    KERNEL_CAP_SOURCE_WHICH_PARK_SPACE = 22,
    KERNEL_CAP_SOURCE_WHICH_SCHEDULER_CONTROL = 23,
};

struct port_range_reader {
    struct capn_struct s;
};
struct port_range_builder {
    struct capn_struct_builder b;
};
#define PORT_RANGE_DATA_WORDS 1u
#define PORT_RANGE_POINTERS 0u
#define PORT_RANGE_BYTES 24u

struct service_reader {
    struct capn_struct s;
};
struct service_builder {
    struct capn_struct_builder b;
};
#define SERVICE_DATA_WORDS 1u
#define SERVICE_POINTERS 5u
#define SERVICE_BYTES 64u

struct cap_ref_source_reader {
    struct capn_struct s;
};
struct cap_ref_source_builder {
    struct capn_struct_builder b;
};
enum cap_ref_source_which {
    CAP_REF_SOURCE_WHICH_UNSET = 0,
    CAP_REF_SOURCE_WHICH_INIT = 1,
    CAP_REF_SOURCE_WHICH_SERVICE = 2,
    CAP_REF_SOURCE_WHICH_ENDPOINT = 3,
    CAP_REF_SOURCE_WHICH_VIRTUAL_MEMORY = 4,
    CAP_REF_SOURCE_WHICH_THREAD_CONTROL = 5,
    CAP_REF_SOURCE_WHICH_FRAME_ALLOCATOR = 6,
    CAP_REF_SOURCE_WHICH_ENDPOINT_FACTORY = 7,
    CAP_REF_SOURCE_WHICH_CAPABILITY_MANAGER = 8,
    CAP_REF_SOURCE_WHICH_SESSION = 9,
    CAP_REF_SOURCE_WHICH_THREAD_SPAWNER = 10,
    CAP_REF_SOURCE_WHICH_PARK_SPACE = 11,
};

struct cap_ref_reader {
    struct capn_struct s;
};
struct cap_ref_builder {
    struct capn_struct_builder b;
};
#define CAP_REF_DATA_WORDS 3u
#define CAP_REF_POINTERS 2u
#define CAP_REF_BYTES 56u

struct service_source_reader {
    struct capn_struct s;
};
struct service_source_builder {
    struct capn_struct_builder b;
};
#define SERVICE_SOURCE_DATA_WORDS 0u
#define SERVICE_SOURCE_POINTERS 2u
#define SERVICE_SOURCE_BYTES 32u

struct export_reader {
    struct capn_struct s;
};
struct export_builder {
    struct capn_struct_builder b;
};
#define EXPORT_DATA_WORDS 0u
#define EXPORT_POINTERS 2u
#define EXPORT_BYTES 32u

struct resource_profile_reader {
    struct capn_struct s;
};
struct resource_profile_builder {
    struct capn_struct_builder b;
};
#define RESOURCE_PROFILE_DATA_WORDS 0u
#define RESOURCE_PROFILE_POINTERS 2u
#define RESOURCE_PROFILE_BYTES 32u

/* For the account service; carried, checked for form and otherwise untouched. */
struct account_reader {
    struct capn_struct s;
};
struct account_builder {
    struct capn_struct_builder b;
};
#define ACCOUNT_DATA_WORDS 0u
#define ACCOUNT_POINTERS 4u
#define ACCOUNT_BYTES 48u

/* What one machine's owner adds to a system without editing it (systems/local.capnp). */
struct manifest_overlay_reader {
    struct capn_struct s;
};
struct manifest_overlay_builder {
    struct capn_struct_builder b;
};
#define MANIFEST_OVERLAY_DATA_WORDS 0u
#define MANIFEST_OVERLAY_POINTERS 3u
#define MANIFEST_OVERLAY_BYTES 40u

/* SystemManifest */

MUST_CHECK static inline status_t system_manifest_read_root(struct capn_message *message,
                                                            struct system_manifest_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t system_manifest_build_root(struct capn_builder *builder,
                                                             struct system_manifest_builder *out)
{
    return capn_builder_root(builder, 1, 4, &out->b);
}
MUST_CHECK static inline status_t system_manifest_list_get(const struct capn_list *list, uint32_t index,
                                                           struct system_manifest_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t system_manifest_list_at(const struct capn_list_builder *list, uint32_t index,
                                                          struct system_manifest_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* Must be manifestVersion. */
static inline uint32_t system_manifest_get_schema_version(const struct system_manifest_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void system_manifest_set_schema_version(const struct system_manifest_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
MUST_CHECK static inline status_t system_manifest_get_name(const struct system_manifest_reader *reader,
                                                           struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t system_manifest_set_name(const struct system_manifest_builder *builder,
                                                           struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool system_manifest_has_name(const struct system_manifest_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* ELF executables. Names are unique. */
MUST_CHECK static inline status_t system_manifest_get_binaries(const struct system_manifest_reader *reader,
                                                               struct capn_list *out)
{
    return capn_get_list(&reader->s, 1, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t system_manifest_init_binaries(const struct system_manifest_builder *builder,
                                                                uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 1, count, 0, 3, out);
}
static inline bool system_manifest_has_binaries(const struct system_manifest_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* Other data (the packed schemas are `schemas`). Names are unique. */
MUST_CHECK static inline status_t system_manifest_get_blobs(const struct system_manifest_reader *reader,
                                                            struct capn_list *out)
{
    return capn_get_list(&reader->s, 2, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t system_manifest_init_blobs(const struct system_manifest_builder *builder,
                                                             uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 2, count, 0, 3, out);
}
static inline bool system_manifest_has_blobs(const struct system_manifest_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}
MUST_CHECK static inline status_t system_manifest_get_init_config(const struct system_manifest_reader *reader,
                                                                  struct init_config_reader *out)
{
    return capn_get_struct(&reader->s, 3, &out->s);
}
MUST_CHECK static inline status_t system_manifest_init_init_config(const struct system_manifest_builder *builder,
                                                                   struct init_config_builder *out)
{
    return capn_init_struct(&builder->b, 3, 0, 5, &out->b);
}
static inline bool system_manifest_has_init_config(const struct system_manifest_reader *reader)
{
    return capn_has_pointer(&reader->s, 3);
}

/* NamedBlob */

MUST_CHECK static inline status_t named_blob_read_root(struct capn_message *message, struct named_blob_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t named_blob_build_root(struct capn_builder *builder, struct named_blob_builder *out)
{
    return capn_builder_root(builder, 0, 3, &out->b);
}
MUST_CHECK static inline status_t named_blob_list_get(const struct capn_list *list, uint32_t index,
                                                      struct named_blob_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t named_blob_list_at(const struct capn_list_builder *list, uint32_t index,
                                                     struct named_blob_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t named_blob_get_name(const struct named_blob_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t named_blob_set_name(const struct named_blob_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool named_blob_has_name(const struct named_blob_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* Filled in by mkmanifest from path. Page-aligned in the finished message, so that code runs where it lies. */
MUST_CHECK static inline status_t named_blob_get_data(const struct named_blob_reader *reader, struct capn_data *out)
{
    return capn_get_data(&reader->s, 1, out);
}
MUST_CHECK static inline status_t named_blob_set_data(const struct named_blob_builder *builder, struct capn_data value)
{
    return capn_set_data(&builder->b, 1, value);
}
MUST_CHECK static inline status_t named_blob_init_data(const struct named_blob_builder *builder, uint32_t len,
                                                       uint8_t **out)
{
    return capn_init_data(&builder->b, 1, len, out);
}
MUST_CHECK static inline status_t named_blob_truncate_data(const struct named_blob_builder *builder, uint32_t len)
{
    return capn_truncate_data(&builder->b, 1, len);
}
static inline bool named_blob_has_data(const struct named_blob_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* Relative to the build directory; must not leave it. Empty in the finished message. */
MUST_CHECK static inline status_t named_blob_get_path(const struct named_blob_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 2, out);
}
MUST_CHECK static inline status_t named_blob_set_path(const struct named_blob_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 2, value);
}
static inline bool named_blob_has_path(const struct named_blob_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}

/* InitConfig */

MUST_CHECK static inline status_t init_config_read_root(struct capn_message *message, struct init_config_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t init_config_build_root(struct capn_builder *builder, struct init_config_builder *out)
{
    return capn_builder_root(builder, 0, 5, &out->b);
}
MUST_CHECK static inline status_t init_config_list_get(const struct capn_list *list, uint32_t index,
                                                       struct init_config_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t init_config_list_at(const struct capn_list_builder *list, uint32_t index,
                                                      struct init_config_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t init_config_get_init(const struct init_config_reader *reader,
                                                       struct init_process_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t init_config_init_init(const struct init_config_builder *builder,
                                                        struct init_process_builder *out)
{
    return capn_init_struct(&builder->b, 0, 0, 3, &out->b);
}
static inline bool init_config_has_init(const struct init_config_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t init_config_get_services(const struct init_config_reader *reader,
                                                           struct capn_list *out)
{
    return capn_get_list(&reader->s, 1, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t init_config_init_services(const struct init_config_builder *builder, uint32_t count,
                                                            struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 1, count, 1, 5, out);
}
static inline bool init_config_has_services(const struct init_config_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* Printed by the shell before its first prompt, after its own lines. May be empty. */
MUST_CHECK static inline status_t init_config_get_motd(const struct init_config_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 2, out);
}
MUST_CHECK static inline status_t init_config_set_motd(const struct init_config_builder *builder,
                                                       struct capn_text value)
{
    return capn_set_text(&builder->b, 2, value);
}
static inline bool init_config_has_motd(const struct init_config_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}
MUST_CHECK static inline status_t init_config_get_accounts(const struct init_config_reader *reader,
                                                           struct capn_list *out)
{
    return capn_get_list(&reader->s, 3, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t init_config_init_accounts(const struct init_config_builder *builder, uint32_t count,
                                                            struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 3, count, 0, 4, out);
}
static inline bool init_config_has_accounts(const struct init_config_reader *reader)
{
    return capn_has_pointer(&reader->s, 3);
}
MUST_CHECK static inline status_t init_config_get_profiles(const struct init_config_reader *reader,
                                                           struct capn_list *out)
{
    return capn_get_list(&reader->s, 4, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t init_config_init_profiles(const struct init_config_builder *builder, uint32_t count,
                                                            struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 4, count, 0, 2, out);
}
static inline bool init_config_has_profiles(const struct init_config_reader *reader)
{
    return capn_has_pointer(&reader->s, 4);
}

/* InitProcess */

MUST_CHECK static inline status_t init_process_read_root(struct capn_message *message, struct init_process_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t init_process_build_root(struct capn_builder *builder,
                                                          struct init_process_builder *out)
{
    return capn_builder_root(builder, 0, 3, &out->b);
}
MUST_CHECK static inline status_t init_process_list_get(const struct capn_list *list, uint32_t index,
                                                        struct init_process_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t init_process_list_at(const struct capn_list_builder *list, uint32_t index,
                                                       struct init_process_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t init_process_get_binary(const struct init_process_reader *reader,
                                                          struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t init_process_set_binary(const struct init_process_builder *builder,
                                                          struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool init_process_has_binary(const struct init_process_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t init_process_get_caps(const struct init_process_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 1, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t init_process_init_caps(const struct init_process_builder *builder, uint32_t count,
                                                         struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 1, count, 2, 2, out);
}
static inline bool init_process_has_caps(const struct init_process_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
MUST_CHECK static inline status_t init_process_get_limits(const struct init_process_reader *reader,
                                                          struct resource_limits_reader *out)
{
    return capn_get_struct(&reader->s, 2, &out->s);
}
MUST_CHECK static inline status_t init_process_init_limits(const struct init_process_builder *builder,
                                                           struct resource_limits_builder *out)
{
    return capn_init_struct(&builder->b, 2, 6, 0, &out->b);
}
static inline bool init_process_has_limits(const struct init_process_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}

/* KernelCap */

MUST_CHECK static inline status_t kernel_cap_read_root(struct capn_message *message, struct kernel_cap_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t kernel_cap_build_root(struct capn_builder *builder, struct kernel_cap_builder *out)
{
    return capn_builder_root(builder, 2, 2, &out->b);
}
MUST_CHECK static inline status_t kernel_cap_list_get(const struct capn_list *list, uint32_t index,
                                                      struct kernel_cap_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t kernel_cap_list_at(const struct capn_list_builder *list, uint32_t index,
                                                     struct kernel_cap_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t kernel_cap_get_name(const struct kernel_cap_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t kernel_cap_set_name(const struct kernel_cap_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool kernel_cap_has_name(const struct kernel_cap_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* 0: do not check. Else must be the interface of the source: a check of the author's intent, never a selector. */
static inline uint64_t kernel_cap_get_expected_interface_id(const struct kernel_cap_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void kernel_cap_set_expected_interface_id(const struct kernel_cap_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
MUST_CHECK static inline status_t kernel_cap_get_source(const struct kernel_cap_reader *reader,
                                                        struct kernel_cap_source_reader *out)
{
    return capn_get_struct(&reader->s, 1, &out->s);
}
MUST_CHECK static inline status_t kernel_cap_init_source(const struct kernel_cap_builder *builder,
                                                         struct kernel_cap_source_builder *out)
{
    return capn_init_struct(&builder->b, 1, 1, 1, &out->b);
}
static inline bool kernel_cap_has_source(const struct kernel_cap_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* How far it may travel. Memory, notifications and sessions without the right to choose go anywhere. */
static inline enum transfer_scope kernel_cap_get_scope(const struct kernel_cap_reader *reader)
{
    return (enum transfer_scope)capn_field_u16(&reader->s, 8, 16);
}
static inline void kernel_cap_set_scope(const struct kernel_cap_builder *builder, enum transfer_scope value)
{
    capn_set_u16(&builder->b, 8, (uint16_t)value);
}

/* KernelCapSource */

MUST_CHECK static inline status_t kernel_cap_source_read_root(struct capn_message *message,
                                                              struct kernel_cap_source_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t kernel_cap_source_build_root(struct capn_builder *builder,
                                                               struct kernel_cap_source_builder *out)
{
    return capn_builder_root(builder, 1, 1, &out->b);
}
MUST_CHECK static inline status_t kernel_cap_source_list_get(const struct capn_list *list, uint32_t index,
                                                             struct kernel_cap_source_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t kernel_cap_source_list_at(const struct capn_list_builder *list, uint32_t index,
                                                            struct kernel_cap_source_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline enum kernel_cap_source_which kernel_cap_source_which(const struct kernel_cap_source_reader *reader)
{
    return (enum kernel_cap_source_which)capn_field_u16(&reader->s, 0, 8);
}
/* Rejected: an omitted source fails closed. */
static inline void kernel_cap_source_set_unset(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_UNSET);
}
static inline void kernel_cap_source_set_console(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_CONSOLE);
}
static inline void kernel_cap_source_set_boot_package(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_BOOT_PACKAGE);
}
/* By name. */
MUST_CHECK static inline status_t kernel_cap_source_get_boot_blob(const struct kernel_cap_source_reader *reader,
                                                                  struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t kernel_cap_source_set_boot_blob(const struct kernel_cap_source_builder *builder,
                                                                  struct capn_text value)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_BOOT_BLOB);
    return capn_set_text(&builder->b, 0, value);
}
static inline bool kernel_cap_source_has_boot_blob(const struct kernel_cap_source_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* Limited to these binaries; an empty list means all. */
MUST_CHECK static inline status_t kernel_cap_source_get_process_spawner(const struct kernel_cap_source_reader *reader,
                                                                        struct capn_list *out)
{
    return capn_get_list(&reader->s, 0, CAPN_SIZE_POINTER, out);
}
MUST_CHECK static inline status_t kernel_cap_source_init_process_spawner(
    const struct kernel_cap_source_builder *builder, uint32_t count, struct capn_list_builder *out)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_PROCESS_SPAWNER);
    return capn_init_list(&builder->b, 0, CAPN_SIZE_POINTER, count, out);
}
static inline bool kernel_cap_source_has_process_spawner(const struct kernel_cap_source_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
static inline void kernel_cap_source_set_frame_allocator(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_FRAME_ALLOCATOR);
}
static inline void kernel_cap_source_set_virtual_memory(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_VIRTUAL_MEMORY);
}
static inline void kernel_cap_source_set_thread_control(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_THREAD_CONTROL);
}
static inline void kernel_cap_source_set_timer(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_TIMER);
}
static inline void kernel_cap_source_set_entropy_source(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_ENTROPY_SOURCE);
}
static inline void kernel_cap_source_set_system_control(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_SYSTEM_CONTROL);
}
static inline void kernel_cap_source_set_inspector(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_INSPECTOR);
}
MUST_CHECK static inline status_t kernel_cap_source_get_io_ports(const struct kernel_cap_source_reader *reader,
                                                                 struct port_range_reader *out)
{
    return capn_get_struct(&reader->s, 0, &out->s);
}
MUST_CHECK static inline status_t kernel_cap_source_init_io_ports(const struct kernel_cap_source_builder *builder,
                                                                  struct port_range_builder *out)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_IO_PORTS);
    return capn_init_struct(&builder->b, 0, 1, 0, &out->b);
}
static inline bool kernel_cap_source_has_io_ports(const struct kernel_cap_source_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* The ISA line or global system interrupt. */
static inline uint8_t kernel_cap_source_get_interrupt(const struct kernel_cap_source_reader *reader)
{
    return (uint8_t)capn_field_u8(&reader->s, 2, 8);
}
static inline void kernel_cap_source_set_interrupt(const struct kernel_cap_source_builder *builder, uint8_t value)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_INTERRUPT);
    capn_set_u8(&builder->b, 2, (uint8_t)value);
}
static inline void kernel_cap_source_set_endpoint_factory(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_ENDPOINT_FACTORY);
}
static inline void kernel_cap_source_set_null_cap(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_NULL_CAP);
}
static inline void kernel_cap_source_set_capability_manager(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_CAPABILITY_MANAGER);
}
static inline void kernel_cap_source_set_tap_factory(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_TAP_FACTORY);
}
/* Shows what processes say, too: for systems whose owner debugs them. */
static inline void kernel_cap_source_set_payload_tap_factory(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_PAYLOAD_TAP_FACTORY);
}
static inline void kernel_cap_source_set_session_factory(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_SESSION_FACTORY);
}
/* The session that the machine starts with, as UserSession. */
static inline void kernel_cap_source_set_session(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_SESSION);
}
static inline void kernel_cap_source_set_thread_spawner(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_THREAD_SPAWNER);
}
static inline void kernel_cap_source_set_park_space(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_PARK_SPACE);
}
/* Decides over all CPU time. */
static inline void kernel_cap_source_set_scheduler_control(const struct kernel_cap_source_builder *builder)
{
    capn_set_u16(&builder->b, 0, KERNEL_CAP_SOURCE_WHICH_SCHEDULER_CONTROL);
}

/* PortRange */

MUST_CHECK static inline status_t port_range_read_root(struct capn_message *message, struct port_range_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t port_range_build_root(struct capn_builder *builder, struct port_range_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
MUST_CHECK static inline status_t port_range_list_get(const struct capn_list *list, uint32_t index,
                                                      struct port_range_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t port_range_list_at(const struct capn_list_builder *list, uint32_t index,
                                                     struct port_range_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
static inline uint16_t port_range_get_base(const struct port_range_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 0, 8);
}
static inline void port_range_set_base(const struct port_range_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
static inline uint16_t port_range_get_count(const struct port_range_reader *reader)
{
    return (uint16_t)capn_field_u16(&reader->s, 2, 8);
}
static inline void port_range_set_count(const struct port_range_builder *builder, uint16_t value)
{
    capn_set_u16(&builder->b, 2, (uint16_t)value);
}

/* Service */

MUST_CHECK static inline status_t service_read_root(struct capn_message *message, struct service_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t service_build_root(struct capn_builder *builder, struct service_builder *out)
{
    return capn_builder_root(builder, 1, 5, &out->b);
}
MUST_CHECK static inline status_t service_list_get(const struct capn_list *list, uint32_t index,
                                                   struct service_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t service_list_at(const struct capn_list_builder *list, uint32_t index,
                                                  struct service_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t service_get_name(const struct service_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t service_set_name(const struct service_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool service_has_name(const struct service_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t service_get_binary(const struct service_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t service_set_binary(const struct service_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 1, value);
}
static inline bool service_has_binary(const struct service_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* In this order in the child's CapSet; names are unique within the service. */
MUST_CHECK static inline status_t service_get_caps(const struct service_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 2, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t service_init_caps(const struct service_builder *builder, uint32_t count,
                                                    struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 2, count, 3, 2, out);
}
static inline bool service_has_caps(const struct service_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}
MUST_CHECK static inline status_t service_get_exports(const struct service_reader *reader, struct capn_list *out)
{
    return capn_get_list(&reader->s, 3, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t service_init_exports(const struct service_builder *builder, uint32_t count,
                                                       struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 3, count, 0, 2, out);
}
static inline bool service_has_exports(const struct service_reader *reader)
{
    return capn_has_pointer(&reader->s, 3);
}
static inline enum restart_policy service_get_restart(const struct service_reader *reader)
{
    return (enum restart_policy)capn_field_u16(&reader->s, 0, 8);
}
static inline void service_set_restart(const struct service_builder *builder, enum restart_policy value)
{
    capn_set_u16(&builder->b, 0, (uint16_t)value);
}
/* Within one minute; 0 means 5. Beyond, init gives the service up and says so. */
static inline uint32_t service_get_max_restarts(const struct service_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 4, 8);
}
static inline void service_set_max_restarts(const struct service_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 4, (uint32_t)value);
}
/* Name of a ResourceProfile; empty means the defaults. */
MUST_CHECK static inline status_t service_get_profile(const struct service_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 4, out);
}
MUST_CHECK static inline status_t service_set_profile(const struct service_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 4, value);
}
static inline bool service_has_profile(const struct service_reader *reader)
{
    return capn_has_pointer(&reader->s, 4);
}

/* CapRef.source */

static inline enum cap_ref_source_which cap_ref_source_which(const struct cap_ref_source_reader *reader)
{
    return (enum cap_ref_source_which)capn_field_u16(&reader->s, 8, 24);
}
/* Rejected: an omitted source fails closed. */
static inline void cap_ref_source_set_unset(const struct cap_ref_source_builder *builder)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_UNSET);
}
/* A copy of what init holds under that name. */
MUST_CHECK static inline status_t cap_ref_source_get_init(const struct cap_ref_source_reader *reader,
                                                          struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t cap_ref_source_set_init(const struct cap_ref_source_builder *builder,
                                                          struct capn_text value)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_INIT);
    return capn_set_text(&builder->b, 1, value);
}
static inline bool cap_ref_source_has_init(const struct cap_ref_source_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
MUST_CHECK static inline status_t cap_ref_source_get_service(const struct cap_ref_source_reader *reader,
                                                             struct service_source_reader *out)
{
    return capn_get_struct(&reader->s, 1, &out->s);
}
MUST_CHECK static inline status_t cap_ref_source_init_service(const struct cap_ref_source_builder *builder,
                                                              struct service_source_builder *out)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_SERVICE);
    return capn_init_struct(&builder->b, 1, 0, 2, &out->b);
}
static inline bool cap_ref_source_has_service(const struct cap_ref_source_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* A fresh Endpoint for this service to serve; the value is the interface id that its clients see. */
static inline uint64_t cap_ref_source_get_endpoint(const struct cap_ref_source_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 24);
}
static inline void cap_ref_source_set_endpoint(const struct cap_ref_source_builder *builder, uint64_t value)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_ENDPOINT);
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
static inline void cap_ref_source_set_virtual_memory(const struct cap_ref_source_builder *builder)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_VIRTUAL_MEMORY);
}
static inline void cap_ref_source_set_thread_control(const struct cap_ref_source_builder *builder)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_THREAD_CONTROL);
}
static inline void cap_ref_source_set_frame_allocator(const struct cap_ref_source_builder *builder)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_FRAME_ALLOCATOR);
}
static inline void cap_ref_source_set_endpoint_factory(const struct cap_ref_source_builder *builder)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_ENDPOINT_FACTORY);
}
static inline void cap_ref_source_set_capability_manager(const struct cap_ref_source_builder *builder)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_CAPABILITY_MANAGER);
}
/* The service's own session. */
static inline void cap_ref_source_set_session(const struct cap_ref_source_builder *builder)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_SESSION);
}
static inline void cap_ref_source_set_thread_spawner(const struct cap_ref_source_builder *builder)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_THREAD_SPAWNER);
}
static inline void cap_ref_source_set_park_space(const struct cap_ref_source_builder *builder)
{
    capn_set_u16(&builder->b, 8, CAP_REF_SOURCE_WHICH_PARK_SPACE);
}

/* CapRef */

MUST_CHECK static inline status_t cap_ref_read_root(struct capn_message *message, struct cap_ref_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t cap_ref_build_root(struct capn_builder *builder, struct cap_ref_builder *out)
{
    return capn_builder_root(builder, 3, 2, &out->b);
}
MUST_CHECK static inline status_t cap_ref_list_get(const struct capn_list *list, uint32_t index,
                                                   struct cap_ref_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t cap_ref_list_at(const struct capn_list_builder *list, uint32_t index,
                                                  struct cap_ref_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t cap_ref_get_name(const struct cap_ref_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t cap_ref_set_name(const struct cap_ref_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool cap_ref_has_name(const struct cap_ref_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* 0: do not check. */
static inline uint64_t cap_ref_get_expected_interface_id(const struct cap_ref_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 24);
}
static inline void cap_ref_set_expected_interface_id(const struct cap_ref_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline struct cap_ref_source_reader cap_ref_get_source(const struct cap_ref_reader *reader)
{
    return (struct cap_ref_source_reader){ reader->s };
}
static inline struct cap_ref_source_builder cap_ref_get_source_builder(const struct cap_ref_builder *builder)
{
    return (struct cap_ref_source_builder){ builder->b };
}

/* ServiceSource */

MUST_CHECK static inline status_t service_source_read_root(struct capn_message *message,
                                                           struct service_source_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t service_source_build_root(struct capn_builder *builder,
                                                            struct service_source_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t service_source_list_get(const struct capn_list *list, uint32_t index,
                                                          struct service_source_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t service_source_list_at(const struct capn_list_builder *list, uint32_t index,
                                                         struct service_source_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* Must be started earlier in the list. */
MUST_CHECK static inline status_t service_source_get_service(const struct service_source_reader *reader,
                                                             struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t service_source_set_service(const struct service_source_builder *builder,
                                                             struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool service_source_has_service(const struct service_source_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t service_source_get_export(const struct service_source_reader *reader,
                                                            struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t service_source_set_export(const struct service_source_builder *builder,
                                                            struct capn_text value)
{
    return capn_set_text(&builder->b, 1, value);
}
static inline bool service_source_has_export(const struct service_source_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* Export */

MUST_CHECK static inline status_t export_read_root(struct capn_message *message, struct export_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t export_build_root(struct capn_builder *builder, struct export_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t export_list_get(const struct capn_list *list, uint32_t index,
                                                  struct export_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t export_list_at(const struct capn_list_builder *list, uint32_t index,
                                                 struct export_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t export_get_name(const struct export_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t export_set_name(const struct export_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool export_has_name(const struct export_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* One of the service's own caps, with an endpoint source. What importers get is a client facet. */
MUST_CHECK static inline status_t export_get_cap(const struct export_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t export_set_cap(const struct export_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 1, value);
}
static inline bool export_has_cap(const struct export_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* ResourceProfile */

MUST_CHECK static inline status_t resource_profile_read_root(struct capn_message *message,
                                                             struct resource_profile_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t resource_profile_build_root(struct capn_builder *builder,
                                                              struct resource_profile_builder *out)
{
    return capn_builder_root(builder, 0, 2, &out->b);
}
MUST_CHECK static inline status_t resource_profile_list_get(const struct capn_list *list, uint32_t index,
                                                            struct resource_profile_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t resource_profile_list_at(const struct capn_list_builder *list, uint32_t index,
                                                           struct resource_profile_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t resource_profile_get_name(const struct resource_profile_reader *reader,
                                                            struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t resource_profile_set_name(const struct resource_profile_builder *builder,
                                                            struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool resource_profile_has_name(const struct resource_profile_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t resource_profile_get_limits(const struct resource_profile_reader *reader,
                                                              struct resource_limits_reader *out)
{
    return capn_get_struct(&reader->s, 1, &out->s);
}
MUST_CHECK static inline status_t resource_profile_init_limits(const struct resource_profile_builder *builder,
                                                               struct resource_limits_builder *out)
{
    return capn_init_struct(&builder->b, 1, 6, 0, &out->b);
}
static inline bool resource_profile_has_limits(const struct resource_profile_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}

/* Account */

MUST_CHECK static inline status_t account_read_root(struct capn_message *message, struct account_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t account_build_root(struct capn_builder *builder, struct account_builder *out)
{
    return capn_builder_root(builder, 0, 4, &out->b);
}
MUST_CHECK static inline status_t account_list_get(const struct capn_list *list, uint32_t index,
                                                   struct account_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t account_list_at(const struct capn_list_builder *list, uint32_t index,
                                                  struct account_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
MUST_CHECK static inline status_t account_get_name(const struct account_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t account_set_name(const struct account_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool account_has_name(const struct account_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
MUST_CHECK static inline status_t account_get_display_name(const struct account_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 1, out);
}
MUST_CHECK static inline status_t account_set_display_name(const struct account_builder *builder,
                                                           struct capn_text value)
{
    return capn_set_text(&builder->b, 1, value);
}
static inline bool account_has_display_name(const struct account_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
MUST_CHECK static inline status_t account_get_profile(const struct account_reader *reader, struct capn_text *out)
{
    return capn_get_text(&reader->s, 2, out);
}
MUST_CHECK static inline status_t account_set_profile(const struct account_builder *builder, struct capn_text value)
{
    return capn_set_text(&builder->b, 2, value);
}
static inline bool account_has_profile(const struct account_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}
/* OpenSSH public key lines. */
MUST_CHECK static inline status_t account_get_authorized_keys(const struct account_reader *reader,
                                                              struct capn_list *out)
{
    return capn_get_list(&reader->s, 3, CAPN_SIZE_POINTER, out);
}
MUST_CHECK static inline status_t account_init_authorized_keys(const struct account_builder *builder, uint32_t count,
                                                               struct capn_list_builder *out)
{
    return capn_init_list(&builder->b, 3, CAPN_SIZE_POINTER, count, out);
}
static inline bool account_has_authorized_keys(const struct account_reader *reader)
{
    return capn_has_pointer(&reader->s, 3);
}

/* ManifestOverlay */

MUST_CHECK static inline status_t manifest_overlay_read_root(struct capn_message *message,
                                                             struct manifest_overlay_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t manifest_overlay_build_root(struct capn_builder *builder,
                                                              struct manifest_overlay_builder *out)
{
    return capn_builder_root(builder, 0, 3, &out->b);
}
MUST_CHECK static inline status_t manifest_overlay_list_get(const struct capn_list *list, uint32_t index,
                                                            struct manifest_overlay_reader *out)
{
    return capn_list_get_struct(list, index, &out->s);
}
MUST_CHECK static inline status_t manifest_overlay_list_at(const struct capn_list_builder *list, uint32_t index,
                                                           struct manifest_overlay_builder *out)
{
    return capn_list_struct(list, index, &out->b);
}
/* Replaces the system's when not empty. */
MUST_CHECK static inline status_t manifest_overlay_get_motd(const struct manifest_overlay_reader *reader,
                                                            struct capn_text *out)
{
    return capn_get_text(&reader->s, 0, out);
}
MUST_CHECK static inline status_t manifest_overlay_set_motd(const struct manifest_overlay_builder *builder,
                                                            struct capn_text value)
{
    return capn_set_text(&builder->b, 0, value);
}
static inline bool manifest_overlay_has_motd(const struct manifest_overlay_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}
/* Added; an account of the same name is replaced. */
MUST_CHECK static inline status_t manifest_overlay_get_accounts(const struct manifest_overlay_reader *reader,
                                                                struct capn_list *out)
{
    return capn_get_list(&reader->s, 1, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t manifest_overlay_init_accounts(const struct manifest_overlay_builder *builder,
                                                                 uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 1, count, 0, 4, out);
}
static inline bool manifest_overlay_has_accounts(const struct manifest_overlay_reader *reader)
{
    return capn_has_pointer(&reader->s, 1);
}
/* Added; a profile of the same name is replaced. */
MUST_CHECK static inline status_t manifest_overlay_get_profiles(const struct manifest_overlay_reader *reader,
                                                                struct capn_list *out)
{
    return capn_get_list(&reader->s, 2, CAPN_SIZE_COMPOSITE, out);
}
MUST_CHECK static inline status_t manifest_overlay_init_profiles(const struct manifest_overlay_builder *builder,
                                                                 uint32_t count, struct capn_list_builder *out)
{
    return capn_init_struct_list(&builder->b, 2, count, 0, 2, out);
}
static inline bool manifest_overlay_has_profiles(const struct manifest_overlay_reader *reader)
{
    return capn_has_pointer(&reader->s, 2);
}

