/* SPDX-License-Identifier: MIT */
/*
 * What the processor can do, read once, and the kernel's code fitted to it: assembly uses the newest instructions and
 * PATCH records say what stands there on processors without them. A branch per use would cost the IPC path more. What there is no
 * doing without was asked for by processor_check.S, all but SYSCALL.
 */
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/registers.h"

#include "base/log.h"
#include "base/string.h"

#define LEAF_FEATURES 1u
#define LEAF_STRUCTURED 7u
#define LEAF_XSAVE 13u
#define LEAF_EXTENDED 0x80000001u

struct patch_record {
    uint64_t site, code;
    uint32_t feature, bytes;
};
extern const struct patch_record patch_table_start[], patch_table_end[];

uint32_t x86_features;

static void feature_set_if(bool has, uint32_t feature)
{
    if (has)
        x86_features |= 1u << feature;
}

static void features_read(void)
{
    uint32_t last_leaf = cpuid_read(0, 0).eax;
    struct cpuid_result basic = cpuid_read(LEAF_FEATURES, 0);
    struct cpuid_result extended = cpuid_read(LEAF_EXTENDED, 0);
    if (!(extended.edx >> 11 & 1))
        panic("this processor lacks SYSCALL, which capOS needs (in QEMU: -cpu max)");
    bool xsave = (basic.ecx >> 26 & 1) != 0;

    feature_set_if(basic.edx >> 7 & 1, FEATURE_MACHINE_CHECK);
    feature_set_if(basic.edx >> 13 & 1, FEATURE_PGE);
    bool tags = (basic.ecx >> 17 & 1) != 0 && feature_has(FEATURE_PGE);
    feature_set_if(tags, FEATURE_PCID);
    feature_set_if(tags || CAPOS_DEBUG, FEATURE_TAGS);
    feature_set_if(basic.ecx >> 24 & 1, FEATURE_TSC_DEADLINE);
    feature_set_if(basic.ecx >> 30 & 1, FEATURE_RDRAND);
    feature_set_if(xsave, FEATURE_XSAVE);
    if (last_leaf >= LEAF_STRUCTURED) {
        struct cpuid_result structured = cpuid_read(LEAF_STRUCTURED, 0);
        feature_set_if(structured.ebx & 1, FEATURE_FSGSBASE);
        feature_set_if(structured.ebx >> 7 & 1, FEATURE_SMEP);
        feature_set_if(structured.ebx >> 18 & 1, FEATURE_RDSEED);
        feature_set_if(structured.ebx >> 20 & 1, FEATURE_SMAP);
        feature_set_if(structured.ecx >> 2 & 1, FEATURE_UMIP);
    }
    if (xsave && last_leaf >= LEAF_XSAVE) {
        uint32_t state = cpuid_read(LEAF_XSAVE, 0).eax, instructions = cpuid_read(LEAF_XSAVE, 1).eax;

        feature_set_if(instructions & 1, FEATURE_XSAVEOPT);
        feature_set_if((basic.ecx >> 28 & 1) && (state >> 2 & 1) && (instructions >> 2 & 1), FEATURE_AVX);
    }
}

void features_init(void)
{
    features_read();
    for (const struct patch_record *patch = patch_table_start; patch < patch_table_end; patch++) {
        if (!feature_has(patch->feature))
            memcpy((void *)patch->site, (const void *)patch->code, patch->bytes);
    }
}
