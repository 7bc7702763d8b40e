/* SPDX-License-Identifier: MIT */
/* caps, inspect */
#include "commands.h"
#include "report.h"

static const char *mode_name(uint8_t mode)
{
    static const char *const names[] = {
        [CAP_TRANSFER_COPY] = "copy",
        [CAP_TRANSFER_MOVE] = "move",
        [CAP_TRANSFER_NONE] = "none",
    };

    return mode < sizeof(names) / sizeof(names[0]) ? names[mode] : "?";
}

static void print_row(struct shell *shell, char sigil, const char *name, const struct named_cap *cap)
{
    char interface[SCHEMAS_NAME_BYTES];

    schemas_name(&shell->schemas, cap->interface_id, interface, sizeof(interface));
    out_format(&shell->out, "%c%-20s %-20s %s\n", sigil, name, interface, mode_name(cap->transfer_mode));
}

void command_caps(struct shell *shell, struct parser *parser)
{
    if (!report_expect_end(shell, parser))
        return;
    out_format(&shell->out, "%-21s %-20s %s\n", "NAME", "INTERFACE", "TRANSFER");
    for (uint32_t i = 0; i < rt_capset_count(shell->rt); i++) {
        const struct capset_entry *entry = rt_capset_entry(shell->rt, i);
        struct named_cap cap = names_granted(&shell->names, entry);

        print_row(shell, '@', entry->name, &cap);
    }
    for (uint32_t i = 0; i < shell->names.count; i++)
        print_row(shell, '$', shell->names.bound[i].name, &shell->names.bound[i].cap);
}

static void print_interface(struct shell *shell, const struct capn_node *interface)
{
    struct capn_writer writer = out_writer(&shell->out);
    struct capn_method method;

    out_format(&shell->out, "%.*s (transfer: %s)\n", (int)interface->name.len, interface->name.data,
               mode_name(interface->transfer_mode));
    for (uint32_t i = 0; capn_node_method(interface, i, &method) == STATUS_OK; i++) {
        out_text(&shell->out, "  ");
        if (capn_method_write(&method, &writer) != STATUS_OK)
            out_text(&shell->out, " (the schemas are damaged)");
        out_text(&shell->out, "\n");
    }
}

static void inspect_cap(struct shell *shell, struct parser *parser)
{
    struct cap_reference reference;
    struct named_cap cap;
    struct capn_node interface;

    if (!parse_cap_reference(parser, &reference) || !parse_end(parser, "expected the end of the line"))
        report_syntax(shell, parser);
    else if (!names_find(&shell->names, reference.bound, reference.name, &cap))
        report_at(shell, parser, reference.column, "expected a capability; `caps` lists them");
    else if (!schemas_find(&shell->schemas, cap.interface_id, &interface))
        report_at(shell, parser, reference.column, "expected an interface that the packed schemas know, not 0x%llx",
                  (unsigned long long)cap.interface_id);
    else
        print_interface(shell, &interface);
}

/* Maybe it is the name of a capability without its sigil. */
static void report_unknown_interface(struct shell *shell, const struct parser *parser, uint32_t column, struct capn_text name)
{
    struct named_cap cap;

    if (names_find(&shell->names, false, name, &cap))
        report_at(shell, parser, column, "expected an interface, or @%.*s for the capability", (int)name.len, name.data);
    else if (names_find(&shell->names, true, name, &cap))
        report_at(shell, parser, column, "expected an interface, or $%.*s for the capability", (int)name.len, name.data);
    else
        report_at(shell, parser, column, "expected an interface; Tab lists them");
}

void command_inspect(struct shell *shell, struct parser *parser)
{
    struct capn_node interface;
    struct capn_text name;
    uint32_t column;

    if (parser->token.kind == TOKEN_GRANTED || parser->token.kind == TOKEN_BOUND)
        inspect_cap(shell, parser);
    else if (!parse_word(parser, "expected a capability (@name, $name) or an interface", &name, &column) ||
             !parse_end(parser, "expected the end of the line"))
        report_syntax(shell, parser);
    else if (!schemas_find_name(&shell->schemas, name, &interface))
        report_unknown_interface(shell, parser, column, name);
    else
        print_interface(shell, &interface);
}
