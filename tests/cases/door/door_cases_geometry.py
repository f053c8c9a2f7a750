# SPDX-License-Identifier: Apache-2.0
"""Polygons that are not what they seem (correctness 2.1 rows 12 to 20)."""
from door_files import ZONES, box, collection, feature, multi, polygon

BASE = feature(polygon(box(119, 33.5)), id="good")
X, Y = 119.1, 33.5


def one(t, name, file, geometry, finding, counts, rule):
    """A good polygon and the one with the trap."""
    t.read(name, file, collection(BASE, feature(geometry, id="trap")), ZONES, finding, counts, rule)


def at(*points):
    """A ring from points in thousandths of a degree."""
    return [(round(X + x / 1000, 9), round(Y + y / 1000, 9)) for x, y in points]


def invalid(t):
    def review(name, file, geometry):
        one(t, name, file, geometry, "invalid_polygon", "1/0/0/1", "12")
    square = at((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))
    review("bow-tie", "bow_tie.geojson", polygon(at((0, 0), (10, 10), (10, 0), (0, 10), (0, 0))))
    review("hole over the shell", "hole_over_shell.geojson", polygon(square, at((5, 5), (5, 8), (15, 8), (15, 5), (5, 5))))
    review("hole outside", "hole_outside.geojson", polygon(square, at((20, 0), (20, 10), (30, 10), (30, 0), (20, 0))))
    review("nested holes", "nested_holes.geojson",
           polygon(square, at((1, 1), (1, 9), (9, 9), (9, 1), (1, 1)), at((2, 2), (2, 4), (4, 4), (4, 2), (2, 2))))
    review("parts that overlap", "parts_overlap.geojson", multi([square], [at((5, 0), (15, 0), (15, 10), (5, 10), (5, 0))]))
    review("part twice", "part_twice.geojson", multi([square], [square]))
    review("ring wound twice", "wound_twice.geojson", polygon(square[:-1] + square))
    review("spike out and back", "spike.geojson", polygon(at((0, 0), (10, 0), (10, 5), (20, 5), (10, 5), (10, 10), (0, 10), (0, 0))))
    review("ring that touches itself", "self_touch.geojson",
           polygon(at((0, 0), (10, 0), (5, 5), (10, 10), (0, 10), (5, 5), (0, 0))))
    review("hole that cuts the shell in two", "hole_cuts.geojson", polygon(square, at((0, 5), (5, 0), (10, 5), (5, 10), (0, 5))))
    review("parts that share an edge", "parts_share.geojson", multi([square], [at((10, 0), (20, 0), (20, 10), (10, 10), (10, 0))]))
    one(t, "parts that touch in a point", "parts_touch.geojson", multi([square], [at((10, 10), (20, 10), (20, 20), (10, 20), (10, 10))]), "clean",
        "2/0/0/0", "12")
    one(t, "hole that touches in a point", "hole_touches.geojson", polygon(square, at((0, 5), (5, 8), (5, 2), (0, 5))), "clean", "2/0/0/0", "12")
    one(t, "shell clockwise", "clockwise.geojson", polygon(square[::-1]), "clean", "2/0/0/0", "12")
    one(t, "vertex twice", "vertex_twice.geojson", polygon(at((0, 0), (10, 0), (10, 0), (10, 10), (0, 10), (0, 0))), "clean", "2/0/0/0", "12")
    t.add("bow-tie accepted", "bow_tie.geojson", None, ZONES + " --repairs structure", 0, "invalid_polygon 1/1/0/0", "12")
    t.add("hole over the shell accepted", "hole_over_shell.geojson", None, ZONES + " --repairs linework", 0, "invalid_polygon 1/1/0/0", "12")


