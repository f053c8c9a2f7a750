# SPDX-License-Identifier: Apache-2.0
"""The layout of the permit sheet as a QGIS user sets it up, with all that parkline's template shows: title, badge, map with rings
and star, neat line, graticule and kilometre grid with figures, scale bar, north arrow, legend of what is seen, facts, locator, notes."""
from qgis.core import (QgsBasicNumericFormat, QgsCoordinateReferenceSystem, QgsFillSymbol, QgsGeometryGeneratorSymbolLayer, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap,
                       QgsLayoutItemMapGrid, QgsLayoutItemPicture, QgsLayoutItemPolyline, QgsLayoutItemScaleBar, QgsLayoutMeasurement,
                       QgsLayoutObject, QgsLayoutPoint, QgsLayoutSize, QgsLegendStyle, QgsLineSymbol, QgsMarkerSymbol, QgsPrintLayout,
                       QgsProperty, QgsRectangle, QgsRuleBasedRenderer, QgsSingleSymbolRenderer, QgsSymbol, QgsTextFormat, QgsUnitTypes)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPolygonF

MM = QgsUnitTypes.LayoutMillimeters
PER_MM = 72 / 25.4
FACTS = (("名称", '"name"'), ("类型", "CASE WHEN \"kind\" = 'enterprise' THEN '企业' WHEN \"kind\" = 'project' THEN '项目' ELSE \"kind\" END"),
         ("经纬度", "format_number(\"lon\", 6) || '°，' || format_number(\"lat\", 6) || '°（CGCS2000）'"), ("所在园区", 'coalesce("park_id", \'—\')'),
         ("所在管控区", 'coalesce("zone_ids", \'—\')'), ("最近管控区", 'coalesce("nearest_zone_id", \'—\')'),
         ("距其边界", "format_number(\"distance_m\", 0) || ' 米'"), ("距离分级（米）", "CASE WHEN \"distance_class\" = 'inside' THEN '在管控区内' ELSE \"distance_class\" END"),
         ("结论", "CASE WHEN \"status\" = 'inside' THEN '位于管控区内' WHEN \"status\" = 'near' THEN '邻近管控区' WHEN \"status\" = 'clear' THEN '与管控区无关' ELSE '基准存疑' END"))


def place(item, x, y, width, height):
    item.attemptMove(QgsLayoutPoint(x, y, MM))
    item.attemptResize(QgsLayoutSize(width, height, MM))
    return item


def font(size_mm, bold=False):
    letters = QFont("Noto Sans CJK SC")
    letters.setPointSizeF(size_mm * PER_MM)
    letters.setBold(bold)
    return letters


def text_format(size_mm, bold=False, colour="#22282c"):
    letters = QgsTextFormat()
    letters.setFont(font(size_mm, bold))
    letters.setSize(size_mm * PER_MM)
    letters.setSizeUnit(QgsUnitTypes.RenderPoints)
    letters.setColor(QColor(colour))
    return letters


def label(layout, text, frame, size_mm, bold=False, colour="#22282c", align=Qt.AlignLeft):
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    item.setFont(font(size_mm, bold))
    item.setFontColor(QColor(colour))
    item.setHAlign(align)
    item.setMarginX(0)
    item.setMarginY(0)
    layout.addLayoutItem(item)
    return place(item, *frame)


def rule(layout, y, width_mm):
    line = QgsLayoutItemPolyline(QPolygonF([QPointF(10, y), QPointF(200, y)]), layout)
    line.setSymbol(QgsLineSymbol.createSimple({"color": "#22282c", "width": str(width_mm), "capstyle": "flat"}))
    layout.addLayoutItem(line)


def focus_layer(sites):
    """The sheet's own site: a star with rings around it, above all else."""
    layer = sites.clone()
    layer.setLabelsEnabled(False)
    symbol = QgsMarkerSymbol.createSimple({"name": "star", "size": "4.6", "color": "#c43c28", "outline_color": "#ffffff", "outline_width": "0.3"})
    for radius in (500, 1000, 2000):
        circle = f"boundary(buffer(transform($geometry, @layer_crs, 'EPSG:4549'), {radius}, 24))"
        rings = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": f"transform({circle}, 'EPSG:4549', @layer_crs)"})
        rings.setSymbolType(QgsSymbol.Line)
        rings.setSubSymbol(QgsLineSymbol.createSimple({"color": "#603c28", "width": "0.2", "use_custom_dash": "1", "customdash": "1.6;0.8"}))
        symbol.insertSymbolLayer(0, rings)
    renderer = QgsRuleBasedRenderer(symbol)
    renderer.rootRule().children()[0].setFilterExpression("$id = @atlas_featureid")
    renderer.rootRule().children()[0].setLabel("本图对象")
    layer.setRenderer(renderer)
    layer.setName("本图对象")
    return layer


