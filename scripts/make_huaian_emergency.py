# SPDX-License-Identifier: Apache-2.0
"""Lists of make_huaian_programmes.py for the heavy-pollution emergency: facts of each enterprise, what changed when, and
the emissions of the city. All invented; 20 enterprises are exempt on 2026-11-23, as many as in the reference year."""
from osgeo import ogr

from make_huaian_geo import rng_for
from make_huaian_write import write_csv

INDUSTRY39 = {"C2511", "C2621", "C2631", "C2641", "C2710"}
GROUPS = ("保障类", "环境基础设施类", "战略新兴产业类", "军工类", "环保信任企业")
POLLUTANTS = ("so2", "nox", "pm", "voc")
LEVELS = ("yellow", "orange", "red")
CONDITIONS = ("policy_conform", "credit_ok", "permit_held", "stable_compliance")
FIELDS = ["id", "name", "industry", "is_industry39", "exemption_group", "performance_grade", *CONDITIONS, "penalties", "fraud",
          "exempt_up_to", *(f"planned_{level}" for level in LEVELS), *(f"ratio_{level}" for level in LEVELS), "lowest_ratio",
          *(f"{p}_kg_day" for p in POLLUTANTS), "synthetic"]
EXEMPT_39, EXEMPT_GROUPS, REMOVED, LIMITED = 9, 11, 3, 3


def read_enterprises(path):
    source = ogr.Open(str(path))  # its layer is only there as long as it is
    return [(f["QYBM"], f["QYMC"], f["HYDM"]) for f in source.GetLayer(0)]


def _base(rng, code, name, industry):
    grade = rng.choice(("B", "B-", "C", "C", "D")) if industry in INDUSTRY39 else rng.choice(("非引领性", "C", "D"))
    ratios = sorted(rng.sample((20, 30, 40, 50, 60), 3))
    planned = {"yellow": "限产", "orange": "限产", "red": "停产" if grade in ("C", "D") else "限产"}
    if rng.random() < 0.25:
        planned["yellow"], ratios[0] = "无", 0
    amounts = {f"{p}_kg_day": round(rng.uniform(2, 90) * (3 if industry in INDUSTRY39 else 1), 1) for p in POLLUTANTS}
    row = {"id": code, "name": name, "industry": industry, "is_industry39": int(industry in INDUSTRY39),
           "exemption_group": "其他", "performance_grade": grade, **dict.fromkeys(CONDITIONS, 1), "penalties": 0, "fraud": 0,
           "exempt_up_to": "red", **{f"planned_{k}": v for k, v in planned.items()},
           **{f"ratio_{k}": v for k, v in zip(LEVELS, ratios)}, "lowest_ratio": 20, **amounts, "synthetic": 1}
    if industry not in INDUSTRY39 and rng.random() < 0.8:  # what other groups need was not read: most fail a basic condition
        row[rng.choice(CONDITIONS)] = 0
    return row


def _exempt(rng, rows):
    """Makes the exempt ones, and those that were exempt until something happened."""
    heavy = rng.sample([r for r in rows if r["is_industry39"]], EXEMPT_39 + 1)
    others = rng.sample([r for r in rows if not r["is_industry39"]], EXEMPT_GROUPS + REMOVED - 1)
    for row in heavy:
        row.update(performance_grade=rng.choice(("A", "A", "引领性")), **dict.fromkeys(CONDITIONS, 1))
    for k, row in enumerate(others):
        row.update(exemption_group=GROUPS[k % len(GROUPS)], performance_grade=rng.choice(("B", "A", "引领性")),
                   **dict.fromkeys(CONDITIONS, 1))
    for row in heavy + others:
        row.update(planned_red="停产", planned_orange="限产")
    for row in others[:LIMITED]:
        row["exempt_up_to"] = "orange"
    return [heavy[-1], *others[-(REMOVED - 1):]]


def make_changes(removed, rows):
    """What happened when: facts hold from their day on."""
    changes = [{"id": removed[0]["id"], "date": "2026-05-18", "fact": "penalties", "value": "1", "document": "示例罚字〔2026〕7号"},
               {"id": removed[1]["id"], "date": "2026-09-03", "fact": "penalties", "value": "1", "document": "示例罚字〔2026〕19号"},
               {"id": removed[2]["id"], "date": "2025-11-20", "fact": "fraud", "value": "1", "document": "示例查字〔2025〕31号"}]
    late = next(r for r in rows if r["is_industry39"] and r["performance_grade"] == "B")
    changes.append({"id": late["id"], "date": "2026-12-10", "fact": "performance_grade", "value": "A", "document": "示例评字〔2026〕4号"})
    return [dict(c, synthetic=1) for c in sorted(changes, key=lambda c: (c["date"], c["id"]))]


def make_emergency(root, out):
    rng = rng_for("emergency")
    rows = [_base(rng, *e) for e in read_enterprises(root / "enterprises.xlsx")]
    removed = _exempt(rng, rows)
    for row in rng.sample([r for r in rows if r["performance_grade"] in ("C", "D")], 4):
        row["performance_grade"] = None  # not graded yet: unknown, neither in nor out
    write_csv(out / "emergency.csv", FIELDS, rows)
    write_csv(out / "emergency_changes.csv", ["id", "date", "fact", "value", "document", "synthetic"], make_changes(removed, rows))
    sums = {p: sum(r[f"{p}_kg_day"] for r in rows) for p in POLLUTANTS}
    factors = {"so2": 1.15, "nox": 1.9, "pm": 2.4, "voc": 1.5}  # traffic, homes and dust beside industry
    write_csv(out / "emissions.csv", ["pollutant", "all_kg_day", "base", "synthetic"],
              [{"pollutant": p, "all_kg_day": round(sums[p] * factors[p], 1), "base": "全社会排放量（示例）", "synthetic": 1}
               for p in POLLUTANTS])
