/* SPDX-License-Identifier: MIT */
/* Every mistake that a manifest can have: how it is made in the fixture, and what must be said about it. */
#include "manifest_mistakes.h"

#include <string.h>

#include "kernel.capnp.h"
#include "memory.capnp.h"
#include "process.capnp.h"
#include "terminal.capnp.h"

#define LONG_NAME "abcdefghijklmnopqrstuvwxyz012345"

static void set_binary_name(struct manifest_fixture *f, uint32_t index, const char *name)
{
    struct named_blob_builder blob = binary_at(f, index);
    must(named_blob_set_name(&blob, text(name)));
}

static void set_keys(struct manifest_fixture *f, const char *key)
{
    struct account_builder account = account_at(f, 1);
    struct capn_list_builder keys;
    must(account_init_authorized_keys(&account, 1, &keys));
    must(capn_list_set_text(&keys, 0, text(key)));
}

static void set_ports(struct manifest_fixture *f, uint16_t base, uint16_t count)
{
    struct kernel_cap_source_builder source = init_source_at(f, INIT_PORTS);
    struct port_range_builder range;
    must(kernel_cap_source_init_io_ports(&source, &range));
    port_range_set_base(&range, base);
    port_range_set_count(&range, count);
}

static void set_spawner(struct manifest_fixture *f, const char *first, const char *second)
{
    struct kernel_cap_source_builder source = init_source_at(f, INIT_SPAWNER);
    struct capn_list_builder names;
    must(kernel_cap_source_init_process_spawner(&source, 2, &names));
    must(capn_list_set_text(&names, 0, text(first)));
    must(capn_list_set_text(&names, 1, text(second)));
}

static void set_export(struct manifest_fixture *f, const char *name, const char *cap)
{
    struct export_builder export;
    must(export_list_at(&f->server_exports, 0, &export));
    must(export_set_name(&export, text(name)));
    must(export_set_cap(&export, text(cap)));
}

/* ---- the package ---- */

static void wrong_version(struct manifest_fixture *f)
{
    system_manifest_set_schema_version(&f->root, 7);
}
static void bad_system_name(struct manifest_fixture *f)
{
    must(system_manifest_set_name(&f->root, text("My System")));
}
static void no_binaries(struct manifest_fixture *f)
{
    must(system_manifest_init_binaries(&f->root, 0, &f->binaries));
}
static void too_many_binaries(struct manifest_fixture *f)
{
    must(system_manifest_init_binaries(&f->root, MANIFEST_MAX_BINARIES + 1, &f->binaries));
}
static void duplicate_binary(struct manifest_fixture *f)
{
    set_binary_name(f, BINARY_CLIENT, "server");
}
static void binary_without_name(struct manifest_fixture *f)
{
    set_binary_name(f, BINARY_CLIENT, "");
}
static void binary_name_too_long(struct manifest_fixture *f)
{
    set_binary_name(f, BINARY_CLIENT, LONG_NAME);
}
static void binary_name_with_escape(struct manifest_fixture *f)
{
    set_binary_name(f, BINARY_CLIENT, "\x1b[2Jclient");
}
static void empty_binary(struct manifest_fixture *f)
{
    struct named_blob_builder blob = binary_at(f, BINARY_CLIENT);
    must(named_blob_set_data(&blob, (struct capn_data){ (const uint8_t *)"", 0 }));
}
static void path_left(struct manifest_fixture *f)
{
    struct named_blob_builder blob = binary_at(f, BINARY_SERVER);
    must(named_blob_set_path(&blob, text("user/server")));
}
static void duplicate_blob(struct manifest_fixture *f)
{
    must(system_manifest_init_blobs(&f->root, 2, &f->blobs));
    for (uint32_t i = 0; i < 2; i++) {
        struct named_blob_builder blob;
        must(named_blob_list_at(&f->blobs, i, &blob));
        must(named_blob_set_name(&blob, text("schemas")));
    }
}

/* ---- init ---- */

