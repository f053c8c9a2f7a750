# SPDX-License-Identifier: Apache-2.0
"""Township cells of make_huaian.py: Voronoi cells that tile a county with exactly shared vertices."""
import math

from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.ops import polygonize, unary_union, voronoi_diagram

from make_huaian_geo import parts_of, rng_for

SQUEEZE = math.cos(math.radians(33.4))  # a degree of longitude against one of latitude


def _squeeze(p):
    return p[0] * SQUEEZE, p[1]


def _length(a, b):
    return math.hypot((a[0] - b[0]) * SQUEEZE, a[1] - b[1])


def _wiggle(a, b, amplitude, key):
    """A winding line from a to b; the same whichever end comes first."""
    if b < a:
        return _wiggle(b, a, amplitude, key)[::-1]
    rng = rng_for("border", key, a, b)

    def split(p, q):
        if _length(p, q) < 0.004:
            return [p]
        d = rng.uniform(-amplitude, amplitude)
        m = (round((p[0] + q[0]) / 2 - (q[1] - p[1]) * d / SQUEEZE, 6),
             round((p[1] + q[1]) / 2 + (q[0] - p[0]) * SQUEEZE * d, 6))
        return split(p, m) + split(m, q)
    return split(a, b) + [b]


def _voronoi_edges(sites, outline):
    """Edges of the Voronoi diagram inside the outline: (end, at_border) twice per edge."""
    box = MultiPoint([_squeeze(c) for c in outline.exterior.coords]).envelope.buffer(1)
    diagram = voronoi_diagram(MultiPoint([_squeeze(s) for s in sites]), envelope=box, edges=True)
    pieces = []
    for line in parts_of(diagram):
        for piece in parts_of(line):
            ends = [(x / SQUEEZE, y) for x, y in piece.coords]
            for a, b in zip(ends, ends[1:]):
                for part in parts_of(LineString([a, b]).intersection(outline)):
                    if part.geom_type == "LineString" and not part.is_empty:
                        pieces.append([(p, Point(p).distance(outline.exterior) < 1e-9) for p in part.coords])
    return sorted(pieces)


def _candidates(end, border, vertices):
    if not border:
        return [(round(end[0], 6), round(end[1], 6))]
    return sorted(vertices, key=lambda v: (_length(v, end), v))[:12]


def _fits(points, outline, done):
    line = LineString(points)
    ends = {points[0], points[-1]}
    if not line.is_simple or not outline.contains(line):
        return False
    for other in [outline.exterior, *done]:
        meet = line.intersection(other)
        if any(p.geom_type != "Point" or p.coords[0] not in ends for p in parts_of(meet) if not p.is_empty):
            return False
    return True


def _borders(key, sites, outline, amplitude):
    vertices = list(dict.fromkeys(outline.exterior.coords))
    done = []
    for (a, a_border), (b, b_border) in _voronoi_edges(sites, outline):
        tries = [(_length(p, a) + _length(q, b), p, q) for p in _candidates(a, a_border, vertices)
                 for q in _candidates(b, b_border, vertices)]
        for wave in (amplitude, amplitude / 3, 0.0):
            fit = next((points for _, p, q in sorted(tries) if p != q
                        for points in [_wiggle(p, q, wave, key)] if _fits(points, outline, done)), None)
            if fit:
                done.append(LineString(fit))
                break
    return done


def _merge_empty_faces(faces, sites):
    cells = {i: [] for i in range(len(sites))}
    spare = []
    for face in faces:
        inside = [i for i, s in enumerate(sites) if face.contains(Point(s))]
        if len(inside) > 1:
            return None
        cells[inside[0]].append(face) if inside else spare.append(face)
    if any(not c for c in cells.values()):
        return None
    for face in sorted(spare, key=lambda f: -f.area):
        def shared(i):
            return sum(f.exterior.intersection(face.exterior).length for f in cells[i])
        cells[max(cells, key=shared)].append(face)
    return [unary_union(c) for c in cells.values()]


def tile(key, sites, outline):
    """One cell per site. The cells have no vertex on the outline that the outline has not."""
    for amplitude in (0.13, 0.09, 0.06, 0.03, 0.0):
        lines = _borders(key, sites, outline, amplitude)
        faces = list(polygonize(unary_union([outline.exterior, *lines])))
        cells = _merge_empty_faces(sorted(faces, key=lambda f: f.bounds), sites)
        if cells and all(c.geom_type == "Polygon" and c.is_valid for c in cells):
            return cells
    raise SystemExit(f"no tiling found for {key}")


def outline_of_rest(city, counties):
    rest = city.difference(unary_union(counties))
    return Polygon(rest.exterior)


def fill_points(key, outline, known, wanted, gap, near=None):
    """Seeded points inside an outline, apart from each other and from the border."""
    rng, made = rng_for("point", key), []
    x0, y0, x1, y1 = outline.bounds
    inner = outline.buffer(-0.006)
    while len(made) < wanted:
        p = (round(rng.uniform(x0, x1), 6), round(rng.uniform(y0, y1), 6))
        if near and _length(p, near[:2]) > near[2]:
            continue
        if inner.contains(Point(p)) and all(_length(p, q) > gap for q in known + made):
            made.append(p)
        gap *= 0.9997
    return made
