# SPDX-License-Identifier: Apache-2.0
"""Source records of make_huaian.py: outlines, township codes and township points."""
import csv
import json

from shapely.geometry import Point, shape

from make_huaian_cells import fill_points, outline_of_rest, tile

COUNTIES = {"320803": "淮安区", "320804": "淮阴区", "320812": "清江浦区", "320813": "洪泽区",
            "320826": "涟水县", "320830": "盱眙县", "320831": "金湖县", "320871": "淮安经济技术开发区"}
DOWNTOWN = (119.03, 33.59, 0.075)  # GCJ-02 degrees and a radius


def kind_of(code):
    n = int(code[6:9])
    return "subdistrict" if n < 100 else "town" if n < 200 else "township" if n < 400 else "pseudo"


def read_units(source):
    with open(source / "names/streets_2023_huaian.csv", encoding="utf-8-sig", newline="") as f:
        return [{"code": r["code"], "name": r["name"], "county_code": r["areaCode"],
                 "county": COUNTIES[r["areaCode"]], "kind": kind_of(r["code"])} for r in csv.DictReader(f)]


def read_outlines(source):
    outlines = {p.stem: shape(json.loads(p.read_text())) for p in sorted((source / "outlines").glob("3208*.json"))}
    city = outlines.pop("320800")
    outlines["320812"] = outline_of_rest(city, list(outlines.values()))
    return city, outlines


def _points_2016(source, county):
    path = source / f"outlines/adcode_{county}.csv"
    with open(path, encoding="utf-8", newline="") as f:
        return {r[2]: (float(r[12]), float(r[13])) for r in csv.reader(f) if r[3] == "town" and r[12]}


def _stem(name):
    return name.removesuffix("街道办事处").removesuffix("街道").removesuffix("镇").removesuffix("乡")


def _real_points(source, units, outline):
    """Centre points of 2016 where the name, or its stem, still stands in the county."""
    counties = dict.fromkeys("320812" if u["county_code"] == "320871" else u["county_code"] for u in units)
    old = {name: p for c in counties for name, p in _points_2016(source, c).items()}
    stems = {_stem(n): p for n, p in old.items()}
    found = {}
    for u in units:
        point = old.get(u["name"]) or stems.get(_stem(u["name"]))
        if point and point not in found.values() and outline.buffer(-0.001).contains(Point(point)):
            found[u["code"]] = point, "name_2016" if u["name"] in old else "stem_2016"
    return found


def _sites(source, county, units, outline):
    found = _real_points(source, units, outline)
    known = [p for p, _ in found.values()]
    for near, gap in ((DOWNTOWN, 0.012), (None, 0.03)):
        left = [u["code"] for u in units if u["code"] not in found
                and ((u["kind"] == "subdistrict" and county == "320812") or near is None)]
        for code, p in zip(left, fill_points(f"{county}/{near is None}", outline, known, len(left), gap, near)):
            found[code] = p, "seeded"
            known.append(p)
    return found


def township_cells(source, units, outlines):
    """Records with a cell in GCJ-02 degrees for each real unit."""
    cells = []
    for county, outline in sorted(outlines.items()):
        home = {county, "320871"} if county == "320812" else {county}
        mine = [u for u in units if u["county_code"] in home and u["kind"] != "pseudo"]
        sites = _sites(source, county, mine, outline)
        shapes = tile(county, [sites[u["code"]][0] for u in mine], outline)
        cells += [dict(u, shape=s, point_source=sites[u["code"]][1]) for u, s in zip(mine, shapes)]
    return sorted(cells, key=lambda c: c["code"])
