# Programs that come from the system: Python with venv, PostgreSQL's server, Chromium.

NO_NETWORK="Is there a network connection?"

python_is_usable() {
    "$1" - 2>/dev/null <<'END'
import ensurepip, sys, venv
sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))
END
}

# The system's own before that of the PATH: distributions build it with all optimizations,
# pyenv does not unless told so, and such a one needs a quarter more time for the tests.
find_python() {
    local candidate
    for candidate in ${PYTHON:-/usr/bin/python3 python3}; do
        python_is_usable "$candidate" || continue
        PYTHON=$candidate
        return
    done
    return 1
}

find_postgres() {
    local candidate
    for candidate in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
        "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
        [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ] || continue
        PG_BIN=$candidate
        return
    done
    return 1
}

# Odoo waits ten seconds for a browser and then skips the tour: its first start since the
# machine's may take longer.
warm_up_chromium() {
    local browser
    browser=$(command -v google-chrome chromium chromium-browser google-chrome-stable |
        head -n 1)
    timeout 60 "$browser" --headless --no-sandbox --disable-gpu --dump-dom about:blank \
        >/dev/null 2>&1 || true
}

chromium_is_there() {
    # The names under which Odoo looks for a browser.
    command -v google-chrome chromium chromium-browser google-chrome-stable >/dev/null
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# The package would start a server of its own on port 5432: we run a private one.
forbid_main_cluster() {
    local file=/etc/postgresql-common/createcluster.conf
    [ ! -e "$file" ] || file=/etc/postgresql-common/createcluster.d/no-main-cluster.conf
    as_root mkdir -p "$(dirname "$file")"
    echo "create_main_cluster = false" | as_root tee "$file" >/dev/null
}

install_packages() {
    local packages=$*
    command -v apt-get >/dev/null || fail "Missing on this machine: $packages." \
        "Only Debian's packages can be installed by themselves; install their equivalents and run again."
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || fail \
        "Missing on this machine: $packages. Install them as root, or run as root or as a user with sudo."
    step "Installing system packages: $packages"
    if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
        sudo -v </dev/tty || fail "Missing: $packages. sudo was refused; install them as root."
    fi
    # A foreign source that does not answer is no reason to stop: the installation will report it.
    (quietly apt-update "" as_root apt-get update -q) 2>/dev/null || true
    case $packages in *postgresql*) forbid_main_cluster ;; esac
    # shellcheck disable=SC2086
    quietly apt-install "The system packages could not be installed: $packages. $NO_NETWORK" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
        --no-install-recommends -o Dpkg::Options::=--force-confold $packages
}

ensure_python() {
    find_python || install_packages python3 python3-venv
    find_python || fail "Python 3.10 to 3.13 is needed, but \"${PYTHON:-python3}\" is not such a one;" \
        "name another with PYTHON=..."
}

ensure_servers() {
    local missing=""
    find_postgres || missing="$missing postgresql"
    chromium_is_there || missing="$missing chromium"
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install_packages $missing
    find_postgres || fail "PostgreSQL's server programs (initdb, pg_ctl) were not found."
}
