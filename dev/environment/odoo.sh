# Odoo 19: one that is there already, else Debian's package unpacked in the cache.
# Sets ODOO_PATH (what goes on PYTHONPATH), ODOO_ADDONS and ODOO_VERSION.

# Linked to by the package's fonts and scripts; Font Awesome 4.7 is not in sid any more.
ODOO_LINKED_SID="fonts-roboto-unhinted fonts-montserrat fonts-ocr-b
    fonts-glyphicons-halflings libjs-jquery libjs-jquery-form libjs-underscore"
ODOO_LINKED_OWN="fonts-font-awesome fonts-inconsolata"

DEBIAN_ODOO=$CACHE/odoo/debian
DIST_PACKAGES=root/usr/lib/python3/dist-packages

ensure_odoo() {
    if [ -n "${ODOO_HOME:-}" ]; then
        use_odoo "$ODOO_HOME" || fail \
            "ODOO_HOME=$ODOO_HOME has no Odoo $ODOO_SERIES (no odoo/release.py that says so)."
    elif ! use_importable_odoo; then
        [ -e "$DEBIAN_ODOO/ready" ] || unpack_debian_odoo
        use_odoo "$DEBIAN_ODOO/$DIST_PACKAGES" ||
            fail "The unpacked Odoo is damaged: remove $CACHE/odoo and run again."
    fi
    export ODOO_HOME=$ODOO_PATH
}

# use_odoo FOLDER: the folder that has the package "odoo" in it.
use_odoo() {
    [ -f "$1/odoo/release.py" ] || return 1
    ODOO_PATH=$(cd "$1" && pwd)
    local series
    series=$("$PYTHON" -c 'import runpy, sys
release = runpy.run_path(sys.argv[1])
print("%s.%s" % release["version_info"][:2])' "$ODOO_PATH/odoo/release.py") || return 1
    [ "$series" = "$ODOO_SERIES" ] || return 1
    ODOO_ADDONS=$ODOO_PATH/odoo/addons
    has_all_addons "$ODOO_PATH/odoo" || ODOO_ADDONS=$ODOO_ADDONS,$ODOO_PATH/addons
    if [ "$ODOO_PATH" = "$DEBIAN_ODOO/$DIST_PACKAGES" ]; then
        ODOO_VERSION=$(cat "$DEBIAN_ODOO/ready")
    else
        ODOO_VERSION=$ODOO_PATH-$(git -C "$ODOO_PATH" rev-parse HEAD 2>/dev/null ||
            stat -L -c %Y "$ODOO_PATH/odoo/release.py")
    fi
}

# Packages have every addon inside "odoo"; in a checkout most lie beside it.
has_all_addons() { [ -d "$1/addons/point_of_sale" ]; }

# An Odoo that the Python in use imports lies among other libraries, which must not
# come before those of the virtual environment: only "odoo" itself is linked.
use_importable_odoo() {
    local package link
    package=$(cd / && "$PYTHON" -c 'import odoo.release, os
print(os.path.dirname(odoo.release.__file__))' 2>/dev/null) || return 1
    if ! has_all_addons "$package"; then
        use_odoo "$(dirname "$package")"
        return
    fi
    link=$CACHE/odoo/linked-$(echo "$package" | fingerprint)
    mkdir -p "$link"
    ln -sfn "$package" "$link/odoo"
    use_odoo "$link"
}

debian_mirror() {
    apt-get indextargets --format '$(REPO_URI) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
        awk '$2 == "main" && $1 !~ /security/ { print $1; exit }'
}

# private_apt FOLDER ARGUMENT...: apt-get with lists and sources of its own, so that those
# of the system stay as they are.
private_apt() {
    local folder=$1
    shift
    apt-get -q -oDir::Etc::SourceList="$folder/sources.list" -oDir::Etc::SourceParts=/dev/null \
        -oDir::Etc::Preferences=/dev/null -oDir::Etc::PreferencesParts=/dev/null \
        -oDir::State::Lists="$folder/lists" -oDir::Cache="$folder/cache" \
        -oAPT::Sandbox::User="$(id -un)" "$@"
}

write_apt_sources() {
    local folder=$1 mirror codename option
    mirror=$(debian_mirror)
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-sid}")
    [ -n "$mirror" ] || fail "No Debian mirror is configured on this machine;" \
        "get Odoo $ODOO_SERIES yourself and name its folder with ODOO_HOME=..."
    option="[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" "$folder/packages"
    printf 'deb %s %s sid main\n' "$option" "$mirror" >"$folder/sources.list"
    [ "$codename" = sid ] ||
        printf 'deb %s %s %s main\n' "$option" "$mirror" "$codename" >>"$folder/sources.list"
    APT_CODENAME=$codename
}

unpack_debian_odoo() {
    command -v apt-get >/dev/null || fail "Odoo $ODOO_SERIES can be fetched by itself on Debian only;" \
        "get it yourself (branch $ODOO_SERIES of Odoo's repository) and name its folder with ODOO_HOME=..."
    local folder=$DEBIAN_ODOO package problem
    problem="Odoo $ODOO_SERIES could not be fetched from the Debian mirror. $NO_NETWORK"
    step "Fetching Odoo $ODOO_SERIES (Debian's package, 125 MB)"
    rm -rf "$folder"
    mkdir -p "$folder"
    write_apt_sources "$folder"
    quietly odoo-lists "$problem" private_apt "$folder" update
    # shellcheck disable=SC2086
    (cd "$folder/packages" && quietly odoo-download "$problem" private_apt "$folder" download \
        $(printf '%s/sid ' odoo-19 $ODOO_LINKED_SID) \
        $(printf "%s/$APT_CODENAME " $ODOO_LINKED_OWN))
    step "Unpacking Odoo"
    for package in "$folder"/packages/*.deb; do
        quietly odoo-unpack "Odoo could not be unpacked." dpkg-deb -x "$package" "$folder/root"
    done
    dpkg-deb -f "$folder"/packages/odoo-19_*.deb Version >"$folder/version"
    rm -rf "$folder/packages" "$folder/lists" "$folder/cache"
    [ -z "$(find "$folder/root/usr/lib/python3" -xtype l)" ] ||
        step "Some icons or fonts of the web client are missing (harmless for tests)"
    mv "$folder/version" "$folder/ready"
}
