# Databases: a template with Odoo's apps and demo data, and copies of it.

ADDON=bigcommerce_connector

# The Odoo apps that the addon builds on, as its manifest names them.
addon_dependencies() {
    "$PYTHON" - "$REPOSITORY/$ADDON/__manifest__.py" <<'END'
import ast, pathlib, sys
manifest = ast.literal_eval(pathlib.Path(sys.argv[1]).read_text())
print(",".join(sorted(manifest["depends"])))
END
}

write_odoo_rc() {
    ODOO_DATA=$CACHE/data
    ODOO_RC=$CACHE/conf/$(echo "$REPOSITORY $ODOO_PATH" | fingerprint).conf
    export ODOO_RC PYTHONPATH=$ODOO_PATH
    mkdir -p "$CACHE/conf" "$ODOO_DATA"
    cat >"$ODOO_RC.$$" <<END
[options]
addons_path = $ODOO_ADDONS,$REPOSITORY
data_dir = $ODOO_DATA
db_host = $PGHOST
db_port = $PGPORT
db_user = $PGUSER
http_interface = 127.0.0.1
END
    mv "$ODOO_RC.$$" "$ODOO_RC"
}

odoo() { "$VENV/bin/python" -m odoo "$@"; }

sql() { "$PG_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

database_exists() { [ -n "$(sql -d postgres -c "SELECT 1 FROM pg_database WHERE datname = '$1'")" ]; }

drop_database() {
    quietly "drop-$1" "The database $1 could not be removed." \
        "$PG_BIN/dropdb" --if-exists --force "$1"
    rm -rf "${ODOO_DATA:?}/filestore/$1"
}

copy_database() {
    local from=$1 to=$2
    drop_database "$to"
    "$PG_BIN/createdb" -T "$from" "$to" || fail "The database $to could not be created."
    # Odoo never changes a stored file: a hard link is as good as a copy.
    cp -al "$ODOO_DATA/filestore/$from" "$ODOO_DATA/filestore/$to"
}

ensure_template() {
    local dependencies ready
    dependencies=$(addon_dependencies)
    TEMPLATE=template_$(echo "$ODOO_VERSION $dependencies" | fingerprint)
    ready=$ODOO_DATA/filestore/$TEMPLATE/ready
    if [ -e "$ready" ] && database_exists "$TEMPLATE"; then return; fi
    step "Creating the template database ($dependencies, demo data; a minute or two)"
    drop_database "$TEMPLATE"
    quietly template "The template database could not be created." \
        odoo -d "$TEMPLATE" -i "$dependencies" --with-demo --stop-after-init --no-http \
        --max-cron-threads=0 --log-level=warn
    mkdir -p "$(dirname "$ready")"
    touch "$ready"
}

# create_database NAME: a copy of the template with the addon installed.
create_database() {
    copy_database "$TEMPLATE" "$1"
    step "Installing $ADDON in the database $1"
    quietly "install-$1" "$ADDON could not be installed in the database $1." \
        odoo -d "$1" -i "$ADDON" --with-demo --stop-after-init --no-http --max-cron-threads=0
}
