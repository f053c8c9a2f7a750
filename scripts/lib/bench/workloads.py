# SPDX-License-Identifier: Apache-2.0
"""What is measured: an operation on two layers, and the answer that every tool has to give."""
from __future__ import annotations

import dataclasses
import pathlib

REACH_M = 1000  # of the operation "near"


@dataclasses.dataclass(frozen=True)
class Layer:
    path: pathlib.Path
    name: str
    id: str


@dataclasses.dataclass(frozen=True)
class Workload:
    """`rows` and `amount` are the known answer: amount is an area in km2, or the sum of distances in m ("nearest")."""
    id: str
    title: str
    operation: str  # intersection, table, inside, near, nearest, union
    a: Layer
    b: Layer
    rows: int | None = None
    amount: float | None = None
    curvature: float = 0.0  # relative: by how much true areas may differ from planar ones
    repairs: bool = False  # some input polygons are invalid: structure repair
    planar: bool = True    # coordinates in metres, so that planar tools can take part in distances

    @property
    def suffix(self):
        return ".gpkg" if self.operation in ("intersection", "union") else ".csv"


TITLES = {
    "W1": "parks x red line, shapes of the intersections",
    "W1t": "parks x red line, table of pairs and areas",
    "W2": "sites inside the red line",
    "W3": "sites within 1 km of a river",
    "W4": "nearest red-line zone of every site",
    "W5": "towns x red line, union overlay, shapes",
    "W5t": "towns x red line, table of pairs and areas",
    "R1": "US cities x counties (Texas, Florida), table",
    "R2": "French communes x themselves, table",
    "R3": "Dutch listed farm buildings inside Natura 2000",
    "R4": "nearest Natura 2000 area of every such building",
}

OPERATIONS = {
    "W1": ("intersection", "parks", "redline"), "W1t": ("table", "parks", "redline"),
    "W2": ("inside", "sites", "redline"), "W3": ("near", "sites", "rivers"),
    "W4": ("nearest", "sites", "redline"), "W5": ("union", "towns", "redline"),
    "W5t": ("table", "towns", "redline"),
}

IDS = {"parks": "pid", "redline": "rid", "sites": "sid", "rivers": "vid", "towns": "code"}

# (rows, planar km2 in EPSG:4527 or metres): what independent tools agree on. Rows of W5 differ by convention.
ANSWERS = {
    "S": {"W1": (824, 782.074271), "W1t": (824, 782.074271), "W2": (29_249, None), "W3": (14_809, None),
          "W4": (100_000, 82_866_823.6), "W5": (None, 3_648.979202), "W5t": (363, 1_034.647040)},
    "M": {"W1": (1_747, 2_258.940284), "W1t": (1_747, 2_258.940284), "W2": (84_771, None), "W3": (89_676, None),
          "W4": (300_000, 391_116_095.5), "W5": (None, 14_474.248100), "W5t": (863, 3_882.097652)},
    "L": {"W1": (4_839, 8_360.184482), "W1t": (4_839, 8_360.184482), "W2": (276_496, None), "W3": (467_787, None),
          "W4": (1_000_000, 1_687_038_484.5), "W5": (None, 57_627.521705), "W5t": (None, None)},
}

# The area scale at the edge of the domain, half its width from the central meridian: (x / R)^2.
CURVATURE = {"S": 2.4e-5, "M": 9.0e-5, "L": 3.6e-4}


def synthetic(scale, folder, system=4527):
    """The workloads of one scale; `folder` holds the generated layers, in EPSG:4527 and in EPSG:4490."""
    def layer(name):
        return Layer(folder / f"{name}_{system}.gpkg", name, IDS[name])
    return [Workload(key, TITLES[key], operation, layer(a), layer(b), *ANSWERS[scale][key], CURVATURE[scale])
            for key, (operation, a, b) in OPERATIONS.items()]


def real(datasets, extra):
    """Those on real data; `extra` is the folder of the larger layers, or None when it is not there."""
    found, plain = [], {"repairs": True, "planar": False}
    if extra:
        def layer(name):
            return Layer(extra / f"{name}.fgb", name, "id")
        found += [Workload("R1", TITLES["R1"], "table", layer("us_places"), layer("us_counties"), 2_865, **plain),
                  Workload("R2", TITLES["R2"], "table", layer("fr_communes"), layer("fr_communes"), 35_357, **plain)]
    folder = datasets / "nl-natura2000"
    sites = Layer(folder / "sites.csv", "sites", "site_id")
    areas = Layer(folder / "areas.gpkg", "natura2000", "slug")
    for key, operation, rows in (("R3", "inside", 25), ("R4", "nearest", 4_433)):
        found.append(Workload(key, TITLES[key], operation, sites, areas, rows, **plain))
    return found
