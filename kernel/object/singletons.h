/* SPDX-License-Identifier: MIT */
/* Kinds of which there is one object for the whole system. Where a method needs a process, it is the caller's. */
#pragma once

#include "base/object.h"

extern struct object_kind console_kind;
extern struct object_kind boot_package_kind;
extern struct object_kind timer_kind;
extern struct object_kind entropy_source_kind;
extern struct object_kind system_control_kind;
extern struct object_kind inspector_kind;
extern struct object_kind frame_allocator_kind;
extern struct object_kind virtual_memory_kind;
extern struct object_kind thread_control_kind;
extern struct object_kind null_cap_kind;
extern struct object_kind capability_manager_kind;
extern struct object_kind tap_factory_kind;
extern struct object_kind payload_tap_factory_kind;
extern struct object_kind session_factory_kind;
extern struct object_kind thread_spawner_kind;
extern struct object_kind park_space_kind;

/* Notes what is in use before there is any process. Boot. */
void inspector_init(void);
