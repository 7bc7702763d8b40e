# SPDX-License-Identifier: MIT
# Packages of the distribution: what is missing is installed when that can be done without asking.

package_is_there() {
    case $1 in
        /*) [ -e "$1" ] ;;
        *) command -v "$1" > /dev/null ;;
    esac
}

# packages_missing SECTION...: names of packages whose probe is not found
packages_missing() {
    local section word
    for section in "$@"; do
        for word in $(sed -n "s/^$section: //p" tools/packages.txt); do
            package_is_there "${word#*=}" || printf '%s\n' "${word%%=*}"
        done
    done | sort -u
}

# The interpreter that PYTHON names; the distribution's own has the packages by now.
python_check() {
    [ -n "${PYTHON:-}" ] || return 0
    command -v -- "$python" > /dev/null || usage "PYTHON=$python: there is no such program"
    "$python" -c 'import pexpect, pytest' > /dev/null 2>&1 < /dev/null ||
        usage "PYTHON=$python: it has no pytest or no pexpect; without PYTHON the distribution's is taken"
}

# need SECTION...: returns when everything of these sections is there; else ends the program
need() {
    local missing install root=
    missing=$(packages_missing "$@" | tr '\n' ' ')
    missing=${missing% }
    [ -n "$missing" ] || return 0

    install="apt-get install -y --no-install-recommends $missing"
    command -v apt-get > /dev/null || fail "these packages are missing, and there is no apt-get here: $missing"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo > /dev/null && sudo -n true 2> /dev/null || fail "these packages are missing: $missing
Install them, then try again:
    sudo $install"
        root='sudo -n'
    fi

    say "installing: $missing"
    mkdir -p build/run
    # Without recommends, so that nobody gets a desktop for the sake of QEMU. The lists of a new machine may be empty or old.
    {
        $root env DEBIAN_FRONTEND=noninteractive $install ||
            { $root apt-get update && $root env DEBIAN_FRONTEND=noninteractive $install; }
    } < /dev/null > build/run/install.log 2>&1 || {
        tail -n 5 build/run/install.log >&2
        fail "could not install them (log: build/run/install.log). By hand: ${root:+sudo }$install"
    }
    missing=$(packages_missing "$@" | tr '\n' ' ')
    [ -z "$missing" ] || fail "installed, but still not found: $missing"
}
