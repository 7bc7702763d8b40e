/* SPDX-License-Identifier: MIT */
/* Never stops and never waits: somebody else has to bound what it takes. See README.md. */
#include "core/atomic.h"
#include "rt/rt.h"

int main(struct rt *rt)
{
    (void)rt;
    for (;;)
        atomic_fence_compiler(); /* a loop that does something, or it could be left out */
}