static void init_binary_missing(struct manifest_fixture *f)
{
    must(init_process_set_binary(&f->init, text("inti")));
}
static void init_binary_unset(struct manifest_fixture *f)
{
    must(init_process_set_binary(&f->init, text("")));
}
static void duplicate_init_cap(struct manifest_fixture *f)
{
    struct kernel_cap_builder cap = init_cap_at(f, INIT_BOOT);
    must(kernel_cap_set_name(&cap, text("console")));
}
static void init_cap_without_source(struct manifest_fixture *f)
{
    struct kernel_cap_source_builder source = init_source_at(f, INIT_BOOT);
    kernel_cap_source_set_unset(&source);
}
static void init_cap_unknown_source(struct manifest_fixture *f)
{
    struct kernel_cap_source_builder source = init_source_at(f, INIT_BOOT);
    capn_set_u16(&source.b, 0, 999);
}
static void init_cap_wrong_interface(struct manifest_fixture *f)
{
    struct kernel_cap_builder cap = init_cap_at(f, INIT_CONSOLE);
    kernel_cap_set_expected_interface_id(&cap, TIMER_INTERFACE_ID);
}
static void ports_none(struct manifest_fixture *f)
{
    set_ports(f, 0x3f8, 0);
}
static void ports_wrap(struct manifest_fixture *f)
{
    set_ports(f, 0xfff8, 9);
}
static void interrupt_too_high(struct manifest_fixture *f)
{
    struct kernel_cap_source_builder source = init_source_at(f, INIT_IRQ);
    kernel_cap_source_set_interrupt(&source, 64);
}
static void boot_blob_missing(struct manifest_fixture *f)
{
    struct kernel_cap_source_builder source = init_source_at(f, INIT_SCHEMAS);
    must(kernel_cap_source_set_boot_blob(&source, text("schema")));
}
static void spawner_binary_missing(struct manifest_fixture *f)
{
    set_spawner(f, "server", "nothing");
}
static void spawner_binary_twice(struct manifest_fixture *f)
{
    set_spawner(f, "server", "server");
}
static void too_many_init_caps(struct manifest_fixture *f)
{
    must(init_process_init_caps(&f->init, 85, &f->init_caps));
}

/* ---- services ---- */

static void duplicate_service(struct manifest_fixture *f)
{
    struct service_builder service = service_at(f, CLIENT);
    must(service_set_name(&service, text("server")));
}
static void service_binary_missing(struct manifest_fixture *f)
{
    struct service_builder service = service_at(f, CLIENT);
    must(service_set_binary(&service, text("clinet")));
}
static void service_profile_missing(struct manifest_fixture *f)
{
    struct service_builder service = service_at(f, CLIENT);
    must(service_set_profile(&service, text("large")));
}
static void unknown_restart(struct manifest_fixture *f)
{
    struct service_builder service = service_at(f, CLIENT);
    service_set_restart(&service, (enum restart_policy)3);
}
static void too_many_services(struct manifest_fixture *f)
{
    must(init_config_init_services(&f->config, MANIFEST_MAX_SERVICES + 1, &f->services));
}
static void duplicate_cap(struct manifest_fixture *f)
{
    struct cap_ref_builder cap = cap_at(f, CLIENT, CLIENT_CONSOLE);
    must(cap_ref_set_name(&cap, text("line")));
}
static void too_many_caps(struct manifest_fixture *f)
{
    struct service_builder service = service_at(f, CLIENT);
    must(service_init_caps(&service, 85, &f->service_caps[CLIENT]));
}
static void cap_without_source(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, SERVER, SERVER_MEMORY);
    cap_ref_source_set_unset(&source);
}
static void cap_unknown_source(struct manifest_fixture *f)
{
    struct cap_ref_builder cap = cap_at(f, SERVER, SERVER_MEMORY);
    /* The tag is the one 16-bit field of CapRef, after expectedInterfaceId. */
    capn_set_u16(&cap.b, 8, 77);
}
static void init_source_missing(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, CLIENT, CLIENT_CONSOLE);
    must(cap_ref_source_set_init(&source, text("consle")));
}
static void init_source_not_copyable(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, CLIENT, CLIENT_CONSOLE);
    must(cap_ref_source_set_init(&source, text("boot")));
}
static void init_source_wrong_interface(struct manifest_fixture *f)
{
    struct cap_ref_builder cap = cap_at(f, CLIENT, CLIENT_CONSOLE);
    cap_ref_set_expected_interface_id(&cap, SERIAL_PORT_INTERFACE_ID);
}
static void own_source_wrong_interface(struct manifest_fixture *f)
{
    struct cap_ref_builder cap = cap_at(f, SERVER, SERVER_MEMORY);
    cap_ref_set_expected_interface_id(&cap, FRAME_ALLOCATOR_INTERFACE_ID);
}
static void service_source_missing(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, CLIENT, CLIENT_LINE);
    source_set_service(&source, "serve", "line");
}
static void service_source_itself(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, CLIENT, CLIENT_LINE);
    source_set_service(&source, "client", "line");
}
static void service_source_later(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, SERVER, SERVER_CONSOLE);
    source_set_service(&source, "client", "line");
}
static void export_missing(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, CLIENT, CLIENT_LINE);
    source_set_service(&source, "server", "lines");
}
static void service_source_wrong_interface(struct manifest_fixture *f)
{
    struct cap_ref_builder cap = cap_at(f, CLIENT, CLIENT_LINE);
    cap_ref_set_expected_interface_id(&cap, TERMINAL_SESSION_INTERFACE_ID);
}
static void endpoint_without_interface(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, SERVER, SERVER_LINE);
    cap_ref_source_set_endpoint(&source, 0);
}
static void endpoint_unknown_interface(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, SERVER, SERVER_LINE);
    cap_ref_source_set_endpoint(&source, TERMINAL_SESSION_INTERFACE_ID);
}
static void endpoint_of_a_struct(struct manifest_fixture *f)
{
    struct cap_ref_source_builder source = source_at(f, SERVER, SERVER_LINE);
    cap_ref_source_set_endpoint(&source, FIXTURE_STRUCT_ID);
}
static void broken_schemas(struct manifest_fixture *f)
{
    struct named_blob_builder blob;
    must(named_blob_list_at(&f->blobs, 0, &blob));
    must(named_blob_set_data(&blob, (struct capn_data){ (const uint8_t *)"\x7f" "ELFELFEL", 8 }));
}
static void export_of_nothing(struct manifest_fixture *f)
{
    set_export(f, "line", "lane");
}
static void export_of_init_cap(struct manifest_fixture *f)
{
    set_export(f, "line", "console");
}
static void reexport(struct manifest_fixture *f)
{
    struct service_builder service = service_at(f, CLIENT);
    struct capn_list_builder exports;
    struct export_builder export;
    must(service_init_exports(&service, 1, &exports));
    must(export_list_at(&exports, 0, &export));
    must(export_set_name(&export, text("again")));
    must(export_set_cap(&export, text("line")));
}
static void duplicate_export(struct manifest_fixture *f)
{
    struct service_builder service = service_at(f, SERVER);
    must(service_init_exports(&service, 2, &f->server_exports));
    for (uint32_t i = 0; i < 2; i++) {
        struct export_builder export;
        must(export_list_at(&f->server_exports, i, &export));
        must(export_set_name(&export, text("line")));
        must(export_set_cap(&export, text("line")));
    }
}

