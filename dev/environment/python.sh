# The virtual environment, kept in the cache and keyed by the Python and the lock file.

LOCK_FILE=$REPOSITORY/dev/environment/requirements.lock

find_venv() {
    local version
    version=$("$PYTHON" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])')
    VENV=$CACHE/venv/$version-$(fingerprint <"$LOCK_FILE")
}

ensure_venv() {
    find_venv
    [ ! -e "$VENV/ready" ] || return 0
    step "Creating the virtual environment ($(grep -c == "$LOCK_FILE") libraries, locked; a minute or two)"
    rm -rf "$VENV"
    quietly venv "The virtual environment could not be created." \
        "$PYTHON" -m venv "$VENV"
    quietly pip "The Python libraries could not be installed. $NO_NETWORK" \
        "$VENV/bin/python" -m pip install --require-hashes -r "$LOCK_FILE"
    touch "$VENV/ready"
}
