# SPDX-License-Identifier: Apache-2.0
"""Coordinate systems, zones, datums, encodings of shapefiles (correctness 2.1 rows 1 to 11)."""
from door_files import ZONES, box, collection, feature, polygon, shapefile

GK = [(40409000.0, 3719000.0), (40409000.0, 3721000.0), (40411000.0, 3721000.0), (40411000.0, 3719000.0), (40409000.0, 3719000.0)]
BARE = [(x - 40e6, y) for x, y in GK]
DEGREES = [(119.0, 33.5), (119.0, 33.51), (119.01, 33.51), (119.01, 33.5), (119.0, 33.5)]


def projected(t):
    def one(name, file, ring, crs, words, rule):
        text = collection(feature(polygon(ring), id="a"))
        if words:
            t.refused(name, file, text, f"{ZONES} --src-crs {crs}", words, rule)
        else:
            t.read(name, file, text, f"{ZONES} --src-crs {crs}", "clean", "1/0/0/0", rule)
    one("prefixed, CM 120", "gk_4528.geojson", GK, "EPSG:4528", "", "4")
    one("bare, CM 120", "gk_4549.geojson", BARE, "EPSG:4549", "", "4")
    one("prefixed as bare", "gk_prefix_as_bare.geojson", GK, "EPSG:4549", "carry the zone prefix 40 but the CRS has none", "4")
    one("bare as prefixed", "gk_bare_as_prefix.geojson", BARE, "EPSG:4528", "no zone prefix but the CRS expects 40", "4")
    one("prefix of another zone", "gk_other_zone.geojson", GK, "EPSG:4527", "prefix 40", "4")
    one("bare in the wrong zone", "gk_wrong_cm.geojson", BARE, "EPSG:4548", "no feature lies inside the extent", "4")
    one("northing first", "gk_swapped.geojson", [(y, x) for x, y in BARE], "EPSG:4549", "the axes seem to be swapped", "3")
    one("northing first, prefixed", "gk_swapped_prefix.geojson", [(y, x) for x, y in GK], "EPSG:4528", "the axes seem to be swapped", "3")
    one("degrees in a projected CRS", "gk_degrees.geojson", DEGREES, "EPSG:4549", "look like degrees", "9")
    one("metres in a geographic CRS", "gk_metres.geojson", BARE, "EPSG:4490", "look like projected metres", "9")
    one("six-degree zone 20, prefixed", "gk6_4498.geojson", [(20685000.0 + x, 3720000.0 + y) for x, y in ((0, 0), (0, 100), (100, 100), (0, 0))], "EPSG:4498", "", "4")
    one("Web Mercator", "mercator.geojson", [(13247000.0, 3960000.0), (13247000.0, 3961000.0), (13248000.0, 3961000.0), (13247000.0, 3960000.0)], "EPSG:3857",
        "", "9")
    one("Beijing 1954 without parameters", "beijing54.geojson", BARE, "EPSG:2437", "only a ballpark", "5")
    one("Xian 1980 without parameters", "xian80.geojson", BARE, "EPSG:2385", "only a ballpark", "5")
    one("Beijing 1954 geographic", "beijing54_geo.geojson", DEGREES, "EPSG:4214", "only a ballpark", "5")
    one("Xian 1980 geographic", "xian80_geo.geojson", DEGREES, "EPSG:4610", "only a ballpark", "5")
    one("New Beijing geographic", "new_beijing.geojson", DEGREES, "EPSG:4555", "only a ballpark", "5")
    one("WGS 84, taken as CGCS2000", "wgs84.geojson", DEGREES, "EPSG:4326", "", "5")
    one("unknown code", "unknown_code.geojson", DEGREES, "EPSG:999999", "is not known", "7")
    one("geocentric", "geocentric.geojson", DEGREES, "EPSG:4978", "geocentric", "5")
    t.read("Beijing 1954 with parameters", "beijing54_7p.geojson", collection(feature(polygon(BARE), id="a")),
           ZONES + " --src-crs \"+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +ellps=krass +towgs84=15.8,-154.4,-82.3,0,0,0,0 +units=m +type=crs\"", "clean",
           "1/0/0/0", "5")
    t.refused("GCJ-02 of a projected CRS", "gk_4549.geojson", None, ZONES + " --src-crs EPSG:4549 --datum gcj02", "gcj02", "6")
    t.read("declared GCJ-02", "gcj02.geojson", collection(feature(polygon(box(119.0, 33.5)), id="a")), ZONES + " --datum gcj02", "clean", "1/0/0/0", "6")
    t.read("declared BD-09", "gcj02.geojson", None, ZONES + " --datum bd09", "clean", "1/0/0/0", "6")


