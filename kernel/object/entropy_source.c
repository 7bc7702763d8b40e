/* SPDX-License-Identifier: MIT */
/*
 * EntropySource: a ChaCha20 generator with fast key erasure. Each request encrypts zeroes under the current key; the first
 * 32 bytes become the next key, so that a key that leaks later tells nothing about what was handed out before. Every
 * request also mixes in fresh hardware bits. Single words (stack canaries) come from a few that were made ahead, each forgotten as it
 * is handed out. Without RDSEED and RDRAND nothing is ever handed out.
 */
#include "object/singletons.h"

#include "arch/cpu.h"
#include "cap/kernel_call.h"
#include "object/chacha20.h"
#include "kernel.capnp.h"
#include "mem/string.h"

#define FILL_MAX_BYTES 4096u
#define KEY_WORDS 4u
#define WORDS_AHEAD 28u         /* with the key: four blocks of ChaCha20 */

static struct {
    struct spinlock lock;
    bool seeded;
    uint64_t key[KEY_WORDS];
    uint8_t block[KEY_WORDS * 8 + FILL_MAX_BYTES];
    uint64_t words[WORDS_AHEAD];
    uint32_t word_count;
} generator = { .lock = SPINLOCK(LOCK_ENTROPY) };

void entropy_init(void)
{
    for (uint32_t i = 0; i < KEY_WORDS; i++) {
        if (arch_random_u64(&generator.key[i]) != STATUS_OK) {
            klog("entropy: no working RDSEED or RDRAND; EntropySource will refuse\n");
            return;
        }
    }
    generator.seeded = true;
}

static void fill_locked(void *bytes, uint32_t count)
{
    static const uint8_t nonce[8];
    uint64_t fresh;

    if (arch_random_u64(&fresh) == STATUS_OK)
        generator.key[0] ^= fresh;
    crypto_stream_chacha20(generator.block, sizeof(generator.key) + count, nonce, (const uint8_t *)generator.key);
    memcpy(generator.key, generator.block, sizeof(generator.key));
    memcpy(bytes, generator.block + sizeof(generator.key), count);
    memset(generator.block, 0, sizeof(generator.key) + count);
}

status_t entropy_fill(void *bytes, uint32_t count)
{
    if (!generator.seeded)
        return STATUS_NOT_SUPPORTED;
    kernel_assert(count <= FILL_MAX_BYTES);
    spin_lock(&generator.lock);
    fill_locked(bytes, count);
    spin_unlock(&generator.lock);
    return STATUS_OK;
}

status_t entropy_word(uint64_t *word)
{
    if (!generator.seeded)
        return STATUS_NOT_SUPPORTED;
    spin_lock(&generator.lock);
    if (generator.word_count == 0) {
        fill_locked(generator.words, sizeof(generator.words));
        generator.word_count = WORDS_AHEAD;
    }
    *word = generator.words[--generator.word_count];
    generator.words[generator.word_count] = 0;
    spin_unlock(&generator.lock);
    return STATUS_OK;
}

static status_t source_fill(void *self, struct capn_call *call, const struct entropy_source_fill_params_reader *params,
                            struct entropy_source_fill_results_builder *results)
{
    uint32_t count = entropy_source_fill_params_get_bytes(params);
    uint8_t *data;
    status_t status;

    (void)self;
    if (count == 0 || count > FILL_MAX_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "bytes: %u, expected 1 to %u", count, FILL_MAX_BYTES);
    status = entropy_source_fill_results_init_data(results, count, &data);
    if (status == STATUS_OK)
        status = entropy_fill(data, count);
    if (status == STATUS_NOT_SUPPORTED)
        return capn_call_fail(call, status, "this machine has no hardware randomness");
    return status;
}

static const struct entropy_source_server server = { .fill = source_fill };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return entropy_source_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind entropy_source_kind = {
    .name = "entropy source",
    .interface = &entropy_source_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
