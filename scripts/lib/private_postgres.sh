#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A private PostgreSQL for tests: its own cluster, reached through a unix socket only, no network, ended by its process id.
#
#   private_postgres.sh run COMMAND...   starts one in a new temporary folder, runs COMMAND with PGHOST, PGPORT, PGUSER and
#                                        PGDATABASE set (psql, libpq, GDAL and SOCI need nothing else), stops it whatever happens
#                                        and removes the folder. The exit code is COMMAND's.
#   private_postgres.sh start FOLDER     the same by hand, for callers that keep one server for many tests. Makes FOLDER when it
#                                        is not there and prints the four settings as NAME=VALUE lines once the server answers.
#   private_postgres.sh crash FOLDER     ends that server as a crash does and starts it again; it recovers from its log.
#   private_postgres.sh resume FOLDER    starts it again when it has ended by itself, say because its disk was full.
#   private_postgres.sh stop FOLDER      stops that server (waits at most 30 s, then kills it); the caller removes FOLDER.
#
# Contract: the user `parkline` owns the empty database `parkline` (UTF-8, no locale) and needs no password; PostGIS is installed
# beside it, "CREATE EXTENSION postgis" is the caller's. Durability is off (never keep anything there) unless PRIVATE_POSTGRES_DURABLE=1,
# for those who measure what durability costs. Started by root, the server
# runs as the user postgres, so FOLDER must lie where that user can go (not in a 0700 folder of root). FOLDER's path is at most 80
# bytes, because a socket's path is short. Exit code 77: PostgreSQL is not installed (ctest: SKIP_RETURN_CODE 77).
set -euo pipefail

skip() {
    echo "private_postgres.sh: $1" >&2
    exit 77
}

# The newest server's programs; Debian keeps them out of PATH.
programs() {
    local found
    found=$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -n 1 || true)
    [ -n "$found" ] || found=$(command -v postgres || true)
    [ -n "$found" ] || skip "PostgreSQL is not installed. Install the package postgresql-15-postgis-3."
    dirname "$found"
}

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" -ne 0 ]; then "$@"; else (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); fi
}

settings() {
    printf 'PGHOST=%s\nPGPORT=5432\nPGUSER=parkline\nPGDATABASE=parkline\n' "$1/socket"
}

# Starts the server of a folder that has its data.
launch() {
    local -a durability=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
    [ "${PRIVATE_POSTGRES_DURABLE:-0}" = 0 ] || durability=()
    as_server env LC_ALL=C "$1/postgres" -D "$2/data" -k "$2/socket" -p 5432 -c listen_addresses= "${durability[@]}" \
        -c jit=off >>"$2/server.log" 2>&1 </dev/null &
    wait_until_ready "$1" "$2" $!
}

start() {
    local folder bin
    mkdir -p "$1"
    folder=$(cd "$1" && pwd)
    [ "${#folder}" -le 80 ] || { echo "private_postgres.sh: the path of $folder is too long for a socket." >&2; exit 2; }
    bin=$(programs)
    mkdir -p "$folder/socket"
    if [ "$(id -u)" -eq 0 ]; then
        id postgres >/dev/null 2>&1 || skip "PostgreSQL does not run as root, and there is no user postgres."
        chown postgres:postgres "$folder" "$folder/socket"
    fi
    as_server env LC_ALL=C "$bin/initdb" -D "$folder/data" -U parkline -A trust -E UTF8 --no-locale --no-sync >"$folder/initdb.log"
    launch "$bin" "$folder"
    "$bin/psql" -qX -h "$folder/socket" -U parkline -d postgres -c 'CREATE DATABASE parkline'
    settings "$folder"
}

crash() {
    local pid
    pid=$(head -n 1 "$1/data/postmaster.pid")
    kill -QUIT "$pid" # immediate shutdown: no checkpoint, connections are cut
    while kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
    launch "$(programs)" "$(cd "$1" && pwd)"
}

resume() {
    local bin
    bin=$(programs)
    if "$bin/pg_isready" -q -h "$1/socket" -U parkline; then return 0; fi
    stop "$1" # what may be left of it
    launch "$bin" "$(cd "$1" && pwd)"
}

wait_until_ready() {
    local i
    for i in $(seq 300); do
        "$1/pg_isready" -q -h "$2/socket" -U parkline && return 0
        kill -0 "$3" 2>/dev/null || break
        sleep 0.1
    done
    tail -n 5 "$2/server.log" >&2
    stop "$2"
    echo "private_postgres.sh: the server did not start." >&2
    exit 1
}

stop() {
    local pid i
    [ -f "$1/data/postmaster.pid" ] || return 0
    pid=$(head -n 1 "$1/data/postmaster.pid")
    kill -INT "$pid" 2>/dev/null || return 0 # fast shutdown
    for i in $(seq 300); do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL "$pid"
}

run() {
    local folder
    folder=$(mktemp -d --tmpdir=/tmp parkline-pg-XXXXXX)
    # shellcheck disable=SC2064  # the folder is known now
    trap "stop '$folder'; rm -rf '$folder'" EXIT
    start "$folder" >"$folder/settings"
    local code=0
    with_settings "$folder/settings" "$@" || code=$?
    return "$code"
}

with_settings() {
    local file=$1
    shift
    local -a given
    mapfile -t given <"$file"
    env "${given[@]}" "$@"
}

case "${1:-}" in
    run) shift; [ $# -gt 0 ] || { echo "private_postgres.sh run: no command" >&2; exit 2; }; run "$@" ;;
    start | crash | resume | stop) [ $# -eq 2 ] || { echo "private_postgres.sh $1: one folder" >&2; exit 2; }; "$1" "$2" ;;
    *) echo "usage: private_postgres.sh run COMMAND... | start FOLDER | crash FOLDER | resume FOLDER | stop FOLDER" >&2; exit 2 ;;
esac
