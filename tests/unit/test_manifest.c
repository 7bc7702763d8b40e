/* SPDX-License-Identifier: MIT */
/* core/manifest: a valid manifest passes, every mistake is named, broken bytes are survived. */
#include "manifest_mistakes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capability.capnp.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"
#include "process.capnp.h"
#include "scheduling.capnp.h"
#include "session.capnp.h"
#include "tap.capnp.h"

/* Shared by the tests: it is too large for a stack under sanitisers. */
static struct manifest_fixture fixture;

static void test_valid_manifest_passes(void **state)
{
    struct system_manifest_reader manifest;
    struct manifest_error error;

    (void)state;
    manifest_fixture_build(&fixture);
    manifest_fixture_read(&fixture, &manifest, NULL);
    must(manifest_check_boot(&manifest, &error));
    must(manifest_check(&manifest, &error));
    assert_string_equal(error.text, "");
}

static void test_every_mistake_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < manifest_mistake_count; i++) {
        const struct mistake *mistake = &manifest_mistakes[i];
        struct system_manifest_reader manifest;
        struct manifest_error error;

        manifest_fixture_build(&fixture);
        mistake->make(&fixture);
        manifest_fixture_read(&fixture, &manifest, NULL);
        print_message("           %s\n", mistake->name);
        assert_int_equal(manifest_check(&manifest, &error), STATUS_INVALID_ARGUMENT);
        assert_string_equal(error.text, mistake->expect);
        if (mistake->boot) {
            assert_int_equal(manifest_check_boot(&manifest, &error), STATUS_INVALID_ARGUMENT);
            assert_string_equal(error.text, mistake->expect);
        } else {
            must(manifest_check_boot(&manifest, &error));
        }
    }
}

/* Without the blob "schemas" nobody knows which interfaces there are, so any id is taken. */
static void test_without_schemas(void **state)
{
    struct system_manifest_reader manifest;
    struct manifest_error error;
    struct kernel_cap_source_builder source;

    (void)state;
    manifest_fixture_build(&fixture);
    must(system_manifest_init_blobs(&fixture.root, 0, &fixture.blobs));
    source = init_source_at(&fixture, INIT_SCHEMAS);
    kernel_cap_source_set_timer(&source);
    manifest_fixture_read(&fixture, &manifest, NULL);
    must(manifest_check(&manifest, &error));
}

/* A text that nobody wrote is a blob without bytes; a program without bytes is a mistake. */
static void test_empty_blob(void **state)
{
    struct system_manifest_reader manifest;
    struct manifest_error error;
    struct named_blob_builder blob;
    struct kernel_cap_source_builder source;
    struct capn_data data;

    (void)state;
    manifest_fixture_build(&fixture);
    must(system_manifest_init_blobs(&fixture.root, 1, &fixture.blobs));
    must(named_blob_list_at(&fixture.blobs, 0, &blob));
    must(named_blob_set_name(&blob, text("motd")));
    source = init_source_at(&fixture, INIT_SCHEMAS);
    must(kernel_cap_source_set_boot_blob(&source, text("motd")));
    manifest_fixture_read(&fixture, &manifest, NULL);
    must(manifest_check(&manifest, &error));
    must(manifest_find_blob(&manifest, text("motd"), &data));
    assert_int_equal(data.len, 0);
}

static void test_finders(void **state)
{
    struct system_manifest_reader manifest;
    struct capn_data data;

    (void)state;
    manifest_fixture_build(&fixture);
    manifest_fixture_read(&fixture, &manifest, NULL);
    must(manifest_find_binary(&manifest, text("client"), &data));
    assert_int_equal(data.len, 4);
    assert_memory_equal(data.data, "\x7f" "ELF", 4);
    must(manifest_find_blob(&manifest, text("schemas"), &data));
    assert_int_equal(manifest_find_binary(&manifest, text("clien"), &data), STATUS_NOT_FOUND);
    assert_int_equal(manifest_find_binary(&manifest, text("schemas"), &data), STATUS_NOT_FOUND);
    assert_int_equal(manifest_find_blob(&manifest, text(""), &data), STATUS_NOT_FOUND);
}

