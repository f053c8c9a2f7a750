# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Building, as demo, test and the checks do it. Sourced, not run.

# Usage: build PRESET [TARGET ...]   configures and builds; without targets everything. Prints the time it took.
# With CI set, warnings are errors; a newcomer with another compiler is not stopped by its new warnings.
build() {
    local preset=$1 log start=$SECONDS
    shift
    mkdir -p "build/$preset"
    log=build/$preset/configure.log
    echo "Building ($preset) ..." >&2
    cmake --preset "$preset" ${CI:+-DLIBGEO_WERROR=ON} >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
    cmake --build --preset "$preset" ${1:+--target "$@"} || exit 1
    echo "Built ($preset) in $((SECONDS - start)) s." >&2
}
