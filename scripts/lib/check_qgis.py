# SPDX-License-Identifier: Apache-2.0
"""What QGIS makes of results.gpkg: opens it, draws it, changes a style, and parkline reads that back.

Usage: check_qgis.py PARKLINE FOLDER OUT. Run by scripts/check_qgis, with Debian's Python and QGIS.
"""
import os
import pathlib
import shutil
import subprocess
import sys

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsLinePatternFillSymbolLayer,
                       QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRectangle, QgsShapeburstFillSymbolLayer,
                       QgsVectorLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

PARKLINE, FOLDER, OUT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve()
PARK, SCALE, FRAME_MM, DPI = "HG06", 40000, (180, 158), 150  # the sheet of a park, as its template has it
failures = []


def check(holds, what):
    print(("ok      " if holds else "FAILED  ") + what)
    if not holds:
        failures.append(what)


def groups_of(project):
    return [(group.name(), [tree.name() for tree in group.findLayers()]) for group in project.layerTreeRoot().findGroups()]


def open_project(gpkg):
    project = QgsProject.instance()
    check(project.read(f"geopackage:{gpkg}?projectName=parkline"), "the project in the GeoPackage opens")
    layers = project.mapLayers().values()
    check(len(layers) == 8 and all(layer.isValid() for layer in layers), f"its {len(layers)} layers are valid")
    check(all(layer.crs().isValid() and layer.crs() == layer.dataProvider().crs() for layer in layers), "each layer has its CRS")
    city = QgsRectangle(380000, 3600000, 500000, 3800000)
    for layer in layers:
        there = QgsCoordinateTransform(layer.crs(), project.crs(), project).transformBoundingBox(layer.extent())
        check(city.intersects(there), f"{layer.name()} lies in the city")
    groups = groups_of(project)
    for name, names in groups:
        print(f"          {name}: {', '.join(names)}")
    check(len(groups) >= 5 and all(names for _, names in groups), "layers stand in groups")
    for layer in layers:
        items = [item.label() for item in layer.renderer().legendSymbolItems()]
        check(all(items) or len(items) == 1, f"{layer.name()}: {layer.renderer().type()}, {len(items)} classes")
    check(sum(layer.labelsEnabled() for layer in layers) >= 6, "names are switched on")
    check(project.crs().authid() == "EPSG:4549", f"the CRS of the project is {project.crs().authid()}")
    return project


def added_alone(gpkg):
    """A layer that is added without the project takes its default style from the database."""
    for name, kind in (("parks", "categorizedSymbol"), ("zones", "categorizedSymbol"), ("conflicts", "categorizedSymbol"),
                       ("sites", "RuleRenderer"), ("townships", "singleSymbol"), ("counties", "singleSymbol")):
        layer = QgsVectorLayer(f"{gpkg}|layername={name}", name, "ogr")
        check(layer.isValid() and layer.renderer().type() == kind, f"{name} added alone: {layer.renderer().type()}")
        count, ids, names, _, _ = layer.listStylesInDatabase()
        check(count >= 1, f"{name}: {count} styles in the database")
        row, error = layer.getStyleFromDatabase(ids[0])
        check("<renderer-v2" in row and not error, f"{name}: the style {names[0]} can be taken from the database")
        sld = OUT / f"{name}.sld"
        sld.write_text(sld_of(gpkg, name), "utf-8")
        message, good = layer.loadSldStyle(str(sld))
        symbols = [symbol for symbol in layer.renderer().symbols(render_context())]
        check(good and len(symbols) >= 1, f"{name}: QGIS reads the SLD, {len(symbols)} symbols {message}")


def render_context():
    from qgis.core import QgsRenderContext
    return QgsRenderContext()


def sld_of(gpkg, name):
    import sqlite3
    with sqlite3.connect(f"file:{gpkg}?mode=ro", uri=True) as db:
        return db.execute("select styleSLD from layer_styles where f_table_name = ? and useAsDefault = 1", (name,)).fetchone()[0]


def extent_of_sheet(parks):
    crs = QgsCoordinateReferenceSystem("EPSG:4549")
    turn = QgsCoordinateTransform(parks.crs(), crs, QgsProject.instance())
    feature = next(f for f in parks.getFeatures() if f["park_id"] == PARK)
    geometry = feature.geometry()
    geometry.transform(turn)
    centre = geometry.boundingBox().center()
    width, height = (mm / 1000 * SCALE for mm in FRAME_MM)
    return crs, QgsRectangle(centre.x() - width / 2, centre.y() - height / 2, centre.x() + width / 2, centre.y() + height / 2)


