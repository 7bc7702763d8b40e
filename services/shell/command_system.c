/* SPDX-License-Identifier: MIT */
/* mem, time, echo, poweroff, reboot */
#include "commands.h"
#include "report.h"
#include "snapshot.h"

#include "process.capnp.h"

/* --- mem ---------------------------------------------------------------------------------------------------------- */

static void print_bytes(struct shell *shell, const char *what, uint64_t bytes)
{
    /* Tenths of a MiB once there is one, else KiB. */
    if (bytes >= 1024 * 1024)
        out_format(&shell->out, "  %-28s %6llu.%llu MiB\n", what, (unsigned long long)(bytes >> 20),
                   (unsigned long long)((bytes & 0xfffff) * 10 >> 20));
    else
        out_format(&shell->out, "  %-28s %8llu KiB\n", what, (unsigned long long)(bytes + 1023) / 1024);
}

static status_t print_memory(struct shell *shell, struct capn_request *request)
{
    struct inspector_memory_results_reader results;
    struct memory_info_reader info;
    status_t status = inspector_memory_results(request, &results);

    if (status == STATUS_OK)
        status = inspector_memory_results_get_memory(&results, &info);
    if (status != STATUS_OK)
        return status;
    print_bytes(shell, "usable memory", memory_info_get_total_bytes(&info));
    print_bytes(shell, "free", memory_info_get_free_bytes(&info));
    print_bytes(shell, "processes", memory_info_get_user_bytes(&info));
    print_bytes(shell, "boot package", memory_info_get_package_bytes(&info));
    print_bytes(shell, "kernel objects", memory_info_get_slab_bytes(&info));
    print_bytes(shell, "kernel, its tables and stacks", memory_info_get_kernel_bytes(&info));
    print_bytes(shell, "  of it code", memory_info_get_kernel_text_bytes(&info));
    return STATUS_OK;
}

void command_mem(struct shell *shell, struct parser *parser)
{
    struct inspector_memory_params_builder params;
    struct capn_request request;
    inspector_t inspector;

    if (!report_expect_end(shell, parser) || !shell_find(shell, "inspector", INSPECTOR_INTERFACE_ID, &inspector.id))
        return;
    status_t status = inspector_memory_begin_sized(&request, shell->rt, inspector, &params, 0, 256);

    if (status == STATUS_OK) {
        status = ask(&shell->input, ASK_ALONE, &request);
        if (status == STATUS_OK)
            status = print_memory(shell, &request);
        capn_request_end(&request);
    }
    if (status != STATUS_OK)
        report_status(shell, status);
}

/* --- time, echo -------------------------------------------------------------------------------------------------- */

void command_time(struct shell *shell, struct parser *parser)
{
    timer_t timer;
    uint64_t ns;

    if (!report_expect_end(shell, parser) || !shell_find(shell, "timer", TIMER_INTERFACE_ID, &timer.id))
        return;
    status_t status = snapshot_time(shell, timer, &ns);

    if (status != STATUS_OK) {
        report_status(shell, status);
        return;
    }
    uint64_t seconds = ns / 1000000000;

    out_format(&shell->out, "up %llu:%02llu:%02llu.%03llu\n", (unsigned long long)(seconds / 3600),
               (unsigned long long)(seconds / 60 % 60), (unsigned long long)(seconds % 60),
               (unsigned long long)(ns / 1000000 % 1000));
}

/* The line as it was typed; one string in quotes loses them. */
void command_echo(struct shell *shell, struct parser *parser)
{
    uint32_t start = parser->token.start;
    struct capn_text text = { .data = parser->line + start, .len = parser->len - start };
    struct token token = parser->token;
    char decoded[LINE_BYTES];
    uint32_t len;

    if (token.kind == TOKEN_STRING &&
        token_next(parser->line, parser->len, token.start + token.len).kind == TOKEN_END) {
        if (token_string(parser->line, &token, decoded, sizeof(decoded), &len) != STATUS_OK) {
            report_at(shell, parser, start, "expected only \\\" \\\\ \\n and \\t after a backslash");
            return;
        }
        out_put(&shell->out, decoded, len);
    } else {
        out_foreign(&shell->out, text);
    }
    out_text(&shell->out, "\n");
}

/* --- the machine's power ----------------------------------------------------------------------------------------- */

/* Params say nothing but their defaults, and results are empty: a machine that does as it is told does not answer. */
static void system_call(struct shell *shell, struct parser *parser, const char *saying, enum system_control_method method,
                        uint16_t data_words)
{
    struct capn_struct_builder params;
    struct capn_request request;
    system_control_t system;

    if (!report_expect_end(shell, parser) || !shell_find(shell, "system", SYSTEM_CONTROL_INTERFACE_ID, &system.id))
        return;
    out_text(&shell->out, saying);
    out_flush(&shell->out);
    status_t status = capn_request_begin(&request, shell->rt, system.id, (uint16_t)method, 0, 0);

    if (status == STATUS_OK) {
        status = capn_builder_root(&request.params, data_words, 0, &params);
        if (status == STATUS_OK)
            status = ask(&shell->input, ASK_ALONE, &request);
        capn_request_end(&request);
    }
    if (status != STATUS_OK)
        report_status(shell, status);
}

void command_poweroff(struct shell *shell, struct parser *parser)
{
    system_call(shell, parser, "Switching off.\n", SYSTEM_CONTROL_METHOD_POWER_OFF,
                SYSTEM_CONTROL_POWER_OFF_PARAMS_DATA_WORDS);
}

void command_reboot(struct shell *shell, struct parser *parser)
{
    system_call(shell, parser, "Starting again.\n", SYSTEM_CONTROL_METHOD_REBOOT,
                SYSTEM_CONTROL_REBOOT_PARAMS_DATA_WORDS);
}
