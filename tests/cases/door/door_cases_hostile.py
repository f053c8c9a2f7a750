# SPDX-License-Identifier: Apache-2.0
"""What a hostile upload looks like (correctness 4.1), and damage."""
from door_files import SITES, ZONES, box, collection, feature, polygon

VRT = ('<OGRVRTDataSource><OGRVRTLayer name="parks"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>\n')


def add(t):
    good = collection(feature(polygon(box(119.0, 33.5)), id="a"))
    for ending in ("geojson", "gpkg", "shp", "fgb", "json", "kml", "dxf"):
        words = "its companion vrt.shx is missing" if ending == "shp" else "cannot be opened as a layer or list"
        t.refused(f"VRT called {ending}", f"vrt.{ending}", VRT.format("/vsicurl/http://127.0.0.1:9/x.gpkg"), ZONES, words, "4.1")
    t.refused("VRT to a local file", "vrt_local.geojson", VRT.format("good.geojson"), ZONES, "cannot be opened as a layer or list", "4.1")
    t.add("VRT as a file name", "\"<OGRVRTDataSource/>\"", None, ZONES, 2, "no such file", "4.1")
    for name in ("http://127.0.0.1:9/a.geojson", "/vsicurl/http://127.0.0.1:9/a.gpkg", "/vsizip/plain.xlsx/xl/workbook.xml", "/vsizip//vsicurl/http://127.0.0.1:9/a.zip",
                 "CSV:/vsicurl/http://127.0.0.1:9/a.csv", "PG:host=127.0.0.1", "WFS:http://127.0.0.1:9/", "GPKG:good.gpkg:x"):
        t.add(f"name {name}", name, None, ZONES, 2, "no such file", "4.1")
    t.add("folder", ".", None, ZONES, 2, "not a plain file", "4.2")
    t.add("device", "/dev/null", None, ZONES, 2, "not a plain file", "4.2")
    gml = ('<?xml version="1.0"?><ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:xlink="http://www.w3.org/1999/xlink" '
           'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://127.0.0.1:9/ a.xsd"/>\n')
    t.refused("GML with a schema far away", "far.gml", gml, ZONES, "cannot be opened as a layer or list", "4.1")
    t.refused("JSON nested deeply", "deep.geojson", '{"type":"FeatureCollection","features":' + "[" * 20000 + "]" * 20000 + "}\n", ZONES, "Failed to read GeoJSON data", "4.1")
    t.refused("truncated GeoJSON", "cut.geojson", good[:len(good) // 2], ZONES, "Failed to read GeoJSON data", "11")
    t.refused("GeoJSON cut after a feature", "cut_feature.geojson", good[:good.rindex("]")], ZONES, "Failed to read GeoJSON data", "11")
    t.refused("text called gpkg", "text.gpkg", "hello\n", ZONES, "cannot be opened as a layer or list", "4.2 magic bytes")
    t.refused("SQLite head and nothing else", "head.gpkg", b"SQLite format 3\0" + b"x" * 200, ZONES, "its header states", "11")
    t.refused("FlatGeobuf head and nothing else", "head.fgb", b"fgb\x03fgb\x00" + b"\x10\0\0\0" + b"\0" * 8, ZONES, "it holds no layer", "11")
    t.refused("WKT in a file", "wkt.geojson", "POLYGON ((119 33, 120 33, 120 34, 119 33))\n", ZONES, "cannot be opened as a layer or list", "4.2 magic bytes")
    t.read("formula in a name", "formula.csv", "id,name,lon,lat\n1,=1+1,119.02,33.6\n", SITES, "clean", "1/0/0/0", "4.1")
    t.read("right-to-left mark in a name", "bidi.csv", "id,name,lon,lat\n1,a\u202egpj.exe,119.02,33.6\n", SITES, "clean", "1/0/0/0", "4.2")
    t.read("markup in a name", "markup.csv", 'id,name,lon,lat\n1,<script>alert(1)</script>,119.02,33.6\n', SITES, "clean", "1/0/0/0", "4.2")
