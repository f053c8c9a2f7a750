# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the project needs from Debian 12, and how scripts install it. Sourced, not run.
# Usage: need build [test] [check] ...   installs what is missing of these groups; does nothing when all is there.

# group  package             why
package_list() {
    cat <<'LIST'
build    g++                 C++20 compiler (GCC 12)
build    cmake               configures the build; presets need 3.25
build    ninja-build         runs the build
build    pkg-config          finds GEOS, PROJ, SQLite, toml++, libxlsxwriter
build    libgdal-dev         reads and writes layers (libgeo/io)
build    libgeos-dev         shapes, validity and repairs (libgeo/geom)
build    libproj-dev         coordinate systems and geodesics (libgeo/crs)
build    libtbb-dev          threads
build    libsqlite3-dev      sandbox of rule expressions (libgeo/rules)
build    libsoci-dev         the ledger's stores: SQLite and PostgreSQL through one door (libgeo/ledger)
build    libtomlplusplus-dev project files and policy packs
build    libxlsxwriter-dev   writes workbooks (libgeo/io)
build    nlohmann-json3-dev  manifests, summaries, GeoJSON heads
build    libfmt-dev          text of numbers, the same in every locale
build    libcli11-dev        command line (tools)
build    libssl-dev          SHA-256 of inputs and outputs
build    libzip-dev          opens and packs office documents and QGIS projects (libgeo/io)
build    libpugixml-dev      fills Word templates (libgeo/report)
build    libseccomp-dev      confines the process that reads strange files (--isolate)
build    libcairo2-dev       draws map sheets as PNG (libgeo/map)
build    libpango1.0-dev     shapes the texts of map sheets
build    libharfbuzz-dev     gives the outlines of letters, for the fonts in PDF sheets
build    libdeflate-dev      compresses PDF sheets (libgeo/map)
build    libisal-dev         compresses PNG sheets: 26 MB of pixels a page
build    zlib1g-dev          compresses the data of the report page
build    fonts-noto-cjk      the letters of map sheets
build    catch2              unit tests; the release preset configures them too
test     libboost-dev        exact rational arithmetic as second opinion
test     librapidcheck-dev   laws of the overlay over generated polygons, shrunk when one breaks
test     python3             programs that check the source tree, and command-line tests
test     python3-jsonschema  policy packs and findings against their published schemas
test     python3-openpyxl    reads workbooks as a stranger would; fills in those of lists, as people do (tests/cli/fill_in.py)
test     gdal-bin            opens what parkline wrote, as a stranger would
test     sqlite3             looks into results.gpkg
test     iproute2            counts packets in a network namespace
test     locales             de_DE and zh_CN, to show that no locale changes a byte
test     poppler-utils       reads the text and fonts of PDF sheets, as a stranger would
test     postgresql-15-postgis-3 a private server for the tests that need one (scripts/lib/private_postgres.sh)
browser  chromium            opens the report page as a reader does (tests/browser)
check    clang-format        layout of the source (version 14)
check    clang-tidy          lint (version 14)
fuzz     clang               libFuzzer targets (PARKLINE_FUZZ)
fuzz     libclang-rt-14-dev  runtime of clang's sanitizers
coverage gcovr               line and branch coverage
bench    libbenchmark-dev    unit costs (tests/bench)
bench    python3-venv        environments of the peers that are Python packages
peers    postgresql-15-postgis-3 a peer that scripts/bench measures, with its server
peers    grass-core          a peer that scripts/bench measures
docs     python3-numpy       shows sheets as colour-blind readers see them (scripts/make_sheet_pictures)
docs     python3-pil         puts pictures of sheets side by side (scripts/make_sheet_pictures)
qgis     python3-qgis        opens results.gpkg as staff do (scripts/check_qgis) and draws the sheets of scripts/bench_maps
office   libreoffice-calc-nogui   opens the workbook as staff do (scripts/check_office)
office   libreoffice-writer-nogui opens the letters as staff do
office   poppler-utils       reads the pages that LibreOffice made
mapnik   python3-mapnik      draws the sheets of scripts/bench_maps
npm      npm                 brings chinese-days (a second opinion on working days), playwright-core (tests/browser) and mapshaper (a peer of scripts/bench)
LIST
}

packages_of() {
    local group
    for group in "$@"; do package_list | awk -v g="$group" '$1 == g { print $2 }'; done
}

# Prints those of the named packages that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

explain_by_hand() {
    echo "$1" >&2
    echo "Install the equivalent of these Debian 12 packages, then run this again:" >&2
    shift
    local package
    for package in "$@"; do
        package_list | awk -v p="$package" '$2 == p { $1 = ""; name = $2; $2 = ""; sub(/^ +/, ""); printf "  %-20s %s\n", name, $0 }' >&2
    done
    exit 1
}

# Runs a command as root, through sudo only when that is needed.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
    local log
    log=$(mktemp)
    echo "Installing $# packages from Debian: $*" >&2
    if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
           as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } >"$log" 2>&1
    then
        tail -n 20 "$log" >&2
        echo "apt-get could not install them; the whole log is in $log." >&2
        exit 1
    fi
    rm -f "$log"
}

need() {
    local wanted missing
    mapfile -t wanted < <(packages_of "$@")
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null ||
        explain_by_hand "This system has no apt-get, so nothing can be installed from here." "${wanted[@]}"
    mapfile -t missing < <(missing_packages "${wanted[@]}")
    [ "${#missing[@]}" -gt 0 ] || return 0
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        explain_by_hand "Installing needs root, and there is no sudo." "${missing[@]}"
    install_packages "${missing[@]}"
}

# Makes the two locales in which tests repeat a run; without them those tests say SKIPPED.
need_locales() {
    local name have
    have=$(locale -a 2>/dev/null || true)
    for name in de_DE zh_CN; do
        grep -qix "$name.utf-\?8" <<<"$have" || as_root localedef -i "$name" -f UTF-8 "$name.UTF-8" ||
            echo "The locale $name.UTF-8 could not be made; tests that need it will be skipped." >&2
    done
}
