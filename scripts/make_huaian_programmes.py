#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes datasets/huaian/programmes: what the walk-throughs of permits, eco-townships and emergency read.

Needs what make_huaian.py needs, and its files. Run with the system's interpreter: /usr/bin/python3
scripts/make_huaian_programmes.py. Seeded, no clock; everything it makes is invented and says synthetic = 1.
"""
import csv
import json
import sys
from pathlib import Path

from osgeo import ogr
from shapely import wkb
from shapely.geometry import LineString, Polygon, mapping
from shapely.ops import unary_union

from make_huaian import refresh_hashes
from make_huaian_emergency import make_emergency
from make_huaian_geo import from_gcj, map_shape, project, reproject, rng_for
from make_huaian_source import COUNTIES, read_outlines
from make_huaian_write import write_csv

UNIT_KIND = {"priority": "10", "key": "20", "general": "30"}
DIGITS = 8  # degrees: 1 mm


def read_layer(path, layer=None):
    source = ogr.Open(str(path))
    table = source.GetLayerByName(layer) if layer else source.GetLayer(0)
    rows = []
    for feature in table:
        shape = wkb.loads(bytes(feature.GetGeometryRef().ExportToWkb()))
        rows.append((feature.items(), shape))
    return rows


def zones_and_parks(root):
    """Zones and parks in EPSG:4527 metres."""
    zones = {r["BSM"]: (r["HXLX"], s) for r, s in read_layer(root / "zones_gbk.shp")}
    parks = {r["YQBM"]: s for r, s in read_layer(root / "parks_cm117.gpkg")}
    parks |= {r["YQBM"]: reproject(s, 4528, 4527) for r, s in read_layer(root / "parks_cm120.gpkg")}
    return zones, parks


def degrees(shape):
    """EPSG:4527 metres to degrees of CGCS2000, rounded to the grid."""
    return map_shape(shape, lambda x, y: tuple(round(v, DIGITS) for v in project(x, y, 4527, 4490)))


def box(x, y, width, height):
    """A rectangle of metres around a place."""
    return Polygon([(x - width / 2, y - height / 2), (x + width / 2, y - height / 2),
                    (x + width / 2, y + height / 2), (x - width / 2, y + height / 2)])


def write_geojson(path, rows):
    features = [{"type": "Feature", "properties": {**p, "synthetic": 1}, "geometry": mapping(s)} for p, s in rows]
    head = '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":[\n'
    body = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    path.write_text(head + body + "\n]}\n", encoding="utf-8")


def make_footprints(zones, parks):
    """Planned projects, each placed for what its answer shows."""
    inside = parks["HG01"].representative_point()
    red = zones["3208HX005"][1]
    edge = red.exterior.interpolate(0.31, normalized=True)
    control = zones["3208HX022"][1].representative_point()
    source = zones["3208HX030"][1].centroid
    hg11 = parks["HG11"].representative_point()
    rows = [("PJ01", "示例树脂扩建项目", "新建", box(inside.x, inside.y, 420, 310)),
            ("PJ02", "示例中间体项目", "新建", box(edge.x, edge.y, 380, 300)),
            ("PJ03", "示例仓储项目", "新建", box(control.x, control.y, 260, 220)),
            ("PJ04", "示例涂料分装项目", "新建", box(hg11.x, hg11.y, 200, 160)),
            ("PJ05", "示例污水处理扩容项目", "扩建", box(inside.x + 900, inside.y - 700, 240, 200)),
            ("PJ06", "示例农田旁烘干项目", "新建", box(source.x, source.y, 180, 150))]
    return [({"id": i, "name": n, "project_kind": k}, degrees(s)) for i, n, k, s in rows]


def make_sensitive(parks):
    """Living and school grounds around a park: set (3) of the catalogue's article 3."""
    hg11, hg01 = parks["HG11"].representative_point(), parks["HG01"].representative_point()
    rows = [("MG01", "示例居住小区", "living_area", box(hg11.x + 90, hg11.y + 70, 120, 120)),
            ("MG02", "示例中学", "education_area", box(hg01.x - 3100, hg01.y + 2500, 240, 200)),
            ("MG03", "示例镇区", "living_area", box(hg01.x + 3600, hg01.y - 2600, 700, 500))]
    return [({"id": i, "name": n, "class": c}, degrees(s)) for i, n, c, s in rows]


