# SPDX-License-Identifier: MIT
# ChaCha20, the portable code of libsodium, for the kernel's random generator.
PACKAGE := libsodium
TARBALL := libsodium_1.0.18.orig.tar.gz
SHA256 := d59323c6b712a1519a5daf710b68f5e7fde57040845ffec53850911f10a5d4f4
FOLDER := libsodium-1.0.18
BUILT_AS := kernel
SOURCES := src/libsodium/crypto_stream/chacha20/stream_chacha20.c src/libsodium/crypto_stream/chacha20/ref/chacha20_ref.c
LOCAL := glue.c
HEADERS := src/libsodium/include
CFLAGS := -DCONFIGURED=1 -DNATIVE_LITTLE_ENDIAN=1 -I$(SOURCE)/src/libsodium/include -I$(SOURCE)/src/libsodium/include/sodium \
	-I$(SOURCE)/src/libsodium/crypto_stream/chacha20
