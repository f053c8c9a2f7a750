# SPDX-License-Identifier: Apache-2.0
"""Codes and usual names of fields; control layers of roads and known points; zones and spellings of places."""
import struct

from door_files import SITES, ZONES, collection, feature, polygon

HEAD = "id,lon,lat,"
CODES = SITES + " --area-codes area_codes.csv"


def rows(head, *values):
    """A list of sites with one more field."""
    return HEAD + head + "\n" + "".join(f"{n},{119.02 + n / 100:.2f},33.6,{value}\n" for n, value in enumerate(values, 1))


def codes(t):
    (t.folder / "area_codes.csv").write_text(
        "代码,名称,启用时间,变更/弃用时间,新代码\n320802,清河区,2000,2016,320812\n320803,淮安区,2011,,\n320803,楚州区,2000,2011,320803\n"
        "320812,清江浦区,2016,,\n320813,洪泽区,2016,,\n320829,洪泽县,2000,2016,320813\n", encoding="utf-8")

    def one(name, file, text, args, finding, n=1):
        t.read(name, file, text, args, finding, f"{n}/0/0/0", "attributes")
    one("credit code right", "credit_right.csv", rows("TYSHXYDM", "91350503MA31DKY80A"), SITES, "clean")
    one("credit code wrong in its last digit", "credit_wrong.csv", rows("TYSHXYDM", "91350203M0001QAY9B"), SITES, "credit_code_wrong")
    one("credit code too short", "credit_short.csv", rows("统一社会信用代码", "9135020"), SITES, "credit_code_wrong")
    one("credit code typed full-width", "credit_wide.csv", rows("信用代码", "９１３５０５０３ma31dky80a"), SITES, "clean")
    one("area code in force", "code_now.csv", rows("county_code", "320813", "320803001"), CODES, "clean", 2)
    one("area code of before 2016, once a code", "code_old.csv", rows("county_code", "320829", "320829", "320802"), CODES, "area_code_old*2", 3)
    one("area code of nowhere", "code_unknown.csv", rows("县区代码", "329999"), CODES, "area_code_unknown")
    one("old area code without a history", "code_old.csv", None, SITES, "clean", 3)
    one("county by its old name", "county_old.csv", rows("county_code,county", "320803,楚州区", "320803,淮安区"), CODES, "area_name_old", 2)
    t.refused("history without its columns", "code_now.csv", None, SITES + " --area-codes code_now.csv", "has no column 'code'", "attributes")
    one("industry codes in four forms", "industry.csv", rows("HYDM", "C2614", "2614", "C26", "26"), SITES, "clean", 4)
    one("industry code of another section", "industry_letter.csv", rows("HYDM", "D2614"), SITES, "industry_letter_differs")
    one("industry in words", "industry_words.csv", rows("行业代码", "化工"), SITES, "industry_code_unclear")
    one("area in km² and 万亩", "area_large.csv", rows("面积", "10.1km²", "1.5万亩", "12公顷"), SITES, "clean", 3)


def field_names(t):
    t.read("usual names of fields", "usual_names.csv", "QYBM,QYMC,JD,WD\n1,甲厂,119.02,33.6\n", SITES, "fields_proposed;place_fields_found", "1/0/0/0",
           "domain 10.2")
    ring = [(119.0, 33.5), (119.01, 33.5), (119.01, 33.51), (119.0, 33.5)]
    t.read("usual names of a red line", "usual_zone.geojson", collection(feature(polygon(ring), BSM="a", HXMC="甲", HXLX="redline_national")), ZONES,
           "fields_proposed", "1/0/0/0", "domain 10.2")
    t.read("two fields that may be the name", "two_names.csv", "id,企业名称,单位名称,lon,lat\n1,甲,乙,119.02,33.6\n", SITES, "clean", "1/0/0/0", "domain 10.2")


def controls(t):
    """A road and the gate of a park; sites 60 m north of the road, and the gate itself."""
    road = {"type": "LineString", "coordinates": [[119.0, 33.6], [119.1, 33.6]]}
    (t.folder / "control_road.geojson").write_text(collection(feature(road, id="L1", name="化工大道")), encoding="utf-8")
    gate = {"type": "Point", "coordinates": [119.05, 33.62]}
    (t.folder / "control_gate.geojson").write_text(
        collection(feature(gate, id="G1", name="盐化园北门"), feature({"type": "Point", "coordinates": [119.06, 33.62]}, id="G2", name="盐化园南门")),
        encoding="utf-8")

    def along(dx, dy, say="淮安市化工大道9号"):
        return "id,lon,lat,地址\n" + "".join(f"{n},{119.02 + n / 100 + dx:.6f},{33.60055 + dy:.6f},{say}\n" for n in range(1, 5))

    def gates(dx, dy):
        return f"id,name,lon,lat\n1,盐化园北门,{119.05 + dx:.6f},{33.62 + dy:.6f}\n2,盐化园南门,{119.06 + dx:.6f},{33.62 + dy:.6f}\n"
    args = SITES + " --control control_{}.geojson"
    t.read("detective: sites along a road", "road_true.csv", along(0, 0), args.format("road"), "datum_tested", "5/0/0/0", "6")
    t.read("detective: BD-09 along a road", "road_bd09.csv", along(0.011899, 0.004873), args.format("road"), "doubtful_datum", "5/0/0/0", "6")
    t.read("detective: a road that nobody names", "road_other.csv", along(0, 0, "城东路1号"), args.format("road"), "datum_not_tested", "5/0/0/0", "6")
    t.read("detective: the gates themselves", "gate_true.csv", gates(0, 0), args.format("gate"), "datum_tested", "4/0/0/0", "6")
    t.read("detective: gates in GCJ-02", "gate_gcj.csv", gates(0.005474, -0.001381), args.format("gate"), "doubtful_datum", "4/0/0/0", "6")
    t.read("detective: gates in GCJ-02, declared", "gate_gcj.csv", None, args.format("gate") + " --datum gcj02", "datum_tested", "4/0/0/0", "6")


