# A private PostgreSQL server: no port, only a socket; nothing of it is worth keeping, so
# it does not wait for the disk.

find_cluster() {
    # The server refuses to run as root, and its user cannot enter root's home.
    if [ "$(id -u)" = 0 ]; then
        id postgres >/dev/null 2>&1 || fail "PostgreSQL does not run as root, and there is" \
            "no user \"postgres\" to run it; run this as a normal user."
        PG_HOME=/var/cache/bigcommerce-connector/$(echo "$CACHE" | fingerprint)
        PG_OWNER=postgres
    else
        PG_HOME=$CACHE/postgres
        PG_OWNER=$(id -un)
    fi
    PG_DATA=$PG_HOME/data-$(basename "$(dirname "$PG_BIN")")
    # psql, createdb … and Odoo read these.
    export PGHOST=$PG_HOME PGUSER=odoo PGPORT=5432
    unset PGDATABASE PGPASSWORD PGSERVICE PGOPTIONS
    [ "${#PG_HOME}" -le 85 ] || fail "The path of the cache folder is too long for" \
        "PostgreSQL's socket ($PG_HOME); choose a shorter one with XDG_CACHE_HOME=..."
}

as_server() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid "$PG_OWNER" --regid "$PG_OWNER" --clear-groups "$@")
    else
        "$@"
    fi
}

create_cluster() {
    step "Creating a private PostgreSQL database cluster"
    rm -rf "$PG_HOME"
    install -d -m 711 "$(dirname "$PG_HOME")"
    install -d -m 700 -o "$PG_OWNER" "$PG_HOME"
    quietly initdb "The PostgreSQL cluster could not be created." as_server \
        "$PG_BIN/initdb" -D "$PG_DATA.new" -U odoo -A trust -E UTF8 --locale=C
    as_server tee -a "$PG_DATA.new/postgresql.conf" >/dev/null <<END
listen_addresses = ''
unix_socket_directories = '$PG_HOME'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
max_wal_size = 2GB
jit = off
END
    as_server mv "$PG_DATA.new" "$PG_DATA"
}

server_runs() { as_server "$PG_BIN/pg_ctl" -D "$PG_DATA" status >/dev/null 2>&1; }

# Whoever uses the server holds a shared lock (file descriptor 7) as long as it runs.
ensure_postgres() {
    find_cluster
    exec 7>"$CACHE/postgres.lock"
    flock -s 7
    [ -e "$PG_DATA" ] || create_cluster
    server_runs || quietly postgres "PostgreSQL could not be started." as_server \
        "$PG_BIN/pg_ctl" -D "$PG_DATA" -l "$PG_HOME/server.log" -w -t 60 start 7>&- 8>&-
}

# Stops the server unless somebody else uses it.
release_postgres() {
    [ -e "$CACHE/postgres.lock" ] || return 0
    exec 7>>"$CACHE/postgres.lock"
    if flock -n -x 7; then
        find_cluster
        ! server_runs || quietly postgres-stop "PostgreSQL could not be stopped." \
            as_server "$PG_BIN/pg_ctl" -D "$PG_DATA" -m fast -w stop
    fi
    exec 7>&-
}
