# SPDX-License-Identifier: Apache-2.0
"""Parks and control zones of make_huaian.py. All of them are invented; see datasets/huaian/README.md for what each one shows."""
import math
from datetime import date

from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

from make_huaian_geo import (blob, carve, corridor, ellipsoid_area, from_gcj, map_shape, parts_of, project, put,
                             reproject, rng_for, round_shape, saw_tooth, slide_to_overlap, with_holes)

CLASSES = {"redline_national": "国家级生态保护红线", "ecological_control": "生态空间管控区域",
           "permanent_farmland": "永久基本农田", "nature_reserve": "自然保护区",
           "water_source_1": "饮用水水源一级保护区", "water_source_2": "饮用水水源二级保护区"}
KM2 = 1e6
# id, name, level, county, file, km2, vertices, lon, lat
PARKS = [
    ("HG01", "江苏淮安工业园区", "省级", "320803", "cm120", 18.6, 96, 119.060, 33.500),
    ("HG02", "淮安盐化新材料产业园区", "市级", "320812", "cm120", 10.1, 64, 118.975, 33.440),
    ("HG03", "淮安盐化新材料产业园区运河南片区", "市级", "320803", "cm120", 31.2, 110, 119.190, 33.460),
    ("HG04", "洪泽化工集中区", "县级", "320813", "cm120", 7.9, 48, 118.950, 33.270),
    ("HG05", "涟水化工集中区", "县级", "320826", "cm117", 6.4, 56, 119.300, 33.800),
    ("HG06", "维桥化工园(示例)", "县级", "320830", "cm120", 9.2, 72, 118.740, 33.000),
    ("HG07", "唐集化工园(示例)", "县级", "320826", "cm120", 5.6, 40, 119.420, 33.930),
    ("HG08", "吕良精细化工园(示例)", "县级", "320831", "cm117", 4.8, 36, 119.190, 33.085),
    ("HG09", "桂五新材料园(示例)", "县级", "320830", "cm117", 8.3, 84, 118.500, 32.850),
    ("HG10", "戴楼化工园(示例)", "县级", "320831", "cm117", 5.2, 44, 119.040, 32.980),
    ("HG11", "渔沟化工片区(示例)", "县级", "320804", "cm117", 7.1, 60, 118.930, 33.800),
    ("HG12", "清江浦一区多园(示例)", "市级", "320812", "cm120", 5.0, 30, 119.050, 33.585),
    ("HG13", "三树化工园(示例)", "县级", "320804", "cm117", 9.4, 70, 118.860, 33.620),
    ("HG14", "苏嘴化工集中区(示例)", "县级", "320803", "txt", 4.5, 28, 119.400, 33.600),
]
PUBLISHED_AREA = ("HG02", "HG03")  # figures of 2008 and 2011; the shapes are invented
FACT_NAMES = ("RDZT", "FXDJ", "JCMJ", "plan_eia_date", "management_body", "residents_inside", "wastewater_ratio",
              "hazardous_waste_outlet", "fire_station", "closed_management", "chemical_output_share", "established_on")
D = date
FACTS = {
    "HG01": ("复核通过", "D", 12.4, D(2024, 3, 18), 1, 0, 1.42, 1, 1, 1, 0.86, D(2006, 9, 1)),
    "HG02": ("认定", "C", 6.7, D(2021, 11, 24), 1, 0, 1.10, 1, 1, 0, 0.74, D(2008, 5, 20)),
    "HG03": ("条件认定", "C", 9.8, D(2019, 6, 12), 1, 0, 1.05, 1, 1, 0, 0.63, D(2011, 8, 15)),
    "HG04": (None, None, 3.1, D(2022, 7, 1), None, 0, None, 1, None, 0, 0.58, D(2005, 4, 10)),
    "HG05": ("认定", "C", 4.0, D(2023, 2, 27), 1, 0, 1.21, 1, 1, 1, 0.81, D(2004, 11, 2)),
    "HG06": ("条件认定", "A", 5.5, D(2017, 9, 30), 0, 214, 0.62, 0, 0, 0, 0.91, D(2002, 6, 18)),
    "HG07": ("条件认定", "B", 2.2, D(2020, 4, 16), 1, 12, 0.88, 1, 0, 0, 0.67, D(2003, 10, 8)),
    "HG08": ("条件认定", "C", 3.3, D(2022, 12, 5), 1, 0, 1.02, 1, 1, 0, 0.19, D(2005, 12, 12)),
    "HG09": ("认定", "D", 5.1, D(2025, 1, 20), 1, 0, 1.33, 1, 1, 1, 0.83, D(2007, 3, 5)),
    "HG10": ("认定", "C", 3.9, D(2023, 8, 9), 1, 0, 1.18, 1, 1, 1, 0.77, D(2006, 1, 25)),
    "HG11": ("认定", "C", 4.4, D(2022, 5, 31), 1, 0, 1.15, 1, 1, 1, 0.72, D(2009, 7, 7)),
    "HG12": ("条件认定", "C", 3.6, D(2023, 10, 17), 1, 36, 0.94, 1, 0, 0, 0.70, D(2001, 5, 1)),
    "HG13": ("条件认定", "B", 6.0, D(2024, 6, 6), 1, 0, 1.08, 1, 1, 1, 0.79, D(2010, 2, 28)),
    "HG14": (None,) * 12,
}


