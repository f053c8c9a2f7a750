# SPDX-License-Identifier: Apache-2.0
"""The operations in SedonaDB's SQL: OPERATION A A_ID B B_ID REPAIRS OUTPUT. Runs in its own environment."""
import sys

import sedonadb

REACH_M = 1000

PAIRS = "FROM a JOIN b ON ST_Intersects(a.geom, b.geom)"
SQL = {
    "intersection": f"SELECT * FROM (SELECT a.{{a}} AS a_id, b.{{b}} AS b_id, ST_Intersection(a.geom, b.geom) AS geom {PAIRS}) t"
                    " WHERE ST_Area(geom) > 0",
    "table": f"SELECT * FROM (SELECT a.{{a}} AS a_id, b.{{b}} AS b_id, ST_Area(ST_Intersection(a.geom, b.geom)) AS area_m2 {PAIRS}) t"
             " WHERE area_m2 > 0",
    "inside": "SELECT a.{a} AS a_id, b.{b} AS b_id FROM a JOIN b ON ST_Within(a.geom, b.geom)",
    "near": f"SELECT DISTINCT a.{{a}} AS a_id FROM a JOIN b ON ST_DWithin(a.geom, b.geom, {REACH_M})",
    "nearest": "SELECT a_id, min(b_id) AS b_id, min(distance_m) AS distance_m FROM (SELECT a.{a} AS a_id, b.{b} AS b_id,"
               " ST_Distance(a.geom, b.geom) AS distance_m FROM a JOIN b ON ST_KNN(a.geom, b.geom, 1, FALSE)) t GROUP BY a_id",
    "union": f"""
        WITH pairs AS (SELECT a.{{a}} AS a_id, b.{{b}} AS b_id, a.geom AS ga, b.geom AS gb {PAIRS}),
        cover_a AS (SELECT a_id, ST_Union_Agg(gb) AS geom FROM pairs GROUP BY a_id),
        cover_b AS (SELECT b_id, ST_Union_Agg(ga) AS geom FROM pairs GROUP BY b_id)
        SELECT * FROM (
            SELECT CAST(a_id AS VARCHAR) AS a_id, CAST(b_id AS VARCHAR) AS b_id, ST_Intersection(ga, gb) AS geom FROM pairs
            UNION ALL SELECT CAST(a.{{a}} AS VARCHAR), NULL, ST_Difference(a.geom, c.geom) FROM a JOIN cover_a c ON c.a_id = a.{{a}}
            UNION ALL SELECT CAST({{a}} AS VARCHAR), NULL, geom FROM a WHERE {{a}} NOT IN (SELECT a_id FROM cover_a)
            UNION ALL SELECT NULL, CAST(b.{{b}} AS VARCHAR), ST_Difference(b.geom, c.geom) FROM b JOIN cover_b c ON c.b_id = b.{{b}}
            UNION ALL SELECT NULL, CAST({{b}} AS VARCHAR), geom FROM b WHERE {{b}} NOT IN (SELECT b_id FROM cover_b)
        ) t WHERE ST_Area(geom) > 0""",
}


def main():
    operation, a, a_id, b, b_id, _, output = sys.argv[1:]
    engine = sedonadb.connect()
    for name, path in (("a", a), ("b", b)):
        view = engine.read_pyogrio(path)
        view.to_memtable().to_view(name)
    found = engine.sql(SQL[operation].format(a=a_id, b=b_id))
    if output.endswith(".csv"):
        found.to_pandas().to_csv(output, index=False)
    else:
        found.to_pyogrio(output)


main()
