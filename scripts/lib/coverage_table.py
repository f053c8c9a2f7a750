# SPDX-License-Identifier: Apache-2.0
"""Prints gcovr's summary as a table by folder of libgeo; with --write also puts it into CONTRIBUTING.md."""
import collections
import json
import pathlib
import re
import sys

BLOCK = re.compile(r"(<!-- begin: coverage -->\n).*?(<!-- end -->)", re.DOTALL)


def share(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "–"


def row(name, sums):
    lines, lines_all, branches, branches_all = sums
    return f"| {name} | {lines_all} | {share(lines, lines_all)} | {branches_all} | {share(branches, branches_all)} |"


def table(summary):
    folders = collections.defaultdict(lambda: [0, 0, 0, 0])
    for entry in summary["files"]:
        parts = pathlib.PurePosixPath(entry["filename"]).parts
        values = [entry[key] for key in ("line_covered", "line_total", "branch_covered", "branch_total")]
        for name in (f"`{parts[1]}/`" if len(parts) > 2 else "`libgeo/*.cpp`", "**all**"):
            folders[name] = [a + b for a, b in zip(folders[name], values)]
    total = folders.pop("**all**")
    rows = [row(name, folders[name]) for name in sorted(folders)] + [row("**all**", total)]
    return "\n".join(["| folder | lines | run | branches | taken |", "|---|---:|---:|---:|---:|"] + rows) + "\n"


def main():
    text = table(json.loads(pathlib.Path(sys.argv[1]).read_text()))
    print(text, end="")
    if "--write" in sys.argv:
        page = pathlib.Path("CONTRIBUTING.md")
        page.write_text(BLOCK.sub(lambda found: found.group(1) + text + found.group(2), page.read_text()))


main()