def _at(lon, lat):
    return project(lon, lat, 4490, 4527)


def _sized(shape, crs, square_metres):
    """The shape scaled about its centre to an area on the ellipsoid."""
    for _ in range(3):
        s, c = math.sqrt(square_metres / ellipsoid_area(shape, crs)), shape.centroid
        shape = map_shape(shape, lambda x, y: (round(c.x + (x - c.x) * s, 4), round(c.y + (y - c.y) * s, 4)))
    return shape


def _raw_park(row):
    ident, km2, vertices = row[0], row[5], row[6]
    shape = put(blob(rng_for("park", ident), vertices, 0.30, 1.15), *_at(row[7], row[8]), km2 * KM2)
    if ident not in PUBLISHED_AREA:
        return shape
    return reproject(_sized(reproject(shape, 4527, 4528), 4528, km2 * KM2), 4528, 4527, 4)


def _many_parts(row):
    rng, x, y = rng_for("park", row[0]), *_at(row[7], row[8])
    places = ((-5200, -300, 1.6, 30), (0, 600, 2.2, 36), (5600, 2300, 1.2, 26))
    return MultiPolygon([put(blob(rng, n, 0.3, 1.1), x + dx, y + dy, a * KM2) for dx, dy, a, n in places])


class Zones:
    """Collects zones in EPSG:4527 metres, in the order of their ids."""

    def __init__(self):
        self.rows = []

    def add(self, kind, name, county, shape, note=""):
        shape = round_shape(shape, 4)
        self.rows.append({"kind": kind, "name": name + "(示例)", "county": county, "shape": shape, "note": note})
        return shape

    def natural(self, kind, name, county, lon, lat, km2, vertices, holes=0, rough=0.35, note=""):
        rng = rng_for("zone", name)
        shape = put(blob(rng, vertices, rough, 1.25, 0.4 / math.sqrt(vertices) / 4), *_at(lon, lat), km2 * KM2)
        return self.add(kind, name, county, with_holes(rng, shape, holes, 0.06) if holes else shape, note)


def _partner(name, vertices, km2, rough=0.3):
    return put(blob(rng_for("zone", name), vertices, rough, 1.3, 0.008), 0, 0, km2 * KM2)


def _square(side, angle):
    """A square around (0, 0) with one corner towards the angle's opposite."""
    reach, turns = side / 2 ** 0.5, [angle + k * math.pi / 2 for k in range(4)]
    corners = [(reach * math.cos(t), reach * math.sin(t)) for t in turns]
    return Polygon([(ax + (bx - ax) * i / 25, ay + (by - ay) * i / 25)
                    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1]) for i in range(25)])


def _beside(raw, partner, angle, share):
    """Moves the partner so that carving it out takes the given share of the raw park."""
    return slide_to_overlap(partner, raw, angle, raw.area * share)


def _moved_chain(park, zone, move):
    """The park with move(x, y, n) applied to each vertex that it shares with the zone."""
    shared, count, out = set(zone.exterior.coords), 0, []
    for p in park.exterior.coords[:-1]:
        if p in shared:
            p = move(*p, count)
            count += 1
        out.append((round(p[0], 4), round(p[1], 4)))
    return Polygon(out)


def _towards(park, zone, metres):
    dx, dy = zone.centroid.x - park.centroid.x, zone.centroid.y - park.centroid.y
    n = math.hypot(dx, dy)
    return dx / n * metres, dy / n * metres


