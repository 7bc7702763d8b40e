/* SPDX-License-Identifier: MIT */
/* The smallest useful program: says who it is and what it was given, which is all that it can ever touch. */
#include "output.h"

#include "capability.capnp.h"
#include "demo.capnp.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"
#include "process.capnp.h"
#include "session.capnp.h"
#include "terminal.capnp.h"
#include "thread.capnp.h"

/* What a person would hand to a program like this, so that it can name it. */
static const struct capn_interface *const known[] = {
    &console_interface,     &timer_interface,         &entropy_source_interface,   &system_control_interface,
    &boot_blob_interface,   &null_cap_interface,      &virtual_memory_interface,   &frame_allocator_interface,
    &endpoint_interface,    &thread_control_interface, &process_spawner_interface, &process_handle_interface,
    &inspector_interface,   &terminal_session_interface, &serial_port_interface,   &echo_interface,
    &thread_spawner_interface, &park_space_interface,    &capability_manager_interface, &endpoint_factory_interface,
    &user_session_interface,
};

static const char *interface_name(uint64_t id)
{
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (known[i]->id == id)
            return known[i]->name;
    }
    return NULL;
}

int main(struct rt *rt)
{
    const struct capset_entry *entry;
    struct output output;
    const char *name;

    output_open(&output, rt);
    output_line(&output, "Hello from %s (pid %u).", rt_process_name(rt), rt_pid(rt));
    output_line(&output, "I hold %u capabilit%s%s", rt_capset_count(rt), rt_capset_count(rt) == 1 ? "y" : "ies",
                rt_capset_count(rt) ? ":" : ".");
    for (uint32_t i = 0; (entry = rt_capset_entry(rt, i)) != NULL; i++) {
        name = interface_name(entry->interface_id);
        if (name)
            output_line(&output, "  %-12s %s", entry->name, name);
        else
            output_line(&output, "  %-12s interface 0x%016lx", entry->name, (unsigned long)entry->interface_id);
    }
    return 0;
}
