# What "make test" and "make lint" run.

failed_parts=""

# part NAME COMMAND...: runs one part; the others run even when it fails.
part() {
    local name=$1
    shift
    step "$name"
    if ! ("$@"); then
        failed_parts="$failed_parts $name,"
        step "$name: failed"
    fi
}

# report LOG STATUS: what a process printed, and how it ended.
report() {
    cat "$1"
    return "$2"
}

report_parts() { [ -z "$failed_parts" ] || fail "Failed:${failed_parts%,}."; }

lint_ruff() { "$VENV/bin/ruff" check .; }

lint_format() { "$VENV/bin/ruff" format --check .; }

lint_odoo() {
    # README.md instead of README.rst; sync/ extends the addon's own models on purpose,
    # and has plain classes with a method "read" or "create" that overrides none.
    local merging=consider-merging-classes-inherited super=method-required-super
    # shellcheck disable=SC2046
    "$VENV/bin/pylint" --disable=missing-readme,$merging,$super $(addons) &&
        "$VENV/bin/pylint" --disable=all --enable=$super \
            --ignore-paths='.*/(sync|tests|api)/.*' $(addons) &&
        "$VENV/bin/pylint" --disable=all --enable=$merging \
            --ignore-paths='.*/(sync|tests|api)/.*,.*/models/bigcommerce_.*' $(addons)
}

lint_data() {
    # The disabled checks are of taste: Odoo's own files do otherwise, and so do we.
    local taste=xml-header-wrong,xml-field-numeric-without-eval,prefer-readme-rst
    # shellcheck disable=SC2046
    "$VENV/bin/oca-checks-odoo-module" --disable="$taste" $(addons)
}

# The parts without Odoo: Odoo itself has no types.
lint_types() { "$VENV/bin/mypy"; }

lint_layers() { PYTHONPATH=$REPOSITORY "$VENV/bin/lint-imports" --no-cache; }