def crs_member(t):
    square = feature(polygon(box(119.0, 33.5)), id="a")

    def one(name, file, crs, words, rule):
        text = collection(square, crs=crs)
        if words:
            t.refused(name, file, text, ZONES, words, rule)
        else:
            t.read(name, file, text, ZONES, "clean", "1/0/0/0", rule)

    def named(value):
        return {"type": "name", "properties": {"name": value}}
    one("crs urn 4490", "crs_urn.geojson", named("urn:ogc:def:crs:EPSG::4490"), "", "7")
    one("crs CRS84", "crs_84.geojson", named("urn:ogc:def:crs:OGC:1.3:CRS84"), "", "7")
    one("crs of no name", "crs_x.geojson", named("x"), "crs", "7")
    one("crs link over http", "crs_link.geojson", {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "proj4"}}, "crs", "4.1")
    one("crs link to a file", "crs_file.geojson", {"type": "link", "properties": {"href": "crs.wkt", "type": "ogcwkt"}}, "crs", "4.1")
    one("crs of type url", "crs_url.geojson", {"type": "url", "properties": {"url": "http://127.0.0.1:9/crs"}}, "crs", "4.1")
    one("crs null", "crs_null.geojson", None, "", "7")
    one("crs that is a text", "crs_text.geojson", "EPSG:4490", "crs", "7")
    one("crs name that is a list", "crs_list.geojson", {"type": "name", "properties": {"name": ["EPSG:4490"]}}, "crs", "7")


