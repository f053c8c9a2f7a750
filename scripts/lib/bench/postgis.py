# SPDX-License-Identifier: Apache-2.0
"""PostGIS as a tool: load both layers, one SQL statement, export. With `subdivide` the big geometries are cut first."""
import environments
from environments import Unavailable
from measure import Job, Step
from tools import Tool

PAIRS = "FROM a JOIN b ON ST_Intersects(a.geom, b.geom)"
SHAPES = {
    "intersection": f"""
        SELECT a.{{a}} AS a_id, b.{{b}} AS b_id, ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 3) AS geom {PAIRS}""",
    "union": f"""
        SELECT a.{{a}}::text AS a_id, b.{{b}}::text AS b_id, ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 3) AS geom {PAIRS}
        UNION ALL SELECT a.{{a}}::text, NULL, CASE WHEN c.geom IS NULL THEN a.geom ELSE ST_Difference(a.geom, c.geom) END
        FROM a LEFT JOIN LATERAL (SELECT ST_Union(b.geom) AS geom FROM b WHERE ST_Intersects(a.geom, b.geom)) c ON true
        UNION ALL SELECT NULL, b.{{b}}::text, CASE WHEN c.geom IS NULL THEN b.geom ELSE ST_Difference(b.geom, c.geom) END
        FROM b LEFT JOIN LATERAL (SELECT ST_Union(a.geom) AS geom FROM a WHERE ST_Intersects(a.geom, b.geom)) c ON true""",
}
ROWS = {
    "table": f"SELECT * FROM (SELECT a.{{a}} AS a_id, b.{{b}} AS b_id, ST_Area(ST_Intersection(a.geom, b.geom)) AS area_m2 {PAIRS}) t"
             " WHERE area_m2 > 0",
    "inside": "SELECT a.{a} AS a_id, b.{b} AS b_id FROM a JOIN b ON ST_Within(a.geom, b.geom)",
    "near": "SELECT a.{a} AS a_id FROM a WHERE EXISTS (SELECT FROM b WHERE ST_DWithin(a.geom, b.geom, 1000))",
    "nearest": "SELECT a.{a} AS a_id, n.* FROM a CROSS JOIN LATERAL (SELECT b.{b} AS b_id, a.geom <-> b.geom AS distance_m FROM b"
               " ORDER BY a.geom <-> b.geom LIMIT 1) n",
}
SUBDIVIDE = """
    CREATE TABLE w.cut AS SELECT {b}, ST_Subdivide(geom, 64) AS geom FROM w.b;
    DROP TABLE w.b; ALTER TABLE w.cut RENAME TO b; CREATE INDEX ON w.b USING gist (geom);"""


class PostGis(Tool):
    def __init__(self, folder, server_of, subdivide):
        self.folder, self.server_of, self.subdivide = folder, server_of, subdivide
        self.name = "postgis-subdivide" if subdivide else "postgis"
        self.title = "PostGIS, ST_Subdivide" if subdivide else "PostGIS"

    def prepare(self):
        environments.program("ogr2ogr", "gdal-bin")
        self.server = self.server_of(environments.postgres_folder(), self.folder)
        self.server.start()

    def version(self):
        return self.server.query("SELECT split_part(postgis_lib_version(), ' ', 1) || ', PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)"
                                 " || ', GEOS ' || split_part(postgis_geos_version(), '-', 1)")

    def _statement(self, workload, output):
        if not workload.planar:
            raise Unavailable("degrees: not run")
        if self.subdivide and workload.operation not in ("near", "nearest"):
            raise Unavailable("only for distances")
        ids = {"a": workload.a.id, "b": workload.b.id}
        cut = SUBDIVIDE.format(**ids) if self.subdivide else ""
        before = f"SET search_path = w, public; {cut} ANALYZE w.a; ANALYZE w.b;"
        if workload.operation in SHAPES:
            return [before, f"CREATE TABLE w.result AS SELECT * FROM ({SHAPES[workload.operation].format(**ids)}) t WHERE ST_Area(geom) > 0"]
        sql = " ".join(ROWS[workload.operation].format(**ids).split())
        return [before, f"\\copy ({sql}) TO '{output}' WITH (FORMAT csv, HEADER)"]

    def recipe(self, workload):
        return "\n".join(self._statement(workload, "OUT"))

    def job(self, workload, output):
        server, statements = self.server, self._statement(workload, output)
        connection = f"PG:host={server.socket} user=bench dbname=bench active_schema=w"
        steps = [Step("load", ["ogr2ogr", "-q", "-f", "PostgreSQL", connection, str(layer.path), layer.name, "-nln", name,
                               "-lco", "GEOMETRY_NAME=geom", "-lco", "SCHEMA=w"], {"PG_USE_COPY": "YES"})
                 for name, layer in (("a", workload.a), ("b", workload.b))]
        steps.append(Step("query", server.psql(*[part for text in statements for part in ("-c", text)])))
        if workload.suffix == ".gpkg":
            steps.append(Step("export", ["ogr2ogr", "-q", "-f", "GPKG", str(output), connection, "result", "-nln", "result"]))
        return Job(steps, output, prepare=server.empty, server=server, clean_up=server.empty)
