/* SPDX-License-Identifier: MIT */
#include "deed.h"

#define EXIT_NO_SUCH_DEED 90

static const struct deed *const tables[] = { memory_deeds, protocol_deeds, leave_deeds, chain_deeds, many_deeds, granted_deeds };

int main(struct rt *rt)
{
    static struct kit kit;
    int exit_code;

    kit_open(&kit, rt);
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        for (const struct deed *deed = tables[i]; deed->name; deed++) {
            if (name_is(deed->name, rt_process_name(rt)))
                return deed->run(&kit);
        }
    }
    if (nested_run(&kit, rt_process_name(rt), &exit_code))
        return exit_code;
    return code_run(&kit, rt_process_name(rt), &exit_code) ? exit_code : EXIT_NO_SUCH_DEED;
}
