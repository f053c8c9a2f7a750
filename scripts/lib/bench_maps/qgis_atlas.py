# SPDX-License-Identifier: Apache-2.0
"""The same sheets by QGIS's atlas: the project that parkline put into the GeoPackage and the layout of qgis_layout.py, as one
book or one file a sheet.

Usage: qgis_atlas.py GPKG SHEETS.CSV pdf|book|png OUT
"""
import csv
import os
import sys

from qgis.core import QgsApplication, QgsLayoutExporter, QgsProject, QgsRenderContext

from qgis_layout import permit_layout


def pdf_settings():
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = 300
    settings.forceVectorOutput = True
    settings.textRenderFormat = QgsRenderContext.TextFormatAlwaysText  # real text, as parkline writes it: also the smaller file
    return settings


def main():
    gpkg, listed, kind, out = sys.argv[1:]
    rows = [row for row in csv.DictReader(open(listed, encoding="utf-8-sig"))]
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    project.read(f"geopackage:{gpkg}?projectName=parkline")
    sites = next(tree.layer() for tree in project.layerTreeRoot().findLayers() if "layername=sites" in tree.layer().source())
    layout = permit_layout(project, sites, rows)
    atlas = layout.atlas()
    if kind == "book":
        status, why = QgsLayoutExporter.exportToPdf(atlas, os.path.join(out, "book.pdf"), pdf_settings())
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
            status = exporter.exportToPdf(path, pdf_settings())
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