def make_lines(parks):
    """Two lines: the bank of a river of the Yangtze's catchment and the canal's water edge, with the width of their strips."""
    x, y = (lambda p: (p.x, p.y))(parks["HG01"].representative_point())
    river = LineString([(x - 9000 + 900 * k, y + 1500 + 160 * (k % 3) - 60 * k) for k in range(21)])
    canal = LineString([(x + 2600 + 45 * k, y - 9000 + 900 * k) for k in range(21)])
    rows = [("AX01", "示例通江河道左岸", "yangtze_tributary", "bank", 1000, river),
            ("AX02", "示例运河临水边界线", "grand_canal", "water_edge", 2000, canal)]
    return [({"id": i, "name": n, "class": c, "reference": r, "strip_m": w}, degrees(s)) for i, n, c, r, w, s in rows]


def make_units(zones, parks, counties):
    """Control units that tile each county: red lines and control areas (priority), parks (key), the rest (general)."""
    first = unary_union([s.buffer(0) for k, s in zones.values() if k in ("redline_national", "ecological_control")])
    key = unary_union([s.buffer(0) for s in parks.values()]).difference(first)
    rows = []
    for code, county in sorted(counties.items()):
        taken = {"priority": county.intersection(first), "key": county.intersection(key)}
        taken["general"] = county.difference(first).difference(key)
        for kind, shape in taken.items():
            if shape.area < 1:
                continue
            unit = f"ZH{code}{UNIT_KIND[kind]}0001"
            name = COUNTIES[code] + {"priority": "优先保护单元", "key": "重点管控单元", "general": "一般管控单元"}[kind]
            rows.append(({"id": unit, "name": name, "class": kind}, degrees(polygons_of(shape))))
    return rows


def polygons_of(shape):
    """The areas of a shape, without the lines and points that a difference can leave."""
    return unary_union([g for g in getattr(shape, "geoms", [shape]) if g.geom_type == "Polygon" and g.area > 1])


def make_targets(parks):
    rng, rows = rng_for("targets"), []
    for n, (park, kind, word) in enumerate((p, k, w) for p in ("HG01", "HG11") for k, w in (
            ("school", "示例小学"), ("village", "示例村"), ("hospital", "示例卫生院"))):
        at = parks[park].representative_point()
        lon, lat = project(at.x + rng.uniform(-2600, 2600), at.y + rng.uniform(-2600, 2600), 4527, 4490)
        rows.append({"id": f"MB{n + 1:02d}", "name": f"{word}{n + 1}", "kind": kind, "lon": round(lon, 7), "lat": round(lat, 7),
                     "synthetic": 1})
    return rows


INDUSTRIES = [  # project, industry, class without and with sensitive areas, sets that count
    ("PJ01", "C2651 初级形态塑料及合成树脂制造", "报告书", "报告书", 0, 0, 0),
    ("PJ01", "D4430 热力生产", "报告表", "报告书", 1, 1, 1),
    ("PJ02", "C2614 有机化学原料制造", "报告书", "报告书", 0, 0, 0),
    ("PJ03", "G5942 危险化学品仓储", "报告表", "报告书", 1, 1, 0),
    ("PJ04", "C2641 涂料制造（单纯分装）", "报告表", "报告书", 0, 0, 1),
    ("PJ05", "D4620 污水处理及其再生利用", "报告表", "报告书", 1, 0, 0),
    ("PJ06", "C1311 稻谷加工", "登记表", "报告表", 0, 1, 0),
]

PROJECT_FACTS = [  # project, fact, value, unit: what the applicant states and no layer shows
    *((f"PJ{n:02}", "core_area_m2", "0", "m2") for n in range(1, 7)),
    ("PJ02", "activity", "RX-X", "text"),  # chemical works are none of the ten limited activities
    ("PJ02", "new_construction_land", "1", "bool"),
    ("PJ02", "recognition_opinion", "0", "bool"),
    ("PJ02", "enlarges", "0", "bool"),
]


def make_project_facts():
    fields = ("id", "fact", "value", "unit")
    return [dict(zip(fields, row), subject="project", method="list", evidence="示例申请表", synthetic=1) for row in sorted(PROJECT_FACTS)]


# Mergers of these years did happen in the city; these ones, their codes and names are invented.
LINEAGE = [  # old code, old name, event, first day of the new code, new code, whether titles go over
    ("320803115", "顺河镇", "merged", "2020-06-30", "320803115", ""),
    ("320803131", "示例席桥乡", "merged", "2020-06-30", "320803115", ""),
    ("320803133", "示例泾口镇", "split", "2021-01-15", "320803122", ""),
    ("320803133", "示例泾口镇", "split", "2021-01-15", "320803123", ""),
    ("320803132", "示例旧名乡", "renamed", "2018-04-01", "320803112", ""),
]
GONE = {"320803122": "320803133", "320803123": None, "320803112": "320803132"}  # whose awards stand under the old code