# run_lint [PART...]: ruff, format, types, odoo, data (XML, CSV, PO files), layers; all by
# default, at the same time.
run_lint() {
    cd "$REPOSITORY"
    local name logs status
    local -A pids
    [ $# != 0 ] || set -- ruff format types odoo data layers
    logs=$(mktemp -d)
    for name in "$@"; do
        ("lint_$name") >"$logs/$name" 2>&1 &
        pids[$name]=$!
    done
    for name in "$@"; do
        status=0
        wait "${pids[$name]}" || status=$?
        part "lint: $name" report "$logs/$name" "$status"
    done
    rm -rf "$logs"
    report_parts
}

# in_parallel SCOPE: tests run in as many processes as there are processors; those of a
# class (loadscope) or of a file (loadfile) stay together, since its set-up is shared.
# They begin in the order of the files: by number of tests, as is usual, the longest
# lives of orders would come last and one process wait for the other.
in_parallel() {
    local processes=${TEST_PROCESSES:-$(nproc)}
    [ "$processes" -le 4 ] || processes=4
    echo --numprocesses "$processes" --dist "$1" --no-loadscope-reorder
}

# Each process works in a copy of the database (pytest-odoo makes it).
odoo_tests() {
    local database=$1
    shift
    warm_up_chromium
    # shellcheck disable=SC2046
    run_pytest -d "$database" $(in_parallel loadscope) "$@"
}

# The contract tests come last: they judge the exchanges that the other parts recorded.
run_tests() {
    cd "$REPOSITORY"
    local database addon installation folders=""
    database=test_$(echo "$REPOSITORY" | fingerprint)
    exec 6>"$CACHE/$database.lock"
    flock -n 6 || fail "The tests of this clone are running already."
    BIGCOMMERCE_SIMULATOR_RECORD=$(mktemp -d)
    export BIGCOMMERCE_SIMULATOR_RECORD
    trap 'wait; rm -rf "$BIGCOMMERCE_SIMULATOR_RECORD"; release_postgres' EXIT
    # The small addon first: its longest class would end when there is no other to run.
    for addon in $(installed_addons); do folders="$addon/tests $folders"; done
    # Beside the unit tests: by itself it would leave a processor idle.
    create_database "$database" &
    installation=$!
    # shellcheck disable=SC2046
    part "unit tests" run_pytest $(in_parallel loadscope) tests/unit
    wait "$installation"
    # shellcheck disable=SC2086
    part "Odoo tests" odoo_tests "$database" $folders
    export INSTALLED_DATABASE=$database
    # shellcheck disable=SC2046
    part "system tests" run_pytest $(in_parallel loadfile) tests/system
    # shellcheck disable=SC2046
    part "contract tests" run_pytest $(in_parallel loadfile) tests/contract
    drop_database "$database"
    report_parts
}

# Every other slice of the lives, on paper and in Odoo: this process's share of two.
# A slice has a seed of its own, made of PROOF_SEED and where it begins, and is one
# transaction in Odoo.
run_lives() {
    local worker=$1 database first status=0
    local shown=(-rP --log-level=INFO)  # what the lives reached
    database=proof_$(echo "$REPOSITORY" | fingerprint)_$worker
    create_database "$database"
    export PROOF_REACHED=$logs/reached_$worker  # by all slices together
    for ((first = proof_first + worker * slice; first < proof_last; first += 2 * slice)); do
        export PROOF_FIRST=$first
        export PROOF_HISTORIES=$((proof_last - first < slice ? proof_last - first : slice))
        export PROOF_PAPER_HISTORIES=$((PROOF_HISTORIES * paper_share))
        step "lives of orders on paper from $first on"
        run_pytest "${shown[@]}" tests/unit/settlement/test_histories.py || status=1
        step "lives of orders from $first on"
        run_pytest -d "$database" "${shown[@]}" -k lives \
            bigcommerce_connector/tests/proof || status=1
    done
    if ((worker == 0)); then
        step "orders one by one and together"
        ORDERS_TOGETHER=${ORDERS_TOGETHER:-200} ORDERS_TOGETHER_SEED=$PROOF_SEED \
            run_pytest -d "$database" "${shown[@]}" -k "every_row or closing" \
            bigcommerce_connector/tests/orders/test_posted_together.py \
            bigcommerce_connector_mrp/tests/test_kits_both_ways.py || status=1
        step "worked examples, one by one, and shipped soon after"
        EXAMPLES_ONE_BY_ONE=1 run_pytest -d "$database" -k "OneByOne or Shipped" \
            bigcommerce_connector/tests/orders/test_worked_examples.py || status=1
    fi
    drop_database "$database"
    return "$status"
}

# Random histories of products, and shops that are imported and sent out again.
run_catalog_histories() {
    local database first last count=${CATALOG_HISTORIES:-200} slice=50 status=0
    database=proof_$(echo "$REPOSITORY" | fingerprint)_catalog
    create_database "$database"
    export CATALOG_HISTORIES_SEED=${CATALOG_HISTORIES_SEED:-$PROOF_SEED}
    first=${CATALOG_HISTORIES_FIRST:-0}
    last=$((first + count))
    for ((; first < last; first += slice)); do
        CATALOG_HISTORIES_FIRST=$first \
            CATALOG_HISTORIES=$((last - first < slice ? last - first : slice)) \
            run_pytest -d "$database" \
            bigcommerce_connector/tests/catalog/test_catalog_histories.py || status=1
    done
    IMPORTED_SHOPS=${IMPORTED_SHOPS:-30} run_pytest -d "$database" \
        bigcommerce_connector/tests/catalog_import/test_import_round_trip.py || status=1
    drop_database "$database"
    return "$status"
}

# The addons whose apps other tests do without.
run_apart() {
    local database addon folders="" status=0
    database=proof_$(echo "$REPOSITORY" | fingerprint)_apart
    unset INSTALLED_DATABASE  # which does not have them
    export INSTALLED_ADDONS="bigcommerce_connector $TESTED_APART"
    ensure_template
    create_database "$database"
    for addon in $TESTED_APART; do folders="$folders $addon/tests"; done
    # shellcheck disable=SC2086
    run_pytest -d "$database" $folders || status=1
    drop_database "$database"
    return "$status"
}

# Random lives of web orders, on the mappers alone and in Odoo, by two processes; then
# kills, workers and concurrency, and everybody who sells at once.
run_proof() {
    cd "$REPOSITORY"
    local count=${PROOF_HISTORIES:-2000} paper_share=${PROOF_PAPER_SHARE:-10} slice=200
    local proof_first=${PROOF_FIRST:-0} proof_last logs worker started=$SECONDS
    local pids=() status
    proof_last=$((proof_first + count))
    exec 6>"$CACHE/proof_$(echo "$REPOSITORY" | fingerprint).lock"
    flock -n 6 || fail "The proof of this clone is running already."
    export PROOF_SEED=${PROOF_SEED:-$(date +%s)}
    step "PROOF_SEED=$PROOF_SEED PROOF_FIRST=$proof_first PROOF_HISTORIES=$count"
    logs=$(mktemp -d)
    for worker in 0 1; do
        (run_lives "$worker") >"$logs/$worker" 2>&1 &
        pids+=($!)
    done
    step "Lives of orders, two at a time; follow them in $logs"
    for worker in 0 1; do
        status=0
        wait "${pids[$worker]}" || status=$?
        part "lives, process $worker" report "$logs/$worker" "$status"
    done
    step "$((60 * count / (SECONDS - started + 1))) lives in Odoo a minute," \
        "and $paper_share times as many on paper"
    rm -rf "$logs"
    export KILLS=${KILLS:-60}
    part "kills and workers" run_pytest tests/system/test_kills.py \
        tests/system/test_workers.py tests/system/test_concurrency.py \
        tests/system/test_posted_together.py tests/system/test_killed_*.py
    part "histories of products" run_catalog_histories
    part "addons tested apart" run_apart
    export OVERSELL=${OVERSELL:-3000}
    part "no overselling" run_pytest tests/system/test_overselling.py
    report_parts
}
