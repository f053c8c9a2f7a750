# SPDX-License-Identifier: Apache-2.0
"""Lists of make_huaian.py: enterprises and awards. All of them are invented."""
from shapely.geometry import Point
from shapely.ops import unary_union

from make_huaian_geo import from_gcj, map_shape, project, reproject, rng_for, to_gcj
from make_huaian_source import COUNTIES

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
INDUSTRIES = (("C2614", "有机原料"), ("C2611", "无机酸"), ("C2612", "无机碱"), ("C2613", "无机盐"),
              ("C2619", "基础化工"), ("C2621", "氮肥"), ("C2631", "农药"), ("C2641", "涂料"), ("C2643", "颜料"),
              ("C2645", "染料"), ("C2651", "树脂"),
              ("C2661", "助剂"), ("C2662", "专用化学品"), ("C2669", "精细化工"), ("C2684", "香精"), ("C2511", "油品"), ("C2710", "原料药"))


def organisation_check(code):
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    value = 11 - sum(w * int(c, 36) for w, c in zip(weights, code)) % 11
    return {10: "X", 11: "0"}.get(value, str(value))


def credit_code(county, number):
    """GB 32100-2015. Organisation codes start with YYY so that they meet no real one."""
    organisation = f"YYY{number:05d}"
    code = "91" + county + organisation + organisation_check(organisation)
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    return code + CREDIT[(31 - sum(w * CREDIT.index(c) for w, c in zip(weights, code)) % 31) % 31]


def _inside(rng, shape):
    x0, y0, x1, y1 = shape.bounds
    while True:
        p = Point(rng.uniform(x0, x1), rng.uniform(y0, y1))
        if shape.contains(p):
            return p.x, p.y


def _near(rng, shape, low, high):
    """A point outside a shape, between two distances in metres from it."""
    x0, y0, x1, y1 = shape.buffer(high, 4).bounds
    while True:
        p = Point(rng.uniform(x0, x1), rng.uniform(y0, y1))
        if low < p.distance(shape) < high:
            return p.x, p.y


def _positions(zones, parks):
    """Places in EPSG:4527 metres, with a word for why each is there."""
    rng, places = rng_for("enterprises"), []
    for park in parks:
        shape = reproject(park["shape"], park["crs"], 4527)
        count = max(6, round(park["area"] / 1e6))
        places += [(_inside(rng, shape), f"in {park['id']}") for _ in range(min(count, 20))]
        places += [(_near(rng, shape, 30, 900), f"near {park['id']}") for _ in range(3)]
    reds = [z for z in zones if z["kind"] == "redline_national"]
    for zone in reds:
        places.append((_inside(rng, zone["shape"]), f"in {zone['id']}"))
        places.append((_near(rng, zone["shape"], 20, 480), f"near {zone['id']}"))
    return rng, places


def make_enterprises(zones, parks, cells, total=240):
    rng, places = _positions(zones, parks)
    counties = {}
    for c in cells:
        counties.setdefault(c["county_code"], []).append(map_shape(c["shape"], from_gcj))
    counties = {k: unary_union(v).buffer(0.0005) for k, v in sorted(counties.items())}
    land = unary_union(list(counties.values()))
    while len(places) < total:
        lon, lat = _inside(rng, land)
        places.append((project(lon, lat, 4490, 4527), "scattered"))
    rows = []
    for n, ((x, y), why) in enumerate(places, 1):
        lon, lat = project(x, y, 4527, 4490)
        county = next((k for k, s in counties.items() if s.contains(Point(lon, lat))), "320812")
        industry, product = INDUSTRIES[rng.randrange(len(INDUSTRIES))]
        gcj = to_gcj(lon, lat)
        rows.append({"QYBM": f"QY{n:04d}", "QYMC": f"{COUNTIES[county]}示例{product}{n:03d}号有限公司",
                     "TYSHXYDM": credit_code(county if county != "320871" else "320812", n), "HYDM": industry,
                     "JD": round(gcj[0], 6), "WD": round(gcj[1], 6), "ZBX": "GCJ-02", "synthetic": 1, "why": why})
    scattered = [r for r in rows if r["why"] == "scattered"]
    for row in scattered[:3]:
        row["JD"] = row["WD"] = None
    scattered[3]["JD"], scattered[3]["WD"] = scattered[3]["WD"], scattered[3]["JD"]
    for row, code in zip(scattered[4:8], ("2614", "C26", "26", "2669")):
        row["HYDM"] = code
    return rows


def _record(unit, title, status, rng):
    first, batches = (2008, "一二三四五六七八") if title == "national" else (2014, "一二三四五六")
    k = rng.randrange(len(batches))
    return {"code": unit["code"], "name": unit["name"], "title": title, "batch": f"第{batches[k]}批",
            "named_on": f"{first + k}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}", "status": status, "synthetic": 1}


def make_awards(units):
    """85 national and 15 provincial titles, and three announced ones that do not count."""
    rng, real = rng_for("awards"), [u for u in units if u["kind"] != "pseudo"]
    order = rng.sample(real, len(real))
    national, without = order[:85], order[85:]
    provincial = without[:6] + order[:9]
    rows = [_record(u, "national", "named", rng) for u in national]
    rows += [_record(u, "provincial", "named", rng) for u in provincial]
    for unit, title in ((without[6], "national"), (without[7], "national"), (order[20], "provincial")):
        row = _record(unit, title, "announced", rng)
        rows.append({**row, "batch": "公示", "named_on": "2026-10-15"})
    return sorted(rows, key=lambda r: (r["code"], r["title"]))


# park, people inside (what the park's own field says), people within 500 m, people farther away; the last ones count nowhere
PEOPLE = (("HG01", 0, 0, 310), ("HG03", 0, 85, 140), ("HG06", 214, 60, 95), ("HG07", 12, 0, 70), ("HG12", 36, 120, 0))


def make_residents(parks):
    """Places where people live in, beside and away from some parks. The inside ones add up to the field of the park."""
    rng, rows = rng_for("residents"), []
    shapes = {p["id"]: reproject(p["shape"], p["crs"], 4527) for p in parks}
    for park, *counts in PEOPLE:
        field = next(p["residents_inside"] for p in parks if p["id"] == park)
        assert counts[0] == field
        places = (lambda: _inside(rng, shapes[park].buffer(-30)), lambda: _near(rng, shapes[park], 60, 440),
                  lambda: _near(rng, shapes[park], 700, 1500))
        for people, place in zip(counts, places):
            for part in (people // 2, people - people // 2):
                if part:
                    lon, lat = project(*place(), 4527, 4490)
                    rows.append({"id": f"JM{len(rows) + 1:02d}", "name": f"示例居民点{len(rows) + 1}", "people": part,
                                 "lon": round(lon, 7), "lat": round(lat, 7), "synthetic": 1})
    return rows
