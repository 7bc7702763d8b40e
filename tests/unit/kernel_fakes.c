/* SPDX-License-Identifier: MIT */
/*
 * Log, panic and frames for kernel files under test. A frame is page-aligned heap memory whose "physical" address is what
 * phys_to_virt turns back into its pointer, so the address sanitiser watches every access. Debug flavours read the current
 * CPU through GS: it is pointed at a record here.
 */
#include "kernel_fakes.h"

#include <asm/prctl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "abi/limits.h"
#include "arch/cpu.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/paging_priv.h"
#include "base/log.h"
#include "mem/frame.h"
#include "base/lock.h"

uint64_t fake_frames_live;
uint64_t fake_frames_left = UINT64_MAX;

static struct arch_cpu fake_cpu;
char cpu_marker;

#if CAPOS_DEBUG
/* What base/lock.c does in debug builds is not under test here. */
void lock_check_order(const struct spinlock *lock, const void *pc)
{
    (void)pc;
    mock_assert(!lock->held, "a lock is free", __FILE__, __LINE__);
}
void lock_taken(struct spinlock *lock, void *pc)
{
    (void)lock, (void)pc;
}
void lock_released(struct spinlock *lock)
{
    mock_assert((int)lock->held, "a lock is held", __FILE__, __LINE__);
}
void lock_check_none_held(const char *what)
{
    (void)what;
}
void lock_assert_held(const struct spinlock *lock)
{
    mock_assert((int)lock->held, "a lock is held", __FILE__, __LINE__);
}
void lock_count_wait(uint64_t *turns, const char *what)
{
    (void)turns, (void)what;
}
void lock_count_lock_wait(uint64_t *turns, const struct spinlock *lock)
{
    (void)turns, (void)lock;
}
#endif

/* There is one CPU here: whoever waits for another waits for ever. */
void cpu_relax(void)
{
    mock_assert(0, "waits for another CPU", __FILE__, __LINE__);
}

__attribute__((constructor)) static void fake_cpu_install(void)
{
    fake_cpu.self = (struct cpu *)&fake_cpu;
    syscall(SYS_arch_prctl, ARCH_SET_GS, &fake_cpu);
}

/* The kernel half that new page tables copy: one entry that can be recognised. */
uint64_t entry_global;
static uint64_t fake_kernel_root[512] __attribute__((aligned(PAGE_SIZE))) = {[256] = 0x1234003, [511] = 0x5678003};

phys_t page_table_kernel_root(void)
{
    return virt_to_phys(fake_kernel_root);
}

/* No translations are remembered here. */
void page_table_load(phys_t root)
{
    fake_cpu.page_table = root ? root : page_table_kernel_root();
}

void tlb_forget_loaded(void)
{
}

void klog(const char *format, ...)
{
    (void)format;
}

/* A test that expects this uses expect_assert_failure. */
void panic(const char *format, ...)
{
    mock_assert(0, format, __FILE__, __LINE__);
    abort();
}

/* Pages are separate blocks, as a freed page in the middle of a run is an error that must show; runs are one block. */
static status_t frames_take(uint64_t count, phys_t *frame)
{
    if (count > fake_frames_left)
        return STATUS_NO_MEMORY;
    if (fake_frames_left != UINT64_MAX)
        fake_frames_left -= count;
    void *memory = aligned_alloc(PAGE_SIZE, count * PAGE_SIZE);
    assert_non_null(memory);
    memset(memory, 0x5a, count * PAGE_SIZE);
    *frame = virt_to_phys(memory);
    fake_frames_live += count;
    return STATUS_OK;
}

status_t frame_alloc_raw(phys_t *frame)
{
    return frames_take(1, frame);
}

status_t frame_alloc(phys_t *frame)
{
    status_t status = frames_take(1, frame);

    if (status == STATUS_OK)
        memset(phys_to_virt(*frame), 0, PAGE_SIZE);
    return status;
}

#define RUNS_MAX 4096u

/* Runs that are freed page by page: the block goes with its last page. */
static struct run {
    char *start;
    uint64_t pages, left;
} runs[RUNS_MAX];

status_t frame_alloc_contiguous(uint64_t count, phys_t *frame)
{
    status_t status = frames_take(count, frame);

    if (status != STATUS_OK)
        return status;
    memset(phys_to_virt(*frame), 0, count * PAGE_SIZE);
    for (uint32_t i = 0; i < RUNS_MAX; i++) {
        if (runs[i].left == 0) {
            runs[i] = (struct run){phys_to_virt(*frame), count, count};
            return STATUS_OK;
        }
    }
    fail_msg("more than %u runs", RUNS_MAX);
    return STATUS_NO_MEMORY;
}

void frame_free(phys_t frame)
{
    char *page = phys_to_virt(frame);

    assert_true(fake_frames_live > 0);
    fake_frames_live--;
    if (fake_frames_left != UINT64_MAX)
        fake_frames_left++;
    for (uint32_t i = 0; i < RUNS_MAX; i++) {
        if (runs[i].left > 0 && page >= runs[i].start && page < runs[i].start + runs[i].pages * PAGE_SIZE) {
            if (--runs[i].left == 0)
                free(runs[i].start);
            return;
        }
    }
    free(page);
}
