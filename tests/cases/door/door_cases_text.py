# SPDX-License-Identifier: Apache-2.0
"""Coordinate text files of land approval and what real ones break (domain 10.5)."""
HEAD = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n投影类型=高斯克吕格\n计量单位=米\n带号=40\n精度=0.001\n转换参数=,,,,,,\n"
PLOTS = "[地块坐标]\n"
PLOT = "5,1.0000,P1,一号地,面,,工业,,@\n"
RING = ("J1,1,3720000,40409000\nJ2,1,3720000,40409100\nJ3,1,3720100,40409100\nJ4,1,3720100,40409000\nJ1,1,3720000,40409000\n")
WHOLE = HEAD + PLOTS + PLOT + RING
PARKS = "--role parks --extent 118.2,32.7,119.7,34.1"


def add(t):
    def one(name, file, content, finding, arguments=PARKS):
        t.read("txt: " + name, "text_" + file + ".txt", content, arguments, ";".join(sorted(["encoding_found", *finding.split()])), "1/0/0/0", "domain 10.5")

    def refused(name, file, content, words, arguments=PARKS):
        t.refused("txt: " + name, "text_" + file + ".txt", content, arguments, words, "domain 10.5")
    one("plain", "plain", WHOLE, "")
    one("GB18030 and CRLF", "gb18030", WHOLE.replace("\n", "\r\n").encode("gb18030"), "")
    one("UTF-16", "utf16", b"\xff\xfe" + WHOLE.encode("utf-16-le"), "")
    one("byte order mark", "bom", "\ufeff" + WHOLE, "")
    one("full-width commas", "wide", WHOLE.replace(",", "，"), "full_width_punctuation")
    one("full-width digits", "wide_digits", WHOLE.replace("3720100", "３７２０１００"), "full_width_punctuation")
    one("enumeration commas", "dunhao", WHOLE.replace("J1,1,", "J1、1、"), "full_width_punctuation")
    one("tabs", "tabs", HEAD + PLOTS + PLOT + RING.replace(",", "\t"), "other_separator")
    one("unclosed ring", "unclosed", HEAD + PLOTS + "4,1.0,P1,一号地,面,,工业,,@\n" + RING[:RING.rindex("J1")], "ring_not_closed")
    one("wrong number of points", "count", WHOLE.replace("5,1.0000", "9,1.0000"), "point_count_differs")
    one("closing point not counted", "count_open", WHOLE.replace("5,1.0000", "4,1.0000"), "")
    one("no @", "no_at", WHOLE.replace("@", ""), "plot_line_without_mark")
    one("no plot line", "no_plot", HEAD + PLOTS + RING, "plot_line_missing point_count_differs")
    one("no section line", "no_section", HEAD + PLOT + RING, "section_missing")
    one("no ring number", "no_ring", HEAD + PLOTS + PLOT + RING.replace(",1,", ","), "ring_number_missing")
    one("easting first", "swapped", HEAD + PLOTS + PLOT + "".join(
        ",".join([a, b, d, c]) + "\n" for a, b, c, d in (line.split(",") for line in RING.split())), "xy_swapped")
    one("no zone", "no_zone", WHOLE.replace("带号=40\n", ""), "zone_derived")
    one("central meridian", "meridian", WHOLE.replace("带号=40", "中央子午线=120"), "zone_derived")
    one("no prefix", "bare", WHOLE.replace("404091", "4091").replace("404090", "4090"), "")
    one("area in square metres", "area_unit", WHOLE.replace("1.0000", "10000"), "area_differs")
    one("a remark among the lines", "remark", WHOLE.replace(PLOT, "界址点成果表\n" + PLOT), "line_skipped")
    one("heights", "heights", WHOLE.replace("J2,1,3720000,40409100", "J2,1,3720000,40409100,12.3"), "height_dropped")
    one("ring goes on", "goes_on", HEAD + PLOTS + "9,1.5,P1,一号地,面,,工业,,@\n" + RING + RING[:RING.index("J4")].replace("3720", "3721") +
        "J1,1,3721000,40409000\n", "ring_split several_shells")
    one("other system, CRS given", "beijing54", WHOLE.replace("2000国家大地坐标系", "1954北京坐标系"), "", PARKS + " --src-crs EPSG:4528")
    refused("other system", "beijing54", None, "is not CGCS2000 (it says '1954北京坐标系')")
    refused("Xian 1980", "xian80", WHOLE.replace("2000国家大地坐标系", "1980西安坐标系"), "is not CGCS2000")
    refused("no system", "no_system", PLOTS + PLOT + RING, "it names no coordinate system")
    refused("zone against prefix", "zone", WHOLE.replace("带号=40", "带号=39"), "the zone is given as 39 but eastings carry the prefix 40")
    refused("zone that is none", "zone_50", WHOLE.replace("带号=40", "带号=50").replace("404091", "4091").replace("404090", "4090"), "there is no such zone")
    refused("letter O for a nought", "letter_o", WHOLE.replace("3720100", "372010O"), "line 13")
    refused("a coordinate is missing", "missing", WHOLE.replace("J2,1,3720000,40409100", "J2,1,3720000"), "line 12")
    refused("an absurd easting", "absurd", WHOLE.replace("40409000", "4e49"), "is no Gauss–Krüger coordinate")
    refused("neither encoding", "no_encoding", HEAD.encode() + b"\xff\xff\n", "neither UTF-8 nor GB18030")
    refused("no plots at all", "nothing", "hello\n", "it names no coordinate system")
