/* SPDX-License-Identifier: MIT */
/* Every method that lists in pages, with small and large buffers, in peace and while what it lists comes and goes. */
#include "pages.h"

static bool name_begins(struct rt *rt, const char *prefix)
{
    const char *name = rt_process_name(rt);

    return strlen(name) >= strlen(prefix) && memcmp(name, prefix, strlen(prefix)) == 0;
}

static void test_all(struct pages *pages)
{
    test_sizes(pages, &source_processes);
    test_sizes(pages, &source_threads);
    test_sizes(pages, &source_cpus);
    test_sizes(pages, &source_list);
    test_sizes(pages, &source_binaries);
    kit_expect(&pages->kit, "CPUs", walk(pages, &source_cpus, OVERHEAD_BYTES + source_cpus.entry_bytes, NULL, NULL, 0), kit_cpus(&pages->kit));
    test_bounded(pages);
    test_churn_processes(pages);
    test_churn_threads(pages);
    test_churn_holds(pages);
}

int main(struct rt *rt)
{
    static struct pages pages;
    struct kit *kit = &pages.kit;
    uint64_t area = 0;

    if (name_begins(rt, "churn"))
        be_a_churner(rt);
    if (name_begins(rt, "drop"))
        be_a_dropper(rt);
    while (name_begins(rt, "resident"))
        (void)rt_raw_enter(1, TIME_FOREVER);
    kit_open(kit, rt);
    kit_expect(kit, "memory", virtual_memory_map(rt, kit->memory, 0, MESSAGE_MAX_BYTES, PROT_READ | PROT_WRITE, &area), STATUS_OK);
    pages.area = (uint8_t *)(uintptr_t)area;
    if (area != 0)
        test_all(&pages);
    return kit_close(kit);
}
