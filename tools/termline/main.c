/* SPDX-License-Identifier: MIT */
/* termline: this end of the serial line. README.md says how it is used. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "relay.h"

#define EXIT_NOT_STARTED 127
#define EXIT_OUTPUT_GONE (128 + SIGPIPE)    /* as of a program that SIGPIPE ended */

static const char usage[] = "usage: termline [--script] COMMAND ...\n";

static struct relay relay;
static struct termios before;
static volatile sig_atomic_t last_signal, continued;

static int fail(const char *what)
{
    fprintf(stderr, "termline: %s: %s\n", what, strerror(errno));
    return 1;
}

/* --- the terminal -------------------------------------------------------------------------------------------------- */

/* As QEMU sets it: every key goes to the machine as it is, what comes out is still processed. */
static void terminal_raw(void)
{
    struct termios raw = before;

    raw.c_iflag &= (tcflag_t)~(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    raw.c_oflag |= OPOST;
    raw.c_lflag &= (tcflag_t)~(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
    raw.c_cflag &= (tcflag_t)~(CSIZE | PARENB);
    raw.c_cflag |= CS8;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

static void terminal_leave(void)
{
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

static void terminal_keep(void)
{
}

/* --- signals ------------------------------------------------------------------------------------------------------- */

static void on_signal(int number)
{
    last_signal = number;
}

static void on_continue(int number)
{
    (void)number;
    continued = 1;
}

/* Blocked, except while the relay waits. */
static void signals_init(sigset_t *outside)
{
    static const int ending[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
    struct sigaction action = { .sa_handler = on_signal }, before_us;
    sigset_t blocked;

    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++) {
        sigaddset(&blocked, ending[i]);
        sigaction(ending[i], NULL, &before_us);
        /* nohup, for instance, wants SIGHUP to be ignored. */
        if (before_us.sa_handler != SIG_IGN)
            sigaction(ending[i], &action, NULL);
    }
    action.sa_handler = on_continue;
    sigaddset(&blocked, SIGCONT);
    sigaction(SIGCONT, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigprocmask(SIG_BLOCK, &blocked, outside);
    /* A SIGTERM that only ./capos gets ends it, and this tells us. */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

/* --- the child ----------------------------------------------------------------------------------------------------- */

_Noreturn static void child_run(char **command, int in, int out, const sigset_t *outside)
{
    struct sigaction standard = { .sa_handler = SIG_DFL };

    /* A machine without its line's end is of no use. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigaction(SIGPIPE, &standard, NULL);
    sigprocmask(SIG_SETMASK, outside, NULL);
    if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0)
        execvp(command[0], command);
    fail(command[0]);
    _exit(EXIT_NOT_STARTED);
}

static int child_start(char **command, const sigset_t *outside)
{
    int to_child[2], from_child[2];

    if (pipe2(to_child, O_CLOEXEC) != 0 || pipe2(from_child, O_CLOEXEC) != 0)
        return fail("pipe");
    relay.child = fork();
    if (relay.child < 0)
        return fail("fork");
    if (relay.child == 0)
        child_run(command, to_child[0], from_child[1], outside);
    close(to_child[0]);
    close(from_child[1]);
    relay.to_child = to_child[1];
    relay.from_child = from_child[0];
    fcntl(relay.to_child, F_SETFL, O_NONBLOCK);
    return 0;
}

static int child_status(void)
{
    int status;

    while (waitpid(relay.child, &status, 0) < 0) {
        if (errno != EINTR)
            return fail("wait");
    }
    if (relay.broken)
        return EXIT_OUTPUT_GONE;
    /* Ctrl-C goes to QEMU, too, which may have ended before it was taken here: what is pending comes now. */
    sigprocmask(SIG_SETMASK, &relay.signals, NULL);
    if (last_signal)
        return 128 + last_signal;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
    bool script = argc > 1 && strcmp(argv[1], "--script") == 0;
    char **command = argv + 1 + script;
    uint8_t nothing;

    if (argc < 2 + script || (!script && argv[1][0] == '-')) {
        fputs(usage, stderr);
        return 2;
    }
    /* A folder, for instance, can be opened and not read. */
    if (read(STDIN_FILENO, &nothing, 0) != 0)
        return fail("standard input");
    bool raw = !script && tcgetattr(STDIN_FILENO, &before) == 0;

    relay.filter.script = script;
    relay.filter.plain = script && !isatty(STDOUT_FILENO);
    relay.signal = &last_signal;
    relay.continued = &continued;
    relay.restore = raw ? terminal_raw : terminal_keep;
    signals_init(&relay.signals);
    if (child_start(command, &relay.signals) != 0)
        return 1;
    if (raw)
        terminal_raw();
    relay_run(&relay);
    int status = child_status();

    if (raw)
        terminal_leave();
    return status;
}
