# SPDX-License-Identifier: MIT
# ./capos run: builds a system and boots it with the terminal on this one.

panic_status=99 # what QEMU's isa-debug-exit makes of the kernel's 0x31
console=build/run/console.log

run_options() {
    system=default iso= uefi= smp=1 memory=256M gdb= accel=tcg cpu=max
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
            --kvm) accel=kvm cpu=host ;;
            *) usage "run: unknown option '$1'; expected --system NAME, --iso, --uefi, --smp N, --mem M, --gdb or --kvm" ;;
        esac
        shift
    done
    [[ $smp =~ ^[1-9][0-9]?$ ]] || usage "run: --smp $smp: expected a number of CPUs, 1 to 99"
    [[ $memory =~ ^[1-9][0-9]*[MG]?$ ]] || usage "run: --mem $memory: expected an amount such as 128M or 1G"
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

verb_run() {
    run_options "$@"
    need build run ${iso:+iso} ${uefi:+uefi}
    say "building (log: $build_log)"
    build SYSTEM="$system" links kernel ${iso:+iso} "system-$system"

    local boot=(-kernel build/capos.elf -initrd "build/systems/$system/manifest.bin") status=0
    [ -z "$iso" ] || boot=(-cdrom "build/systems/$system/capos.iso")
    [ -z "$uefi" ] || boot+=(-bios "$(find_firmware)")
    if [ -n "$gdb" ]; then
        boot+=(-S -gdb tcp::1234)
        say "waiting for: gdb $(dirname "$(readlink -f build/capos.elf)")/debug/capos.elf -ex 'target remote :1234'"
    fi
    say "booting; leave with poweroff or Ctrl-A X; kernel log: $console"

    : > "$console"
    qemu-system-x86_64 -accel "$accel" -cpu "$cpu" -M q35 -m "$memory" -smp "$smp" -nodefaults -display none -no-reboot \
        -device isa-debug-exit,iobase=0xf4,iosize=0x04 -chardev stdio,id=term,mux=on,signal=off -serial chardev:term \
        -serial "file:$console" "${boot[@]}" || status=$?
    [ "$status" -ne 0 ] || return 0

    if [ "$status" -eq $panic_status ]; then
        printf '\n' >&2
        tail -n 40 "$console" >&2
        printf 'capos: the kernel stopped itself; the end of %s is above\n' "$console" >&2
    else
        printf 'capos: QEMU ended with status %s; the kernel log is %s\n' "$status" "$console" >&2
    fi
    exit "$status"
}
