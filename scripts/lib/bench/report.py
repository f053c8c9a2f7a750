# SPDX-License-Identifier: Apache-2.0
"""Writes docs/benchmarks.md: the parts between markers are made here, the words around them by hand."""
import json
import os
import pathlib
import re
import subprocess

import targets
import workloads
from store import good, median, ratio

OWN = "parkline"
SCALES = {"S": "Scale S (60 km x 60 km)", "M": "Scale M (120 km x 120 km)", "L": "Scale L (240 km x 240 km)", "R": "Real data"}


def number(value, digits=2):
    return f"{value:,.{digits}f}" if value < 100 else f"{value:,.0f}"


def times(value):
    return f"{value:,.0f}x" if value >= 20 else f"{value:.1f}x" if value >= 2 else f"{value:.2f}x"


def seconds(entry):
    """Median wall time, or what happened instead."""
    if entry is None:
        return "–"
    if entry["why_not"]:
        return entry["why_not"]
    if good(entry):
        return number(median(entry, "wall"))
    last = entry["runs"][-1] if entry["runs"] else None
    return f"> {last['limit']:.0f} s" if last and last["status"] == "timeout" else "failed" if last else "–"


def ids_of(scale):
    return [w for w in workloads.TITLES if w.startswith("R" if scale == "R" else "W")]


def ratio_cell(store, scale, workload, tool, instead=True):
    """How many times longer than parkline; without parkline's figure the seconds, if wanted instead."""
    entry, own = store.find(scale, workload, tool), store.find(scale, workload, OWN)
    value = ratio(entry, own)
    if value is not None:
        return times(value)
    if entry and entry["runs"] and entry["runs"][-1]["status"] == "timeout" and good(own):
        return f"> {entry['runs'][-1]['limit'] / median(own, 'wall'):,.0f}x"
    if entry is None or entry["why_not"]:
        return ""
    if good(entry):
        return number(median(entry, "wall")) + " s" if instead else ""
    return "failed" if entry["runs"] else ""


