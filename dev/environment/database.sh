# Databases: a template with Odoo's apps and demo data, and copies of it.

# Apps that the addons do not need, but that change how Odoo counts stock: tests of that
# would be skipped without them.
TESTED_WITH=product_expiry

# Their apps (Delivery, eCommerce) would take part in every test: "make proof" tests them
# in a database of their own.
TESTED_APART="bigcommerce_connector_delivery bigcommerce_connector_website_sale"

# The addons of this repository, one a line.
addons() {
    local manifest
    for manifest in "$REPOSITORY"/bigcommerce_connector*/__manifest__.py; do
        basename "$(dirname "$manifest")"
    done
}

# Those that databases have: the ones that INSTALLED_ADDONS names, or all but those
# that are tested apart.
installed_addons() {
    if [ -n "${INSTALLED_ADDONS:-}" ]; then
        echo "$INSTALLED_ADDONS" | tr ' ' '\n'
    else
        addons | grep -vxF "$(echo "$TESTED_APART" | tr ' ' '\n')"
    fi
}

# The Odoo apps that these build on, as their manifests name them.
addon_dependencies() {
    # shellcheck disable=SC2046
    "$PYTHON" - "$REPOSITORY" $(installed_addons) <<'END'
import ast, pathlib, sys
repository, *addons = sys.argv[1:]
depends = set()
for addon in addons:
    manifest = pathlib.Path(repository, addon, "__manifest__.py").read_text()
    depends.update(ast.literal_eval(manifest)["depends"])
print(",".join(sorted(depends.difference(addons))))
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
    dependencies=$(addon_dependencies),$TESTED_WITH
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

# create_database NAME: a copy of the template with the addons installed, or of the
# database INSTALLED_DATABASE, which has them already. Without the addons' own demo data:
# tests make the store that they need, and the demo connects to its simulator.
create_database() {
    local names
    if [ -n "${INSTALLED_DATABASE:-}" ]; then
        copy_database "$INSTALLED_DATABASE" "$1"
        return
    fi
    names=$(installed_addons | paste -sd,)
    copy_database "$TEMPLATE" "$1"
    # Odoo loads demo data with an addon where those that it depends on have theirs.
    sql -d "$1" -c \
        "UPDATE ir_module_module SET demo = FALSE WHERE name = 'point_of_sale'" ||
        fail "The database $1 could not be written."
    step "Installing $names in the database $1"
    quietly "install-$1" "$names could not be installed in the database $1." \
        odoo -d "$1" -i "$names" --stop-after-init --no-http --max-cron-threads=0
}
