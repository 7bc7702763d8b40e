/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from memory.capnp; do not edit. capnp/README.md says what is what. */
#pragma once

#include "capnp/builder.h"
#include "capnp/call.h"
#include "capnp/message.h"
#include "thread.capnp.h"

#define MEMORY_PROT_NONE UINT32_C(0)
#define MEMORY_PROT_READ UINT32_C(1)
#define MEMORY_PROT_WRITE UINT32_C(2)
#define MEMORY_PROT_EXECUTE UINT32_C(4)

struct frame_allocator_alloc_frame_params_reader {
    struct capn_struct s;
};
struct frame_allocator_alloc_frame_params_builder {
    struct capn_struct_builder b;
};
#define FRAME_ALLOCATOR_ALLOC_FRAME_PARAMS_DATA_WORDS 0u
#define FRAME_ALLOCATOR_ALLOC_FRAME_PARAMS_POINTERS 0u
#define FRAME_ALLOCATOR_ALLOC_FRAME_PARAMS_BYTES 0u

struct frame_allocator_alloc_frame_results_reader {
    struct capn_struct s;
};
struct frame_allocator_alloc_frame_results_builder {
    struct capn_struct_builder b;
};
#define FRAME_ALLOCATOR_ALLOC_FRAME_RESULTS_DATA_WORDS 0u
#define FRAME_ALLOCATOR_ALLOC_FRAME_RESULTS_POINTERS 1u
#define FRAME_ALLOCATOR_ALLOC_FRAME_RESULTS_BYTES 24u

struct frame_allocator_alloc_contiguous_params_reader {
    struct capn_struct s;
};
struct frame_allocator_alloc_contiguous_params_builder {
    struct capn_struct_builder b;
};
#define FRAME_ALLOCATOR_ALLOC_CONTIGUOUS_PARAMS_DATA_WORDS 1u
#define FRAME_ALLOCATOR_ALLOC_CONTIGUOUS_PARAMS_POINTERS 0u
#define FRAME_ALLOCATOR_ALLOC_CONTIGUOUS_PARAMS_BYTES 24u

struct frame_allocator_alloc_contiguous_results_reader {
    struct capn_struct s;
};
struct frame_allocator_alloc_contiguous_results_builder {
    struct capn_struct_builder b;
};
#define FRAME_ALLOCATOR_ALLOC_CONTIGUOUS_RESULTS_DATA_WORDS 0u
#define FRAME_ALLOCATOR_ALLOC_CONTIGUOUS_RESULTS_POINTERS 1u
#define FRAME_ALLOCATOR_ALLOC_CONTIGUOUS_RESULTS_BYTES 24u

struct memory_view_info_params_reader {
    struct capn_struct s;
};
struct memory_view_info_params_builder {
    struct capn_struct_builder b;
};
#define MEMORY_VIEW_INFO_PARAMS_DATA_WORDS 0u
#define MEMORY_VIEW_INFO_PARAMS_POINTERS 0u
#define MEMORY_VIEW_INFO_PARAMS_BYTES 0u

struct memory_view_info_results_reader {
    struct capn_struct s;
};
struct memory_view_info_results_builder {
    struct capn_struct_builder b;
};
#define MEMORY_VIEW_INFO_RESULTS_DATA_WORDS 2u
#define MEMORY_VIEW_INFO_RESULTS_POINTERS 0u
#define MEMORY_VIEW_INFO_RESULTS_BYTES 32u

struct memory_view_map_readable_params_reader {
    struct capn_struct s;
};
struct memory_view_map_readable_params_builder {
    struct capn_struct_builder b;
};
#define MEMORY_VIEW_MAP_READABLE_PARAMS_DATA_WORDS 3u
#define MEMORY_VIEW_MAP_READABLE_PARAMS_POINTERS 0u
#define MEMORY_VIEW_MAP_READABLE_PARAMS_BYTES 40u

struct memory_view_map_readable_results_reader {
    struct capn_struct s;
};
struct memory_view_map_readable_results_builder {
    struct capn_struct_builder b;
};
#define MEMORY_VIEW_MAP_READABLE_RESULTS_DATA_WORDS 1u
#define MEMORY_VIEW_MAP_READABLE_RESULTS_POINTERS 0u
#define MEMORY_VIEW_MAP_READABLE_RESULTS_BYTES 24u

struct memory_view_unmap_params_reader {
    struct capn_struct s;
};
struct memory_view_unmap_params_builder {
    struct capn_struct_builder b;
};
#define MEMORY_VIEW_UNMAP_PARAMS_DATA_WORDS 2u
#define MEMORY_VIEW_UNMAP_PARAMS_POINTERS 0u
#define MEMORY_VIEW_UNMAP_PARAMS_BYTES 32u

struct memory_view_unmap_results_reader {
    struct capn_struct s;
};
struct memory_view_unmap_results_builder {
    struct capn_struct_builder b;
};
#define MEMORY_VIEW_UNMAP_RESULTS_DATA_WORDS 0u
#define MEMORY_VIEW_UNMAP_RESULTS_POINTERS 0u
#define MEMORY_VIEW_UNMAP_RESULTS_BYTES 0u

struct memory_object_map_params_reader {
    struct capn_struct s;
};
struct memory_object_map_params_builder {
    struct capn_struct_builder b;
};
#define MEMORY_OBJECT_MAP_PARAMS_DATA_WORDS 4u
#define MEMORY_OBJECT_MAP_PARAMS_POINTERS 0u
#define MEMORY_OBJECT_MAP_PARAMS_BYTES 48u

struct memory_object_map_results_reader {
    struct capn_struct s;
};
struct memory_object_map_results_builder {
    struct capn_struct_builder b;
};
#define MEMORY_OBJECT_MAP_RESULTS_DATA_WORDS 1u
#define MEMORY_OBJECT_MAP_RESULTS_POINTERS 0u
#define MEMORY_OBJECT_MAP_RESULTS_BYTES 24u

struct memory_object_protect_params_reader {
    struct capn_struct s;
};
struct memory_object_protect_params_builder {
    struct capn_struct_builder b;
};
#define MEMORY_OBJECT_PROTECT_PARAMS_DATA_WORDS 3u
#define MEMORY_OBJECT_PROTECT_PARAMS_POINTERS 0u
#define MEMORY_OBJECT_PROTECT_PARAMS_BYTES 40u

struct memory_object_protect_results_reader {
    struct capn_struct s;
};
struct memory_object_protect_results_builder {
    struct capn_struct_builder b;
};
#define MEMORY_OBJECT_PROTECT_RESULTS_DATA_WORDS 0u
#define MEMORY_OBJECT_PROTECT_RESULTS_POINTERS 0u
#define MEMORY_OBJECT_PROTECT_RESULTS_BYTES 0u

