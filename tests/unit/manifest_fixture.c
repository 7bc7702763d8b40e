/* SPDX-License-Identifier: MIT */
#include "manifest_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "schemas.capnp.h"
#include "terminal.capnp.h"

const char fixture_key[] = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f someone";

void must(status_t status)
{
    assert_int_equal(status, STATUS_OK);
}

struct capn_text text(const char *string)
{
    return (struct capn_text){ string, (uint32_t)strlen(string) };
}

struct named_blob_builder binary_at(struct manifest_fixture *fixture, uint32_t index)
{
    struct named_blob_builder out;
    must(named_blob_list_at(&fixture->binaries, index, &out));
    return out;
}

struct kernel_cap_builder init_cap_at(struct manifest_fixture *fixture, uint32_t index)
{
    struct kernel_cap_builder out;
    must(kernel_cap_list_at(&fixture->init_caps, index, &out));
    return out;
}

struct kernel_cap_source_builder init_source_at(struct manifest_fixture *fixture, uint32_t index)
{
    struct kernel_cap_builder cap = init_cap_at(fixture, index);
    struct kernel_cap_source_builder out;
    must(kernel_cap_init_source(&cap, &out));
    return out;
}

struct service_builder service_at(struct manifest_fixture *fixture, uint32_t index)
{
    struct service_builder out;
    must(service_list_at(&fixture->services, index, &out));
    return out;
}

struct cap_ref_builder cap_at(struct manifest_fixture *fixture, uint32_t service, uint32_t index)
{
    struct cap_ref_builder out;
    must(cap_ref_list_at(&fixture->service_caps[service], index, &out));
    return out;
}

struct cap_ref_source_builder source_at(struct manifest_fixture *fixture, uint32_t service, uint32_t index)
{
    struct cap_ref_builder cap = cap_at(fixture, service, index);
    return cap_ref_get_source_builder(&cap);
}

struct account_builder account_at(struct manifest_fixture *fixture, uint32_t index)
{
    struct account_builder out;
    must(account_list_at(&fixture->accounts, index, &out));
    return out;
}

void source_set_service(const struct cap_ref_source_builder *source, const char *service, const char *export)
{
    struct service_source_builder reference;
    must(cap_ref_source_init_service(source, &reference));
    must(service_source_set_service(&reference, text(service)));
    must(service_source_set_export(&reference, text(export)));
}

/* Schemas that know one struct and one interface, ids ascending. */
static struct capn_data build_schemas(void)
{
    static uint64_t words[64];
    struct capn_builder builder;
    struct schema_set_builder set;
    struct capn_list_builder nodes;
    struct schema_node_builder node;
    size_t bytes;

    capn_builder_init(&builder, words, sizeof(words));
    must(schema_set_build_root(&builder, &set));
    must(schema_set_init_nodes(&set, 2, &nodes));
    must(schema_node_list_at(&nodes, 0, &node));
    schema_node_set_id(&node, FIXTURE_STRUCT_ID);
    schema_node_set_kind(&node, SCHEMA_KIND_STRUCT);
    must(schema_node_list_at(&nodes, 1, &node));
    schema_node_set_id(&node, SERIAL_PORT_INTERFACE_ID);
    schema_node_set_kind(&node, SCHEMA_KIND_INTERFACE);
    must(capn_builder_finish(&builder, &bytes));
    return (struct capn_data){ (const uint8_t *)words, (uint32_t)bytes };
}

static void build_files(struct manifest_fixture *fixture)
{
    static const char *const names[BINARY_COUNT] = { "init", "server", "client" };
    static const uint8_t bytes[] = { 0x7f, 'E', 'L', 'F' };
    const struct capn_data data = { bytes, sizeof(bytes) };
    struct named_blob_builder blob;

    must(system_manifest_init_binaries(&fixture->root, BINARY_COUNT, &fixture->binaries));
    for (uint32_t i = 0; i < BINARY_COUNT; i++) {
        blob = binary_at(fixture, i);
        must(named_blob_set_name(&blob, text(names[i])));
        must(named_blob_set_data(&blob, data));
    }
    must(system_manifest_init_blobs(&fixture->root, 1, &fixture->blobs));
    must(named_blob_list_at(&fixture->blobs, 0, &blob));
    must(named_blob_set_name(&blob, text("schemas")));
    must(named_blob_set_data(&blob, build_schemas()));
}

static void build_init(struct manifest_fixture *fixture)
{
    static const char *const names[INIT_CAP_COUNT] = { "console", "boot", "spawner", "ports", "irq", "schemas" };
    struct kernel_cap_source_builder source;
    struct port_range_builder range;
    struct capn_list_builder limited;

    must(init_config_init_init(&fixture->config, &fixture->init));
    must(init_process_set_binary(&fixture->init, text("init")));
    must(init_process_init_caps(&fixture->init, INIT_CAP_COUNT, &fixture->init_caps));
    for (uint32_t i = 0; i < INIT_CAP_COUNT; i++) {
        struct kernel_cap_builder cap = init_cap_at(fixture, i);
        must(kernel_cap_set_name(&cap, text(names[i])));
    }
    source = init_source_at(fixture, INIT_CONSOLE);
    kernel_cap_source_set_console(&source);
    source = init_source_at(fixture, INIT_BOOT);
    kernel_cap_source_set_boot_package(&source);
    source = init_source_at(fixture, INIT_SPAWNER);
    must(kernel_cap_source_init_process_spawner(&source, 1, &limited));
    must(capn_list_set_text(&limited, 0, text("server")));
    source = init_source_at(fixture, INIT_PORTS);
    must(kernel_cap_source_init_io_ports(&source, &range));
    port_range_set_base(&range, 0xfff8);
    port_range_set_count(&range, 8);
    source = init_source_at(fixture, INIT_IRQ);
    kernel_cap_source_set_interrupt(&source, 63);
    source = init_source_at(fixture, INIT_SCHEMAS);
    must(kernel_cap_source_set_boot_blob(&source, text("schemas")));
}

