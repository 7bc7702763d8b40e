# SPDX-License-Identifier: MIT
# Command lines: every verb's options are read here, so that a mistake in one is named in the same way in all.

declare -A given=() # option: its value, `yes` when it takes none
words=()            # what is no option

# options_read VERB EXPECTED FLAGS VALUED OPTIONAL WORD...: fills given and words. EXPECTED says in a message which options there
# are; an option in VALUED takes a value (--name VALUE or --name=VALUE), one in OPTIONAL may (--name=VALUE).
options_read() {
    local verb=$1 expected=$2 flags=" $3 " valued=" $4 " optional=" $5 " name value word
    shift 5
    for word in "$@"; do
        case $word in -h | --help) help "$verb"; exit 0 ;; esac
    done
    while [ $# -gt 0 ]; do
        name=${1%%=*} value=yes
        case $1 in
            -?*) ;;
            *) words+=("$1"); shift; continue ;;
        esac
        if [[ $valued == *" $name "* ]]; then
            if [ "$name" != "$1" ]; then
                value=${1#*=}
            elif [ $# -ge 2 ] && [[ $2 != -* ]]; then
                value=$2
                shift
            else
                value=
            fi
        elif [[ $optional == *" $name "* && $name != "$1" ]]; then
            value=${1#*=}
        elif [[ $flags$optional == *" $name "* ]]; then
            [ "$name" = "$1" ] || usage "$verb: $name takes no value"
        else
            usage "$verb: unknown option '$1'; expected $expected"
        fi
        [ -n "$value" ] || usage "$verb: $name needs a value"
        [ -z "${given[$name]:-}" ] || usage "$verb: $name is given twice"
        given[$name]=$value
        shift
    done
}

# no_words VERB: a verb that takes options only
no_words() {
    [ ${#words[@]} -eq 0 ] || usage "$1: unexpected '${words[0]}'; it takes options only, and './capos $1 -h' shows them"
}

# nothing_read VERB WORD...: a verb that takes neither options nor words
nothing_read() {
    local verb=$1
    shift
    case ${1:-} in -h | --help) help "$verb"; exit 0 ;; esac
    [ $# -eq 0 ] || usage "$verb: unexpected '$1'; it takes no arguments"
}

# from_caller FILE: as a person names it who stands in another folder
from_caller() {
    case $1 in
        /*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "${caller%/}/$1" ;;
    esac
}

# output_check VERB OPTION FILE: whether FILE, an absolute name, can be written, without changing it
output_check() {
    local folder=${3%/*}
    if [ -d "$3" ]; then
        usage "$1: $2=$3: this is a folder; expected a file to write"
    elif [ -e "$3" ]; then
        [ -w "$3" ] || usage "$1: $2=$3: $(user_name) may not write this file"
    elif [ ! -d "${folder:-/}" ]; then
        usage "$1: $2=$3: there is no folder ${folder:-/}"
    elif [ ! -w "${folder:-/}" ]; then
        usage "$1: $2=$3: $(user_name) may not write in ${folder:-/}"
    fi
}
