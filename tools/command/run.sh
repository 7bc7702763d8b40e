# SPDX-License-Identifier: MIT
# ./capos run: builds a system and boots it with the terminal on this one.

panic_status=99 # what QEMU's isa-debug-exit makes of the kernel's 0x31
console=build/run/console.log
trace=build/run/trace.log

run_options() {
    system=default iso= uefi= smp=1 memory=256M gdb= accel=tcg cpu=max tap= payload=
    while [ $# -gt 0 ]; do
        case $1 in
            --system | --smp | --mem) [ $# -ge 2 ] || usage "run: $1 needs a value" ;;
        esac
        case $1 in
            --system) system=$2; shift ;;
            --smp) smp=$2; shift ;;
            --mem) memory=$2; shift ;;
            --iso) iso=yes ;;
            --uefi) iso=yes uefi=yes ;;
            --gdb) gdb=yes ;;
            --tap) tap=yes ;;
            --tap=?*) tap=yes trace=${1#--tap=} ;;
            --payload) payload=yes ;;
            --kvm) accel=kvm cpu=host ;;
            *) usage "run: unknown option '$1'; expected --system NAME, --iso, --uefi, --smp N, --mem M, --gdb, --kvm, --tap or --payload" ;;
        esac
        shift
    done
    [[ $smp =~ ^[1-9][0-9]?$ ]] || usage "run: --smp $smp: expected a number of CPUs, 1 to 99"
    [[ $memory =~ ^[1-9][0-9]*[MG]?$ ]] || usage "run: --mem $memory: expected an amount such as 128M or 1G"
    [ -z "$payload" ] || [ -n "$tap" ] || usage 'run: --payload says what --tap shows; expected --tap too'
    [ -e "systems/$system.capnp" ] || [ -e "systems/$system.json" ] ||
        usage "run: --system $system: expected one of: $(cd systems && ls | sed -nE '/^local\./!s/\.(capnp|json)$//p' | tr '\n' ' ')"
}

# Debian and Ubuntu agree on the first, older ones on the others.
find_firmware() {
    local file
    for file in /usr/share/ovmf/OVMF.fd /usr/share/qemu/OVMF.fd /usr/share/OVMF/OVMF.fd; do
        if [ -e "$file" ]; then
            echo "$file"
            return
        fi
    done
    fail 'no UEFI firmware found (package ovmf)'
}

# Renders the taps' records while the system runs, into $trace. Sets tap_pid.
tap_start() {
    { : > "$trace"; } 2> /dev/null || fail "--tap=$trace: cannot be written"
    build/host/ringtap --follow "$console" > "$trace" 2> build/run/ringtap.log &
    tap_pid=$!
    say "tracing every call${payload:+, with what it says}: tail -f $trace"
}

# It reads to the end of the log before it goes.
tap_end() {
    kill -INT "$tap_pid" 2> /dev/null || true
    wait "$tap_pid" || true
    say "the trace is $trace; $(tail -n 1 build/run/ringtap.log)"
}

verb_run() {
    local options= tap_pid=
    run_options "$@"
    [ -z "$tap" ] || options=tap${payload:+=payload}
    need build run ${iso:+iso} ${uefi:+uefi}
    say "building (log: $build_log)"
    build SYSTEM="$system" KERNEL_OPTIONS="$options" links kernel ${iso:+iso} ${tap:+host} "system-$system"

    local boot=(-kernel build/capos.elf -initrd "build/systems/$system/manifest.bin") status=0
    [ -z "$options" ] || boot+=(-append "$options")
    [ -z "$iso" ] || boot=(-cdrom "build/systems/$system/capos.iso")
    [ -z "$uefi" ] || boot+=(-bios "$(find_firmware)")
    if [ -n "$gdb" ]; then
        boot+=(-S -gdb tcp::1234)
        say "waiting for: gdb $(dirname "$(readlink -f build/capos.elf)")/debug/capos.elf -ex 'target remote :1234'"
    fi
    say "booting; leave with poweroff or Ctrl-A X; kernel log: $console"

    : > "$console"
    [ -z "$tap" ] || tap_start
    qemu-system-x86_64 -accel "$accel" -cpu "$cpu" -M q35 -m "$memory" -smp "$smp" -nodefaults -display none -no-reboot \
        -device isa-debug-exit,iobase=0xf4,iosize=0x04 -chardev stdio,id=term,mux=on,signal=off -serial chardev:term \
        -serial "file:$console" "${boot[@]}" || status=$?
    [ -z "$tap" ] || tap_end
    [ "$status" -ne 0 ] || return 0

    if [ "$status" -eq $panic_status ]; then
        printf '\n' >&2
        grep -v '^ringtap:' "$console" | tail -n 40 >&2
        printf 'capos: the kernel stopped itself; the end of %s is above\n' "$console" >&2
    else
        printf 'capos: QEMU ended with status %s; the kernel log is %s\n' "$status" "$console" >&2
    fi
    exit "$status"
}
