/* SPDX-License-Identifier: MIT */
/* FPU, SSE and AVX state: what is enabled and what a saved area looks like. The kernel itself only borrows a register (wide.S). */
#include "arch/simd.h"
#include "arch/thread.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/registers.h"

#include "base/log.h"
#include "base/string.h"

#define FXSAVE_BYTES 512u
#define XSAVE_HEADER_BYTES 64u
#define XSTATE_X87_SSE 0x03ull
#define XSTATE_AVX 0x04ull
#define XSTATE_AVX512 0xe0ull
/* Offsets in the legacy part of the area, and what the System V ABI wants at process start. */
#define AREA_FCW 0
#define AREA_MXCSR 24
#define FCW_DEFAULT 0x037fu
#define MXCSR_DEFAULT 0x1f80u
#define XSAVE_LEAF 13u

static uint32_t fpu_area_bytes;
bool wide_ready;

/* x87 and SSE always, AVX and all of AVX-512 where they are. Newer state components stay off: nothing saves them yet. */
static uint64_t fpu_state_mask(void)
{
    struct cpuid_result leaf = cpuid_read(XSAVE_LEAF, 0);
    uint64_t supported = (uint64_t)leaf.edx << 32 | leaf.eax;
    uint64_t mask = XSTATE_X87_SSE;

    mask |= supported & XSTATE_AVX;
    if ((supported & XSTATE_AVX) && (supported & XSTATE_AVX512) == XSTATE_AVX512)
        mask |= XSTATE_AVX512;
    return mask;
}

void fpu_init(void)
{
    uint64_t cr4 = cr4_read() | CR4_OSFXSR | CR4_OSXMMEXCPT;

    cr0_write((cr0_read() & ~(CR0_EMULATE | CR0_TASK_SWITCHED)) | CR0_MONITOR | CR0_NUMERIC_ERROR);
    if (!feature_has(FEATURE_XSAVE)) {
        cr4_write(cr4);
        fpu_area_bytes = FXSAVE_BYTES;
    } else {
        cr4_write(cr4 | CR4_OSXSAVE);
        xcr0_write(fpu_state_mask());
        fpu_area_bytes = cpuid_read(XSAVE_LEAF, 0).ebx; /* for what XCR0 enables now */
    }
    wide_ready = true;
}

uint32_t arch_fpu_bytes(void)
{
    return fpu_area_bytes;
}

void arch_fpu_init(void *area)
{
    uint16_t fcw = FCW_DEFAULT;
    uint32_t mxcsr = MXCSR_DEFAULT;

    if (feature_has(FEATURE_XSAVE)) {
        /* A zero header means initial state for every component, FCW among them, so nothing else is read but MXCSR. */
        memset((char *)area + FXSAVE_BYTES, 0, XSAVE_HEADER_BYTES);
        memcpy((char *)area + AREA_MXCSR, &mxcsr, sizeof mxcsr);
        return;
    }
    /* FXRSTOR reads all of it. */
    memset(area, 0, FXSAVE_BYTES);
    memcpy((char *)area + AREA_FCW, &fcw, sizeof fcw);
    memcpy((char *)area + AREA_MXCSR, &mxcsr, sizeof mxcsr);
}