/* The interface of every source, from the schema's ids; unset and unknown ones have none. */
static void test_source_interfaces(void **state)
{
    static const uint64_t expect[] = {
        0, CONSOLE_INTERFACE_ID, BOOT_PACKAGE_INTERFACE_ID, BOOT_BLOB_INTERFACE_ID, PROCESS_SPAWNER_INTERFACE_ID,
        FRAME_ALLOCATOR_INTERFACE_ID, VIRTUAL_MEMORY_INTERFACE_ID, THREAD_CONTROL_INTERFACE_ID, TIMER_INTERFACE_ID,
        ENTROPY_SOURCE_INTERFACE_ID, SYSTEM_CONTROL_INTERFACE_ID, INSPECTOR_INTERFACE_ID, IO_PORTS_INTERFACE_ID,
        INTERRUPT_INTERFACE_ID, ENDPOINT_FACTORY_INTERFACE_ID, NULL_CAP_INTERFACE_ID, CAPABILITY_MANAGER_INTERFACE_ID,
        TAP_FACTORY_INTERFACE_ID, PAYLOAD_TAP_FACTORY_INTERFACE_ID, SESSION_FACTORY_INTERFACE_ID, USER_SESSION_INTERFACE_ID,
        THREAD_SPAWNER_INTERFACE_ID, PARK_SPACE_INTERFACE_ID, SCHEDULER_CONTROL_INTERFACE_ID, 0, 0,
    };
    uint8_t data[8] = { 0 };
    struct kernel_cap_source_reader source = { { .data = data, .data_bytes = sizeof(data) } };

    (void)state;
    for (uint8_t i = 0; i < sizeof(expect) / sizeof(expect[0]); i++) {
        data[0] = i;
        assert_true(manifest_kernel_source_interface(&source) == expect[i]);
    }
}

static void test_overlay(void **state)
{
    static uint64_t words[512];
    struct capn_builder builder;
    struct capn_message message;
    struct manifest_overlay_builder overlay;
    struct manifest_overlay_reader reader;
    struct manifest_error error;
    struct capn_list_builder accounts;
    struct account_builder account;
    size_t bytes;

    (void)state;
    capn_builder_init(&builder, words, sizeof(words));
    must(manifest_overlay_build_root(&builder, &overlay));
    must(manifest_overlay_init_accounts(&overlay, 1, &accounts));
    must(account_list_at(&accounts, 0, &account));
    must(account_set_name(&account, text("eve")));
    /* The system may have that profile. */
    must(account_set_profile(&account, text("elsewhere")));
    must(capn_builder_finish(&builder, &bytes));
    must(capn_message_open(&message, words, bytes, NULL));
    must(manifest_overlay_read_root(&message, &reader));
    must(manifest_check_overlay(&reader, &error));

    must(manifest_overlay_set_motd(&overlay, text("\r")));
    must(capn_builder_finish(&builder, &bytes));
    must(capn_message_open(&message, words, bytes, NULL));
    must(manifest_overlay_read_root(&message, &reader));
    assert_int_equal(manifest_check_overlay(&reader, &error), STATUS_INVALID_ARGUMENT);
    assert_string_equal(error.text, "overlay.motd: control byte 13 at offset 0");
}

/* Whatever a word of the message becomes, the check ends with a verdict, and a rejection has a text. */
static void test_damaged_words(void **state)
{
    struct system_manifest_reader manifest;
    struct manifest_error error;
    struct capn_message message;
    uint32_t rejected = 0;
    size_t bytes;
    uint64_t *copy;

    (void)state;
    srand(20);
    manifest_fixture_build(&fixture);
    manifest_fixture_read(&fixture, &manifest, &bytes);
    copy = malloc(bytes);
    assert_non_null(copy);
    for (size_t word = 1; word < bytes / 8; word++) {
        for (uint32_t round = 0; round < 8; round++) {
            memcpy(copy, fixture.words, bytes);
            copy[word] ^= 1ull << (rand() % 64) | 1ull << (rand() % 64);
            must(capn_message_open(&message, copy, bytes, NULL));
            if (system_manifest_read_root(&message, &manifest) == STATUS_OK &&
                manifest_check(&manifest, &error) != STATUS_OK) {
                assert_int_not_equal(error.text[0], '\0');
                rejected++;
            }
        }
    }
    free(copy);
    assert_true(rejected > 1000);
}

/* A message without its end is refused by the reader or by a rule, never read past. */
static void test_truncated(void **state)
{
    struct system_manifest_reader manifest;
    struct manifest_error error;
    struct capn_message message;
    size_t bytes;

    (void)state;
    manifest_fixture_build(&fixture);
    manifest_fixture_read(&fixture, &manifest, &bytes);
    for (size_t len = 8; len < bytes; len += 8) {
        uint64_t *copy = malloc(len);
        assert_non_null(copy);
        memcpy(copy, fixture.words, len);
        assert_int_equal(capn_message_open(&message, copy, len, NULL), STATUS_MALFORMED);
        /* With a table that fits the rest. */
        copy[0] = (uint64_t)(len / 8 - 1) << 32;
        must(capn_message_open(&message, copy, len, NULL));
        if (system_manifest_read_root(&message, &manifest) == STATUS_OK) {
            assert_int_not_equal(manifest_check(&manifest, &error), STATUS_OK);
            assert_int_not_equal(error.text[0], '\0');
        }
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid_manifest_passes), cmocka_unit_test(test_every_mistake_is_named),
        cmocka_unit_test(test_without_schemas),       cmocka_unit_test(test_empty_blob),
        cmocka_unit_test(test_finders),               cmocka_unit_test(test_source_interfaces),
        cmocka_unit_test(test_overlay),               cmocka_unit_test(test_damaged_words),
        cmocka_unit_test(test_truncated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
