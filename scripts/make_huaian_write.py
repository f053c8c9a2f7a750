# SPDX-License-Identifier: Apache-2.0
"""Writers of make_huaian.py. Same input, same bytes: fixed dates, fixed order, no clock."""
import csv
import datetime
import os
import struct

import xlsxwriter
from osgeo import gdal, ogr

from make_huaian_geo import SRS

STAMP = "2026-11-23T00:00:00.000Z"
ogr.UseExceptions()
gdal.SetConfigOption("OGR_CURRENT_DATE", STAMP)
TYPES = {int: ogr.OFTInteger, float: ogr.OFTReal, str: ogr.OFTString, datetime.date: ogr.OFTDate}


def geometry(shape, multi):
    made = ogr.CreateGeometryFromWkb(shape.wkb)
    return ogr.ForceToMultiPolygon(made) if multi else made


def write_gpkg(path, layer, crs, fields, rows):
    """fields: (name, type) pairs; rows: dicts with these names and 'shape'."""
    path.unlink(missing_ok=True)
    out = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    table = out.CreateLayer(layer, SRS[crs], ogr.wkbMultiPolygon, ["GEOMETRY_NAME=geom", "FID=fid"])
    for name, kind in fields:
        table.CreateField(ogr.FieldDefn(name, TYPES[kind]))
    for row in rows:
        feature = ogr.Feature(table.GetLayerDefn())
        for name, kind in fields:
            value = row[name]
            if value is None:
                feature.SetFieldNull(name)
            else:
                feature.SetField(name, value.isoformat() if kind is datetime.date else value)
        feature.SetGeometry(geometry(row["shape"], True))
        table.CreateFeature(feature)
    out = table = None


def _dbf(path, fields, rows):
    """A dBase III table with GBK bytes and language driver 0, as old desktop tools leave it."""
    size = 1 + sum(width for _, _, width, _ in fields)
    head = struct.pack("<BBBBIHH20x", 3, 126, 11, 23, len(rows), 32 * len(fields) + 33, size)
    for name, kind, width, digits in fields:
        head += struct.pack("<11sc4xBB14x", name.encode("gbk"), kind.encode(), width, digits)
    body = b""
    for row in rows:
        body += b" "
        for name, kind, width, digits in fields:
            text = (f"{row[name]:.{digits}f}" if kind == "N" else row[name]).encode("gbk")
            assert len(text) <= width, (name, text)
            body += text.rjust(width) if kind == "N" else text.ljust(width)
    path.write_bytes(head + b"\r" + body + b"\x1a")


def write_gbk_shapefile(path, crs, fields, rows):
    for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
        path.with_suffix(suffix).unlink(missing_ok=True)
    out = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    table = out.CreateLayer(path.stem, SRS[crs], ogr.wkbPolygon, ["ENCODING="])
    for row in rows:
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometry(geometry(row["shape"], False))
        table.CreateFeature(feature)
    out = table = None
    path.with_suffix(".cpg").unlink(missing_ok=True)
    _dbf(path.with_suffix(".dbf"), fields, rows)


def write_csv(path, fields, rows):
    with open(path, "w", encoding="utf-8-sig", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows([["" if row[k] is None else row[k] for k in fields] for row in rows])


def write_xlsx(path, sheet, fields, rows):
    os.environ["TZ"] = "UTC"
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": datetime.datetime(2026, 11, 23), "title": "企业清单(示例数据)",
                         "comments": "synthetic = 1: invented for a demonstration"})
    table = book.add_worksheet(sheet)
    table.write_row(0, 0, fields)
    for n, row in enumerate(rows, 1):
        for k, name in enumerate(fields):
            if row[name] is None:
                table.write_blank(n, k, None)
            elif isinstance(row[name], str):
                table.write_string(n, k, row[name])
            else:
                table.write_number(n, k, row[name])
    book.close()


def write_land_text(path, park):
    """The coordinate text file of land approval: X is the northing, Y the easting with its zone number."""
    ring = [(x, y) for x, y in park["shape"].exterior.coords]
    lines = ["[属性描述]", "格式版本号=1.01版本", "数据产生单位=示例数据", "数据产生日期=2026-11-23",
             "坐标系=2000国家大地坐标系", "几度分带=3", "投影类型=高斯克吕格", "计量单位=米", "带号=40", "精度=0.0001",
             "转换参数=,,,,,,", "[地块坐标]",
             f"{len(ring)},{park['area'] / 1e4:.4f},{park['id']},{park['name']},面,,化工园区,,@"]
    for n, (x, y) in enumerate(ring):
        lines.append(f"J{n % (len(ring) - 1) + 1},1,{y:.4f},{x:.4f}")
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))
