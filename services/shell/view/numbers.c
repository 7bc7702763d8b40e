/* SPDX-License-Identifier: MIT */
/* Shares, durations and rates. */
#include "view.h"

#include "rt/rt.h"

#define NS_PER_S 1000000000ull

void view_share(char out[VIEW_NUMBER_BYTES], uint64_t part, uint64_t whole)
{
    uint64_t tenths;

    /* Both are times of at most some thousand years; what is added rounds. */
    while (part > UINT64_MAX / 2000) {
        part /= 2;
        whole /= 2;
    }
    tenths = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
    if (tenths > 9999)
        tenths = 9999;
    (void)rt_format(out, VIEW_NUMBER_BYTES, "%llu.%llu", (unsigned long long)(tenths / 10), (unsigned long long)(tenths % 10));
}

void view_duration(char out[VIEW_NUMBER_BYTES], uint64_t ns)
{
    uint64_t seconds = ns / NS_PER_S;

    if (ns < NS_PER_S)
        (void)rt_format(out, VIEW_NUMBER_BYTES, "%llu ms", (unsigned long long)(ns / 1000000));
    else if (seconds < 60)
        (void)rt_format(out, VIEW_NUMBER_BYTES, "%llu.%llu s", (unsigned long long)seconds,
                        (unsigned long long)(ns % NS_PER_S / 100000000));
    else if (seconds < 3600)
        (void)rt_format(out, VIEW_NUMBER_BYTES, "%llu min", (unsigned long long)(seconds / 60));
    else if (seconds < 2 * 86400)
        (void)rt_format(out, VIEW_NUMBER_BYTES, "%llu h", (unsigned long long)(seconds / 3600));
    else
        (void)rt_format(out, VIEW_NUMBER_BYTES, "%llu days", (unsigned long long)(seconds / 86400));
}

uint64_t view_rate(uint64_t count, uint64_t ns)
{
    uint64_t ms = ns / 1000000;

    if (ms == 0 || count > UINT64_MAX / 1000)
        return 0;
    return (count * 1000 + ms / 2) / ms;
}
