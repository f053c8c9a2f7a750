# SPDX-License-Identifier: Apache-2.0
"""Geometry helpers of make_huaian.py: GCJ-02, projections, areas and shapes."""
import math
import random

from osgeo import osr
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import transform as shapely_transform

osr.UseExceptions()
GCJ_A, GCJ_EE = 6378245.0, 0.00669342162296594323  # constants of the public GCJ-02 algorithm


def _gcj_offset(lon, lat):
    x, y, pi = lon - 105.0, lat - 35.0, math.pi
    wave = (20.0 * math.sin(6.0 * x * pi) + 20.0 * math.sin(2.0 * x * pi)) * 2.0 / 3.0
    dlat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    dlat += (20.0 * math.sin(y * pi) + 40.0 * math.sin(y / 3.0 * pi)) * 2.0 / 3.0
    dlat += (160.0 * math.sin(y / 12.0 * pi) + 320.0 * math.sin(y * pi / 30.0)) * 2.0 / 3.0
    dlon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    dlon += (20.0 * math.sin(x * pi) + 40.0 * math.sin(x / 3.0 * pi)) * 2.0 / 3.0
    dlon += (150.0 * math.sin(x / 12.0 * pi) + 300.0 * math.sin(x / 30.0 * pi)) * 2.0 / 3.0
    magic = 1.0 - GCJ_EE * math.sin(math.radians(lat)) ** 2
    root = math.sqrt(magic)
    dlat = dlat * 180.0 / ((GCJ_A * (1.0 - GCJ_EE)) / (magic * root) * pi)
    dlon = dlon * 180.0 / (GCJ_A / root * math.cos(math.radians(lat)) * pi)
    return dlon, dlat


def to_gcj(lon, lat):
    dlon, dlat = _gcj_offset(lon, lat)
    return lon + dlon, lat + dlat


def from_gcj(lon, lat):
    """The inverse, by iteration until the residual is below 1e-12 degree."""
    x, y = lon, lat
    for _ in range(50):
        gx, gy = to_gcj(x, y)
        x, y = x + lon - gx, y + lat - gy
        if abs(lon - gx) < 1e-12 and abs(lat - gy) < 1e-12:
            break
    return x, y


def _srs(definition):
    srs = osr.SpatialReference()
    srs.SetFromUserInput(definition)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


SRS = {code: _srs(f"EPSG:{code}") for code in (4490, 4527, 4528)}
_EQUAL_AREA = _srs("+proj=cea +lon_0=119 +ellps=GRS80 +units=m")  # authalic on the CGCS2000 ellipsoid
_CACHE = {}


def _pair(source, target):
    if (source, target) not in _CACHE:
        dst = _EQUAL_AREA if target == "cea" else SRS[target]
        _CACHE[source, target] = osr.CoordinateTransformation(SRS[source], dst)
    return _CACHE[source, target]


def project(x, y, source, target):
    if source == target:
        return x, y
    return _pair(source, target).TransformPoint(x, y)[:2]


def map_shape(shape, function):
    """Applies function(x, y) to every vertex."""
    def columns(xs, ys):
        done = [function(x, y) for x, y in zip(xs, ys)]
        return [p[0] for p in done], [p[1] for p in done]
    return shapely_transform(columns, shape)


def reproject(shape, source, target, digits=None):
    def one(x, y):
        x, y = project(x, y, source, target)
        return (x, y) if digits is None else (round(x, digits), round(y, digits))
    return map_shape(shape, one)


def round_shape(shape, digits):
    return map_shape(shape, lambda x, y: (round(x, digits), round(y, digits)))


def parts_of(shape):
    return list(getattr(shape, "geoms", [shape]))


def rings_of(shape):
    return [ring for part in parts_of(shape) for ring in (part.exterior, *part.interiors)]


def _densify(ring, step):
    out = []
    points = list(ring.coords)
    for (ax, ay), (bx, by) in zip(points, points[1:]):
        n = max(1, math.ceil(math.hypot(bx - ax, by - ay) / step))
        out += [(ax + (bx - ax) * i / n, ay + (by - ay) * i / n) for i in range(n)]
    return out


def ellipsoid_area(shape, crs, step=50.0):
    """Area in m2 on the CGCS2000 ellipsoid of a shape whose edges are straight in crs."""
    total = 0.0
    for part in parts_of(shape):
        dense = Polygon(_densify(part.exterior, step), [_densify(r, step) for r in part.interiors])
        total += map_shape(dense, lambda x, y: project(*project(x, y, crs, 4490), 4490, "cea")).area
    return total