def summary(store, tools, scales):
    """One table a scale: seconds of parkline, and how many times longer the others take."""
    parts = []
    for scale in scales:
        ids = [w for w in ids_of(scale) if any(store.find(scale, w, tool.name) for tool in tools)]
        if not ids:
            continue
        rows = [f"**{SCALES[scale]}**: seconds of parkline; of the others, how many times longer they take.", "",
                "| tool | " + " | ".join(ids) + " |", "|---|" + "---:|" * len(ids)]
        for tool in tools:
            cells = [seconds(store.find(scale, w, OWN)) + (" s" if good(store.find(scale, w, OWN)) else "") if tool.name == OWN
                     else ratio_cell(store, scale, w, tool.name) for w in ids]
            if any(cells):
                rows.append(f"| {tool.title} | " + " | ".join(cells) + " |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def memory(entry):
    if not good(entry):
        return ""
    server = median(entry, "server_mb")
    return number(median(entry, "mb"), 0) + (f" + {number(server, 0)}" if server is not None else "")


def cpu(entry):
    if not good(entry):
        return ""
    return number(median(entry, "cpu") + (median(entry, "server_cpu") or 0))


def spread(entry):
    walls = [run["wall"] for run in good(entry)]
    return f"{min(walls):.2f}–{max(walls):.2f}" if len(walls) > 1 else ""


def parts_of(entry):
    """Load, query, export of those that have such steps."""
    names = [name for name in ("load", "query", "export") if name in (good(entry) or [{"steps": {}}])[0]["steps"]]
    runs = good(entry)
    return ", ".join(f"{name} {number(sorted(run['steps'][name] for run in runs)[len(runs) // 2])}" for name in names)


def details(store, tools, scale):
    rows = ["| work | tool | s | range | n | CPU s | MB | ratio | answer |", "|---|---|---:|---|---:|---:|---:|---:|---|"]
    for w in ids_of(scale):
        for tool in tools:
            entry = store.find(scale, w, tool.name)
            if entry is None or (entry["why_not"] and tool.name != OWN):
                continue
            answer = (entry["check"] or {}).get("text", "")
            steps = parts_of(entry)
            rows.append(f"| {w} | {tool.title} | {seconds(entry)} | {spread(entry)} | {len(good(entry)) or ''} | {cpu(entry)} | "
                        f"{memory(entry)} | {ratio_cell(store, scale, w, tool.name, False)} | {answer}{f' ({steps})' if steps else ''} |")
    return "\n".join(rows) if len(rows) > 2 else ""


def where_peers_win(store, tools, scales):
    lines = []
    for scale in scales:
        for w in ids_of(scale):
            own = store.find(scale, w, OWN)
            for tool in tools:
                entry = store.find(scale, w, tool.name)
                if tool.name.startswith(OWN) or not good(entry):
                    continue
                if entry["check"] and not entry["check"]["ok"]:
                    lines.append(f"- {scale} {w}: {tool.title} gives another answer: {entry['check']['text']}.")
                if not good(own):
                    continue
                value = ratio(entry, own)
                if value < 1:
                    lines.append(f"- {scale} {w}: {tool.title} takes {value:.2f} of parkline's time.")
                if not tool.name.startswith("postgis") and median(entry, "mb") < 0.95 * median(own, "mb"):
                    lines.append(f"- {scale} {w}: {tool.title} needs {median(entry, 'mb'):.0f} MB, parkline {median(own, 'mb'):.0f} MB.")
    return "\n".join(lines) if lines else "Nowhere in these runs."


def reached(store, unit_costs):
    rows = ["| what | scale | target | stretch | reached |", "|---|---|---:|---:|---|"]
    for peer_work, peer, own_work, scale, target, stretch in targets.RATIOS:
        value = ratio(store.find(scale, peer_work, peer), store.find(scale, own_work, OWN))
        verdict = "not measured" if value is None else f"{times(value)}: " + ("stretch" if value >= stretch else "yes" if value >= target else "no")
        what = f"{own_work} against {peer}" + (f" {peer_work}" if peer_work != own_work else "")
        rows.append(f"| {what} | {scale} | {target}x | {stretch}x | {verdict} |")
    rows += [row for scale in targets.VERTICES for row in throughput(store, scale)]
    costs = {row["name"]: row for row in unit_costs}
    for name, what, target, stretch in targets.UNIT_COSTS:
        value = costs.get(name, {}).get("ns")
        verdict = "not measured" if value is None else f"{value:.1f} ns: " + ("stretch" if value <= stretch else "yes" if value <= target else "no")
        rows.append(f"| {what} | | {target} ns | {stretch} ns | {verdict} |")
    return "\n".join(rows)


def throughput(store, scale):
    """Two rows about W5, when it was measured."""
    own = store.find(scale, "W5", OWN)
    if not good(own):
        return
    rate = targets.VERTICES[scale] / median(own, "wall")
    memory_each = median(own, "mb") * 2 ** 20 / (targets.VERTICES[scale] * 1e6)
    target, stretch = targets.MILLIONS_A_SECOND
    verdict = "stretch" if rate >= stretch else "yes" if rate >= target else "no"
    yield f"| W5, million vertices a second | {scale} | {target} | {stretch} | {rate:.1f}: {verdict} |"
    target, stretch = targets.BYTES_A_VERTEX
    yield f"| W5, peak bytes a vertex | {scale} | {target} + output | {stretch} + output | {memory_each:.0f}, all included |"


def unit_cost_table(unit_costs):
    if not unit_costs:
        return "Not measured yet: `scripts/bench --micro`."
    rows = ["| benchmark | what | ns | per |", "|---|---|---:|---|"]
    rows += [f"| {row['name']} | {row['what']} | {row['ns']:.1f} | {row['per']} |" for row in unit_costs]
    return "\n".join(rows)


def machine(store, tools, missing):
    cores = os.cpu_count()
    model = next((line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), "unknown processor")
    memory_kb = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1))
    system = re.search(r'PRETTY_NAME="(.*)"', pathlib.Path("/etc/os-release").read_text()).group(1)
    gdal = subprocess.run(["gdal-config", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    runs = [run for entry in store.entries.values() for run in entry["runs"]]
    lines = [f"Machine: {cores} x {model}, {memory_kb / 2 ** 20:.0f} GB, {system}, GDAL {gdal}."]
    if runs:
        loads = sorted(run["load"] for run in runs)
        lines.append(f"Measured {min(run['at'] for run in runs)} to {max(run['at'] for run in runs)}, {len(runs)} runs; load of the "
                     f"machine when a run began: median {loads[len(loads) // 2]:.1f}, {loads[0]:.1f} to {loads[-1]:.1f}.")
    rows = ["", "| tool | version |", "|---|---|"]
    for tool in tools:
        versions = {entry["version"] for key, entry in store.entries.items() if key.endswith("/" + tool.name) and entry["runs"]}
        rows.append(f"| {tool.title} | {'; '.join(sorted(versions)) or 'not measured' + (': ' + missing[tool.name] if tool.name in missing else '')} |")
    return "\n".join(lines + rows)


def write(root, store, tools, missing, unit_costs_path):
    unit_costs = json.loads(unit_costs_path.read_text(encoding="utf-8")) if unit_costs_path.exists() else []
    scales = [s for s in SCALES if any(key.startswith(s + "/") for key in store.entries)]
    blocks = {"machine": machine(store, tools, missing), "summary": summary(store, tools, scales),
              "wins": where_peers_win(store, tools, scales), "targets": reached(store, unit_costs),
              "units": unit_cost_table(unit_costs),
              "details": "\n\n".join(f"### {SCALES[s]}\n\n{details(store, tools, s)}" for s in scales if details(store, tools, s))}
    write_blocks(root, root / "docs/benchmarks.md", blocks)


def write_blocks(root, page, blocks):
    """Puts each block into its place on a page of docs."""
    text = page.read_text(encoding="utf-8")
    for name, block in blocks.items():
        text, count = re.subn(rf"(<!-- bench: {name} -->\n).*?(<!-- bench end -->)", lambda found: f"{found.group(1)}{block}\n{found.group(2)}",
                              text, flags=re.DOTALL)
        if count != 1:
            raise SystemExit(f"{page.name} has no place for '{name}'")
    page.write_text(text, encoding="utf-8")
    print(f"Wrote {page.relative_to(root)}.")