struct memory_object_park_space_params_reader {
    struct capn_struct s;
};
struct memory_object_park_space_params_builder {
    struct capn_struct_builder b;
};
#define MEMORY_OBJECT_PARK_SPACE_PARAMS_DATA_WORDS 0u
#define MEMORY_OBJECT_PARK_SPACE_PARAMS_POINTERS 0u
#define MEMORY_OBJECT_PARK_SPACE_PARAMS_BYTES 0u

struct memory_object_park_space_results_reader {
    struct capn_struct s;
};
struct memory_object_park_space_results_builder {
    struct capn_struct_builder b;
};
#define MEMORY_OBJECT_PARK_SPACE_RESULTS_DATA_WORDS 0u
#define MEMORY_OBJECT_PARK_SPACE_RESULTS_POINTERS 1u
#define MEMORY_OBJECT_PARK_SPACE_RESULTS_BYTES 24u

struct virtual_memory_map_params_reader {
    struct capn_struct s;
};
struct virtual_memory_map_params_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_MAP_PARAMS_DATA_WORDS 3u
#define VIRTUAL_MEMORY_MAP_PARAMS_POINTERS 0u
#define VIRTUAL_MEMORY_MAP_PARAMS_BYTES 40u

struct virtual_memory_map_results_reader {
    struct capn_struct s;
};
struct virtual_memory_map_results_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_MAP_RESULTS_DATA_WORDS 1u
#define VIRTUAL_MEMORY_MAP_RESULTS_POINTERS 0u
#define VIRTUAL_MEMORY_MAP_RESULTS_BYTES 24u

struct virtual_memory_unmap_params_reader {
    struct capn_struct s;
};
struct virtual_memory_unmap_params_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_UNMAP_PARAMS_DATA_WORDS 2u
#define VIRTUAL_MEMORY_UNMAP_PARAMS_POINTERS 0u
#define VIRTUAL_MEMORY_UNMAP_PARAMS_BYTES 32u

struct virtual_memory_unmap_results_reader {
    struct capn_struct s;
};
struct virtual_memory_unmap_results_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_UNMAP_RESULTS_DATA_WORDS 0u
#define VIRTUAL_MEMORY_UNMAP_RESULTS_POINTERS 0u
#define VIRTUAL_MEMORY_UNMAP_RESULTS_BYTES 0u

struct virtual_memory_protect_params_reader {
    struct capn_struct s;
};
struct virtual_memory_protect_params_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_PROTECT_PARAMS_DATA_WORDS 3u
#define VIRTUAL_MEMORY_PROTECT_PARAMS_POINTERS 0u
#define VIRTUAL_MEMORY_PROTECT_PARAMS_BYTES 40u

struct virtual_memory_protect_results_reader {
    struct capn_struct s;
};
struct virtual_memory_protect_results_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_PROTECT_RESULTS_DATA_WORDS 0u
#define VIRTUAL_MEMORY_PROTECT_RESULTS_POINTERS 0u
#define VIRTUAL_MEMORY_PROTECT_RESULTS_BYTES 0u

struct virtual_memory_reserve_params_reader {
    struct capn_struct s;
};
struct virtual_memory_reserve_params_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_RESERVE_PARAMS_DATA_WORDS 2u
#define VIRTUAL_MEMORY_RESERVE_PARAMS_POINTERS 0u
#define VIRTUAL_MEMORY_RESERVE_PARAMS_BYTES 32u

struct virtual_memory_reserve_results_reader {
    struct capn_struct s;
};
struct virtual_memory_reserve_results_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_RESERVE_RESULTS_DATA_WORDS 1u
#define VIRTUAL_MEMORY_RESERVE_RESULTS_POINTERS 0u
#define VIRTUAL_MEMORY_RESERVE_RESULTS_BYTES 24u

struct virtual_memory_commit_params_reader {
    struct capn_struct s;
};
struct virtual_memory_commit_params_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_COMMIT_PARAMS_DATA_WORDS 3u
#define VIRTUAL_MEMORY_COMMIT_PARAMS_POINTERS 0u
#define VIRTUAL_MEMORY_COMMIT_PARAMS_BYTES 40u

struct virtual_memory_commit_results_reader {
    struct capn_struct s;
};
struct virtual_memory_commit_results_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_COMMIT_RESULTS_DATA_WORDS 0u
#define VIRTUAL_MEMORY_COMMIT_RESULTS_POINTERS 0u
#define VIRTUAL_MEMORY_COMMIT_RESULTS_BYTES 0u

struct virtual_memory_decommit_params_reader {
    struct capn_struct s;
};
struct virtual_memory_decommit_params_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_DECOMMIT_PARAMS_DATA_WORDS 2u
#define VIRTUAL_MEMORY_DECOMMIT_PARAMS_POINTERS 0u
#define VIRTUAL_MEMORY_DECOMMIT_PARAMS_BYTES 32u

struct virtual_memory_decommit_results_reader {
    struct capn_struct s;
};
struct virtual_memory_decommit_results_builder {
    struct capn_struct_builder b;
};
#define VIRTUAL_MEMORY_DECOMMIT_RESULTS_DATA_WORDS 0u
#define VIRTUAL_MEMORY_DECOMMIT_RESULTS_POINTERS 0u
#define VIRTUAL_MEMORY_DECOMMIT_RESULTS_BYTES 0u

/* FrameAllocator.allocFrame$Params */