def zones(t):
    def one(name, file, ring, crs):
        t.read(name, file, collection(feature(polygon(ring), id="a")), f"{ZONES} --src-crs {crs}", "clean", "1/0/0/0", "domain 10.3")
    # The same place, 119.02 E 33.60 N, in each of its systems (domain 10.3, and PROJ for the six-degree zone).
    one("3 degrees, zone 39 with prefix", "gk_4527.geojson", [(39687502.6 + x, 3721123.5 + y) for x, y in ((0, 0), (0, 100), (100, 100), (0, 0))], "EPSG:4527")
    one("3 degrees, zone 39 without", "gk_4548.geojson", [(687502.6 + x, 3721123.5 + y) for x, y in ((0, 0), (0, 100), (100, 100), (0, 0))], "EPSG:4548")
    one("six-degree zone 20 without", "gk6_4509.geojson", [(687502.6 + x, 3721123.5 + y) for x, y in ((0, 0), (0, 100), (100, 100), (0, 0))], "EPSG:4509")
    helmert = ('"+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +a=6378140 +rf=298.257 +towgs84=-0.5,0.7,0.9,0,0,0,0 +units=m +type=crs"')
    one("Xian 1980 with parameters", "xian80_7p.geojson", [(409039.0 + x, 3719724.4 + y) for x, y in ((0, 0), (0, 100), (100, 100), (0, 0))], helmert)

    def place(name, file, lon, lat):
        t.read("DMS: " + name, file, f'id,lon,lat\n1,"{lon}","{lat}"\n', SITES, "clean", "1/0/0/0", "coordinates")
    place("letters in front", "dms_front.csv", "E119°01′12.5″", "N33°36′00″")
    place("letters behind, full-width", "dms_wide.csv", "１１９°０１′１２″Ｅ", "３３°３６′００″Ｎ")
    place("d, m and s", "dms_letters.csv", "119d01m12s", "33d36m00s")
    place("hyphens", "dms_hyphens.csv", "119-01-12", "33-36-00")
    place("minutes with a fraction", "dms_minutes.csv", "119°01.2′", "33°36.0′")


def ntv2():
    """An NTv2 grid over 32 to 35 N, 117 to 121 E: 3 seconds to the north, 2 to the east."""
    def record(key, value):
        packed = struct.pack("<i4x", value) if isinstance(value, int) else struct.pack("<d", value) if isinstance(value, float) else value.ljust(8).encode()
        return key.ljust(8).encode() + packed
    south, north, west, east, step = 32 * 3600.0, 35 * 3600.0, 117 * 3600.0, 121 * 3600.0, 3600.0
    nodes = int(((north - south) / step + 1) * ((east - west) / step + 1))
    head = [("NUM_OREC", 11), ("NUM_SREC", 11), ("NUM_FILE", 1), ("GS_TYPE", "SECONDS"), ("VERSION", "NTv2.0"), ("SYSTEM_F", "XIAN80"), ("SYSTEM_T", "CGCS2000"),
            ("MAJOR_F", 6378140.0), ("MINOR_F", 6356755.288), ("MAJOR_T", 6378137.0), ("MINOR_T", 6356752.314),
            ("SUB_NAME", "TEST"), ("PARENT", "NONE"), ("CREATED", "20261127"), ("UPDATED", "20261127"), ("S_LAT", south), ("N_LAT", north),
            ("E_LONG", -east), ("W_LONG", -west), ("LAT_INC", step), ("LONG_INC", step), ("GS_COUNT", nodes)]
    return b"".join(record(*pair) for pair in head) + struct.pack("<4f", 3.0, -2.0, 0.01, 0.01) * nodes + record("END", "")


def parameters(t):
    (t.folder / "shift.gsb").write_bytes(ntv2())
    bare = "+proj=longlat +a=6378140 +rf=298.257 {} +type=crs"

    def one(name, shift, words, row="1,119.02,33.6"):
        args = SITES.replace('EPSG:4490', f'"{bare.format(shift)}"')
        file, content = f"xian80_{len(row)}.csv", f"id,lon,lat\n{row}\n"
        if words:
            t.refused(name, file, content, args, words, "domain 10.3")
        else:
            t.read(name, file, content, args, "clean", "1/0/0/0", "domain 10.3")
    one("Xian 1980 with a grid", "+nadgrids=shift.gsb", "")
    one("a place outside the grid", "+nadgrids=shift.gsb", "no feature lies inside the extent", "1,125.02,33.65")
    one("a grid that is not there", "+nadgrids=nobody.gsb", "cannot be used")
    one("a grid that may be missing", "+nadgrids=@shift.gsb", "may be missing")
    one("a grid with 0 m outside", "+nadgrids=shift.gsb,null", "shifts by 0 m where there is no grid")
    one("parameters of 0", "+towgs84=0,0,0,0,0,0,0", "are all 0")


def add(t):
    codes(t)
    field_names(t)
    controls(t)
    zones(t)
    parameters(t)
