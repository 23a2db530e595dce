# Paths and messages shared by the scripts of the development environment.

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/bigcommerce-connector
ODOO_SERIES=19.0

fingerprint() { sha256sum | cut -c1-12; }

step() { printf -- '--> %s\n' "$*" >&2; }

fail() {
    printf 'Error: %s\n' "$*" >&2
    exit 1
}

# quietly NAME SENTENCE COMMAND...: runs the command with its output in a log file;
# when it fails, says the sentence and where the log is.
quietly() {
    local log=$CACHE/logs/$1.log sentence=$2
    shift 2
    mkdir -p "$CACHE/logs"
    "$@" >"$log" 2>&1 </dev/null || fail "$sentence Details: $log"
}

# One set-up at a time: a second one waits for the first and finds its result.
lock_setup() {
    mkdir -p "$CACHE" || fail "The cache folder $CACHE cannot be written."
    exec 8>"$CACHE/setup.lock"
    flock -n 8 || { step "Waiting for another set-up to finish"; flock 8; }
}

unlock_setup() { exec 8>&-; }
