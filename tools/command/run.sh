# SPDX-License-Identifier: MIT
# ./capos run: builds a system and boots it with the terminal on this one.

gdb_port=1234
panic_status=99         # what QEMU's isa-debug-exit makes of the kernel's 0x31
max_machine_status=63   # and of the largest status of SystemControl.powerOff: 2 * 31 + 1
# Debian and Ubuntu agree on the first, older ones on the others.
firmware_files='/usr/share/ovmf/OVMF.fd /usr/share/qemu/OVMF.fd /usr/share/OVMF/OVMF.fd'
min_memory=16           # MiB: what capOS boots with, and then does little
min_firmware_memory=64

# mebibytes AMOUNT: of 64M, 1G or 128
mebibytes() {
    case $1 in
        *G) echo $((${1%G} * 1024)) ;;
        *) echo "${1%M}" ;;
    esac
}

check_memory() {
    local least=$min_memory what='capOS needs' most
    [[ $memory =~ ^[1-9][0-9]{0,6}[MG]?$ ]] || usage "run: --mem $memory: expected an amount such as 128M or 1G"
    [ -z "$uefi" ] || least=$min_firmware_memory what='the UEFI firmware needs'
    [ "$(mebibytes "$memory")" -ge $least ] || usage "run: --mem $memory: $what at least ${least}M"
    most=$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' /proc/meminfo) / 1024))
    [ "$(mebibytes "$memory")" -le $most ] || usage "run: --mem $memory: this computer has ${most}M"
}

check_system() {
    [[ $'\n'$(tree_systems)$'\n' == *$'\n'"$system"$'\n'* ]] || usage "run: --system $system: expected one of: $(tree_systems | sort | tr '\n' ' ')"
}

# Listening on any address counts. Nothing is connected to: a debugger's port stops the machine behind it.
check_gdb() {
    local port
    printf -v port %04X $gdb_port
    ! grep -qsE "^ *[0-9]+: [0-9A-F]+:$port [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6 ||
        usage "run: --gdb: port $gdb_port is taken, by another machine that waits for a debugger perhaps"
}

check_kvm() {
    [ -e /dev/kvm ] || usage 'run: --kvm: there is no /dev/kvm here; without --kvm it works everywhere'
    [ -r /dev/kvm ] && [ -w /dev/kvm ] || usage "run: --kvm: $(user_name) may not use /dev/kvm; without --kvm it works everywhere"
}

check_input() {
    [ ! -d /dev/stdin ] || usage 'run: standard input is a folder; expected a terminal or a script'
    # The last digit of the flags: 1 is a file that was opened for writing only.
    ! grep -qE '^flags:.*[15]$' /proc/self/fdinfo/0 || usage 'run: standard input can only be written; expected a terminal or a script'
}

run_options() {
    options_read run '--system NAME, --iso, --uefi, --smp N, --mem M, --gdb, --kvm, --tap[=FILE] or --payload' \
        '--iso --uefi --gdb --payload --kvm' '--system --smp --mem' '--tap' "$@"
    no_words run
    system=${given[--system]:-default} smp=${given[--smp]:-1} memory=${given[--mem]:-256M}
    iso=${given[--iso]:-} uefi=${given[--uefi]:-} gdb=${given[--gdb]:-} tap=${given[--tap]:-} payload=${given[--payload]:-}
    accel=tcg cpu=max
    iso=${uefi:-$iso}
    check_system
    [[ $smp =~ ^[1-9][0-9]?$ ]] || usage "run: --smp $smp: expected a number of CPUs, 1 to 99"
    check_memory
    [ -z "$payload" ] || [ -n "$tap" ] || usage 'run: --payload says what --tap shows; expected --tap too'
    if [ -n "$tap" ] && [ "$tap" != yes ]; then
        tap=$(from_caller "$tap")
        output_check run --tap "$tap"
    fi
    [ -z "$gdb" ] || check_gdb
    if [ -n "${given[--kvm]:-}" ]; then
        check_kvm
        accel=kvm cpu=host
    fi
    check_input
}

# Sets firmware.
find_firmware() {
    for firmware in $firmware_files; do
        [ ! -e "$firmware" ] || return 0
    done
    fail "--uefi: no firmware is where it should be: $firmware_files (package ovmf)"
}

