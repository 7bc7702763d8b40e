/* SPDX-License-Identifier: MIT */
/* Which commands there are. */
#include "commands.h"

#include "report.h"

#define WITH_DETAILS \
    "  name: @cap                        it gets that capability under this name\n" \
    "  name: client @endpoint Interface  a client facet of an endpoint\n" \
    "  name: endpoint Interface          a fresh endpoint that it serves; $h.name is\n" \
    "                                    the client\n" \
    "  threads, park                     a name alone: something of its own; also\n" \
    "                                    session, capabilities, frames, endpoints\n" \
    "It also gets its own `memory` and `thread`, unless `bare` is before its name.\n"

const struct command commands[] = {
    { "help", "[command]", "the commands, or how to use one of them", NULL, command_help },
    { "caps", "", "the capabilities that this shell holds", NULL, command_caps },
    { "inspect", "@cap | Interface", "the methods of a capability, with their types", NULL, command_inspect },
    { "call", "@cap method(name: value, ...) [-> $name]", "call any method of any capability",
      "  call @timer now()\n"
      "  call @timer sleep(ns: 500000000)       ^C gives it up\n"
      "  call @frames allocFrame() -> $page     binds the capability in the result\n"
      "Values: 12, -3, 0x1f, 1.5, true, \"text\", 0x\"00 ff\", enumerant, [a, b],\n"
      "(field: value), @cap, $name.\n"
      "Several capabilities in one result become $name.1, $name.2, ...\n",
      command_call },
    { "programs", "", "the programs that can be started", NULL, command_programs },
    { "spawn", "[bare] \"binary\" [as @session] [with { name: @cap, ... }] [-> $h]", "start a program with just these capabilities",
      WITH_DETAILS "  spawn \"echo\" with { echo: endpoint Echo } -> $e\n", command_spawn },
    { "run", "[bare] \"binary\" [as @session] [with { name: @cap, ... }]", "start a program and wait for it; ^C ends it",
      WITH_DETAILS "  run \"hello\" with { terminal: @terminal }\n", command_run },
    { "trace", "run [bare] \"binary\" [with { name: @cap, ... }]", "the same, and every call that the program makes",
      WITH_DETAILS "  trace run \"hello\" with { terminal: @terminal }\n"
      "One line for each call, when it is answered:\n"
      "  hello  #3 terminal.writeLine (text = \"hello\") -> ok\n"
      "#3 counts what the program submitted. A failure is shown with its reason.\n",
      command_trace },
    { "wait", "$h", "wait for a program that was spawned; ^C goes on without it",
      "For a program that was given the terminal ^C is one of its keys; two in a row\n"
      "go on without it.\n",
      command_wait },
    { "drop", "$name", "give up a capability", NULL, command_drop },
    { "ps", "[threads | pid]", "the processes, their threads, or the threads of one",
      "THR counts threads; CPU is where the oldest one runs, or ran last.\n"
      "PRIO is a thread's priority, with a + when a caller lent it its time.\n"
      "SUBMITTED counts operations that were given to the kernel. WAITS FOR:\n"
      "  Echo of 7             a call that process 7 serves; queued: not taken yet\n"
      "  calls                 a service that nobody calls\n"
      "  process 4, thread 2   the end of that\n"
      "  park                  a mutex, a condition or the like\n"
      "  budget                time in its scheduling context\n"
      "  sleep, 3.2 s          not longer than that\n"
      "  ... +2                two more things that are under way\n",
      command_ps },
    { "top", "[threads] [rounds]", "who uses the CPUs, again every second",
      "q leaves, t changes between processes and threads.\n"
      "With a number it prints so many tables instead.\n",
      command_top },
    { "cpus", "", "what each CPU did since it was started",
      "  INTERRUPTS            of devices, of its TIMER, and KICKS\n"
      "  KICKS                 from other CPUs: there is work\n"
      "  STEALS                threads taken from other CPUs' queues\n"
      "  SENT                  interrupts to other CPUs\n"
      "  FLUSHES               times that it made others forget where memory was\n"
      "  ANSWERED              times that it forgot\n",
      command_cpus },
    { "ledger", "pid", "what a process pins, and how much it may", NULL, command_ledger },
    { "mem", "", "where the memory is", NULL, command_mem },
    { "time", "", "how long the machine has been up", NULL, command_time },
    { "echo", "text", "print text", NULL, command_echo },
    { "poweroff", "", "switch the machine off", NULL, command_poweroff },
    { "reboot", "", "start the machine again", NULL, command_reboot },
    { NULL, NULL, NULL, NULL, NULL },
};

/* What people type who know other shells. */
static const struct {
    const char *word;
    const char *hint;
} hints[] = {
    { "ls", "no files here; `caps` lists capabilities, `programs` what can be started" },
    { "cat", "no files here; `help` lists the commands" },
    { "cd", "no files here; `help` lists the commands" },
    { "kill", "`call $h kill()` ends a program that `spawn ... -> $h` started" },
    { "exit", "^D on an empty line ends the shell, `poweroff` switches the machine off" },
    { "quit", "^D on an empty line ends the shell, `poweroff` switches the machine off" },
    { "logout", "^D on an empty line ends the shell, `poweroff` switches the machine off" },
    { "shutdown", "`poweroff` switches the machine off" },
    { "halt", "`poweroff` switches the machine off" },
    { "man", "`help` lists the commands, `help call` tells more about one" },
    { "free", "`mem` shows where the memory is" },
    { "uptime", "`time` shows how long the machine has been up" },
    { "clear", "^L clears the screen" },
    { "history", "Up brings lines back" },
};

static const char *hint_of(struct capn_text name)
{
    for (uint32_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
        if (strlen(hints[i].word) == name.len && memcmp(hints[i].word, name.data, name.len) == 0)
            return hints[i].hint;
    }
    return "expected a command; `help` lists them";
}

const struct command *command_find(struct capn_text name)
{
    for (const struct command *command = commands; command->name; command++) {
        if (strlen(command->name) == name.len && memcmp(command->name, name.data, name.len) == 0)
            return command;
    }
    return NULL;
}

void command_execute(struct shell *shell, const char *line, uint32_t len)
{
    const struct command *command;
    struct parser parser;
    struct capn_text name;

    shell->command = NULL;
    parser_init(&parser, line, len, 0);
    if (parser.token.kind == TOKEN_END)
        return;
    shell->failed = false;
    /* Whatever it is, a command should stand here: also instead of what is no word at all. */
    if (!parse_word(&parser, "expected a command", &name, NULL)) {
        report_at(shell, &parser, parser.token.start, "%s", hint_of((struct capn_text){ .data = line, .len = 0 }));
        return;
    }
    shell->command = command = command_find(name);
    if (!command)
        report_at(shell, &parser, (uint32_t)(name.data - line), "%s", hint_of(name));
    else
        command->run(shell, &parser);
}
