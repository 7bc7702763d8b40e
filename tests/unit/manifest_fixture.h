/* SPDX-License-Identifier: MIT */
/*
 * A small, valid manifest that stays open for changes: a test builds it, sets some field again, and reads it. Setting a
 * field again wastes what was there before, which does not matter here.
 *
 *   init -> server -(line)-> client
 */
#pragma once

/* Tests make no calls, and the handle type timer_t is also a name of the host's C library. */
#ifndef CAPN_NO_CLIENT
#define CAPN_NO_CLIENT 1
#endif

#include "core/manifest.h"

#define FIXTURE_WORDS 16384u
/* A node of the fixture's schemas that is no interface. The other node is SerialPort. */
#define FIXTURE_STRUCT_ID 0x8000000000000001u

/* Elements of the lists, by index. */
enum { BINARY_INIT, BINARY_SERVER, BINARY_CLIENT, BINARY_COUNT };
enum { INIT_CONSOLE, INIT_BOOT, INIT_SPAWNER, INIT_PORTS, INIT_IRQ, INIT_SCHEMAS, INIT_CAP_COUNT };
enum { SERVER, CLIENT, SERVICE_COUNT };
enum { SERVER_CONSOLE, SERVER_MEMORY, SERVER_LINE, SERVER_CAP_COUNT };
enum { CLIENT_LINE, CLIENT_CONSOLE, CLIENT_CAP_COUNT };

struct manifest_fixture {
    uint64_t words[FIXTURE_WORDS];
    struct capn_builder builder;
    struct capn_message message;
    struct system_manifest_builder root;
    struct init_config_builder config;
    struct init_process_builder init;
    struct capn_list_builder binaries;
    struct capn_list_builder blobs;
    struct capn_list_builder init_caps;
    struct capn_list_builder services;
    struct capn_list_builder service_caps[SERVICE_COUNT];
    struct capn_list_builder server_exports;
    struct capn_list_builder accounts;
    struct capn_list_builder profiles;
};

extern const char fixture_key[];

void manifest_fixture_build(struct manifest_fixture *fixture);
/* Finishes the message and opens it. bytes may be NULL. */
void manifest_fixture_read(struct manifest_fixture *fixture, struct system_manifest_reader *out, size_t *bytes);

/* Fails the test on any error: a fixture always fits. */
void must(status_t status);
struct capn_text text(const char *string);

/* Elements. */
struct named_blob_builder binary_at(struct manifest_fixture *fixture, uint32_t index);
struct kernel_cap_builder init_cap_at(struct manifest_fixture *fixture, uint32_t index);
struct kernel_cap_source_builder init_source_at(struct manifest_fixture *fixture, uint32_t index);
struct service_builder service_at(struct manifest_fixture *fixture, uint32_t index);
struct cap_ref_builder cap_at(struct manifest_fixture *fixture, uint32_t service, uint32_t index);
struct cap_ref_source_builder source_at(struct manifest_fixture *fixture, uint32_t service, uint32_t index);
struct account_builder account_at(struct manifest_fixture *fixture, uint32_t index);
void source_set_service(const struct cap_ref_source_builder *source, const char *service, const char *export);