def rng_for(*words):
    return random.Random("huaian/1/" + "/".join(str(w) for w in words))


def blob(rng, vertices, rough=0.35, stretch=1.3, noise=0.01):
    """An irregular star-shaped polygon of about unit area around (0, 0)."""
    waves = [(k, rng.uniform(0.4, 1.0) * rough / k ** 1.15, rng.uniform(0, 2 * math.pi)) for k in range(2, 14)]
    turn = rng.uniform(0, math.pi)
    points = []
    for i in range(vertices):
        t = 2 * math.pi * (i + rng.uniform(-0.3, 0.3)) / vertices
        r = 1.0 + sum(a * math.cos(k * t + p) for k, a, p in waves) + rng.uniform(-noise, noise)
        x, y = max(r, 0.3) * math.cos(t) * stretch, max(r, 0.3) * math.sin(t) / stretch
        points.append((x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)))
    shape = Polygon(points)
    scale = 1 / math.sqrt(shape.area)
    return map_shape(shape, lambda x, y: (x * scale, y * scale))


def put(shape, x, y, area):
    """A unit shape brought to an area in m2 around a point."""
    s = math.sqrt(area)
    return map_shape(shape, lambda u, v: (round(x + u * s, 4), round(y + v * s, 4)))


def shift(shape, dx, dy):
    return map_shape(shape, lambda x, y: (round(x + dx, 4), round(y + dy, 4)))


def with_holes(rng, shape, count, share):
    """Cuts count small irregular lakes or villages out of a shape."""
    box, holes = shape.bounds, []
    size = math.sqrt(shape.area * share / count)
    while len(holes) < count:
        x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
        hole = put(blob(rng, rng.randint(12, 40)), x, y, (size * rng.uniform(0.6, 1.2)) ** 2)
        room = hole.buffer(size * 0.2)
        if shape.contains(room) and not any(room.intersects(h) for h in holes):
            holes.append(hole)
    return Polygon(shape.exterior, [h.exterior for h in holes])


def slide_to_overlap(moving, fixed, angle, wanted):
    """Moves a shape along a ray from the fixed one until they share the wanted area."""
    cx, cy = fixed.centroid.x - moving.centroid.x, fixed.centroid.y - moving.centroid.y
    near, far = 0.0, 4.0 * max(math.sqrt(fixed.area), math.sqrt(moving.area))
    for _ in range(60):
        mid = (near + far) / 2
        trial = shift(moving, cx + mid * math.cos(angle), cy + mid * math.sin(angle))
        near, far = (mid, far) if trial.intersection(fixed).area > wanted else (near, mid)
    return shift(moving, cx + far * math.cos(angle), cy + far * math.sin(angle))


def corridor(rng, line, width):
    """A river-like strip around a line of points, with uneven banks."""
    dense = _densify(LineString(line), 400.0) + [line[-1]]
    left, right = [], []
    for i, (x, y) in enumerate(dense):
        ax, ay = dense[max(i - 1, 0)]
        bx, by = dense[min(i + 1, len(dense) - 1)]
        n = math.hypot(bx - ax, by - ay)
        nx, ny = -(by - ay) / n, (bx - ax) / n
        sway = rng.uniform(-60, 60)
        for side, bank in ((1, left), (-1, right)):
            d = sway + side * width / 2 * rng.uniform(0.8, 1.2)
            bank.append((round(x + nx * d, 4), round(y + ny * d, 4)))
    return Polygon(left + right[::-1])


def saw_tooth(shape, cell):
    """The raster version of a shape: a border of steps, without holes."""
    from shapely.geometry import box
    from shapely.ops import unary_union
    x0, y0, x1, y1 = (math.floor(v / cell) * cell for v in shape.bounds)
    cells = [box(x, y, x + cell, y + cell)
             for x in range(int(x0), int(x1) + cell, cell) for y in range(int(y0), int(y1) + cell, cell)
             if shape.contains(Point(x + cell / 2, y + cell / 2))]
    return Polygon(max(parts_of(unary_union(cells)), key=lambda p: p.area).exterior)


def carve(raw, zone):
    """raw minus zone, keeping only vertices of the two: the border they share is the same to the last bit."""
    known = {c for s in (raw, zone) for r in rings_of(s) for c in r.coords}
    rest = max(parts_of(raw.difference(zone)), key=lambda p: p.area)
    return Polygon([c for c in rest.exterior.coords[:-1] if c in known])
