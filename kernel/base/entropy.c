/* SPDX-License-Identifier: MIT */
/*
 * The kernel's random generator: ChaCha20 with fast key erasure. Each request encrypts zeroes under the current key; the first
 * 32 bytes become the next key, so that a key that leaks later tells nothing about what was handed out before. Every
 * request also mixes in fresh hardware bits. Single words (stack canaries) come from a few that were made ahead, each forgotten as it
 * is handed out. Without RDSEED and RDRAND nothing is ever handed out.
 */
#include "base/entropy.h"

#include "arch/cpu.h"
#include "base/chacha20.h"
#include "base/lock.h"
#include "base/string.h"

#define KEY_WORDS 4u
#define WORDS_AHEAD 28u         /* with the key: four blocks of ChaCha20 */

static struct {
    struct spinlock lock;
    bool seeded;
    uint64_t key[KEY_WORDS];
    uint8_t block[KEY_WORDS * 8 + ENTROPY_FILL_MAX_BYTES];
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

    lock_assert_held(&generator.lock);
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
    kernel_assert(count <= ENTROPY_FILL_MAX_BYTES);
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