def shapefiles(t):
    utf8 = [[b"a", "洪泽湖".encode()]]
    gbk = [[b"a", "洪泽湖".encode("gbk")]]
    names = [b"id", b"name"]

    def write(stem, **how):
        how = {"rings": [DEGREES], "names": names, "records": utf8, "cpg": "UTF-8", **how}
        shapefile(t, stem, **how)
    write("shp_plain")
    t.read("shapefile", "shp_plain.shp", None, ZONES, "clean", "1/0/0/0", "baseline")
    write("shp_gbk", records=gbk, cpg=None)
    t.read("GBK without cpg", "shp_gbk.shp", None, ZONES, "encoding_found", "1/0/0/0", "9")
    write("shp_gbk_cpg", records=gbk, cpg="GBK")
    t.read("GBK with cpg", "shp_gbk_cpg.shp", None, ZONES, "clean", "1/0/0/0", "9")
    write("shp_utf8", cpg=None)
    t.read("UTF-8 without cpg", "shp_utf8.shp", None, ZONES, "encoding_found", "1/0/0/0", "9")
    write("shp_gbk_names", names=[b"id", "企业名称".encode("gbk")], records=gbk, cpg=None)
    t.read("GBK field names", "shp_gbk_names.shp", None, ZONES, "encoding_found", "1/0/0/0", "9")
    two = [[b"a", "农".encode("gbk")], [b"b", "洪泽湖".encode("gbk")]]  # 农 alone is also valid UTF-8
    write("shp_gbk_two", rings=[DEGREES] * 2, records=two, cpg=None)
    t.read("GBK with a text that is UTF-8 too", "shp_gbk_two.shp", None, ZONES, "duplicate_geometry;encoding_found", "2/0/0/0", "9")
    write("shp_either", records=[[b"a", "农".encode("gbk")]], cpg=None)
    t.refused("texts that are GBK and UTF-8", "shp_either.shp", None, ZONES, "can be GB18030 or UTF-8 ('农' / 'ũ')", "9")
    write("shp_ldid_936", records=[[b"a", "农".encode("gbk")]], cpg=None, language=0x4D)
    t.read("language byte 936", "shp_ldid_936.shp", None, ZONES, "encoding_found", "1/0/0/0", "9")
    write("shp_ldid_lies", records=utf8, cpg=None, language=0x4D)
    t.read("language byte 936 over UTF-8", "shp_ldid_lies.shp", None, ZONES, "encoding_found", "1/0/0/0", "9")
    write("shp_ldid_950", records=[[b"a", "區".encode("big5")]], cpg=None, language=0x78)
    t.read("language byte of Big5", "shp_ldid_950.shp", None, ZONES, "encoding_found", "1/0/0/0", "9")
    write("shp_no_prj", prj=None)
    t.refused("no prj", "shp_no_prj.shp", None, ZONES, "has no CRS", "8")
    t.read("no prj, CRS given", "shp_no_prj.shp", None, ZONES + " --src-crs EPSG:4490", "clean", "1/0/0/0", "8")
    write("shp_no_dbf", leave_out=["dbf"])
    t.refused("no dbf", "shp_no_dbf.shp", None, ZONES, "its companion shp_no_dbf.dbf is missing", "8")
    write("shp_no_shx", leave_out=["shx"])
    t.refused("no shx", "shp_no_shx.shp", None, ZONES, "its companion shp_no_shx.shx is missing", "8")
    write("shp_bad_prj", prj="THIS IS NO WKT")
    t.refused("prj that is no CRS", "shp_bad_prj.shp", None, ZONES, "has no CRS", "8")
    for share in (10, 50, 90, 99):
        for part in ("shp", "dbf", "shx"):
            stem = f"shp_{part}_{share}"
            write(stem, rings=[DEGREES] * 3, records=utf8 * 3)
            path = t.folder / f"{stem}.{part}"
            path.write_bytes(path.read_bytes()[:path.stat().st_size * share // 100])
            t.refused(f"{part} cut at {share} %", f"{stem}.shp", None, ZONES, f"{stem}.{part}", "10, 11")
    write("shp_counts", rings=[DEGREES] * 2)
    t.refused("more shapes than records", "shp_counts.shp", None, ZONES, "do not belong together", "10")
    write("shp_wound", rings=[DEGREES[::-1]])
    t.read("shell that runs the wrong way", "shp_wound.shp", None, ZONES, "clean", "1/0/0/0", "12")
    write("shp_gk_as_degrees", rings=[BARE])
    t.refused("prj that contradicts the numbers", "shp_gk_as_degrees.shp", None, ZONES, "look like projected metres", "9")


def without_crs(t):
    def one(name, file, text, words):
        t.refused("no CRS: " + name, "none_" + file + ".csv", text, "--role sites --extent 118.2,32.7,119.7,34.1", words, "domain 9")
    one("prefix 40", "prefix", "id,东坐标,北坐标\n1,40409039,3719724\n", "as CGCS2000 possible are EPSG:4528 (119.0200 E, 33.6000 N)")
    one("no prefix", "bare", "id,东坐标,北坐标\n1,409039,3719724\n", "the zone is not in them; as CGCS2000 possible are EPSG:4549 (119.0200 E, 33.6000 N)")
    one("degrees", "degrees", "id,lon,lat\n1,119.02,33.6\n", "they look like degrees; EPSG:4490 is possible (with --datum gcj02 or bd09")
    one("degrees swapped", "swapped", "id,lon,lat\n1,33.6,119.02\n", "(north before east); exchange the axes first")
    one("two zones", "zones", "id,东坐标,北坐标\n1,40409039,3719724\n2,39687502,3721123\n", "the zone prefixes 39 to 40; as CGCS2000 possible is EPSG:4527")
    one("nothing like it", "strange", "id,lon,lat\n1,12,3000\n", "they are like no coordinates in use in China")
    t.read("two zones in a list", "none_zones.csv", None, "--role sites --extent 118.2,32.7,119.7,34.1 --src-crs EPSG:4528",
           "mixed_zones*2;place_fields_found", "2/0/0/0", "4")
    west = [(39680000.0 + x, 3720000.0 + y) for x, y in ((0, 0), (100, 0), (100, 100), (0, 0))]
    t.read("two zones in a layer", "zones_two.geojson", collection(feature(polygon(GK), id="a"), feature(polygon(west), id="b")),
           ZONES + " --src-crs EPSG:4528", "mixed_zones*2", "2/0/0/0", "4")
    t.read("a bare feature among prefixed ones", "zones_bare.geojson", collection(feature(polygon(GK), id="a"), feature(polygon(BARE), id="b")),
           ZONES + " --src-crs EPSG:4528", "outside_extent", "1/0/1/0", "4")



def detective(t):
    """Sites 200 m inside the east border of a county; GCJ-02 moves them 350 m out of it."""
    county = [(119.0, 33.59), (119.04, 33.59), (119.04, 33.63), (119.0, 33.63), (119.0, 33.59)]
    (t.folder / "control_county.geojson").write_text(collection(feature(polygon(county), id="320803", name="示例区")), encoding="utf-8")
    places = [(119.038, 33.60), (119.038, 33.605), (119.038, 33.61), (119.038, 33.615)]
    args = "--role sites --src-crs EPSG:4490 --extent 118.2,32.7,119.7,34.1 --control control_county.geojson"

    def listed(dx, dy, head="county_code", say="320803"):
        return f"id,lon,lat,{head}\n" + "".join(f"{n},{x + dx:.6f},{y + dy:.6f},{say}\n" for n, (x, y) in enumerate(places, 1))
    shifted = listed(0.005474, -0.001381)
    t.read("detective: true places", "detect_true.csv", listed(0, 0), args, "datum_tested", "5/0/0/0", "6")
    t.read("detective: GCJ-02 undeclared", "detect_gcj.csv", shifted, args, "doubtful_datum", "5/0/0/0", "6")
    t.read("detective: GCJ-02 declared", "detect_gcj.csv", None, args.replace("--control", "--datum gcj02 --control"), "datum_tested", "5/0/0/0", "6")
    t.read("detective: county by its name in an address", "detect_address.csv", listed(0.005474, -0.001381, "地址", "淮安市示例区某路"), args, "doubtful_datum",
           "5/0/0/0", "6")
    t.read("detective: another county", "detect_other.csv", listed(0, 0, say="320826"), args, "datum_not_tested", "5/0/0/0", "6")
    one_wrong = listed(0, 0).replace("119.038000,33.600000", "119.050000,33.600000")
    t.read("detective: one wrong address", "detect_one.csv", one_wrong, args, "datum_tested", "5/0/0/0", "6")


def add(t):
    projected(t)
    crs_member(t)
    shapefiles(t)
    without_crs(t)
    detective(t)