def add_grid(chart, name, crs, step, style, figures):
    grid = QgsLayoutItemMapGrid(name, chart)
    chart.grids().addGrid(grid)
    grid.setCrs(crs)
    grid.setIntervalX(step)
    grid.setIntervalY(step)
    grid.setStyle(style)
    grid.setLineSymbol(QgsLineSymbol.createSimple({"color": "96,128,148,115", "width": "0.07"}))
    grid.setFrameStyle(QgsLayoutItemMapGrid.ExteriorTicks)
    grid.setFrameWidth(1)
    grid.setFramePenSize(0.12)
    grid.setAnnotationEnabled(True)
    grid.setAnnotationFont(font(figures))
    grid.setAnnotationPrecision(0)
    for side in (QgsLayoutItemMapGrid.Left, QgsLayoutItemMapGrid.Right):
        grid.setAnnotationDirection(QgsLayoutItemMapGrid.Vertical, side)
    return grid


def add_map(layout, layers, scale):
    chart = QgsLayoutItemMap(layout)
    chart.setId("map")
    layout.addLayoutItem(chart)
    place(chart, 15, 33, 180, 158)
    chart.setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    chart.setLayers(layers)
    chart.setBackgroundColor(QColor("#eeece6"))
    chart.setExtent(QgsRectangle(500000, 3700000, 500000 + 0.18 * scale, 3700000 + 0.158 * scale))  # the atlas moves it
    chart.setAtlasDriven(True)
    chart.setAtlasScalingMode(QgsLayoutItemMap.Fixed)
    chart.setFrameEnabled(True)
    chart.setFrameStrokeWidth(QgsLayoutMeasurement(0.35, MM))
    degrees = add_grid(chart, "degrees", QgsCoordinateReferenceSystem("EPSG:4490"), 1 / 60, QgsLayoutItemMapGrid.FrameAnnotationsOnly, 2.1)
    degrees.setAnnotationFormat(QgsLayoutItemMapGrid.DegreeMinuteNoSuffix)
    metres = add_grid(chart, "kilometres", chart.crs(), 1000, QgsLayoutItemMapGrid.Solid, 1.9)
    metres.setAnnotationFormat(QgsLayoutItemMapGrid.CustomFormat)
    metres.setAnnotationExpression("format_number(@grid_number / 1000, 0)")
    metres.setAnnotationFontColor(QColor(96, 128, 148))
    return chart


def add_locator(layout, chart, counties):
    inset = QgsLayoutItemMap(layout)
    layout.addLayoutItem(inset)
    place(inset, 163, 209, 37, 37)
    inset.setCrs(chart.crs())
    plain = counties.clone()
    plain.setLabelsEnabled(False)
    plain.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "#eef0ee", "outline_color": "#8c9698", "outline_width": "0.1"})))
    inset.setLayers([plain])
    inset.setExtent(QgsRectangle(330000, 3610000, 530000, 3810000))
    inset.setFrameEnabled(True)
    inset.overview().setLinkedMap(chart)
    inset.overview().setFrameSymbol(QgsFillSymbol.createSimple({"color": "196,60,40,51", "outline_color": "#c43c28", "outline_width": "0.3"}))
    return plain


def add_legend(layout, chart):
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(chart)
    legend.setLegendFilterByMapEnabled(True)
    legend.setTitle("图例")
    for part, size in ((QgsLegendStyle.Title, 3), (QgsLegendStyle.Group, 1.9), (QgsLegendStyle.Subgroup, 1.9), (QgsLegendStyle.SymbolLabel, 1.9)):
        style = legend.style(part)
        style.setFont(font(size, part != QgsLegendStyle.SymbolLabel))
        style.setMargin(QgsLegendStyle.Top, 0.6)
        legend.setStyle(part, style)
    legend.setSymbolWidth(5)
    legend.setSymbolHeight(2.4)
    legend.setColumnCount(2)
    legend.setSplitLayer(True)
    layout.addLayoutItem(legend)
    place(legend, 10, 209, 60, 62)