def draw(project):
    layers = [tree.layer() for tree in project.layerTreeRoot().findLayers()]
    parks = next(layer for layer in layers if "layername=parks" in layer.source())
    crs, extent = extent_of_sheet(parks)
    settings = QgsMapSettings()
    settings.setLayers([layer for layer in layers if "titles" not in layer.name()])
    settings.setDestinationCrs(crs)
    settings.setExtent(extent)
    settings.setOutputDpi(DPI)
    settings.setOutputSize(QSize(*(round(mm / 25.4 * DPI) for mm in FRAME_MM)))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def draw_ours(gpkg, folder):
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([PARKLINE, "map", gpkg, "--where", f"park_id='{PARK}'", "--format", "png", "--dpi", str(DPI), "-o", folder, "-q"],
                   check=True)
    page = QImage(str(next(folder.glob("*.png"))))
    left, top, width, height = (round(mm / 25.4 * DPI) for mm in (15, 33, *FRAME_MM))
    return page.copy(left, top, width, height)


def side_by_side(ours, theirs, path):
    both = QImage(ours.width() + theirs.width() + 20, max(ours.height(), theirs.height()), QImage.Format_RGB32)
    both.fill(QColor("white"))
    painter = QPainter(both)
    painter.drawImage(0, 0, ours)
    painter.drawImage(ours.width() + 20, 0, theirs)
    painter.end()
    both.save(str(path))
    print(f"          look at {path} (left parkline, right QGIS)")


def mean_difference(one, other):
    """Mean difference of brightness of the two pictures, made small so that places of names do not matter."""
    small = [image.scaled(90, 79, transformMode=1).convertToFormat(QImage.Format_RGB32) for image in (one, other)]
    total = 0
    for y in range(79):
        for x in range(90):
            a, b = (QColor(image.pixel(x, y)) for image in small)
            total += abs(a.red() - b.red()) + abs(a.green() - b.green()) + abs(a.blue() - b.blue())
    return total / (90 * 79 * 3)


def change_and_read_back(gpkg):
    """Staff change the red line in QGIS and save it; the next sheets show it."""
    changed = OUT / "changed.gpkg"
    shutil.copy(gpkg, changed)
    shutil.copy(gpkg.parent / "manifest.json", OUT / "manifest.json")
    layer = QgsVectorLayer(f"{changed}|layername=zones", "zones", "ogr")
    renderer = layer.renderer().clone()
    categories = renderer.categories()  # kept: they own the symbols
    index = renderer.categoryIndexForValue("redline_national")
    symbol = categories[index].symbol().clone()
    symbol.symbolLayer(0).setFillColor(QColor("#ff8800"))
    hatch = next(part for part in symbol.symbolLayers() if isinstance(part, QgsLinePatternFillSymbolLayer))
    hatch.setLineAngle(20)
    renderer.updateCategorySymbol(index, symbol)
    other = renderer.categoryIndexForValue("nature_reserve")
    burst = categories[other].symbol().clone()
    burst.appendSymbolLayer(QgsShapeburstFillSymbolLayer())
    renderer.updateCategorySymbol(other, burst)
    layer.setRenderer(renderer)
    check(not layer.saveStyleToDatabase("ours", "changed in QGIS", True, ""), "QGIS saves a changed style into the database")
    sheets = OUT / "changed"
    shutil.rmtree(sheets, ignore_errors=True)
    done = subprocess.run([PARKLINE, "map", changed, "--styles", changed, "--where", f"park_id='{PARK}'", "--format", "svg,png",
                           "--dpi", "100", "-o", sheets, "--lang", "en"], capture_output=True, text=True, check=True)
    svg = next(sheets.glob("*.svg")).read_text("utf-8")
    check("#ff8800" in svg, "the colour that was changed in QGIS is on the sheet")
    check("#6db58c" not in svg, "the old colour is not")
    check("ShapeburstFill" in done.stderr, "what is not understood is listed: " + done.stderr.strip())
    check(done.stderr.count("not understood") == 1, "nothing else is")


def save_project(gpkg):
    """QGIS can save its own project into the GeoPackage beside ours."""
    copy = OUT / "results.gpkg"
    shutil.copy(gpkg, copy)
    project = QgsProject.instance()
    project.read(f"geopackage:{copy}?projectName=parkline")
    check(project.write(f"geopackage:{copy}?projectName=mine"), "QGIS saves a second project into the file")
    check(project.write(f"geopackage:{copy}?projectName=parkline"), "QGIS saves over the project of parkline")
    done = subprocess.run([PARKLINE, "map", copy, "--where", f"park_id='{PARK}'", "-o", OUT / "copy", "--overwrite", "-q"])
    check(done.returncode == 0, "parkline still reads the file")


def main():
    application = QgsApplication([], False)
    application.initQgis()
    gpkg = FOLDER / "results.gpkg"
    project = open_project(gpkg)
    added_alone(gpkg)
    theirs, ours = draw(project), draw_ours(gpkg, OUT / "sheet")
    side_by_side(ours, theirs, OUT / "compare.png")
    difference = mean_difference(ours, theirs)
    check(difference < 12, f"both pictures have the same colours: mean difference {difference:.1f} of 255")
    save_project(gpkg)
    change_and_read_back(gpkg)
    project.clear()
    print(f"{len(failures)} failed" if failures else "all as it should be", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    os._exit(main())  # QGIS 3.22 crashes now and then while it is taken down
