/* SPDX-License-Identifier: MIT */
/* The one function of libsodium that the kernel uses (ports/libsodium-kernel). */
#pragma once

/* len bytes of the ChaCha20 key stream. nonce has 8 bytes, key 32. Returns 0. */
int crypto_stream_chacha20(unsigned char *out, unsigned long long len, const unsigned char *nonce, const unsigned char *key);