def add_scale(layout, chart):
    for style, frame in (("Numeric", (10, 197, 24, 6)), ("Single Box", (34, 196, 68, 9))):
        bar = QgsLayoutItemScaleBar(layout)
        bar.setStyle(style)
        bar.setLinkedMap(chart)
        bar.setUnits(QgsUnitTypes.DistanceKilometers)
        bar.setUnitLabel("km")
        bar.setNumberOfSegments(4)
        bar.setNumberOfSegmentsLeft(0)
        bar.setUnitsPerSegment(0.25)
        bar.setHeight(1.3)
        whole = QgsBasicNumericFormat()
        whole.setNumberDecimalPlaces(0 if style == "Numeric" else 2)
        bar.setNumericFormat(whole)
        bar.setTextFormat(text_format(3.4 if style == "Numeric" else 2.1, style == "Numeric"))
        layout.addLayoutItem(bar)
        place(bar, *frame)


def add_north(layout, chart):
    arrow = QgsLayoutItemPicture(layout)
    arrow.setPicturePath(":/images/north_arrows/layout_default_north_arrow.svg")
    arrow.setLinkedMap(chart)
    arrow.setNorthMode(QgsLayoutItemPicture.GridNorth)
    layout.addLayoutItem(arrow)
    place(arrow, 152, 195.6, 9, 11)
    label(layout, "坐标北", (162, 199.6, 38, 3), 2.1, colour="#6e787e")
    label(layout, "子午线收敛角 [% format_number((\"lon\" - 120) * sin(radians(\"lat\")) * 60, 0) %]′", (162, 203, 38, 3), 2.1, colour="#6e787e")


def add_texts(layout):
    label(layout, '[% "name" %]', (10, 9, 138, 10), 6.4, bold=True)
    label(layout, '项目选址核查图　[% "site_id" %]　评估日期 2026-11-23', (10, 17.6, 138, 5), 3, colour="#5c666c")
    badge = label(layout, f"[% {FACTS[-1][1]} %]", (152, 10, 48, 10), 4, bold=True, align=Qt.AlignHCenter)
    badge.setVAlign(Qt.AlignVCenter)
    badge.setBackgroundEnabled(True)
    colour = "CASE WHEN \"status\" = 'inside' THEN '#d7301f' WHEN \"status\" = 'near' THEN '#f0a63c' ELSE '#e9edef' END"
    badge.dataDefinedProperties().setProperty(QgsLayoutObject.BackgroundColor, QgsProperty.fromExpression(colour))
    rule(layout, 25.2, 0.35)
    rule(layout, 275.5, 0.2)
    label(layout, "选址核查", (76, 209, 82, 4), 3, bold=True)
    for line, (title, value) in enumerate(FACTS):
        y = 214 + 4.3 * line
        label(layout, title, (76, y, 24, 4), 2.4, colour="#6e787e")
        label(layout, f"[% {value} %]", (100, y, 58, 4), 2.4)
    label(layout, "资料来源：淮安示例 Huai'an demo（project.toml、parks_cm120.gpkg、parks_cm117.gpkg 等 22 个文件）。评估日期：2026-11-23。坐标系：CGCS2000 / "
          "3-degree Gauss-Kruger CM 120E（EPSG:4549），格网单位公里；面积为 CGCS2000 椭球面积。", (10, 277.6, 129, 10), 2.1, colour="#5c666c")
    label(layout, "内部使用，不得公开", (143, 277.6, 57, 4), 2.73, bold=True, align=Qt.AlignRight)
    label(layout, "示意图：含虚构（synthetic）数据", (143, 281.6, 57, 4), 2.4, bold=True, colour="#b03424", align=Qt.AlignRight)


def permit_layout(project, sites, rows):
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize("A4", 0)
    trees = [tree.layer() for tree in project.layerTreeRoot().findLayers() if "titles" not in tree.name()]
    focus = focus_layer(sites)
    project.addMapLayer(focus)
    counties = next(layer for layer in trees if "layername=counties" in layer.source())
    chart = add_map(layout, [focus, *trees], float(rows[0]["scale"].split(":")[1].replace(",", "")))
    project.addMapLayer(add_locator(layout, chart, counties), False)
    add_legend(layout, chart)
    add_scale(layout, chart)
    add_north(layout, chart)
    add_texts(layout)
    atlas = layout.atlas()
    atlas.setCoverageLayer(sites)
    atlas.setEnabled(True)
    atlas.setFilterFeatures(True)
    ids = ", ".join(f"'{row['id']}'" for row in rows)
    atlas.setFilterExpression(f"\"site_id\" IN ({ids})")
    return layout
