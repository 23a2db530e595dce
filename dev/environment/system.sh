# Programs that come from the system: Python with venv, PostgreSQL's server, Chromium.

PYTHON=${PYTHON:-python3}
NO_NETWORK="Is there a network connection?"

python_is_usable() {
    "$PYTHON" - 2>/dev/null <<'END'
import ensurepip, sys, venv
sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))
END
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

chromium_is_there() {
    # The names under which Odoo looks for a browser.
    command -v google-chrome chromium chromium-browser google-chrome-stable >/dev/null
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
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
    quietly apt-update "The package lists could not be updated. $NO_NETWORK" \
        as_root apt-get update -q
    # The package must not start a server of its own: we run a private one.
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        as_root mkdir -p /etc/postgresql-common
        echo "create_main_cluster = false" |
            as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    # shellcheck disable=SC2086
    quietly apt-install "The system packages could not be installed: $packages. $NO_NETWORK" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
        --no-install-recommends -o Dpkg::Options::=--force-confold $packages
}

ensure_system_packages() {
    local missing=""
    python_is_usable || missing="$missing python3 python3-venv"
    find_postgres || missing="$missing postgresql"
    chromium_is_there || missing="$missing chromium"
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install_packages $missing
    python_is_usable || fail "Python 3.10 to 3.13 is needed, but \"$PYTHON\" is not such a one;" \
        "name another with PYTHON=..."
    find_postgres || fail "PostgreSQL's server programs (initdb, pg_ctl) were not found."
}
