# SPDX-License-Identifier: Apache-2.0
"""The operations as a GeoPandas user writes them: OPERATION A A_ID B B_ID REPAIRS OUTPUT. Runs in its own environment."""
import sys

import geopandas
import pandas
import shapely

REACH_M = 1000


def layer(path, key, repairs):
    if path.endswith(".csv"):
        rows = pandas.read_csv(path)
        return geopandas.GeoDataFrame(rows[[key]], geometry=geopandas.points_from_xy(rows.lon, rows.lat), crs="EPSG:4326")
    frame = geopandas.read_file(path, engine="pyogrio", columns=[key])
    if repairs:
        frame.geometry = frame.geometry.make_valid(method="structure")
    return frame


def write_shapes(frame, output):
    frame.to_file(output, driver="GPKG", engine="pyogrio")


def intersection(a, a_id, b, b_id, output):
    write_shapes(geopandas.overlay(a, b, how="intersection"), output)


def table(a, a_id, b, b_id, output):
    """Areas of the pairs that overlap, no shapes: the join by index, then one vectorised call."""
    in_a, in_b = b.sindex.query(a.geometry, predicate="intersects")
    area = shapely.area(shapely.intersection(a.geometry.values[in_a], b.geometry.values[in_b]))
    pairs = pandas.DataFrame({"a_id": a[a_id].values[in_a], "b_id": b[b_id].values[in_b], "area_m2": area})
    pairs[pairs.area_m2 > 0].to_csv(output, index=False)


def inside(a, a_id, b, b_id, output):
    geopandas.sjoin(a, b, predicate="within")[[a_id, b_id]].to_csv(output, index=False)


def near(a, a_id, b, b_id, output):
    found = geopandas.sjoin(a, b, predicate="dwithin", distance=REACH_M)
    found[[a_id]].drop_duplicates().to_csv(output, index=False)


def nearest(a, a_id, b, b_id, output):
    found = geopandas.sjoin_nearest(a, b, distance_col="distance_m").drop_duplicates(a_id)
    found[[a_id, b_id, "distance_m"]].to_csv(output, index=False)


def union(a, a_id, b, b_id, output):
    write_shapes(geopandas.overlay(a, b, how="union"), output)


def main():
    operation, a, a_id, b, b_id, repairs, output = sys.argv[1:]
    work = {f.__name__: f for f in (intersection, table, inside, near, nearest, union)}[operation]
    work(layer(a, a_id, repairs == "1"), a_id, layer(b, b_id, repairs == "1"), b_id, output)


main()
