/* SPDX-License-Identifier: MIT */
/* Never stops and never waits: somebody else has to bound what it takes. See README.md. */
#include "rt/rt.h"

int main(struct rt *rt)
{
    (void)rt;
    for (;;)
        __atomic_signal_fence(__ATOMIC_SEQ_CST); /* a loop that does something, or it could be left out */
}
