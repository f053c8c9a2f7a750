#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the generated files of datasets/huaian from datasets/huaian/source.

Needs python3 with Debian 12's python3-gdal, python3-shapely and python3-xlsxwriter. Run it with the system's
interpreter: /usr/bin/python3 scripts/make_huaian.py [folder of the data set].
It is seeded and reads no clock: with the same versions of GDAL, GEOS and PROJ a second run gives the same bytes.
Everything it invents carries synthetic = 1. The last step rewrites the hashes in PROVENANCE.md.
"""
import csv
import datetime
import hashlib
import json
import re
import sys
from pathlib import Path

from make_huaian_geo import parts_of
from make_huaian_layout import CLASSES, FACT_NAMES, make_zones_and_parks
from make_huaian_facts import FACT_COLUMNS, make_enterprise_facts
from make_huaian_lists import make_awards, make_enterprises, make_residents
from make_huaian_source import COUNTIES, read_outlines, read_units, township_cells
from make_huaian_write import write_csv, write_gbk_shapefile, write_gpkg, write_land_text, write_xlsx

EXTENT = (117.9, 32.5, 120.1, 34.5)
WATER_STATUS = "none: illustration, not a statutory red line"
LAKES = {(118.588, 33.320): "洪泽湖", (119.287, 32.845): "高邮湖", (119.134, 33.238): "白马湖", (118.188, 34.093): "骆马湖"}
FACT_TYPES = dict(zip(FACT_NAMES, (str, str, float, datetime.date, int, int, float, int, int, int, float, datetime.date)))
PARK_FIELDS = [("YQBM", str), ("YQMC", str), ("YQJB", str), ("XZQDM", str), ("XZQMC", str), ("ZDCY", str), ("GHMJ", float),
               *FACT_TYPES.items(), ("BZ", str), ("synthetic", int)]
ZONE_FIELDS = [("BSM", "C", 12, 0), ("HXMC", "C", 60, 0), ("HXLX", "C", 24, 0), ("HXLXMC", "C", 40, 0), ("XZQDM", "C", 6, 0),
               ("MJ", "N", 12, 4), ("备注", "C", 60, 0), ("synthetic", "N", 1, 0)]
DECLARED = {"HG04": 8.5}  # planned area that the drawn shape does not bear out


def _water_name(ring):
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    for (lon, lat), name in LAKES.items():
        if min(xs) < lon < max(xs) and min(ys) < lat < max(ys) and max(xs) - min(xs) > 0.09:
            return name
    return None


def write_waters(source, path):
    """The polygons that lie wholly within the extent; coordinates are not touched."""
    features = []
    for n, f in enumerate(json.loads(source.read_text())["features"], 1):
        ring = f["geometry"]["coordinates"][0]
        if all(EXTENT[0] <= p[0] <= EXTENT[2] and EXTENT[1] <= p[1] <= EXTENT[3] for p in ring):
            properties = {"id": f"W{n:04d}", "name": _water_name(ring), "class": "water_illustration",
                          "legal_status": WATER_STATUS, "synthetic": 0, **f["properties"]}
            features.append({"type": "Feature", "properties": properties, "geometry": f["geometry"]})
    head = ('{"type":"FeatureCollection","license":"ODbL-1.0","attribution":"© OpenStreetMap contributors",'
            '"features":[\n')
    body = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    path.write_text(head + body + "\n]}\n", encoding="utf-8")


def write_parks(root, parks):
    rows = [dict(p, YQBM=p["id"], YQMC=p["name"], YQJB=p["level"], XZQDM=p["county"], XZQMC=COUNTIES[p["county"]],
                 ZDCY="化学原料和化学制品制造", GHMJ=DECLARED.get(p["id"], round(p["area"] / 1e6, 4)),
                 BZ="示例数据,边界与属性均为虚构", synthetic=1) for p in parks]
    for name, crs in (("cm117", 4527), ("cm120", 4528)):
        write_gpkg(root / f"parks_{name}.gpkg", "parks", crs, PARK_FIELDS, [r for r in rows if r["file"] == name])
    write_land_text(root / "park_txt.txt", next(p for p in parks if p["file"] == "txt"))


def write_zones(root, zones):
    rows = [{"BSM": z["id"], "HXMC": z["name"], "HXLX": z["kind"], "HXLXMC": CLASSES[z["kind"]], "XZQDM": z["county"],
             "MJ": z["shape"].area / 1e6, "备注": "示例数据,非法定红线", "synthetic": 1, "shape": z["shape"]} for z in zones]
    assert all(len(parts_of(z["shape"])) == 1 for z in zones)
    write_gbk_shapefile(root / "zones_gbk.shp", 4527, ZONE_FIELDS, rows)


def write_townships(root, units, cells):
    fields = [("code", str), ("name", str), ("county_code", str), ("county", str), ("kind", str), ("point_source", str),
              ("synthetic", int)]
    write_gpkg(root / "townships.gpkg", "townships", 4490, fields, [dict(c, synthetic=1) for c in cells])
    write_csv(root / "township_codes.csv", ["code", "name", "county_code", "county", "kind"], units)


def write_townships_2016(source, path):
    """The 145 townships of 2016 as a list with a header; points as the source has them (GCJ-02)."""
    rows = []
    for table in sorted((source / "outlines").glob("adcode_3208*.csv")):
        with open(table, encoding="utf-8", newline="") as file:
            rows += [{"code": r[0][:9], "name": r[2], "county_code": r[0][:6], "county": r[17], "lon": r[12] or None, "lat": r[13] or None}
                     for r in csv.reader(file) if r[3] == "town"]
    write_csv(path, ["code", "name", "county_code", "county", "lon", "lat"], sorted(rows, key=lambda r: r["code"]))


def refresh_hashes(root):
    """Puts the present SHA-256 of each file into its row of PROVENANCE.md."""
    page = root / "PROVENANCE.md"

    def row(match):
        digest = hashlib.sha256((root / match[1]).read_bytes()).hexdigest()
        return f"| `{match[1]}` |{match[2]}| `{digest}` |"
    text = re.sub(r"^\| `([^`]+)` \|(.*)\| `[0-9a-f]*` \|$", row, page.read_text(encoding="utf-8"), flags=re.M)
    page.write_text(text, encoding="utf-8")


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "datasets/huaian")
    source = root / "source"
    units = read_units(source)
    cells = township_cells(source, units, read_outlines(source)[1])
    zones, parks = make_zones_and_parks(cells)
    write_townships(root, units, cells)
    write_townships_2016(source, root / "townships_2016.csv")
    write_parks(root, parks)
    write_zones(root, zones)
    write_waters(source / "water/huaian_water_geomaps_1m.geojson", root / "waters.geojson")
    write_xlsx(root / "enterprises.xlsx", "企业清单", ["QYBM", "QYMC", "TYSHXYDM", "HYDM", "JD", "WD", "ZBX", "synthetic"],
               make_enterprises(zones, parks, cells))
    write_csv(root / "awards.csv", ["code", "name", "title", "batch", "named_on", "status", "synthetic"], make_awards(units))
    write_csv(root / "residents.csv", ["id", "name", "people", "lon", "lat", "synthetic"], make_residents(parks))
    write_csv(root / "enterprise_facts.csv", FACT_COLUMNS, make_enterprise_facts())
    if (root / "PROVENANCE.md").exists():
        refresh_hashes(root)


if __name__ == "__main__":
    main()
