/* SPDX-License-Identifier: MIT */
/*
 * The table is made from the first link of the kernel by symbols.awk and linked in the second time. The first link has none,
 * which the weak references allow.
 */
#include "base/symbols.h"

#include <stddef.h>

/* Ends with the end of the kernel's text. Addresses are the low 32 bits: the image lies within the top 2 GiB. */
extern const uint32_t kernel_symbol_count __attribute__((weak));
extern const uint32_t kernel_symbol_addresses[] __attribute__((weak));
extern const uint32_t kernel_symbol_names[] __attribute__((weak));
extern const char kernel_symbol_strings[] __attribute__((weak));

extern const char kernel_text_start[], kernel_text_end[];

const char *symbol_find(uint64_t address, uint64_t *offset)
{
    if (!&kernel_symbol_count || address < (uint64_t)kernel_text_start || address >= (uint64_t)kernel_text_end)
        return NULL;

    uint32_t wanted = (uint32_t)address, low = 0, high = kernel_symbol_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (kernel_symbol_addresses[middle] <= wanted)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    *offset = wanted - kernel_symbol_addresses[low - 1];
    return &kernel_symbol_strings[kernel_symbol_names[low - 1]];
}
