# SPDX-License-Identifier: Apache-2.0
"""The command line of scripts/bench."""
import argparse
import pathlib
import signal
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import answers  # noqa: E402
import data  # noqa: E402
import micro  # noqa: E402
import report  # noqa: E402
import tools  # noqa: E402
import workloads  # noqa: E402
from campaign import Campaign  # noqa: E402
from geos import PlainGeos  # noqa: E402
from postgis import PostGis  # noqa: E402
from server import Server  # noqa: E402
from store import Store  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
FOLDER = ROOT / "build/bench"


def options():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures parkline beside other tools on the same work.")
    parser.add_argument("scales", nargs="*", help="S, M, L: size of the generated layers (default: S M R); R is the real data")
    parser.add_argument("--only", metavar="TOOLS", help="comma-separated names; the others are not run")
    parser.add_argument("--workloads", metavar="NAMES", help="comma-separated, such as W1,W5; the others are not run")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default 5; 3 above 60 s, 1 above 180 s)")
    parser.add_argument("--quick", action="store_true", help="scale S, parkline and GeoPandas, one run, no page")
    parser.add_argument("--micro", action="store_true", help="the unit costs of the library instead")
    parser.add_argument("--answers", action="store_true",
                        help="parkline's answers from two coordinate systems instead (default: S M L), into docs/correctness.md")
    parser.add_argument("--fresh", action="store_true", help="forget the runs that are stored")
    parser.add_argument("--run-limit", type=float, default=600, metavar="S", help="stop a run after S seconds (default 600)")
    parser.add_argument("--time-limit", type=float, metavar="MIN", help="start no run after MIN minutes; call again to go on")
    parser.add_argument("--layers", type=pathlib.Path, default=ROOT.parent / "shared/data/bench", metavar="FOLDER",
                        help="where us_places.fgb, us_counties.fgb and fr_communes.fgb are (default: ../shared/data/bench)")
    parser.add_argument("--no-page", action="store_true", help="leave docs/benchmarks.md alone")
    parser.add_argument("--page-only", action="store_true", help="write docs/benchmarks.md from what is stored")
    chosen = parser.parse_args()
    unknown = set(chosen.scales) - {"S", "M", "L", "R"}
    if unknown:
        parser.error(f"no such scale: {', '.join(sorted(unknown))}")
    return chosen


def all_tools(server_of):
    env = FOLDER / "env"
    no_nearest = [("nearest", "no nearest join")]
    return [tools.Parkline(ROOT, 0), tools.Parkline(ROOT, 1), PlainGeos(ROOT), tools.Python("geopandas", "GeoPandas", env),
            tools.Python("sedonadb", "SedonaDB", env), tools.Python("duckdb", "DuckDB spatial", env, no_nearest),
            PostGis(env, server_of, False), PostGis(env, server_of, True), tools.Mapshaper(env), tools.Grass()]


def chosen_workloads(scale, layers):
    if scale == "R":
        return workloads.real(ROOT / "datasets", data.real_layers(layers))
    return workloads.synthetic(scale, data.generated(ROOT, FOLDER, scale))


def run_campaign(chosen, campaign, every_tool):
    names = chosen.only.split(",") if chosen.only else ["parkline", "geopandas"] if chosen.quick else None
    known = {tool.name for tool in every_tool}
    if names and set(names) - known:
        sys.exit(f"--only: no such tool: {', '.join(sorted(set(names) - known))}. There are: {', '.join(sorted(known))}")
    ready = campaign.prepare([tool for tool in every_tool if names is None or tool.name in names])
    for scale in chosen.scales or (["S"] if chosen.quick else ["S", "M", "R"]):
        for workload in chosen_workloads(scale, chosen.layers):
            if chosen.workloads is None or workload.id in chosen.workloads.split(","):
                campaign.measure(scale, workload, ready)
    if campaign.out_of_time():
        print("Stopped at the time limit; the same command goes on from here.", file=sys.stderr)


def compare_answers(chosen):
    text, right = answers.table(tools.Parkline(ROOT, 0), lambda scale: data.generated(ROOT, FOLDER, scale), chosen.scales or ["S", "M", "L"])
    if not chosen.no_page:
        report.write_blocks(ROOT, ROOT / "docs/correctness.md", {"answers": text.rstrip()})
    if not right:
        sys.exit("An answer is wrong.")


def main():
    chosen = options()
    store = Store(FOLDER / ("quick.json" if chosen.quick else "results.json"), fresh=chosen.fresh or chosen.quick)
    unit_costs = FOLDER / "micro.json"
    servers = []

    def server_of(programs, folder):
        if not servers:
            servers.append(Server(programs, folder))
        return servers[0]

    every_tool = all_tools(server_of)
    deadline = time.monotonic() + 60 * chosen.time_limit if chosen.time_limit else None
    campaign = Campaign(store, FOLDER, 1 if chosen.quick else chosen.runs, chosen.run_limit, deadline)
    try:
        if chosen.answers:
            return compare_answers(chosen)
        if chosen.micro:
            micro.measure(ROOT, unit_costs)
        elif not chosen.page_only:
            run_campaign(chosen, campaign, every_tool)
    finally:
        for server in servers:
            server.stop()
        store.save()
    if chosen.quick:
        print(report.summary(store, every_tool, ["S"]))
    elif not chosen.no_page:
        report.write(ROOT, store, every_tool, campaign.missing, unit_costs)


def interrupt(*_):
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)  # stops the server too
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