def broken(t):
    def rejected(name, file, geometry, code, rule):
        one(t, name, file, geometry, code, "1/0/1/0", rule)
    rejected("unclosed ring", "unclosed.geojson", polygon(at((0, 0), (10, 0), (10, 10), (0, 10))), "ring_not_closed", "19")
    rejected("two points", "two_points.geojson", polygon(at((0, 0), (1, 0))), "ring_not_closed", "19")
    rejected("three points", "three_points.geojson", polygon(at((0, 0), (1, 0), (0, 0))), "too_few_points", "19")
    rejected("no area", "no_area.geojson", polygon(at((0, 0), (0, 0), (0, 0), (0, 0))), "collapsed", "19")
    rejected("null geometry", "null.geojson", None, "empty_geometry", "19")
    rejected("empty polygon", "empty_polygon.geojson", {"type": "Polygon", "coordinates": []}, "empty_geometry", "19")
    rejected("empty multipolygon", "empty_multi.geojson", {"type": "MultiPolygon", "coordinates": []}, "empty_geometry", "19")
    rejected("hole that lies flat", "flat_hole.geojson",
             polygon(at((0, 0), (10, 0), (10, 10), (0, 10), (0, 0)), at((2, 2), (3, 3), (2, 2))), "too_few_points", "19")
    number = '{"type":"FeatureCollection","features":[%s]}\n'
    square = '{"type":"Feature","properties":{"id":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%s,33.5],[119.01,33.5],[119.01,33.51],[%s,33.5]]]}}'
    good = square % ("good", "119", "119")
    t.read("infinite ordinate", "infinite.geojson", number % (good + "," + square % ("trap", "1e999", "1e999")), ZONES, "not_finite", "1/0/1/0", "20")
    t.read("1e308", "huge.geojson", number % (good + "," + square % ("trap", "1e308", "1e308")), ZONES, "outside_extent", "1/0/1/0", "20")
    t.read("swapped polygon", "one_swapped.geojson", collection(BASE, feature(polygon([(33.5, 119), (33.6, 119), (33.6, 119.1), (33.5, 119)]), id="trap")),
           ZONES, "outside_extent", "1/0/1/0", "1")
    t.read("NaN for an ordinate", "nan.geojson", number % (good + "," + square % ("trap", "NaN", "NaN")), ZONES, "not_finite", "1/0/1/0", "20")
    swapped = [[(round(y + size, 9), x) for x, y in box(119, 33.5)] for size in (0, 0.1)]
    t.refused("all polygons swapped", "all_swapped.geojson", collection(*(feature(polygon(ring), id=str(i)) for i, ring in enumerate(swapped))), ZONES,
              "the axes seem to be swapped", "2")
    bow_tie = polygon(at((0, 0), (10, 10), (10, 0), (0, 10), (0, 0)))
    t.read("one good polygon and two bad ones", "two_of_three.geojson", collection(BASE, feature(bow_tie, id="tie"), feature(None, id="none")), ZONES,
           "empty_geometry;invalid_polygon", "1/0/1/1", "13")
    across = polygon([(170, 30), (-170, 30), (-170, 40), (170, 40), (170, 30)])
    t.read("polygon across the antimeridian", "antimeridian.geojson", collection(BASE, feature(across, id="trap")), "--role zones", "crosses_antimeridian",
           "1/0/1/0", "23")
    pole = polygon([(0, 85), (90, 85), (180, 85), (-90, 85), (0, 85)])
    t.read("polygon round the pole", "pole.geojson", collection(BASE, feature(pole, id="trap")), "--role zones", "crosses_antimeridian", "1/0/1/0", "23")
    z = [[*p, 12.5] for p in box(X, Y)]
    t.read("heights", "heights.geojson", collection(BASE, feature({"type": "Polygon", "coordinates": [z]}, id="trap")), ZONES, "z_or_m_dropped",
           "2/0/0/0", "18")
    t.read("collection of polygons", "collection.geojson",
           collection(BASE, feature({"type": "GeometryCollection", "geometries": [polygon(box(X, Y)), polygon(box(X + 0.1, Y))]}, id="trap")), ZONES,
           "clean", "2/0/0/0", "19")
    rejected("collection of kinds", "collection_mixed.geojson",
             {"type": "GeometryCollection", "geometries": [polygon(box(X, Y)), {"type": "Point", "coordinates": [X, Y]}]}, "wrong_geometry_type", "19")
    rejected("a point among polygons", "point_among.geojson", {"type": "Point", "coordinates": [X, Y]}, "wrong_geometry_type", "19")
    rejected("a line among polygons", "line_among.geojson", {"type": "LineString", "coordinates": [[X, Y], [X + 0.1, Y]]}, "wrong_geometry_type", "19")
    t.refused("only points for zones", "only_points.geojson", collection(feature({"type": "Point", "coordinates": [X, Y]}, id="trap")), ZONES,
              "polygons are needed, and it has none", "19")
    t.refused("only an empty polygon", "only_empty.geojson", collection(feature({"type": "Polygon", "coordinates": []}, id="trap")), ZONES,
              "not one feature is usable", "19")
    t.refused("no features", "no_features.geojson", collection(), ZONES, "the layer has no feature", "19")
    t.refused("polygons for sites", "good.geojson", collection(BASE), "--role sites", "points are needed", "19")
    t.refused("ids twice in a layer", "ids_twice.geojson", collection(BASE, BASE), ZONES, "the id 'good' occurs more than once", "21")
    t.read("polygon twice", "polygon_twice.geojson", collection(BASE, feature(polygon(box(119, 33.5)), id="again")), ZONES, "duplicate_geometry", "2/0/0/0", "14")


