/* SPDX-License-Identifier: MIT */
/*
 * libFuzzer target of the ELF reader: clang -fsanitize=fuzzer,address,undefined. Checks what the loader relies on for
 * every file that is accepted, and that symbol look-ups stay inside the file.
 */
#include "core/elf.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void check_segments(const struct elf_image *image, size_t bytes)
{
    uint64_t end = USER_IMAGE_MIN;
    bool entry_executable = false;

    require(image->segment_count >= 1 && image->segment_count <= ELF_MAX_SEGMENTS);
    for (uint32_t i = 0; i < image->segment_count; i++) {
        const struct elf_segment *segment = &image->segments[i];

        require(segment->file_bytes <= segment->memory_bytes && segment->memory_bytes > 0);
        require(segment->offset <= bytes && segment->file_bytes <= bytes - segment->offset);
        require(segment->vaddr - segment->vaddr % PAGE_SIZE >= end);
        require(segment->vaddr % PAGE_SIZE == segment->offset % PAGE_SIZE);
        end = (segment->vaddr + segment->memory_bytes + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE;
        require(end > segment->vaddr && end <= USER_IMAGE_MAX);
        require((segment->prot & (PROT_WRITE | PROT_EXECUTE)) != (PROT_WRITE | PROT_EXECUTE));
        if ((segment->prot & PROT_EXECUTE) && image->entry >= segment->vaddr &&
            image->entry < segment->vaddr + segment->memory_bytes)
            entry_executable = true;
    }
    require(entry_executable);
}

static void check_symbols(const uint8_t *data, size_t bytes, const struct elf_image *image)
{
    for (uint32_t i = 0; i < image->segment_count; i++) {
        uint64_t address = image->segments[i].vaddr + image->segments[i].memory_bytes - 1;
        uint64_t offset;
        const char *name;

        if (elf_find_symbol(data, bytes, image, address, &name, &offset) != STATUS_OK)
            continue;
        require(offset <= address);
        require((const uint8_t *)name >= data && (const uint8_t *)name + strlen(name) < data + bytes);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    struct elf_image image;
    const char *reason = NULL;
    status_t status = elf_parse(data, bytes, &image, &reason);

    if (status != STATUS_OK) {
        require(status == STATUS_BAD_IMAGE && reason && reason[0]);
        return 0;
    }
    check_segments(&image, bytes);
    if (image.has_tls) {
        require(image.tls.file_bytes <= image.tls.memory_bytes && image.tls.memory_bytes <= USER_TLS_MAX_BYTES);
        require(image.tls.offset <= bytes && image.tls.file_bytes <= bytes - image.tls.offset);
        require(image.tls.align >= 1 && image.tls.align <= PAGE_SIZE && (image.tls.align & (image.tls.align - 1)) == 0);
    }
    check_symbols(data, bytes, &image);
    return 0;
}