# A run has its files for itself: those of a machine that is running are left alone. Sets console, trace, tap_log.
run_claim() {
    local number=1 suffix=
    exec {run_lock}>> build/run/run.lock
    while ! flock -n "$run_lock"; do
        exec {run_lock}>&-
        suffix=-$((++number))
        exec {run_lock}>> "build/run/run$suffix.lock"
    done
    console=build/run/console$suffix.log trace=build/run/trace$suffix.log tap_log=build/run/ringtap$suffix.log
    [ "$tap" = yes ] || trace=${tap:-$trace}
    : > "$console"
}

# Renders the taps' records while the system runs, into $trace. Sets tap_pid.
tap_start() {
    local file
    { exec {file}>> "$trace"; } 2> /dev/null || fail "--tap=$trace: cannot be written"
    flock -n "$file" || fail "--tap=$trace: another machine writes its trace there"
    : > "$trace"
    "$out/host/ringtap" --follow "$console" >&"$file" 2> "$tap_log" &
    tap_pid=$!
    exec {file}>&-
    say "tracing every call${payload:+, with what it says}: tail -f $trace"
}

# It reads to the end of the log before it goes.
tap_end() {
    kill -INT "$tap_pid" 2> /dev/null || true
    wait "$tap_pid" || true
    say "the trace is $trace; $(tail -n 1 "$tap_log")"
}

say_how_it_ends() {
    if [ -z "$script" ]; then
        say "booting; leave with poweroff or Ctrl-A X; kernel log: $console"
    else
        say "booting; the input is no terminal but a script, and its end switches the machine off; kernel log: $console"
    fi
}

# What the status of QEMU means, for who called us. Does not return.
run_end() {
    if [ "$1" -eq $panic_status ]; then
        printf '\n' >&2
        grep -v '^ringtap:' "$console" | tail -n 40 >&2
        printf 'capos: the kernel stopped itself; the end of %s is above\n' "$console" >&2
    elif [ "$1" -gt 1 ] && [ "$1" -le $max_machine_status ] && [ $(($1 % 2)) -eq 1 ]; then
        set -- $(($1 / 2))
        if [ -n "$script" ] && [ "$1" -eq 1 ]; then
            printf 'capos: the last command of the script failed\n' >&2
        else
            printf 'capos: the machine was switched off with status %s\n' "$1" >&2
        fi
    else
        case $1 in
            0 | 129 | 130 | 131 | 141 | 143) ;; # by a signal that asks for it, or standard output was closed
            *) printf 'capos: QEMU ended with status %s; the kernel log is %s\n' "$1" "$console" >&2 ;;
        esac
    fi
    exit "$1"
}

verb_run() {
    local options= tap_pid= status=0 script= boot=() out line=stdio,id=term,signal=off
    run_options "$@"
    if [ -t 0 ]; then
        line=$line,mux=on
    else
        script=yes
        # What the script makes the machine write is for whoever reads the output, what we say is not.
        say() { printf 'capos: %s\n' "$*" >&2; }
    fi
    [ -z "$tap" ] || options=tap${payload:+=payload}
    tree_check
    tree_check_pages
    tree_check_environment
    need build run ${iso:+iso} ${uefi:+uefi}
    [ -z "$uefi" ] || find_firmware
    tree_use
    say "building (log: $build_log)"
    build SYSTEM="$system" KERNEL_OPTIONS="$options" links kernel host-termline ${iso:+iso} ${tap:+host} "system-$system"

    # Not by the links in build/, which a build for another run may set to what that one needs.
    out=$(readlink build/capos.elf)
    out=build/${out%/*}
    run_claim
    boot=(-kernel "$out/capos.elf" -initrd "$out/systems/$system/manifest.bin")
    [ -z "$options" ] || boot+=(-append "$options")
    [ -z "$iso" ] || boot=(-cdrom "$out/systems/$system/capos.iso")
    [ -z "$uefi" ] || boot+=(-bios "$firmware")
    if [ -n "$gdb" ]; then
        boot+=(-S -gdb "tcp::$gdb_port")
        say "waiting for: gdb $out/debug/capos.elf -ex 'target remote :$gdb_port'"
    fi
    say_how_it_ends
    [ -z "$tap" ] || tap_start
    "$out/host/termline" ${script:+--script} \
        qemu-system-x86_64 -accel "$accel" -cpu "$cpu" -M q35 -m "$memory" -smp "$smp" -nodefaults -display none -no-reboot \
        -device isa-debug-exit,iobase=0xf4,iosize=0x04 -chardev "$line" -serial chardev:term \
        -serial "file:$console" "${boot[@]}" || status=$?
    [ -z "$tap" ] || tap_end
    run_end $status
}
