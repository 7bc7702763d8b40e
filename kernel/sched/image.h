/* SPDX-License-Identifier: MIT */
/*
 * Putting an executable into an address space. Read-only pages that the boot package holds page-aligned are mapped where
 * they lie; the rest is copied. Done page by page, with interrupts let in between.
 */
#pragma once

#include "core/elf.h"
#include "mem/address_space.h"

/* file is in the direct map and lives for ever. STATUS_BAD_IMAGE, STATUS_QUOTA_EXCEEDED, STATUS_NO_MEMORY. */
MUST_CHECK status_t image_load(struct address_space *space, const void *file, size_t bytes, const struct elf_image *image);
/* The TLS block (x86-64 variant II) and the thread control block behind it: *thread_pointer is its address, which it
 * holds itself at offset 0, with a random stack canary at 0x28. *tls_base: start of the block, 0 without PT_TLS. */
MUST_CHECK status_t image_load_tls(struct address_space *space, const void *file, const struct elf_image *image,
                                   uint64_t *thread_pointer, uint64_t *tls_base);
