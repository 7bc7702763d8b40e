/* SPDX-License-Identifier: MIT */
/* Ends at once with code 0: what a process costs when it does nothing. Benchmarks and tests spawn it. */
#include "rt/rt.h"

int main(struct rt *rt)
{
    (void)rt;
    return 0;
}