/* ---- people ---- */

static void motd_with_escape(struct manifest_fixture *f)
{
    must(init_config_set_motd(&f->config, text("hi\x1b[31m")));
}
static void motd_too_long(struct manifest_fixture *f)
{
    char motd[MANIFEST_MAX_MOTD_BYTES + 2];
    memset(motd, 'm', sizeof(motd) - 1);
    motd[sizeof(motd) - 1] = '\0';
    must(init_config_set_motd(&f->config, text(motd)));
}
static void duplicate_profile(struct manifest_fixture *f)
{
    must(init_config_init_profiles(&f->config, 2, &f->profiles));
    for (uint32_t i = 0; i < 2; i++) {
        struct resource_profile_builder profile;
        must(resource_profile_list_at(&f->profiles, i, &profile));
        must(resource_profile_set_name(&profile, text("small")));
    }
}
static void duplicate_account(struct manifest_fixture *f)
{
    struct account_builder account = account_at(f, 1);
    must(account_set_name(&account, text("ada")));
}
static void bad_account_name(struct manifest_fixture *f)
{
    struct account_builder account = account_at(f, 1);
    must(account_set_name(&account, text("Bob")));
}
static void bad_display_name(struct manifest_fixture *f)
{
    struct account_builder account = account_at(f, 1);
    must(account_set_display_name(&account, text("Bob\x07")));
}
static void account_profile_missing(struct manifest_fixture *f)
{
    struct account_builder account = account_at(f, 1);
    must(account_set_profile(&account, text("large")));
}
static void key_unknown_type(struct manifest_fixture *f)
{
    set_keys(f, "ssh-dss AAAAB3NzaC1kc3M=");
}
static void key_private(struct manifest_fixture *f)
{
    set_keys(f, "-----BEGIN OPENSSH PRIVATE KEY-----");
}
static void key_cut(struct manifest_fixture *f)
{
    set_keys(f, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAB");
}
static void key_not_base64(struct manifest_fixture *f)
{
    set_keys(f, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhsc*R4f");
}
static void key_of_other_type(struct manifest_fixture *f)
{
    set_keys(f, "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
}
static void key_two_lines(struct manifest_fixture *f)
{
    set_keys(f, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f a\nssh-rsa b");
}

const struct mistake manifest_mistakes[] = {
    { "wrong_version", wrong_version, true, "schemaVersion: is 7, must be 1" },
    { "bad_system_name", bad_system_name, true, "name: \"My System\" is not a name: 1 to 31 bytes of a-z 0-9 _ - ." },
    { "no_binaries", no_binaries, true, "initConfig.init.binary: there is no binary \"init\"" },
    { "too_many_binaries", too_many_binaries, true, "binaries: 257 entries, at most 256 are allowed" },
    { "duplicate_binary", duplicate_binary, true,
      "binaries[2].name: duplicate name \"server\", the first is number 1" },
    { "binary_without_name", binary_without_name, true,
      "binaries[2].name: \"\" is not a name: 1 to 31 bytes of a-z 0-9 _ - ." },
    { "binary_name_too_long", binary_name_too_long, true,
      "binaries[2].name: \"" LONG_NAME "\" is not a name: 1 to 31 bytes of a-z 0-9 _ - ." },
    { "binary_name_with_escape", binary_name_with_escape, true,
      "binaries[2].name: \"?[2Jclient\" is not a name: 1 to 31 bytes of a-z 0-9 _ - ." },
    { "empty_binary", empty_binary, true, "binaries[2].data: is empty" },
    { "path_left", path_left, true, "binaries[1].path: must be empty in a finished package" },
    { "duplicate_blob", duplicate_blob, true, "blobs[1].name: duplicate name \"schemas\", the first is number 0" },
    { "init_binary_missing", init_binary_missing, true, "initConfig.init.binary: there is no binary \"inti\"" },
    { "init_binary_unset", init_binary_unset, true, "initConfig.init.binary: no binary is named" },
    { "duplicate_init_cap", duplicate_init_cap, true,
      "initConfig.init.caps[1].name: duplicate name \"console\", the first is number 0" },
    { "init_cap_without_source", init_cap_without_source, true, "initConfig.init.caps[1].source: no source is set" },
    { "init_cap_unknown_source", init_cap_unknown_source, true,
      "initConfig.init.caps[1].source: unknown source number 999" },
    { "init_cap_wrong_interface", init_cap_wrong_interface, true,
      "initConfig.init.caps[0].expectedInterfaceId: interface 0xb81e6f3d04a95c27 is expected but the source has "
      "0xacf0c15a7b2e0041" },
    { "ports_none", ports_none, true, "initConfig.init.caps[3].source.ioPorts: count must be at least 1" },
    { "ports_wrap", ports_wrap, true,
      "initConfig.init.caps[3].source.ioPorts: base 65528 with count 9 goes past port 65535" },
    { "interrupt_too_high", interrupt_too_high, true,
      "initConfig.init.caps[4].source.interrupt: line 64, must be below 64" },
    { "boot_blob_missing", boot_blob_missing, true,
      "initConfig.init.caps[5].source.bootBlob: there is no blob \"schema\"" },
    { "spawner_binary_missing", spawner_binary_missing, true,
      "initConfig.init.caps[2].source.processSpawner[1]: there is no binary \"nothing\"" },
    { "spawner_binary_twice", spawner_binary_twice, true,
      "initConfig.init.caps[2].source.processSpawner[1]: duplicate name \"server\", the first is number 0" },
    { "too_many_init_caps", too_many_init_caps, true, "initConfig.init.caps: 85 entries, at most 84 are allowed" },

    { "duplicate_service", duplicate_service, false,
      "initConfig.services[1].name: duplicate name \"server\", the first is number 0" },
    { "service_binary_missing", service_binary_missing, false,
      "initConfig.services[1].binary: there is no binary \"clinet\"" },
    { "service_profile_missing", service_profile_missing, false,
      "initConfig.services[1].profile: there is no profile \"large\"" },
    { "unknown_restart", unknown_restart, false, "initConfig.services[1].restart: unknown policy number 3" },
    { "too_many_services", too_many_services, false, "initConfig.services: 65 entries, at most 64 are allowed" },
    { "duplicate_cap", duplicate_cap, false,
      "initConfig.services[1].caps[1].name: duplicate name \"line\", the first is number 0" },
    { "too_many_caps", too_many_caps, false, "initConfig.services[1].caps: 85 entries, at most 84 are allowed" },
    { "cap_without_source", cap_without_source, false, "initConfig.services[0].caps[1].source: no source is set" },
    { "cap_unknown_source", cap_unknown_source, false,
      "initConfig.services[0].caps[1].source: unknown source number 77" },
    { "init_source_missing", init_source_missing, false,
      "initConfig.services[1].caps[1].source.init: there is no capability of init \"consle\"" },
    { "init_source_not_copyable", init_source_not_copyable, false,
      "initConfig.services[1].caps[1].source.init: init cannot give away copies of \"boot\": its interface does not "
      "allow it" },
    { "init_source_wrong_interface", init_source_wrong_interface, false,
      "initConfig.services[1].caps[1].expectedInterfaceId: interface 0xb2fd8a16e0c7593e is expected but the source has "
      "0xacf0c15a7b2e0041" },
    { "own_source_wrong_interface", own_source_wrong_interface, false,
      "initConfig.services[0].caps[1].expectedInterfaceId: interface 0xc70b5d81f2e43a96 is expected but the source has "
      "0xe26a94f0b7d85c13" },
    { "service_source_missing", service_source_missing, false,
      "initConfig.services[1].caps[0].source.service.service: there is no service \"serve\"" },
    { "service_source_itself", service_source_itself, false,
      "initConfig.services[1].caps[0].source.service.service: service \"client\" does not start earlier in the list" },
    { "service_source_later", service_source_later, false,
      "initConfig.services[0].caps[0].source.service.service: service \"client\" does not start earlier in the list" },
    { "export_missing", export_missing, false,
      "initConfig.services[1].caps[0].source.service.export: service \"server\" exports no \"lines\"" },
    { "service_source_wrong_interface", service_source_wrong_interface, false,
      "initConfig.services[1].caps[0].expectedInterfaceId: interface 0x9a6e03c7f1d4b285 is expected but the source has "
      "0xb2fd8a16e0c7593e" },
    { "endpoint_without_interface", endpoint_without_interface, false,
      "initConfig.services[0].caps[2].source.endpoint: the interface id that clients see is 0" },
    { "endpoint_unknown_interface", endpoint_unknown_interface, false,
      "initConfig.services[0].caps[2].source.endpoint: the schemas have no interface 0x9a6e03c7f1d4b285" },
    { "endpoint_of_a_struct", endpoint_of_a_struct, false,
      "initConfig.services[0].caps[2].source.endpoint: the schemas have no interface 0x8000000000000001" },
    { "broken_schemas", broken_schemas, false, "blobs[0]: the data of \"schemas\" is not packed schemas" },
    { "export_of_nothing", export_of_nothing, false,
      "initConfig.services[0].exports[0].cap: there is no capability of this service \"lane\"" },
    { "export_of_init_cap", export_of_init_cap, false,
      "initConfig.services[0].exports[0].cap: \"console\" is not an endpoint of this service, nothing else can be "
      "exported" },
    { "reexport", reexport, false,
      "initConfig.services[1].exports[0].cap: \"line\" is not an endpoint of this service, nothing else can be "
      "exported" },
    { "duplicate_export", duplicate_export, false,
      "initConfig.services[0].exports[1].name: duplicate name \"line\", the first is number 0" },

    { "motd_with_escape", motd_with_escape, false, "initConfig.motd: control byte 27 at offset 2" },
    { "motd_too_long", motd_too_long, false, "initConfig.motd: 4097 bytes, at most 4096 are allowed" },
    { "duplicate_profile", duplicate_profile, false,
      "initConfig.profiles[1].name: duplicate name \"small\", the first is number 0" },
    { "duplicate_account", duplicate_account, false,
      "initConfig.accounts[1].name: duplicate name \"ada\", the first is number 0" },
    { "bad_account_name", bad_account_name, false,
      "initConfig.accounts[1].name: \"Bob\" is not a name: 1 to 31 bytes of a-z 0-9 _ - ." },
    { "bad_display_name", bad_display_name, false, "initConfig.accounts[1].displayName: control byte 7 at offset 3" },
    { "account_profile_missing", account_profile_missing, false,
      "initConfig.accounts[1].profile: there is no profile \"large\"" },
    { "key_unknown_type", key_unknown_type, false,
      "initConfig.accounts[1].authorizedKeys[0]: \"ssh-dss\" is not a type of OpenSSH public key" },
    { "key_private", key_private, false,
      "initConfig.accounts[1].authorizedKeys[0]: \"-----BEGIN\" is not a type of OpenSSH public key" },
    { "key_cut", key_cut, false,
      "initConfig.accounts[1].authorizedKeys[0]: the key after \"ssh-ed25519\" is not base64 or is cut" },
    { "key_not_base64", key_not_base64, false,
      "initConfig.accounts[1].authorizedKeys[0]: the key after \"ssh-ed25519\" is not base64 or is cut" },
    { "key_of_other_type", key_of_other_type, false,
      "initConfig.accounts[1].authorizedKeys[0]: the key after \"ssh-rsa\" is of another type" },
    { "key_two_lines", key_two_lines, false, "initConfig.accounts[1].authorizedKeys[0]: more than one line" },
};
const size_t manifest_mistake_count = sizeof(manifest_mistakes) / sizeof(manifest_mistakes[0]);
