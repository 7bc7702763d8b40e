# SPDX-License-Identifier: MIT
#
# ./capos test: runs suites and counts. A suite is a folder of tests/ with a run.sh (or check.sh), or with test_*.py for
# pytest. It says its counts in its last line that has "N passed" or "N failed" (pytest does); a suite without such a line
# is one test, judged by its exit code. A suite that fails without counting a failure counts as one.

suites='unit generated conformance static manifest model proof bench boot'
# Only when they are named: they take many minutes.
long_suites='stress'

passed=0 failed=0 skipped=0

# add_counts NAME LOG STATUS
add_counts() {
    local line p f s
    line=$(grep -E '(^|[ ,=])[0-9]+ (passed|failed|skipped|errors?)\b' "$2" | tail -n 1 || true)
    p=$(grep -oE '[0-9]+ passed' <<< "$line" | grep -oE '[0-9]+' || true)
    f=$(grep -oE '[0-9]+ (failed|errors?)' <<< "$line" | grep -oE '[0-9]+' | paste -sd+ || true)
    s=$(grep -oE '[0-9]+ skipped' <<< "$line" | grep -oE '[0-9]+' || true)
    p=$((${p:-0})) f=$((${f:-0})) s=$((${s:-0}))
    [ "$3" -eq 0 ] || [ $f -gt 0 ] || f=1
    # Nothing at all is no success.
    if [ $((p + f + s)) -eq 0 ]; then
        [ -z "$line" ] && p=1 || f=1
    fi
    printf -- '-- %s: %s passed, %s failed%s\n' "$1" $p $f "$([ $s -eq 0 ] || echo ", $s skipped")"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# run_command NAME COMMAND...: shows the output, keeps it, counts
run_command() {
    local name=$1 log status=0
    shift
    log=build/run/test-$name.log
    "$@" < /dev/null 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
    add_counts "$name" "$log" "$status"
}

run_suite() {
    local name=$1 folder=tests/$1
    [ "$name" = static ] && folder=tests/checks
    printf -- '-- %s\n' "$name"
    if [ -e "$folder/run.sh" ]; then
        run_command "$name" bash "$folder/run.sh" "${pytest_options[@]}"
    elif [ -e "$folder/check.sh" ]; then
        run_command "$name" sh "$folder/check.sh"
    elif compgen -G "$folder/test_*.py" > /dev/null; then
        run_command "$name" "$python" -m pytest -q -rs -p no:cacheprovider --tb=short "$folder" "${pytest_options[@]}"
    else
        echo "$folder: expected a run.sh or a test_*.py"
        failed=$((failed + 1))
    fi
}

# What a suite needs beyond the compiler.
packages_of() {
    case $1 in
        unit | model | proof) echo "$1" ;;
        static) echo 'static python' ;;
        bench) echo 'run python' ;;
        boot) echo 'run iso uefi python clang' ;;
        stress) echo 'run iso uefi python' ;;
        conformance) echo 'python schemas clang' ;;
        generated | manifest) echo python ;;
    esac
}

# name_check EXPRESSION: a name, `not NAME`, and such joined by `and` and `or`, with parentheses: what pytest takes behind -k
name_check() {
    local word list depth=0 wants=name
    read -ra list <<< "$(sed 's/[()]/ & /g' <<< "$1")"
    for word in "${list[@]}"; do
        case $wants:$word in
            name:not) ;;
            name:'(') depth=$((depth + 1)) ;;
            name:and | name:or | name:')' | then:not | then:'(') wants=wrong; break ;;
            then:and | then:or) wants=name ;;
            then:')') depth=$((depth - 1)); [ $depth -ge 0 ] || break ;;
            name:*) [[ $word =~ ^[][A-Za-z0-9_.:+/-]+$ ]] && wants=then || wants=wrong ;;
            *) wants=wrong; break ;;
        esac
    done
    [ "$wants" = then ] && [ $depth -eq 0 ] || usage "test: -k '$1': expected a part of a test's name, or such joined by and, or, not and parentheses"
}

test_options() {
    local suite
    options_read test '-k NAME or --smp N' '' '-k --smp' '' "$@"
    chosen=("${words[@]}")
    for suite in "${chosen[@]}"; do
        [[ " $suites $long_suites " == *" $suite "* ]] || usage "test: unknown suite '$suite'; expected: $suites $long_suites"
    done
    suite=$(printf '%s\n' "${chosen[@]}" | sort | uniq -d | sed -n 1p)
    [ -z "$suite" ] || usage "test: $suite is given twice"
    [ ${#chosen[@]} -gt 0 ] || read -ra chosen <<< "$suites"

    pytest_options=()
    if [ -n "${given[-k]:-}" ]; then
        name_check "${given[-k]}"
        [ "${chosen[*]}" != generated ] || usage 'test: -k: the suite generated is one test'
        pytest_options=(-k "${given[-k]}")
    fi
    if [ -n "${given[--smp]:-}" ]; then
        [[ ${given[--smp]} =~ ^[1-9][0-9]?$ ]] || usage "test: --smp ${given[--smp]}: expected a number of CPUs, 1 to 99"
        [[ " ${chosen[*]} " == *' boot '* ]] || usage 'test: --smp is for the suite boot, which is not chosen'
        export CAPOS_SMP=${given[--smp]}
    fi
    [[ ${CAPOS_SMP:-1} =~ ^[1-9][0-9]?$ ]] || usage "CAPOS_SMP=$CAPOS_SMP: expected a number of CPUs, 1 to 99"
    [[ ${CAPOS_TIME_SCALE:-1} =~ ^[0-9]{1,4}(\.[0-9]+)?$ && ! ${CAPOS_TIME_SCALE:-1} =~ ^[0.]+$ ]] ||
        usage "CAPOS_TIME_SCALE=$CAPOS_TIME_SCALE: expected a factor such as 3 or 1.5"
}

verb_test() {
    local chosen=() suite
    test_options "$@"
    tree_check
    tree_check_pages
    tree_check_environment
    need build $(for suite in "${chosen[@]}"; do packages_of "$suite"; done)
    python_check
    tree_use
    tree_use_alone test
    export PYTHONDONTWRITEBYTECODE=1 OVERLAY= # no files in the tree, and no local additions in what is tested
    say "building (log: $build_log)"
    # A broken part is one failure, shown; what does not need it is still tested.
    (build -k OVERLAY= all host) || failed=1

    for suite in "${chosen[@]}"; do
        run_suite "$suite"
    done
    printf '%s passed, %s failed%s\n' $passed $failed "$([ $skipped -eq 0 ] || echo ", $skipped skipped")"
    [ $failed -eq 0 ]
}