MUST_CHECK static inline status_t frame_allocator_alloc_frame_params_read_root(
    struct capn_message *message, struct frame_allocator_alloc_frame_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t frame_allocator_alloc_frame_params_build_root(
    struct capn_builder *builder, struct frame_allocator_alloc_frame_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* FrameAllocator.allocFrame$Results */

MUST_CHECK static inline status_t frame_allocator_alloc_frame_results_read_root(
    struct capn_message *message, struct frame_allocator_alloc_frame_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t frame_allocator_alloc_frame_results_build_root(
    struct capn_builder *builder, struct frame_allocator_alloc_frame_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t frame_allocator_alloc_frame_results_get_memory(
    const struct frame_allocator_alloc_frame_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t frame_allocator_alloc_frame_results_set_memory(
    const struct frame_allocator_alloc_frame_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool frame_allocator_alloc_frame_results_has_memory(
    const struct frame_allocator_alloc_frame_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* FrameAllocator.allocContiguous$Params */

MUST_CHECK static inline status_t frame_allocator_alloc_contiguous_params_read_root(
    struct capn_message *message, struct frame_allocator_alloc_contiguous_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t frame_allocator_alloc_contiguous_params_build_root(
    struct capn_builder *builder, struct frame_allocator_alloc_contiguous_params_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint32_t frame_allocator_alloc_contiguous_params_get_count(
    const struct frame_allocator_alloc_contiguous_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 8);
}
static inline void frame_allocator_alloc_contiguous_params_set_count(
    const struct frame_allocator_alloc_contiguous_params_builder *builder, uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}

/* FrameAllocator.allocContiguous$Results */

MUST_CHECK static inline status_t frame_allocator_alloc_contiguous_results_read_root(
    struct capn_message *message, struct frame_allocator_alloc_contiguous_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t frame_allocator_alloc_contiguous_results_build_root(
    struct capn_builder *builder, struct frame_allocator_alloc_contiguous_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t frame_allocator_alloc_contiguous_results_get_memory(
    const struct frame_allocator_alloc_contiguous_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t frame_allocator_alloc_contiguous_results_set_memory(
    const struct frame_allocator_alloc_contiguous_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool frame_allocator_alloc_contiguous_results_has_memory(
    const struct frame_allocator_alloc_contiguous_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* MemoryView.info$Params */

MUST_CHECK static inline status_t memory_view_info_params_read_root(struct capn_message *message,
                                                                    struct memory_view_info_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_view_info_params_build_root(struct capn_builder *builder,
                                                                     struct memory_view_info_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* MemoryView.info$Results */

MUST_CHECK static inline status_t memory_view_info_results_read_root(struct capn_message *message,
                                                                     struct memory_view_info_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_view_info_results_build_root(struct capn_builder *builder,
                                                                      struct memory_view_info_results_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint32_t memory_view_info_results_get_page_count(const struct memory_view_info_results_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 0, 16);
}
static inline void memory_view_info_results_set_page_count(const struct memory_view_info_results_builder *builder,
                                                           uint32_t value)
{
    capn_set_u32(&builder->b, 0, (uint32_t)value);
}
static inline uint64_t memory_view_info_results_get_size_bytes(const struct memory_view_info_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void memory_view_info_results_set_size_bytes(const struct memory_view_info_results_builder *builder,
                                                           uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}

/* MemoryView.mapReadable$Params */

MUST_CHECK static inline status_t memory_view_map_readable_params_read_root(
    struct capn_message *message, struct memory_view_map_readable_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_view_map_readable_params_build_root(
    struct capn_builder *builder, struct memory_view_map_readable_params_builder *out)
{
    return capn_builder_root(builder, 3, 0, &out->b);
}
static inline uint64_t memory_view_map_readable_params_get_hint(
    const struct memory_view_map_readable_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 24);
}
static inline void memory_view_map_readable_params_set_hint(
    const struct memory_view_map_readable_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t memory_view_map_readable_params_get_offset(
    const struct memory_view_map_readable_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 24);
}
static inline void memory_view_map_readable_params_set_offset(
    const struct memory_view_map_readable_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint64_t memory_view_map_readable_params_get_size(
    const struct memory_view_map_readable_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 24);
}
static inline void memory_view_map_readable_params_set_size(
    const struct memory_view_map_readable_params_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}

/* MemoryView.mapReadable$Results */

MUST_CHECK static inline status_t memory_view_map_readable_results_read_root(
    struct capn_message *message, struct memory_view_map_readable_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_view_map_readable_results_build_root(
    struct capn_builder *builder, struct memory_view_map_readable_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t memory_view_map_readable_results_get_addr(
    const struct memory_view_map_readable_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void memory_view_map_readable_results_set_addr(
    const struct memory_view_map_readable_results_builder *builder, uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* MemoryView.unmap$Params */

MUST_CHECK static inline status_t memory_view_unmap_params_read_root(struct capn_message *message,
                                                                     struct memory_view_unmap_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_view_unmap_params_build_root(struct capn_builder *builder,
                                                                      struct memory_view_unmap_params_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint64_t memory_view_unmap_params_get_addr(const struct memory_view_unmap_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void memory_view_unmap_params_set_addr(const struct memory_view_unmap_params_builder *builder,
                                                     uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t memory_view_unmap_params_get_size(const struct memory_view_unmap_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void memory_view_unmap_params_set_size(const struct memory_view_unmap_params_builder *builder,
                                                     uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}

/* MemoryView.unmap$Results */

MUST_CHECK static inline status_t memory_view_unmap_results_read_root(struct capn_message *message,
                                                                      struct memory_view_unmap_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_view_unmap_results_build_root(struct capn_builder *builder,
                                                                       struct memory_view_unmap_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* MemoryObject.map$Params */

MUST_CHECK static inline status_t memory_object_map_params_read_root(struct capn_message *message,
                                                                     struct memory_object_map_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_object_map_params_build_root(struct capn_builder *builder,
                                                                      struct memory_object_map_params_builder *out)
{
    return capn_builder_root(builder, 4, 0, &out->b);
}
static inline uint64_t memory_object_map_params_get_hint(const struct memory_object_map_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 32);
}
static inline void memory_object_map_params_set_hint(const struct memory_object_map_params_builder *builder,
                                                     uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t memory_object_map_params_get_offset(const struct memory_object_map_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 32);
}
static inline void memory_object_map_params_set_offset(const struct memory_object_map_params_builder *builder,
                                                       uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint64_t memory_object_map_params_get_size(const struct memory_object_map_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 16, 32);
}
static inline void memory_object_map_params_set_size(const struct memory_object_map_params_builder *builder,
                                                     uint64_t value)
{
    capn_set_u64(&builder->b, 16, (uint64_t)value);
}
static inline uint32_t memory_object_map_params_get_prot(const struct memory_object_map_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 24, 32);
}
static inline void memory_object_map_params_set_prot(const struct memory_object_map_params_builder *builder,
                                                     uint32_t value)
{
    capn_set_u32(&builder->b, 24, (uint32_t)value);
}

/* MemoryObject.map$Results */

MUST_CHECK static inline status_t memory_object_map_results_read_root(struct capn_message *message,
                                                                      struct memory_object_map_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_object_map_results_build_root(struct capn_builder *builder,
                                                                       struct memory_object_map_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t memory_object_map_results_get_addr(const struct memory_object_map_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void memory_object_map_results_set_addr(const struct memory_object_map_results_builder *builder,
                                                      uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* MemoryObject.protect$Params */

MUST_CHECK static inline status_t memory_object_protect_params_read_root(
    struct capn_message *message, struct memory_object_protect_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_object_protect_params_build_root(
    struct capn_builder *builder, struct memory_object_protect_params_builder *out)
{
    return capn_builder_root(builder, 3, 0, &out->b);
}
static inline uint64_t memory_object_protect_params_get_addr(const struct memory_object_protect_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 24);
}
static inline void memory_object_protect_params_set_addr(const struct memory_object_protect_params_builder *builder,
                                                         uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t memory_object_protect_params_get_size(const struct memory_object_protect_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 24);
}
static inline void memory_object_protect_params_set_size(const struct memory_object_protect_params_builder *builder,
                                                         uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint32_t memory_object_protect_params_get_prot(const struct memory_object_protect_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 16, 24);
}
static inline void memory_object_protect_params_set_prot(const struct memory_object_protect_params_builder *builder,
                                                         uint32_t value)
{
    capn_set_u32(&builder->b, 16, (uint32_t)value);
}

/* MemoryObject.protect$Results */

MUST_CHECK static inline status_t memory_object_protect_results_read_root(
    struct capn_message *message, struct memory_object_protect_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_object_protect_results_build_root(
    struct capn_builder *builder, struct memory_object_protect_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* MemoryObject.parkSpace$Params */

MUST_CHECK static inline status_t memory_object_park_space_params_read_root(
    struct capn_message *message, struct memory_object_park_space_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_object_park_space_params_build_root(
    struct capn_builder *builder, struct memory_object_park_space_params_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* MemoryObject.parkSpace$Results */

MUST_CHECK static inline status_t memory_object_park_space_results_read_root(
    struct capn_message *message, struct memory_object_park_space_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t memory_object_park_space_results_build_root(
    struct capn_builder *builder, struct memory_object_park_space_results_builder *out)
{
    return capn_builder_root(builder, 0, 1, &out->b);
}
MUST_CHECK static inline status_t memory_object_park_space_results_get_space(
    const struct memory_object_park_space_results_reader *reader, uint32_t *index)
{
    return capn_get_capability(&reader->s, 0, index);
}
MUST_CHECK static inline status_t memory_object_park_space_results_set_space(
    const struct memory_object_park_space_results_builder *builder, uint32_t index)
{
    return capn_set_capability(&builder->b, 0, index);
}
static inline bool memory_object_park_space_results_has_space(
    const struct memory_object_park_space_results_reader *reader)
{
    return capn_has_pointer(&reader->s, 0);
}

/* VirtualMemory.map$Params */

MUST_CHECK static inline status_t virtual_memory_map_params_read_root(struct capn_message *message,
                                                                      struct virtual_memory_map_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_map_params_build_root(struct capn_builder *builder,
                                                                       struct virtual_memory_map_params_builder *out)
{
    return capn_builder_root(builder, 3, 0, &out->b);
}
static inline uint64_t virtual_memory_map_params_get_hint(const struct virtual_memory_map_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 24);
}
static inline void virtual_memory_map_params_set_hint(const struct virtual_memory_map_params_builder *builder,
                                                      uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t virtual_memory_map_params_get_size(const struct virtual_memory_map_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 24);
}
static inline void virtual_memory_map_params_set_size(const struct virtual_memory_map_params_builder *builder,
                                                      uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint32_t virtual_memory_map_params_get_prot(const struct virtual_memory_map_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 16, 24);
}
static inline void virtual_memory_map_params_set_prot(const struct virtual_memory_map_params_builder *builder,
                                                      uint32_t value)
{
    capn_set_u32(&builder->b, 16, (uint32_t)value);
}

/* VirtualMemory.map$Results */

MUST_CHECK static inline status_t virtual_memory_map_results_read_root(struct capn_message *message,
                                                                       struct virtual_memory_map_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_map_results_build_root(struct capn_builder *builder,
                                                                        struct virtual_memory_map_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t virtual_memory_map_results_get_addr(const struct virtual_memory_map_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void virtual_memory_map_results_set_addr(const struct virtual_memory_map_results_builder *builder,
                                                       uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* VirtualMemory.unmap$Params */

MUST_CHECK static inline status_t virtual_memory_unmap_params_read_root(struct capn_message *message,
                                                                        struct virtual_memory_unmap_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_unmap_params_build_root(
    struct capn_builder *builder, struct virtual_memory_unmap_params_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint64_t virtual_memory_unmap_params_get_addr(const struct virtual_memory_unmap_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void virtual_memory_unmap_params_set_addr(const struct virtual_memory_unmap_params_builder *builder,
                                                        uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t virtual_memory_unmap_params_get_size(const struct virtual_memory_unmap_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void virtual_memory_unmap_params_set_size(const struct virtual_memory_unmap_params_builder *builder,
                                                        uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}

/* VirtualMemory.unmap$Results */

MUST_CHECK static inline status_t virtual_memory_unmap_results_read_root(
    struct capn_message *message, struct virtual_memory_unmap_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_unmap_results_build_root(
    struct capn_builder *builder, struct virtual_memory_unmap_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* VirtualMemory.protect$Params */

MUST_CHECK static inline status_t virtual_memory_protect_params_read_root(
    struct capn_message *message, struct virtual_memory_protect_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_protect_params_build_root(
    struct capn_builder *builder, struct virtual_memory_protect_params_builder *out)
{
    return capn_builder_root(builder, 3, 0, &out->b);
}
static inline uint64_t virtual_memory_protect_params_get_addr(const struct virtual_memory_protect_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 24);
}
static inline void virtual_memory_protect_params_set_addr(const struct virtual_memory_protect_params_builder *builder,
                                                          uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t virtual_memory_protect_params_get_size(const struct virtual_memory_protect_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 24);
}
static inline void virtual_memory_protect_params_set_size(const struct virtual_memory_protect_params_builder *builder,
                                                          uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint32_t virtual_memory_protect_params_get_prot(const struct virtual_memory_protect_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 16, 24);
}
static inline void virtual_memory_protect_params_set_prot(const struct virtual_memory_protect_params_builder *builder,
                                                          uint32_t value)
{
    capn_set_u32(&builder->b, 16, (uint32_t)value);
}

/* VirtualMemory.protect$Results */

MUST_CHECK static inline status_t virtual_memory_protect_results_read_root(
    struct capn_message *message, struct virtual_memory_protect_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_protect_results_build_root(
    struct capn_builder *builder, struct virtual_memory_protect_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* VirtualMemory.reserve$Params */

MUST_CHECK static inline status_t virtual_memory_reserve_params_read_root(
    struct capn_message *message, struct virtual_memory_reserve_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_reserve_params_build_root(
    struct capn_builder *builder, struct virtual_memory_reserve_params_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint64_t virtual_memory_reserve_params_get_hint(const struct virtual_memory_reserve_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void virtual_memory_reserve_params_set_hint(const struct virtual_memory_reserve_params_builder *builder,
                                                          uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t virtual_memory_reserve_params_get_size(const struct virtual_memory_reserve_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void virtual_memory_reserve_params_set_size(const struct virtual_memory_reserve_params_builder *builder,
                                                          uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}

/* VirtualMemory.reserve$Results */

MUST_CHECK static inline status_t virtual_memory_reserve_results_read_root(
    struct capn_message *message, struct virtual_memory_reserve_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_reserve_results_build_root(
    struct capn_builder *builder, struct virtual_memory_reserve_results_builder *out)
{
    return capn_builder_root(builder, 1, 0, &out->b);
}
static inline uint64_t virtual_memory_reserve_results_get_addr(
    const struct virtual_memory_reserve_results_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 8);
}
static inline void virtual_memory_reserve_results_set_addr(const struct virtual_memory_reserve_results_builder *builder,
                                                           uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}

/* VirtualMemory.commit$Params */

MUST_CHECK static inline status_t virtual_memory_commit_params_read_root(
    struct capn_message *message, struct virtual_memory_commit_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_commit_params_build_root(
    struct capn_builder *builder, struct virtual_memory_commit_params_builder *out)
{
    return capn_builder_root(builder, 3, 0, &out->b);
}
static inline uint64_t virtual_memory_commit_params_get_addr(const struct virtual_memory_commit_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 24);
}
static inline void virtual_memory_commit_params_set_addr(const struct virtual_memory_commit_params_builder *builder,
                                                         uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t virtual_memory_commit_params_get_size(const struct virtual_memory_commit_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 24);
}
static inline void virtual_memory_commit_params_set_size(const struct virtual_memory_commit_params_builder *builder,
                                                         uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}
static inline uint32_t virtual_memory_commit_params_get_prot(const struct virtual_memory_commit_params_reader *reader)
{
    return (uint32_t)capn_field_u32(&reader->s, 16, 24);
}
static inline void virtual_memory_commit_params_set_prot(const struct virtual_memory_commit_params_builder *builder,
                                                         uint32_t value)
{
    capn_set_u32(&builder->b, 16, (uint32_t)value);
}

/* VirtualMemory.commit$Results */

MUST_CHECK static inline status_t virtual_memory_commit_results_read_root(
    struct capn_message *message, struct virtual_memory_commit_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_commit_results_build_root(
    struct capn_builder *builder, struct virtual_memory_commit_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* VirtualMemory.decommit$Params */

MUST_CHECK static inline status_t virtual_memory_decommit_params_read_root(
    struct capn_message *message, struct virtual_memory_decommit_params_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_decommit_params_build_root(
    struct capn_builder *builder, struct virtual_memory_decommit_params_builder *out)
{
    return capn_builder_root(builder, 2, 0, &out->b);
}
static inline uint64_t virtual_memory_decommit_params_get_addr(
    const struct virtual_memory_decommit_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 0, 16);
}
static inline void virtual_memory_decommit_params_set_addr(const struct virtual_memory_decommit_params_builder *builder,
                                                           uint64_t value)
{
    capn_set_u64(&builder->b, 0, (uint64_t)value);
}
static inline uint64_t virtual_memory_decommit_params_get_size(
    const struct virtual_memory_decommit_params_reader *reader)
{
    return (uint64_t)capn_field_u64(&reader->s, 8, 16);
}
static inline void virtual_memory_decommit_params_set_size(const struct virtual_memory_decommit_params_builder *builder,
                                                           uint64_t value)
{
    capn_set_u64(&builder->b, 8, (uint64_t)value);
}

/* VirtualMemory.decommit$Results */

MUST_CHECK static inline status_t virtual_memory_decommit_results_read_root(
    struct capn_message *message, struct virtual_memory_decommit_results_reader *out)
{
    return capn_message_root(message, &out->s);
}
MUST_CHECK static inline status_t virtual_memory_decommit_results_build_root(
    struct capn_builder *builder, struct virtual_memory_decommit_results_builder *out)
{
    return capn_builder_root(builder, 0, 0, &out->b);
}

/* interface FrameAllocator */

/* Physical memory, charged to the ledger of whoever calls. */
#define FRAME_ALLOCATOR_INTERFACE_ID UINT64_C(0xc70b5d81f2e43a96)
extern const struct capn_interface frame_allocator_interface;
enum frame_allocator_method {
    FRAME_ALLOCATOR_METHOD_ALLOC_FRAME = 0,
    FRAME_ALLOCATOR_METHOD_ALLOC_CONTIGUOUS = 1,
};

/* What a server of FrameAllocator implements; NULL members answer unimplemented. */
struct frame_allocator_server {
    /* One zeroed 4 KiB frame. */
    status_t (*alloc_frame)(void *self, struct capn_call *call,
                            const struct frame_allocator_alloc_frame_params_reader *params,
                            struct frame_allocator_alloc_frame_results_builder *results);
    /* count zeroed frames (1 to 1,024) that follow one another physically. */
    status_t (*alloc_contiguous)(void *self, struct capn_call *call,
                                 const struct frame_allocator_alloc_contiguous_params_reader *params,
                                 struct frame_allocator_alloc_contiguous_results_builder *results);
};
MUST_CHECK status_t frame_allocator_dispatch(const struct frame_allocator_server *server, void *self,
                                             uint16_t method_id, struct capn_call *call);

/* interface MemoryView */

/* Reading a memory object, and nothing else. */
#define MEMORY_VIEW_INTERFACE_ID UINT64_C(0x9659fd8d5610389a)
extern const struct capn_interface memory_view_interface;
enum memory_view_method {
    MEMORY_VIEW_METHOD_INFO = 0,
    MEMORY_VIEW_METHOD_MAP_READABLE = 1,
    MEMORY_VIEW_METHOD_UNMAP = 2,
};

/* What a server of MemoryView implements; NULL members answer unimplemented. */
struct memory_view_server {
    status_t (*info)(void *self, struct capn_call *call, const struct memory_view_info_params_reader *params,
                     struct memory_view_info_results_builder *results);
    /*
     * Maps [offset, offset + size) into the caller's address space, at hint or, when hint is 0, where there is room.
     * The pages can be
     * read, and whoever has no more than this view cannot change that.
     */
    status_t (*map_readable)(void *self, struct capn_call *call,
                             const struct memory_view_map_readable_params_reader *params,
                             struct memory_view_map_readable_results_builder *results);
    /* Only ranges that map this object. */
    status_t (*unmap)(void *self, struct capn_call *call, const struct memory_view_unmap_params_reader *params,
                      struct memory_view_unmap_results_builder *results);
};
MUST_CHECK status_t memory_view_dispatch(const struct memory_view_server *server, void *self, uint16_t method_id,
                                         struct capn_call *call);

/* interface MemoryObject */

/* A piece of physical memory. It lives as long as a hold or a mapping does. */
#define MEMORY_OBJECT_INTERFACE_ID UINT64_C(0x87f9e2c35a6d10b4)
extern const struct capn_interface memory_object_interface;
enum memory_object_method {
    MEMORY_OBJECT_METHOD_MAP = 0,
    MEMORY_OBJECT_METHOD_PROTECT = 1,
    MEMORY_OBJECT_METHOD_PARK_SPACE = 2,
    MEMORY_OBJECT_METHOD_INFO = 0x1000,
    MEMORY_OBJECT_METHOD_MAP_READABLE = 0x1001,
    MEMORY_OBJECT_METHOD_UNMAP = 0x1002,
};

/* What a server of MemoryObject implements; NULL members answer unimplemented. */
struct memory_object_server {
    /* As mapReadable, with any protection but write and execute together. */
    status_t (*map)(void *self, struct capn_call *call, const struct memory_object_map_params_reader *params,
                    struct memory_object_map_results_builder *results);
    /* Only ranges that map this object. */
    status_t (*protect)(void *self, struct capn_call *call, const struct memory_object_protect_params_reader *params,
                        struct memory_object_protect_results_builder *results);
    /* For waiting on words in this object. All park spaces of one object are the same place. */
    status_t (*park_space)(void *self, struct capn_call *call,
                           const struct memory_object_park_space_params_reader *params,
                           struct memory_object_park_space_results_builder *results);
    const struct memory_view_server *memory_view;
};
MUST_CHECK status_t memory_object_dispatch(const struct memory_object_server *server, void *self, uint16_t method_id,
                                           struct capn_call *call);

/* interface VirtualMemory */

/* The holder's own address space: anonymous memory. */
#define VIRTUAL_MEMORY_INTERFACE_ID UINT64_C(0xe26a94f0b7d85c13)
extern const struct capn_interface virtual_memory_interface;
enum virtual_memory_method {
    VIRTUAL_MEMORY_METHOD_MAP = 0,
    VIRTUAL_MEMORY_METHOD_UNMAP = 1,
    VIRTUAL_MEMORY_METHOD_PROTECT = 2,
    VIRTUAL_MEMORY_METHOD_RESERVE = 3,
    VIRTUAL_MEMORY_METHOD_COMMIT = 4,
    VIRTUAL_MEMORY_METHOD_DECOMMIT = 5,
};

/* What a server of VirtualMemory implements; NULL members answer unimplemented. */
struct virtual_memory_server {
    /* reserve and commit in one: zeroed pages at hint, or anywhere when hint is 0. */
    status_t (*map)(void *self, struct capn_call *call, const struct virtual_memory_map_params_reader *params,
                    struct virtual_memory_map_results_builder *results);
    /*
     * Gives back a range of reservations and their pages. The range may cover parts of several reservations; every page
     * of it must belong to one.
     */
    status_t (*unmap)(void *self, struct capn_call *call, const struct virtual_memory_unmap_params_reader *params,
                      struct virtual_memory_unmap_results_builder *results);
    /* Every page of the range must be committed. prot 0 keeps frames and contents. */
    status_t (*protect)(void *self, struct capn_call *call, const struct virtual_memory_protect_params_reader *params,
                        struct virtual_memory_protect_results_builder *results);
    /* Takes addresses without frames; charged as virtual pages only. */
    status_t (*reserve)(void *self, struct capn_call *call, const struct virtual_memory_reserve_params_reader *params,
                        struct virtual_memory_reserve_results_builder *results);
    /* Backs a reserved range with zeroed frames. Pages that are already committed keep their contents and get prot. */
    status_t (*commit)(void *self, struct capn_call *call, const struct virtual_memory_commit_params_reader *params,
                       struct virtual_memory_commit_results_builder *results);
    /* Frees the frames and keeps the addresses. Uncommitted pages in the range are left as they are. */
    status_t (*decommit)(void *self, struct capn_call *call, const struct virtual_memory_decommit_params_reader *params,
                         struct virtual_memory_decommit_results_builder *results);
};
MUST_CHECK status_t virtual_memory_dispatch(const struct virtual_memory_server *server, void *self, uint16_t method_id,
                                            struct capn_call *call);

#ifndef CAPN_NO_CLIENT

typedef struct {
    cap_id_t id;
} frame_allocator_t;
typedef struct {
    cap_id_t id;
} memory_view_t;
typedef struct {
    cap_id_t id;
} memory_object_t;
typedef struct {
    cap_id_t id;
} virtual_memory_t;

/* Calls to FrameAllocator. */

/* One zeroed 4 KiB frame. */
MUST_CHECK static inline status_t frame_allocator_alloc_frame_begin_sized(
    struct capn_request *request, struct rt *rt, frame_allocator_t cap,
    struct frame_allocator_alloc_frame_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, FRAME_ALLOCATOR_METHOD_ALLOC_FRAME, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = frame_allocator_alloc_frame_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t frame_allocator_alloc_frame_begin(
    struct capn_request *request, struct rt *rt, frame_allocator_t cap,
    struct frame_allocator_alloc_frame_params_builder *params)
{
    return frame_allocator_alloc_frame_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t frame_allocator_alloc_frame_results(
    struct capn_request *request, struct frame_allocator_alloc_frame_results_reader *results)
{
    return frame_allocator_alloc_frame_results_read_root(&request->results, results);
}
static inline memory_object_t frame_allocator_alloc_frame_promise(struct capn_request *request)
{
    return (memory_object_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t frame_allocator_alloc_frame(struct rt *rt, frame_allocator_t cap, memory_object_t *memory_out);
/* count zeroed frames (1 to 1,024) that follow one another physically. */
MUST_CHECK static inline status_t frame_allocator_alloc_contiguous_begin_sized(
    struct capn_request *request, struct rt *rt, frame_allocator_t cap,
    struct frame_allocator_alloc_contiguous_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, FRAME_ALLOCATOR_METHOD_ALLOC_CONTIGUOUS,
                                         24 + params_extra, 24 + results_extra);
    if (status)
        return status;
    status = frame_allocator_alloc_contiguous_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t frame_allocator_alloc_contiguous_begin(
    struct capn_request *request, struct rt *rt, frame_allocator_t cap,
    struct frame_allocator_alloc_contiguous_params_builder *params)
{
    return frame_allocator_alloc_contiguous_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t frame_allocator_alloc_contiguous_results(
    struct capn_request *request, struct frame_allocator_alloc_contiguous_results_reader *results)
{
    return frame_allocator_alloc_contiguous_results_read_root(&request->results, results);
}
static inline memory_object_t frame_allocator_alloc_contiguous_promise(struct capn_request *request)
{
    return (memory_object_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t frame_allocator_alloc_contiguous(struct rt *rt, frame_allocator_t cap, uint32_t count,
                                                     memory_object_t *memory_out);

/* Calls to MemoryView. */

MUST_CHECK static inline status_t memory_view_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                               memory_view_t cap,
                                                               struct memory_view_info_params_builder *params,
                                                               size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MEMORY_VIEW_METHOD_INFO, 0 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = memory_view_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t memory_view_info_begin(struct capn_request *request, struct rt *rt, memory_view_t cap,
                                                         struct memory_view_info_params_builder *params)
{
    return memory_view_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t memory_view_info_results(struct capn_request *request,
                                                           struct memory_view_info_results_reader *results)
{
    return memory_view_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t memory_view_info(struct rt *rt, memory_view_t cap, uint32_t *page_count_out,
                                     uint64_t *size_bytes_out);
/*
 * Maps [offset, offset + size) into the caller's address space, at hint or, when hint is 0, where there is room. The
 * pages can be
 * read, and whoever has no more than this view cannot change that.
 */
MUST_CHECK static inline status_t memory_view_map_readable_begin_sized(
    struct capn_request *request, struct rt *rt, memory_view_t cap,
    struct memory_view_map_readable_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MEMORY_VIEW_METHOD_MAP_READABLE, 40 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = memory_view_map_readable_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t memory_view_map_readable_begin(struct capn_request *request, struct rt *rt,
                                                                 memory_view_t cap,
                                                                 struct memory_view_map_readable_params_builder *params)
{
    return memory_view_map_readable_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t memory_view_map_readable_results(
    struct capn_request *request, struct memory_view_map_readable_results_reader *results)
{
    return memory_view_map_readable_results_read_root(&request->results, results);
}
MUST_CHECK status_t memory_view_map_readable(struct rt *rt, memory_view_t cap, uint64_t hint, uint64_t offset,
                                             uint64_t size, uint64_t *addr_out);
/* Only ranges that map this object. */
MUST_CHECK static inline status_t memory_view_unmap_begin_sized(struct capn_request *request, struct rt *rt,
                                                                memory_view_t cap,
                                                                struct memory_view_unmap_params_builder *params,
                                                                size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MEMORY_VIEW_METHOD_UNMAP, 32 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = memory_view_unmap_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t memory_view_unmap_begin(struct capn_request *request, struct rt *rt,
                                                          memory_view_t cap,
                                                          struct memory_view_unmap_params_builder *params)
{
    return memory_view_unmap_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t memory_view_unmap_results(struct capn_request *request,
                                                            struct memory_view_unmap_results_reader *results)
{
    return memory_view_unmap_results_read_root(&request->results, results);
}
MUST_CHECK status_t memory_view_unmap(struct rt *rt, memory_view_t cap, uint64_t addr, uint64_t size);

/* Calls to MemoryObject. */

/* As mapReadable, with any protection but write and execute together. */
MUST_CHECK static inline status_t memory_object_map_begin_sized(struct capn_request *request, struct rt *rt,
                                                                memory_object_t cap,
                                                                struct memory_object_map_params_builder *params,
                                                                size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MEMORY_OBJECT_METHOD_MAP, 48 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = memory_object_map_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t memory_object_map_begin(struct capn_request *request, struct rt *rt,
                                                          memory_object_t cap,
                                                          struct memory_object_map_params_builder *params)
{
    return memory_object_map_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t memory_object_map_results(struct capn_request *request,
                                                            struct memory_object_map_results_reader *results)
{
    return memory_object_map_results_read_root(&request->results, results);
}
MUST_CHECK status_t memory_object_map(struct rt *rt, memory_object_t cap, uint64_t hint, uint64_t offset, uint64_t size,
                                      uint32_t prot, uint64_t *addr_out);
/* Only ranges that map this object. */
MUST_CHECK static inline status_t memory_object_protect_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    memory_object_t cap,
                                                                    struct memory_object_protect_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MEMORY_OBJECT_METHOD_PROTECT, 40 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = memory_object_protect_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t memory_object_protect_begin(struct capn_request *request, struct rt *rt,
                                                              memory_object_t cap,
                                                              struct memory_object_protect_params_builder *params)
{
    return memory_object_protect_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t memory_object_protect_results(struct capn_request *request,
                                                                struct memory_object_protect_results_reader *results)
{
    return memory_object_protect_results_read_root(&request->results, results);
}
MUST_CHECK status_t memory_object_protect(struct rt *rt, memory_object_t cap, uint64_t addr, uint64_t size,
                                          uint32_t prot);
/* For waiting on words in this object. All park spaces of one object are the same place. */
MUST_CHECK static inline status_t memory_object_park_space_begin_sized(
    struct capn_request *request, struct rt *rt, memory_object_t cap,
    struct memory_object_park_space_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MEMORY_OBJECT_METHOD_PARK_SPACE, 0 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = memory_object_park_space_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t memory_object_park_space_begin(struct capn_request *request, struct rt *rt,
                                                                 memory_object_t cap,
                                                                 struct memory_object_park_space_params_builder *params)
{
    return memory_object_park_space_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t memory_object_park_space_results(
    struct capn_request *request, struct memory_object_park_space_results_reader *results)
{
    return memory_object_park_space_results_read_root(&request->results, results);
}
static inline shared_park_space_t memory_object_park_space_promise(struct capn_request *request)
{
    return (shared_park_space_t){ capn_request_promise(request, 0) };
}
MUST_CHECK status_t memory_object_park_space(struct rt *rt, memory_object_t cap, shared_park_space_t *space_out);
MUST_CHECK static inline status_t memory_object_info_begin_sized(struct capn_request *request, struct rt *rt,
                                                                 memory_object_t cap,
                                                                 struct memory_view_info_params_builder *params,
                                                                 size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MEMORY_OBJECT_METHOD_INFO, 0 + params_extra,
                                         32 + results_extra);
    if (status)
        return status;
    status = memory_view_info_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t memory_object_info_begin(struct capn_request *request, struct rt *rt,
                                                           memory_object_t cap,
                                                           struct memory_view_info_params_builder *params)
{
    return memory_object_info_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t memory_object_info_results(struct capn_request *request,
                                                             struct memory_view_info_results_reader *results)
{
    return memory_view_info_results_read_root(&request->results, results);
}
MUST_CHECK status_t memory_object_info(struct rt *rt, memory_object_t cap, uint32_t *page_count_out,
                                       uint64_t *size_bytes_out);
/*
 * Maps [offset, offset + size) into the caller's address space, at hint or, when hint is 0, where there is room. The
 * pages can be
 * read, and whoever has no more than this view cannot change that.
 */
MUST_CHECK static inline status_t memory_object_map_readable_begin_sized(
    struct capn_request *request, struct rt *rt, memory_object_t cap,
    struct memory_view_map_readable_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MEMORY_OBJECT_METHOD_MAP_READABLE, 40 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = memory_view_map_readable_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t memory_object_map_readable_begin(
    struct capn_request *request, struct rt *rt, memory_object_t cap,
    struct memory_view_map_readable_params_builder *params)
{
    return memory_object_map_readable_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t memory_object_map_readable_results(
    struct capn_request *request, struct memory_view_map_readable_results_reader *results)
{
    return memory_view_map_readable_results_read_root(&request->results, results);
}
MUST_CHECK status_t memory_object_map_readable(struct rt *rt, memory_object_t cap, uint64_t hint, uint64_t offset,
                                               uint64_t size, uint64_t *addr_out);
/* Only ranges that map this object. */
MUST_CHECK static inline status_t memory_object_unmap_begin_sized(struct capn_request *request, struct rt *rt,
                                                                  memory_object_t cap,
                                                                  struct memory_view_unmap_params_builder *params,
                                                                  size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, MEMORY_OBJECT_METHOD_UNMAP, 32 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = memory_view_unmap_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t memory_object_unmap_begin(struct capn_request *request, struct rt *rt,
                                                            memory_object_t cap,
                                                            struct memory_view_unmap_params_builder *params)
{
    return memory_object_unmap_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t memory_object_unmap_results(struct capn_request *request,
                                                              struct memory_view_unmap_results_reader *results)
{
    return memory_view_unmap_results_read_root(&request->results, results);
}
MUST_CHECK status_t memory_object_unmap(struct rt *rt, memory_object_t cap, uint64_t addr, uint64_t size);

/* Calls to VirtualMemory. */

/* reserve and commit in one: zeroed pages at hint, or anywhere when hint is 0. */
MUST_CHECK static inline status_t virtual_memory_map_begin_sized(struct capn_request *request, struct rt *rt,
                                                                 virtual_memory_t cap,
                                                                 struct virtual_memory_map_params_builder *params,
                                                                 size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, VIRTUAL_MEMORY_METHOD_MAP, 40 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = virtual_memory_map_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t virtual_memory_map_begin(struct capn_request *request, struct rt *rt,
                                                           virtual_memory_t cap,
                                                           struct virtual_memory_map_params_builder *params)
{
    return virtual_memory_map_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t virtual_memory_map_results(struct capn_request *request,
                                                             struct virtual_memory_map_results_reader *results)
{
    return virtual_memory_map_results_read_root(&request->results, results);
}
MUST_CHECK status_t virtual_memory_map(struct rt *rt, virtual_memory_t cap, uint64_t hint, uint64_t size, uint32_t prot,
                                       uint64_t *addr_out);
/*
 * Gives back a range of reservations and their pages. The range may cover parts of several reservations; every page
 * of it must belong to one.
 */
MUST_CHECK static inline status_t virtual_memory_unmap_begin_sized(struct capn_request *request, struct rt *rt,
                                                                   virtual_memory_t cap,
                                                                   struct virtual_memory_unmap_params_builder *params,
                                                                   size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, VIRTUAL_MEMORY_METHOD_UNMAP, 32 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = virtual_memory_unmap_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t virtual_memory_unmap_begin(struct capn_request *request, struct rt *rt,
                                                             virtual_memory_t cap,
                                                             struct virtual_memory_unmap_params_builder *params)
{
    return virtual_memory_unmap_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t virtual_memory_unmap_results(struct capn_request *request,
                                                               struct virtual_memory_unmap_results_reader *results)
{
    return virtual_memory_unmap_results_read_root(&request->results, results);
}
MUST_CHECK status_t virtual_memory_unmap(struct rt *rt, virtual_memory_t cap, uint64_t addr, uint64_t size);
/* Every page of the range must be committed. prot 0 keeps frames and contents. */
MUST_CHECK static inline status_t virtual_memory_protect_begin_sized(
    struct capn_request *request, struct rt *rt, virtual_memory_t cap,
    struct virtual_memory_protect_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, VIRTUAL_MEMORY_METHOD_PROTECT, 40 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = virtual_memory_protect_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t virtual_memory_protect_begin(struct capn_request *request, struct rt *rt,
                                                               virtual_memory_t cap,
                                                               struct virtual_memory_protect_params_builder *params)
{
    return virtual_memory_protect_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t virtual_memory_protect_results(struct capn_request *request,
                                                                 struct virtual_memory_protect_results_reader *results)
{
    return virtual_memory_protect_results_read_root(&request->results, results);
}
MUST_CHECK status_t virtual_memory_protect(struct rt *rt, virtual_memory_t cap, uint64_t addr, uint64_t size,
                                           uint32_t prot);
/* Takes addresses without frames; charged as virtual pages only. */
MUST_CHECK static inline status_t virtual_memory_reserve_begin_sized(
    struct capn_request *request, struct rt *rt, virtual_memory_t cap,
    struct virtual_memory_reserve_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, VIRTUAL_MEMORY_METHOD_RESERVE, 32 + params_extra,
                                         24 + results_extra);
    if (status)
        return status;
    status = virtual_memory_reserve_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t virtual_memory_reserve_begin(struct capn_request *request, struct rt *rt,
                                                               virtual_memory_t cap,
                                                               struct virtual_memory_reserve_params_builder *params)
{
    return virtual_memory_reserve_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t virtual_memory_reserve_results(struct capn_request *request,
                                                                 struct virtual_memory_reserve_results_reader *results)
{
    return virtual_memory_reserve_results_read_root(&request->results, results);
}
MUST_CHECK status_t virtual_memory_reserve(struct rt *rt, virtual_memory_t cap, uint64_t hint, uint64_t size,
                                           uint64_t *addr_out);
/* Backs a reserved range with zeroed frames. Pages that are already committed keep their contents and get prot. */
MUST_CHECK static inline status_t virtual_memory_commit_begin_sized(struct capn_request *request, struct rt *rt,
                                                                    virtual_memory_t cap,
                                                                    struct virtual_memory_commit_params_builder *params,
                                                                    size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, VIRTUAL_MEMORY_METHOD_COMMIT, 40 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = virtual_memory_commit_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t virtual_memory_commit_begin(struct capn_request *request, struct rt *rt,
                                                              virtual_memory_t cap,
                                                              struct virtual_memory_commit_params_builder *params)
{
    return virtual_memory_commit_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t virtual_memory_commit_results(struct capn_request *request,
                                                                struct virtual_memory_commit_results_reader *results)
{
    return virtual_memory_commit_results_read_root(&request->results, results);
}
MUST_CHECK status_t virtual_memory_commit(struct rt *rt, virtual_memory_t cap, uint64_t addr, uint64_t size,
                                          uint32_t prot);
/* Frees the frames and keeps the addresses. Uncommitted pages in the range are left as they are. */
MUST_CHECK static inline status_t virtual_memory_decommit_begin_sized(
    struct capn_request *request, struct rt *rt, virtual_memory_t cap,
    struct virtual_memory_decommit_params_builder *params, size_t params_extra, size_t results_extra)
{
    status_t status = capn_request_begin(request, rt, cap.id, VIRTUAL_MEMORY_METHOD_DECOMMIT, 32 + params_extra,
                                         0 + results_extra);
    if (status)
        return status;
    status = virtual_memory_decommit_params_build_root(&request->params, params);
    if (status)
        capn_request_end(request);
    return status;
}
MUST_CHECK static inline status_t virtual_memory_decommit_begin(struct capn_request *request, struct rt *rt,
                                                                virtual_memory_t cap,
                                                                struct virtual_memory_decommit_params_builder *params)
{
    return virtual_memory_decommit_begin_sized(request, rt, cap, params, 0, 0);
}
MUST_CHECK static inline status_t virtual_memory_decommit_results(
    struct capn_request *request, struct virtual_memory_decommit_results_reader *results)
{
    return virtual_memory_decommit_results_read_root(&request->results, results);
}
MUST_CHECK status_t virtual_memory_decommit(struct rt *rt, virtual_memory_t cap, uint64_t addr, uint64_t size);

#endif