static void build_server(struct manifest_fixture *fixture)
{
    static const char *const names[SERVER_CAP_COUNT] = { "console", "memory", "line" };
    struct service_builder service = service_at(fixture, SERVER);
    struct cap_ref_source_builder source;
    struct export_builder export;

    must(service_set_name(&service, text("server")));
    must(service_set_binary(&service, text("server")));
    must(service_set_profile(&service, text("small")));
    service_set_restart(&service, RESTART_POLICY_ALWAYS);
    must(service_init_caps(&service, SERVER_CAP_COUNT, &fixture->service_caps[SERVER]));
    for (uint32_t i = 0; i < SERVER_CAP_COUNT; i++) {
        struct cap_ref_builder cap = cap_at(fixture, SERVER, i);
        must(cap_ref_set_name(&cap, text(names[i])));
    }
    source = source_at(fixture, SERVER, SERVER_CONSOLE);
    must(cap_ref_source_set_init(&source, text("console")));
    source = source_at(fixture, SERVER, SERVER_MEMORY);
    cap_ref_source_set_virtual_memory(&source);
    source = source_at(fixture, SERVER, SERVER_LINE);
    cap_ref_source_set_endpoint(&source, SERIAL_PORT_INTERFACE_ID);
    must(service_init_exports(&service, 1, &fixture->server_exports));
    must(export_list_at(&fixture->server_exports, 0, &export));
    must(export_set_name(&export, text("line")));
    must(export_set_cap(&export, text("line")));
}

static void build_client(struct manifest_fixture *fixture)
{
    static const char *const names[CLIENT_CAP_COUNT] = { "line", "console" };
    struct service_builder service = service_at(fixture, CLIENT);
    struct cap_ref_source_builder source;
    struct cap_ref_builder cap;

    must(service_set_name(&service, text("client")));
    must(service_set_binary(&service, text("client")));
    must(service_init_caps(&service, CLIENT_CAP_COUNT, &fixture->service_caps[CLIENT]));
    for (uint32_t i = 0; i < CLIENT_CAP_COUNT; i++) {
        cap = cap_at(fixture, CLIENT, i);
        must(cap_ref_set_name(&cap, text(names[i])));
    }
    cap = cap_at(fixture, CLIENT, CLIENT_LINE);
    cap_ref_set_expected_interface_id(&cap, SERIAL_PORT_INTERFACE_ID);
    source = source_at(fixture, CLIENT, CLIENT_LINE);
    source_set_service(&source, "server", "line");
    source = source_at(fixture, CLIENT, CLIENT_CONSOLE);
    must(cap_ref_source_set_init(&source, text("console")));
}

static void build_people(struct manifest_fixture *fixture)
{
    struct resource_profile_builder profile;
    struct account_builder account;
    struct capn_list_builder keys;

    must(init_config_set_motd(&fixture->config, text("Hello.\n")));
    must(init_config_init_profiles(&fixture->config, 1, &fixture->profiles));
    must(resource_profile_list_at(&fixture->profiles, 0, &profile));
    must(resource_profile_set_name(&profile, text("small")));
    must(init_config_init_accounts(&fixture->config, 2, &fixture->accounts));
    account = account_at(fixture, 0);
    must(account_set_name(&account, text("ada")));
    must(account_set_profile(&account, text("small")));
    must(account_init_authorized_keys(&account, 1, &keys));
    must(capn_list_set_text(&keys, 0, text(fixture_key)));
    account = account_at(fixture, 1);
    must(account_set_name(&account, text("bob")));
}

void manifest_fixture_build(struct manifest_fixture *fixture)
{
    memset(fixture, 0, sizeof(*fixture));
    capn_builder_init(&fixture->builder, fixture->words, sizeof(fixture->words));
    must(system_manifest_build_root(&fixture->builder, &fixture->root));
    system_manifest_set_schema_version(&fixture->root, MANIFEST_MANIFEST_VERSION);
    must(system_manifest_set_name(&fixture->root, text("fixture")));
    build_files(fixture);
    must(system_manifest_init_init_config(&fixture->root, &fixture->config));
    build_init(fixture);
    must(init_config_init_services(&fixture->config, SERVICE_COUNT, &fixture->services));
    build_server(fixture);
    build_client(fixture);
    build_people(fixture);
}

void manifest_fixture_read(struct manifest_fixture *fixture, struct system_manifest_reader *out, size_t *bytes)
{
    size_t len;

    must(capn_builder_finish(&fixture->builder, &len));
    must(capn_message_open(&fixture->message, fixture->words, len, NULL));
    must(system_manifest_read_root(&fixture->message, out));
    if (bytes)
        *bytes = len;
}