def _contact_parks(zones, raw):
    """Parks whose borders follow a red line: exactly, one metre too far, and badly digitised."""
    made = {}
    for ident, name, county, angle, km2 in (("HG05", "古淮河湿地", "320826", 0.6, 5.2),
                                            ("HG10", "入江水道湿地", "320831", 2.9, 6.0),
                                            ("HG11", "六塘河湿地", "320804", 5.0, 7.5)):
        zone = _beside(raw[ident], _partner(name, 220, km2, 0.2), angle, 0.10)
        zones.add("redline_national", name, county, zone, f"contact {ident}")
        made[ident] = carve(raw[ident], zone), zone
    for ident, (park, zone) in made.items():
        assert park.is_valid and park.relate(zone)[0] == "F" and park.boundary.intersection(zone.boundary).length > 500
    park, zone = made["HG10"]
    dx, dy = _towards(park, zone, 1.0)
    made["HG10"] = _moved_chain(park, zone, lambda x, y, n: (x + dx, y + dy)), zone
    park, zone = made["HG11"]
    ux, uy = _towards(park, zone, 0.25)
    made["HG11"] = _moved_chain(park, zone, lambda x, y, n: (x + ux, y + uy) if n % 3 else (x - ux, y - uy)), zone
    return {ident: park for ident, (park, _) in made.items()}


def _conflict_zones(zones, raw):
    """Zones that overlap parks by design."""
    close = raw["HG06"]
    for name, angle, share in (("维桥水源涵养区", 1.2, 0.34), ("古河湿地", 2.3, 0.22)):
        zones.add("redline_national", name, "320830", _beside(close, _partner(name, 300, 11.0), angle, share),
                  "HG06; the two overlap each other")
    zones.add("redline_national", "唐响河湿地", "320826",
              _beside(raw["HG07"], _partner("唐响河湿地", 260, 6.5), 0.4, 0.27), "HG07")
    zones.add("nature_reserve", "涟北鸟类自然保护区", "320826",
              _beside(raw["HG07"], _partner("涟北鸟类自然保护区", 180, 4.0), 1.5, 0.08), "HG07")
    zones.add("redline_national", "利农河湿地", "320831",
              _beside(raw["HG08"], _partner("利农河湿地", 240, 5.0), 5.6, 0.12), "HG08")
    zones.add("permanent_farmland", "吕良永久基本农田", "320831",
              _beside(raw["HG08"], _partner("吕良永久基本农田", 150, 3.0), 2.2, 0.05), "HG08")
    zones.add("redline_national", "桂五水源涵养区", "320830",
              _beside(raw["HG09"], _partner("桂五水源涵养区", 280, 6.0), 3.9, 0.008), "HG09, a corner")
    zones.add("ecological_control", "运河南清水通道维护区", "320803",
              _beside(raw["HG03"], _partner("运河南清水通道维护区", 200, 8.0), 5.4, 0.05), "HG03, a finding")
    zones.add("ecological_control", "平桥生态公益林", "320803",
              _beside(raw["HG03"], _square(1600, 1.4), 1.4, 300 / raw["HG03"].area), "HG03, one corner of 300 m2")


def _hole_park(zones, raw):
    c = raw.representative_point()
    zone = zones.add("redline_national", "三树古黄河湿地", "320804",
                     put(blob(rng_for("zone", "三树古黄河湿地"), 90, 0.25, 1.1), c.x, c.y, 0.7 * KM2), "the hole of HG13")
    park = Polygon(raw.exterior, [zone.exterior])
    assert park.is_valid and park.relate(zone)[0] == "F"
    return park


