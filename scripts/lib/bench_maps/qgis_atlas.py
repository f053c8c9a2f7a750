# SPDX-License-Identifier: Apache-2.0
"""The same sheets by QGIS's atlas: the project that parkline put into the GeoPackage, an A4 layout with map, legend, scale
bar, title, facts and notes, one file a sheet.

Usage: qgis_atlas.py GPKG SHEETS.CSV pdf|png OUT
"""
import csv
import os
import sys

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend,
                       QgsLayoutItemMap, QgsLayoutItemScaleBar, QgsLayoutPoint, QgsLayoutSize, QgsPrintLayout, QgsProject,
                       QgsRectangle, QgsUnitTypes)
from qgis.PyQt.QtGui import QFont

MM = QgsUnitTypes.LayoutMillimeters


def place(item, x, y, width, height):
    item.attemptMove(QgsLayoutPoint(x, y, MM))
    item.attemptResize(QgsLayoutSize(width, height, MM))


def label(layout, text, x, y, width, height, size):
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    item.setFont(QFont("Noto Sans CJK SC", size))
    layout.addLayoutItem(item)
    place(item, x, y, width, height)


def layout_of(project, sites, rows):
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    page = layout.pageCollection().page(0)
    page.setPageSize("A4", 0)
    chart = QgsLayoutItemMap(layout)
    layout.addLayoutItem(chart)
    place(chart, 15, 33, 180, 158)
    chart.setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    chart.setLayers([tree.layer() for tree in project.layerTreeRoot().findLayers() if "titles" not in tree.name()])
    scale = float(rows[0]["scale"].split(":")[1].replace(",", ""))
    chart.setExtent(QgsRectangle(500000, 3700000, 500000 + 0.18 * scale, 3700000 + 0.158 * scale))  # the atlas moves it
    chart.setAtlasDriven(True)
    chart.setAtlasScalingMode(QgsLayoutItemMap.Fixed)
    chart.setFrameEnabled(True)
    label(layout, "[% \"name\" %]", 10, 9, 138, 10, 18)
    label(layout, "项目选址核查图 [% \"site_id\" %]", 10, 19, 138, 6, 9)
    label(layout, "名称 [% \"name\" %]\n类型 [% \"kind\" %]\n所在园区 [% \"park_id\" %]\n距离 [% \"distance_m\" %] 米", 76, 209, 82, 62, 7)
    label(layout, "坐标系：CGCS2000；内部使用，不得公开", 10, 278, 190, 8, 6)
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(chart)
    legend.setLegendFilterByMapEnabled(True)
    layout.addLayoutItem(legend)
    place(legend, 10, 209, 60, 62)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(chart)
    bar.applyDefaultSize(QgsUnitTypes.DistanceKilometers)
    layout.addLayoutItem(bar)
    place(bar, 10, 198, 92, 8)
    atlas = layout.atlas()
    atlas.setCoverageLayer(sites)
    atlas.setEnabled(True)
    atlas.setFilterFeatures(True)
    ids = ", ".join(f"'{row['id']}'" for row in rows)
    atlas.setFilterExpression(f"\"site_id\" IN ({ids})")
    return layout


def main():
    gpkg, listed, kind, out = sys.argv[1:]
    rows = [row for row in csv.DictReader(open(listed, encoding="utf-8-sig"))]
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    project.read(f"geopackage:{gpkg}?projectName=parkline")
    sites = next(tree.layer() for tree in project.layerTreeRoot().findLayers() if "layername=sites" in tree.layer().source())
    layout = layout_of(project, sites, rows)
    atlas = layout.atlas()
    if kind == "book":
        settings = QgsLayoutExporter.PdfExportSettings()
        settings.forceVectorOutput = True
        status, why = QgsLayoutExporter.exportToPdf(atlas, os.path.join(out, "book.pdf"), settings)
        if status != QgsLayoutExporter.Success:
            sys.exit(f"QGIS: {status} {why}")
        return
    exporter = QgsLayoutExporter(layout)
    atlas.beginRender()
    atlas.first()
    for number in range(atlas.count()):
        atlas.seekTo(number)
        path = os.path.join(out, f"{number:04d}.{kind}")
        if kind == "pdf":
            settings = QgsLayoutExporter.PdfExportSettings()
            settings.forceVectorOutput = True
            status = exporter.exportToPdf(path, settings)
        else:
            settings = QgsLayoutExporter.ImageExportSettings()
            settings.dpi = 300
            status = exporter.exportToImage(path, settings)
        if status != QgsLayoutExporter.Success:
            sys.exit(f"QGIS: {status} for {path}")
    atlas.endRender()
    del exporter, layout
    project.clear()


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # QGIS 3.22 crashes now and then while it is taken down
