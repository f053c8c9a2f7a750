# SPDX-License-Identifier: Apache-2.0
"""The operations in DuckDB's SQL: OPERATION A A_ID B B_ID REPAIRS OUTPUT. Runs in its own environment."""
import pathlib
import sys

import duckdb
import duckdb_extension_spatial

REACH_M = 1000

PAIRS = "FROM a JOIN b ON ST_Intersects(a.geom, b.geom)"
SQL = {
    "intersection": f"SELECT * FROM (SELECT a.id AS a_id, b.id AS b_id, ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 3)"
                    f" AS geom {PAIRS}) WHERE ST_Area(geom) > 0",
    "table": f"SELECT * FROM (SELECT a.id AS a_id, b.id AS b_id, ST_Area(ST_Intersection(a.geom, b.geom)) AS area_m2 {PAIRS})"
             " WHERE area_m2 > 0",
    "inside": "SELECT a.id AS a_id, b.id AS b_id FROM a JOIN b ON ST_Within(a.geom, b.geom)",
    "near": f"SELECT DISTINCT a.id AS a_id FROM a JOIN b ON ST_DWithin(a.geom, b.geom, {REACH_M})",
    "union": f"""
        WITH pairs AS (SELECT a.id AS a_id, b.id AS b_id, a.geom AS ga, b.geom AS gb {PAIRS}),
        cover_a AS (SELECT a_id, any_value(ga) AS g, ST_Union_Agg(gb) AS cover FROM pairs GROUP BY a_id),
        cover_b AS (SELECT b_id, any_value(gb) AS g, ST_Union_Agg(ga) AS cover FROM pairs GROUP BY b_id)
        SELECT * FROM (
            SELECT a_id::VARCHAR AS a_id, b_id::VARCHAR AS b_id, ST_CollectionExtract(ST_Intersection(ga, gb), 3) AS geom FROM pairs
            UNION ALL SELECT a_id::VARCHAR, NULL, ST_Difference(g, cover) FROM cover_a
            UNION ALL SELECT id::VARCHAR, NULL, geom FROM a WHERE id NOT IN (SELECT a_id FROM pairs)
            UNION ALL SELECT NULL, b_id::VARCHAR, ST_Difference(g, cover) FROM cover_b
            UNION ALL SELECT NULL, id::VARCHAR, geom FROM b WHERE id NOT IN (SELECT b_id FROM pairs)
        ) WHERE ST_Area(geom) > 0""",
}


def main():
    operation, a, a_id, b, b_id, _, output = sys.argv[1:]
    engine = duckdb.connect()
    extension = next(pathlib.Path(duckdb_extension_spatial.__file__).parent.rglob("spatial.duckdb_extension"))
    engine.execute(f"LOAD '{extension}'")
    for name, path, key in (("a", a, a_id), ("b", b, b_id)):
        engine.execute(f"CREATE TABLE {name} AS SELECT {key} AS id, geom FROM ST_Read('{path}')")
    form = "(FORMAT CSV, HEADER)" if output.endswith(".csv") else "(FORMAT GDAL, DRIVER 'GPKG', SRS 'EPSG:4527')"
    engine.execute(f"COPY ({SQL[operation]}) TO '{output}' WITH {form}")


main()