def _plain_zones(zones):
    n = zones.natural
    n("redline_national", "洪泽湖东部湿地", "320813", 118.680, 33.195, 220, 3000, 3)
    baima = n("redline_national", "白马湖重要湿地", "320803", 119.130, 33.240, 55, 900, 1)
    gaoyou = n("redline_national", "高邮湖金湖湿地", "320831", 119.215, 32.925, 95, 1200, 2)
    zones.add("redline_national", "铁山寺林地", "320830",
              saw_tooth(put(blob(rng_for("zone", "铁山寺林地"), 80), *_at(118.330, 33.050), 4 * KM2), 30),
              "raster steps of 30 m")
    for name, inner, county, km2 in (("白马湖外围管控区", baima, "320803", 90), ("高邮湖外围管控区", gaoyou, "320831", 150)):
        c = inner.centroid
        outer = unary_union([put(blob(rng_for("zone", name), 400, 0.2, 1.2), c.x, c.y, km2 * KM2),
                             round_shape(Polygon(inner.exterior).buffer(350, 2), 4)])
        zones.add("ecological_control", name, county, Polygon(outer.exterior, [inner.exterior]), "ring around a red line")
    first = n("ecological_control", "天泉湖水源涵养区", "320830", 118.610, 32.795, 14, 350)
    zones.add("ecological_control", "天泉湖森林公园", "320830",
              put(blob(rng_for("zone", "天泉湖森林公园"), 300), *_at(118.632, 32.800), 10 * KM2),
              "overlaps the zone before it")
    assert first.intersection(zones.rows[-1]["shape"]).area > KM2
    for name, county, line, width in (
            ("大运河清水通道维护区", "320803",
             ((119.11, 33.56), (119.12, 33.50), (119.125, 33.44), (119.14, 33.38), (119.20, 33.33)), 420),
            ("盐河清水通道维护区", "320826", ((119.06, 33.87), (119.14, 33.85), (119.22, 33.865), (119.33, 33.875)), 260)):
        zones.add("ecological_control", name, county, corridor(rng_for("zone", name), [_at(*p) for p in line], width))
    n("permanent_farmland", "钦工永久基本农田", "320803", 119.450, 33.490, 16, 400, 4, 0.5)
    n("permanent_farmland", "东胡集永久基本农田", "320826", 119.520, 33.840, 11, 260, 2, 0.5)
    n("permanent_farmland", "丁集永久基本农田", "320804", 118.960, 33.690, 18, 520, 6, 0.5)
    n("permanent_farmland", "管仲永久基本农田", "320830", 118.350, 32.940, 21, 450, 3, 0.5)
    n("permanent_farmland", "塔集永久基本农田", "320831", 119.265, 33.090, 4, 140, 0, 0.5)
    for name, county, lon, lat in (("红窑永久基本农田", "320826", 119.350, 34.005),
                                   ("河桥永久基本农田", "320830", 118.320, 32.870)):
        x, y = _at(lon, lat)
        zones.add("permanent_farmland", name, county, Polygon([(x, y), (x + 900, y + 700), (x + 950, y - 40), (x + 60, y + 650)]),
                  "bow-tie, invalid on purpose")
    n("nature_reserve", "洪泽湖湿地自然保护区", "320813", 118.690, 33.180, 30, 600)
    n("nature_reserve", "盱眙象山地质自然保护区", "320830", 118.700, 32.790, 3.5, 160)
    for name, county, lon, lat in (("二河水源地", "320812", 118.930, 33.510), ("五岛湖水源地", "320826", 119.230, 33.745),
                                   ("淮河水源地", "320830", 118.480, 33.030)):
        rng, (x, y) = rng_for("zone", name), _at(lon, lat)
        core = put(blob(rng, 70, 0.2, 1.1), x, y, 0.45 * KM2)
        outer = put(blob(rng, 130, 0.15, 1.1), x, y, 3.0 * KM2)
        assert outer.contains(core)
        zones.add("water_source_1", name + "一级保护区", county, core)
        zones.add("water_source_2", name + "二级保护区", county, Polygon(outer.exterior, [core.exterior]))


def _township_zones(zones, cells):
    """Zones drawn along township borders."""
    shapes = {c["code"]: c for c in cells}

    def add(kind, name, code, share_lon=None):
        cell = shapes[code]["shape"]
        if share_lon:
            centre = cell.exterior.coords[len(cell.exterior.coords) // 3]
            lens = put(blob(rng_for("zone", name), 160, 0.3, 1.2), 0, 0, 1.0)
            lens = map_shape(lens, lambda u, v: (round(centre[0] + u * share_lon, 6), round(centre[1] + v * share_lon, 6)))
            cell = max(parts_of(cell.intersection(lens)), key=lambda p: p.area)
        plane = map_shape(cell, lambda lon, lat: tuple(round(v, 4) for v in project(*from_gcj(lon, lat), 4490, 4527)))
        zones.add(kind, name, shapes[code]["county_code"], plane, f"follows the border of {code}")

    add("redline_national", "大东古黄河湿地", "320826104", 0.10)
    add("redline_national", "车桥里下河湿地", "320803107", 0.09)
    add("ecological_control", "博里生态空间", "320803110")
    add("permanent_farmland", "流均永久基本农田", "320803109", 0.08)


def make_zones_and_parks(cells):
    """Zones in EPSG:4527; parks each in the coordinate system of its file."""
    zones = Zones()
    raw = {row[0]: _many_parts(row) if row[0] == "HG12" else _raw_park(row) for row in PARKS}
    _plain_zones(zones)
    _conflict_zones(zones, raw)
    final = {**raw, **_contact_parks(zones, raw), "HG13": _hole_park(zones, raw["HG13"])}
    _township_zones(zones, cells)
    order = list(CLASSES)
    zones.rows.sort(key=lambda z: order.index(z["kind"]))
    for n, row in enumerate(zones.rows, 1):
        row["id"] = f"3208HX{n:03d}"
    parks = []
    for row in PARKS:
        crs = 4527 if row[4] == "cm117" else 4528
        shape = reproject(final[row[0]], 4527, crs, 4)
        parks.append({"id": row[0], "name": row[1], "level": row[2], "county": row[3], "file": row[4], "crs": crs,
                      "shape": shape, "area": ellipsoid_area(shape, crs), **dict(zip(FACT_NAMES, FACTS[row[0]]))})
    return zones.rows, parks