def doubtful(t):
    """Valid, and probably not meant (issue 4.4)."""
    def doubt(name, file, geometry, finding):
        one(t, name, file, geometry, finding, "2/0/0/0", "doubt")
    doubt("spike outside", "spike_outside.geojson", polygon(at((0, 0), (10, 0), (10, 5), (20, 5.1), (10, 5.2), (10, 10), (0, 10), (0, 0))), "spike")
    doubt("spike inside", "spike_inside.geojson", polygon(at((0, 0), (10, 0), (10, 5), (2, 5.1), (10, 5.2), (10, 10), (0, 10), (0, 0))), "spike")
    doubt("sharp corner that is none", "sharp.geojson", polygon(at((0, 0), (10, 0), (5, 1), (0, 0))), "clean")
    half = 0.002  # 0.22 m
    doubt("narrow neck", "neck.geojson", polygon(at((0, -5), (10, -5), (10, -half), (11, -half), (11, -5), (20, -5), (20, 5), (11, 5), (11, half), (10, half),
                                                    (10, 5), (0, 5), (0, -5))), "narrow_neck")
    doubt("narrow inlet that is none", "inlet.geojson", polygon(at((0, 0), (20, 0), (20, 10), (10.002, 10), (10.002, 2), (9.998, 2), (9.998, 10), (0, 10),
                                                                   (0, 0))), "clean")
    doubt("hole close to the shell", "thin_wall.geojson", polygon(at((0, 0), (10, 0), (10, 10), (0, 10), (0, 0)),
                                                                  at((0.003, 3), (0.003, 6), (5, 6), (5, 3), (0.003, 3))), "narrow_neck")
    stairs = [point for i in range(6, 0, -1) for point in ((i, i), (i - 1, i))]
    doubt("saw teeth", "saw_teeth.geojson", polygon(at((0, -5), (6, -5), *stairs, (0, 0), (0, -5))), "saw_tooth")
    doubt("sliver", "sliver.geojson", polygon(at((0, 0), (10, 0), (10, 0.005), (0, 0.005), (0, 0))), "sliver")
    doubt("part that is a sliver", "sliver_part.geojson", multi([at((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))],
                                                                [at((20, 0), (30, 0), (30, 0.005), (20, 0.005), (20, 0))]), "sliver")
    counties = ZONES.replace("zones", "counties")

    def coverage(name, file, finding, *rings):
        t.read(name, file, collection(*(feature(polygon(at(*ring)), id=f"c{i}") for i, ring in enumerate(rings))), counties, finding,
               f"{len(rings)}/0/0/0", "doubt")

    def unit(x, y, right, top):
        return (x, y), (right, y), (right, top), (x, top), (x, y)
    coverage("counties that share borders", "coverage_good.geojson", "clean", unit(0, 0, 10, 10), unit(10, 0, 20, 10))
    border, noise = X + 0.01, 3e-10  # a third of a step of the grid
    west = [(X, Y), (border, Y), (border, Y + 0.01), (X, Y + 0.01), (X, Y)]
    east = [(border + noise, Y), (border + 0.01, Y), (border + 0.01, Y + 0.01), (border - noise, Y + 0.01), (border + noise, Y)]
    t.read("counties whose common border differs below the grid", "coverage_noise.geojson",
           collection(feature(polygon(west), id="c0"), feature(polygon(east), id="c1")), counties, "clean", "2/0/0/0", "16")
    coverage("counties that overlap", "coverage_overlap.geojson", "coverage_overlap", unit(0, 0, 10, 10), unit(9.99, 0, 20, 10))
    coverage("gap between counties", "coverage_gap.geojson", "coverage_gap", unit(0, 0, 30, 10), unit(0, 10, 10, 20), unit(10.01, 10, 30, 20),
             unit(0, 20, 30, 30))
    coverage("gap that is open", "coverage_open.geojson", "clean", unit(0, 0, 30, 10), unit(0, 10, 10, 20), unit(10.01, 10, 30, 20))

    for name, file, limit, finding in (("spike", "spike_outside", "spike_deg=0.5", "clean"), ("narrow neck", "neck", "neck_m=0.2", "clean"),
                                       ("saw teeth", "saw_teeth", "teeth=40", "clean"), ("sliver", "sliver", "sliver_m=0.3", "clean"),
                                       ("sharp corner", "sharp", "spike_deg=15", "spike")):
        t.read(f"{name} with a limit of its own", f"{file}.geojson", None, f"{ZONES} --doubt {limit}", finding, "2/0/0/0", "doubt")
    t.read("overlap below the limit is counted", "coverage_overlap.geojson", None, f"{counties} --doubt overlap_m2=1e9", "coverage_overlap", "2/0/0/0", "doubt")
    t.read("gap below the limit is counted", "coverage_gap.geojson", None, f"{counties} --doubt gap_m2=1e9", "coverage_gap", "4/0/0/0", "doubt")
    t.refused("doubt that there is not", "neck.geojson", None, f"{ZONES} --doubt neck=1", "unknown limit of doubts 'neck'", "doubt")
    t.refused("doubt that is no number", "neck.geojson", None, f"{ZONES} --doubt neck_m=wide", "is not NAME=VALUE", "doubt")


def add(t):
    invalid(t)
    broken(t)
    doubtful(t)
