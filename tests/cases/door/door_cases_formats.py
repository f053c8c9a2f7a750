# SPDX-License-Identifier: Apache-2.0
"""KML, drawings and text sequences."""
import json

from door_files import ZONES, box, feature, polygon

EXTENT = "--extent 118.2,32.7,119.7,34.1"
CAD = f"--role parks --src-crs EPSG:4528 {EXTENT}"


def kml(body):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>d</name>{body}</Document></kml>\n'


def placemark(name, z=""):
    ring = " ".join(f"{x},{y}{z}" for x, y in box(119.0, 33.5))
    return (f"<Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs>"
            "</Polygon></Placemark>")


def dxf(*entities):
    lines = ["0", "SECTION", "2", "ENTITIES"]
    for entity in entities:
        lines += [str(word) for word in entity]
    return "\n".join([*lines, "0", "ENDSEC", "0", "EOF"]) + "\n"


def polyline(points, closed=True, layer="园区", handle="A1", bulge=None):
    words = [0, "LWPOLYLINE", 5, handle, 8, layer, 90, len(points), 70, 1 if closed else 0]
    for x, y in points:
        words += [10, x, 20, y] + ([42, bulge] if bulge else [])
    return words


def text(x, y, words, layer="注记", handle="B1"):
    return [0, "TEXT", 5, handle, 8, layer, 10, x, 20, y, 40, 2.5, 1, words]


SQUARE = [(40409000.0, 3720000.0), (40409100.0, 3720000.0), (40409100.0, 3720100.0), (40409000.0, 3720100.0)]
MIDDLE = (40409050.0, 3720050.0)


def drawings(t):
    def one(name, file, entities, finding="", counts="1/0/0/0", encoding=True):
        content = entities if isinstance(entities, (str, bytes)) else dxf(*entities)
        said = ";".join(sorted(["encoding_found", *finding.split()])) if encoding else finding
        t.read("dxf: " + name, "cad_" + file + ".dxf", content, CAD, said, counts, "formats")
    one("closed polyline with its name", "named", [polyline(SQUARE), text(*MIDDLE, "一号地")])
    one("closed by its last point", "last_point", [polyline([*SQUARE, SQUARE[0]], closed=False)])
    one("text outside", "text_outside", [polyline(SQUARE), text(40409500.0, 3720050.0, "别处")])
    one("two texts inside", "two_texts", [polyline(SQUARE), text(*MIDDLE, "一号地"), text(40409060.0, 3720050.0, "1.2亩", handle="B2")], "several_names")
    one("open polyline beside", "open_beside", [polyline(SQUARE), polyline(SQUARE[:3], closed=False, layer="道路", handle="A2")], "cad_entities_left_out")
    one("arc segments", "bulge", [polyline(SQUARE, bulge=0.5)])
    named = dxf(polyline(SQUARE), text(*MIDDLE, "一号地"))
    one("texts in GB18030", "gb18030", named.encode("gb18030"))
    head = "0\nSECTION\n2\nHEADER\n9\n{}\n{}\n{}\n0\nENDSEC\n"
    one("code page 936", "ansi_936", (head.format("$DWGCODEPAGE", 3, "ANSI_936") + named).encode("gbk"), "clean", encoding=False)
    one("code page 1252 over Chinese", "ansi_1252", (head.format("$DWGCODEPAGE", 3, "ANSI_1252") + named).encode("gbk"))
    one("AutoCAD 2007", "ac1021", head.format("$ACADVER", 1, "AC1021") + named, "clean", encoding=False)
    one("ASCII", "ascii", [polyline(SQUARE, layer="PLOT")], "clean", encoding=False)
    one("bow-tie", "bow_tie", [polyline([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]), polyline(SQUARE, handle="A2")], "invalid_polygon", "1/0/0/1")
    t.refused("dxf: no closed polyline", "cad_open.dxf", dxf(polyline(SQUARE[:3], closed=False)), CAD, "polygons are needed", "formats")
    t.refused("dxf: nothing in it", "cad_empty.dxf", dxf(), CAD, "the layer has no feature", "formats")
    t.refused("dxf: no CRS", "cad_named.dxf", None, f"--role parks {EXTENT}", "has no CRS. Its coordinates run over x 40409000", "formats")
    t.refused("dxf: cut off", "cad_cut.dxf", dxf(polyline(SQUARE))[:60], CAD, "reading gave a warning", "11")


def add(t):
    t.read("kml", "plain.kml", kml(placemark("a")), ZONES, "clean", "1/0/0/0", "formats")
    t.read("kml with heights", "heights.kml", kml(placemark("a", ",12")), ZONES, "z_or_m_dropped", "1/0/0/0", "18")
    t.read("kml with a network link", "link.kml",
           kml(placemark("a") + "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"), ZONES, "links_left_out", "1/0/0/0", "4.1")
    t.refused("an empty file", "nothing.geojson", "", ZONES, "the file is empty (0 bytes)", "11")
    t.refused("kml cut off", "cut.kml", kml(placemark("a"))[:300], ZONES, "unclosed token", "11")
    t.refused("kml with two folders", "folders.kml", kml(f"<Folder><name>甲</name>{placemark('a')}</Folder><Folder><name>乙</name>{placemark('b')}</Folder>"),
              ZONES, "has several layers", "formats")
    entity = '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    t.refused("kml with entities in entities", "entities.kml",
              kml(placemark("&c;")).replace("<kml", entity + "<kml", 1), ZONES, "parsing aborted", "4.1")
    t.refused("kml that reads a file", "xxe.kml",
              kml(placemark("&f;")).replace("<kml", '<!DOCTYPE kml [<!ENTITY f SYSTEM "file:///etc/hostname">]><kml', 1), ZONES, "parsing aborted", "4.1")
    square = json.dumps(feature(polygon(box(119.0, 33.5)), id="a"))
    t.read("text sequence", "plain.geojsonl", square + "\n" + square.replace('"a"', '"b"') + "\n", ZONES, "duplicate_geometry", "2/0/0/0", "formats")
    t.refused("text sequence cut off", "cut.geojsonl", square + "\n" + square[:40] + "\n", ZONES, "JSON parsing error", "11")
    drawings(t)