def make_lineage():
    fields = ("old_code", "old_name", "event", "date", "new_code", "keeps_titles")
    return [dict(zip(fields, row), synthetic=1) for row in LINEAGE]


def make_awards_of_their_day(root):
    """The awards of the demo city under the codes of their day, with titles of three more names."""
    names = {row[0]: row[1] for row in LINEAGE}
    with open(root / "awards.csv", encoding="utf-8-sig", newline="") as f:
        rows = [dict(r) for r in csv.DictReader(f)]
    kept = []
    for row in rows:
        old = GONE.get(row["code"], row["code"])
        if old:
            kept.append(dict(row, code=old, name=names.get(old, row["name"])))
    more = [("320803131", "示例席桥乡", "national", "第五批", "2012-05-24", "named"),
            ("320803001", "淮城街道", "beautiful", "第七批", "2008-04-28", "named"),
            ("320803104", "朱桥镇", "beautiful", "第七批", "2008-04-28", "named"),
            ("320803114", "钦工镇", "demonstration", "第一批", "2018-09-20", "named"),
            ("320803107", "车桥镇", "demonstration", "第二批", "2019-10-15", "named"),
            ("320803109", "流均镇", "demonstration", "第七批", "2026-09-30", "announced"),
            ("320803110", "博里镇", "demonstration", "", "2026-06-12", "passed"),
            ("320803113", "苏嘴镇", "demonstration", "", "2026-03-02", "applied")]
    fields = ("code", "name", "title", "batch", "named_on", "status")
    kept += [dict(zip(fields, row), synthetic=1) for row in more]
    return sorted(kept, key=lambda r: (r["code"], r["title"]))


def make_units_with_people(root):
    """The list of units with an invented population and whether a unit has farmland to speak of."""
    rng = rng_for("population")
    with open(root / "township_codes.csv", encoding="utf-8-sig", newline="") as f:
        rows = [dict(r) for r in csv.DictReader(f)]
    for row in rows:
        low, high = (18000, 92000) if row["kind"] == "subdistrict" else (200, 6000) if row["kind"] == "pseudo" else (21000, 68000)
        row["population"] = rng.randrange(low, high)
        row["agricultural"] = int(row["kind"] in ("town", "township") or (row["kind"] == "subdistrict" and rng.random() < 0.3))
    return rows


TITLES = [  # title, name, from, to, counts as
    ("beautiful", "全国环境优美乡镇", "", "2010-12-31", "national"),
    ("national", "国家级生态乡镇", "", "", ""),
    ("provincial", "江苏省生态乡镇", "", "", ""),
    ("demonstration", "江苏省生态文明建设示范乡镇（街道）", "2018-01-01", "", ""),
]


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "datasets/huaian")
    out = root / "programmes"
    out.mkdir(exist_ok=True)
    outlines = read_outlines(root / "source")[1]
    counties = {k: reproject(map_shape(s, from_gcj), 4490, 4527) for k, s in outlines.items()}
    zones, parks = zones_and_parks(root)
    write_geojson(out / "footprints.geojson", make_footprints(zones, parks))
    write_geojson(out / "sensitive.geojson", make_sensitive(parks))
    write_geojson(out / "bank_lines.geojson", make_lines(parks))
    write_geojson(out / "control_units.geojson", make_units(zones, parks, counties))
    write_csv(out / "targets.csv", ["id", "name", "kind", "lon", "lat", "synthetic"], make_targets(parks))
    fields = ["project_id", "industry", "base_class", "sensitive_class", "counts_1", "counts_2", "counts_3"]
    write_csv(out / "industries.csv", fields, [dict(zip(fields, row)) for row in INDUSTRIES])
    write_csv(out / "project_facts.csv", ["id", "subject", "fact", "value", "unit", "method", "evidence", "synthetic"], make_project_facts())
    write_csv(out / "lineage.csv", ["old_code", "old_name", "event", "date", "new_code", "keeps_titles", "synthetic"], make_lineage())
    write_csv(out / "titles.csv", ["title", "name", "from", "to", "counts_as"],
              [dict(zip(("title", "name", "from", "to", "counts_as"), row)) for row in TITLES])
    write_csv(out / "awards.csv", ["code", "name", "title", "batch", "named_on", "status", "synthetic"], make_awards_of_their_day(root))
    write_csv(out / "townships.csv", ["code", "name", "county_code", "county", "kind", "population", "agricultural"],
              make_units_with_people(root))
    make_emergency(root, out)
    refresh_hashes(root)


if __name__ == "__main__":
    main()
