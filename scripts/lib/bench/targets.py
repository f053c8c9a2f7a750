# SPDX-License-Identifier: Apache-2.0
"""What was aimed at: ratios of whole processes on two cores, and unit costs."""

# (workload of the peer, tool, workload of parkline, scale, target, stretch)
RATIOS = [
    ("W1", "postgis", "W1", "M", 100, 150), ("W1", "geopandas", "W1", "M", 40, 60), ("W1", "geos", "W1", "M", 8, 12),
    ("W2", "postgis", "W2", "M", 60, 100), ("W2", "geopandas", "W2", "M", 25, 40), ("W2", "geos", "W2", "M", 4, 6),
    ("W3", "postgis-subdivide", "W3", "M", 100, 150), ("W3", "geopandas", "W3", "S", 700, 1000),
    ("W4", "postgis-subdivide", "W4", "M", 100, 150), ("W4", "geopandas", "W4", "S", 700, 1000),
    ("W5", "postgis", "W5", "M", 60, 100), ("W5", "geopandas", "W5", "M", 45, 80), ("W5", "mapshaper", "W5", "M", 12, 20),
    ("W5", "grass", "W5", "M", 40, 60), ("W5", "geopandas", "W5t", "L", 80, 150),
]

# (benchmark, what, ns, stretch ns)
UNIT_COSTS = [
    ("area", "area on the ellipsoid, a vertex", 10, 4),
    ("crs_to_grid", "EPSG:4527 to longitude and latitude, a vertex", 25, 10),
    ("locate", "point in polygons, a point (2 cores)", 16.7, 10),
]

# Vertices that W5 reads, in millions, and what was aimed at: millions a second; bytes a vertex beside the output.
VERTICES = {"S": 0.802, "M": 2.47, "L": 8.53}
MILLIONS_A_SECOND = (10, 20)
BYTES_A_VERTEX = (60, 40)
