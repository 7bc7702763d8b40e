# SPDX-License-Identifier: MIT
# ChaCha20 and HMAC-SHA-256, the portable code of libsodium: the kernel's random generator, and its references to sessions.
PACKAGE := libsodium
TARBALL := libsodium_1.0.18.orig.tar.gz
SHA256 := d59323c6b712a1519a5daf710b68f5e7fde57040845ffec53850911f10a5d4f4
FOLDER := libsodium-1.0.18
BUILT_AS := kernel
SOURCES := src/libsodium/crypto_stream/chacha20/stream_chacha20.c src/libsodium/crypto_stream/chacha20/ref/chacha20_ref.c \
	src/libsodium/crypto_auth/hmacsha256/auth_hmacsha256.c src/libsodium/crypto_hash/sha256/cp/hash_sha256_cp.c
LOCAL := glue.c
HEADERS := src/libsodium/include
# -fbuiltin: its code reads words with memcpy, which without is a call for each.
CFLAGS := -fbuiltin -DCONFIGURED=1 -DNATIVE_LITTLE_ENDIAN=1 -I$(SOURCE)/src/libsodium/include -I$(SOURCE)/src/libsodium/include/sodium \
	-I$(SOURCE)/src/libsodium/crypto_stream/chacha20
