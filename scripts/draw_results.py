#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the results of a run as one picture: the city with its verdicts, and the worst parks enlarged.

    scripts/draw_results.py out/huaian/results.gpkg docs/images/huaian.png

Needs Debian's python3-gdal, python3-matplotlib, python3-fonttools, python3-pil and fonts-noto-cjk; the results must be in a
projected CRS in metres (the default of the demo). --font names the font collection where it stands elsewhere.
"""
import argparse
import tempfile
from pathlib import Path

import matplotlib
matplotlib.use("Agg")
import matplotlib.patheffects as effects
import matplotlib.pyplot as plt
import numpy as np
from fontTools.ttLib import TTCollection
from matplotlib import font_manager
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path as Outline
from osgeo import ogr
from PIL import Image

ogr.UseExceptions()
INK, GREY, PAPER, SEA = "#22282c", "#6b7478", "#fbfaf6", "#eceae3"
# Verdicts have the colours of the styles in results.gpkg as they were first.
VERDICTS = {
    "support_upgrade": ("扶持提升", "support", "#66bd63"),
    "rectify": ("限期整改", "rectify", "#fee08b"),
    "adjust_boundary": ("调整边界", "adjust boundary", "#fdae61"),
    "convert": ("转型", "convert", "#f46d43"),
    "withdraw": ("退出", "withdraw", "#d73027"),
    "close": ("关闭", "close", "#8e0024"),
    "review": ("待核查", "review", "#9e9ac8"),
    "insufficient_data": ("资料不足", "insufficient data", "#bdbdbd"),
}
ZONES = {
    "redline_national": ("国家级生态保护红线", "national red line", "#2e8b57", "#00502a"),
    "nature_reserve": ("自然保护区", "nature reserve", "#a3a83a", "#6a6d12"),
    "ecological_control": ("生态空间管控区域", "ecological control area", "#a9d8a0", "#5fae66"),
    "water_source_1": ("饮用水水源一级保护区", "water source, class 1", "#3f78b8", "#08306b"),
    "water_source_2": ("饮用水水源二级保护区", "water source, class 2", "#9cc7e6", "#2171b5"),
    "permanent_farmland": ("永久基本农田", "permanent farmland", "#f6e6a2", "#c2a233"),
}
WATER = ("#cfe3f1", "#a9cbe2")
LAKES = {"洪泽湖", "高邮湖", "白马湖", "宝应湖", "骆马湖"}


def use_chinese_font(collection):
    """Matplotlib reads only the first face of a collection, the Japanese one: take the simplified Chinese face out."""
    faces = TTCollection(collection).fonts
    face = next(f for f in faces if "SC" in f["name"].getDebugName(1))
    path = Path(tempfile.mkdtemp()) / "NotoSansCJKsc.otf"
    face.save(path)
    font_manager.fontManager.addfont(str(path))
    plt.rcParams["font.family"] = font_manager.FontProperties(fname=str(path)).get_name()


def read(dataset, name):
    """Features of a layer: attributes, outline path and box."""
    features = []
    for feature in dataset.GetLayerByName(name):
        geometry = feature.GetGeometryRef()
        entry = {feature.GetFieldDefnRef(i).GetName(): feature.GetField(i) for i in range(feature.GetFieldCount())}
        west, east, south, north = geometry.GetEnvelope()
        entry["box"] = (west, south, east, north)
        entry["place"] = geometry.Clone().PointOnSurface() if geometry.GetDimension() == 2 and not geometry.IsEmpty() else geometry.Clone()
        entry["path"] = outline(geometry) if geometry.GetDimension() == 2 else None
        features.append(entry)
    return features


def outline(geometry):
    vertices, codes = [], []
    for part in range(geometry.GetGeometryCount()):
        polygon = geometry.GetGeometryRef(part)
        for ring in range(polygon.GetGeometryCount()):
            points = np.array(polygon.GetGeometryRef(ring).GetPoints())[:, :2]
            vertices.append(points)
            codes += [Outline.MOVETO] + [Outline.LINETO] * (len(points) - 2) + [Outline.CLOSEPOLY]
    return Outline(np.concatenate(vertices), codes) if vertices else None


def fill(axes, entry, **style):
    if entry["path"] is not None:
        axes.add_patch(PathPatch(entry["path"], **style))


def meets(box, window):
    return box[0] <= window[2] and box[2] >= window[0] and box[1] <= window[3] and box[3] >= window[1]


def halo(width=2.2, colour=PAPER):
    return [effects.withStroke(linewidth=width, foreground=colour)]


def draw_ground(axes, data, window, line=0.25):
    for county in data["counties"]:
        fill(axes, county, facecolor=PAPER, edgecolor="none", zorder=1)
    for zone in data["zones"]:
        if zone["class"] == "water_illustration" and meets(zone["box"], window):
            fill(axes, zone, facecolor=WATER[0], edgecolor=WATER[1], linewidth=line, zorder=2)
    for zone in data["zones"]:
        if zone["class"] in ZONES and meets(zone["box"], window):
            _, _, face, edge = ZONES[zone["class"]]
            fill(axes, zone, facecolor=face, edgecolor="none", alpha=0.55, zorder=3)
            fill(axes, zone, facecolor="none", edgecolor=edge, linewidth=2.4 * line, zorder=4)


def draw_parks(axes, data, window, width, alpha=0.92):
    for park in data["parks"]:
        if meets(park["box"], window):
            fill(axes, park, facecolor=VERDICTS[park["verdict"]][2], edgecolor="none", alpha=alpha, zorder=6)
            fill(axes, park, facecolor="none", edgecolor=INK, linewidth=width, zorder=8)


def frame(axes, window):
    axes.set_xlim(window[0], window[2])
    axes.set_ylim(window[1], window[3])
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(SEA)
    for spine in axes.spines.values():
        spine.set(color=INK, linewidth=0.8)


def scale_bar(axes, window, metres, pieces=2):
    width, height = window[2] - window[0], window[3] - window[1]
    x, y, h = window[0] + 0.045 * width, window[1] + 0.045 * height, 0.011 * height
    for i in range(pieces):
        axes.add_patch(Rectangle((x + i * metres / pieces, y), metres / pieces, h, facecolor=INK if i % 2 == 0 else PAPER,
                                 edgecolor=INK, linewidth=0.6, zorder=20))
    label = f"{metres / 1000:g} km"
    axes.text(x, y + 1.6 * h, "0", ha="center", va="bottom", fontsize=6.5, color=INK, path_effects=halo(), zorder=20)
    axes.text(x + metres, y + 1.6 * h, label, ha="center", va="bottom", fontsize=6.5, color=INK, path_effects=halo(), zorder=20)


def spaced(text):
    return " ".join(text)


def name_places(figure, axes, data, window):
    """Names counties and lakes, each where it hides the fewest parks and zones."""
    renderer = figure.canvas.get_renderer()
    metres = (window[2] - window[0]) / axes.get_window_extent().width
    busy = [(park["box"], 9) for park in data["parks"]]
    busy += [(zone["box"], 1) for zone in data["zones"] if zone["class"] in ZONES]
    for county in data["counties"]:
        text = axes.text(0, 0, spaced(county["name"]), ha="center", va="center", fontsize=9.5, color=GREY, path_effects=halo(2.5),
                         zorder=5)
        extent = text.get_window_extent(renderer)
        w, h = extent.width * metres, extent.height * metres
        x0, y0 = county["place"].GetX(), county["place"].GetY()
        best = min(((x0 + i * 2000, y0 + j * 2000) for i in range(-7, 8) for j in range(-7, 8)),
                   key=lambda p: label_cost(p, (x0, y0), w, h, busy, county["path"]))
        text.set_position(best)
    for zone in data["zones"]:
        place = zone["place"]
        is_visible = window[0] + 9000 < place.GetX() < window[2] - 9000 and window[1] + 5000 < place.GetY() < window[3] - 5000
        if zone["class"] == "water_illustration" and zone["name"] in LAKES and is_visible:
            axes.text(place.GetX(), place.GetY(), spaced(zone["name"]), ha="center", va="center", fontsize=8, color="#2f76a8",
                      path_effects=halo(1.6, "#dcebf5"), zorder=5)


def label_cost(place, home, w, h, busy, path):
    box = (place[0] - w / 2, place[1] - h / 2, place[0] + w / 2, place[1] + h / 2)
    corners = [(box[0], box[1]), (box[0], box[3]), (box[2], box[1]), (box[2], box[3])]
    outside = sum(not path.contains_point(corner) for corner in corners)
    distance = np.hypot(place[0] - home[0], place[1] - home[1])
    return sum(weight * overlap(box, other) for other, weight in busy) / (w * h) + outside + distance / 1e5


def overlap(a, b):
    return max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))


def label_parks(figure, axes, data, window):
    """Writes id and name beside each park, where it hides least."""
    renderer = figure.canvas.get_renderer()
    metres = (window[2] - window[0]) / axes.get_window_extent().width
    room = 14 * metres  # a label beside another park would seem to be that park's
    grown = {p["park_id"]: (p["box"][0] - room, p["box"][1] - room / 3, p["box"][2] + room, p["box"][3] + room / 3) for p in data["parks"]}
    taken = []
    inner = (window[0] + 2000, window[1] + 2000, window[2] - 2000, window[3] - 2000)
    for text in axes.texts:
        box = text.get_window_extent(renderer).transformed(axes.transData.inverted())
        taken.append(((box.x0, box.y0, box.x1, box.y1), 2))
    for park in sorted(data["parks"], key=lambda p: p["park_id"]):
        west, south, east, north = park["box"]
        gap = 5 * metres
        text = axes.text(0, 0, f"{park['park_id']} {plain(park['name'])}", fontsize=7, color=INK, path_effects=halo(2), zorder=12)
        extent = text.get_window_extent(renderer)
        w, h = extent.width * metres, extent.height * metres
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        spots = [(east + gap, middle_y - h / 2), (west - gap - w, middle_y - h / 2), (middle_x - w / 2, north + gap),
                 (middle_x - w / 2, south - gap - h), (east, north), (east, south - h), (west - w, north), (west - w, south - h)]

        def cost(spot):
            box = (spot[0], spot[1], spot[0] + w, spot[1] + h)
            outside = w * h - overlap(box, inner)
            near = sum(overlap(box, other) for other_id, other in grown.items() if other_id != park["park_id"])
            own = overlap(box, park["box"])
            return sum(weight * overlap(box, other) for other, weight in taken) + 4 * near + 2 * own + 10 * outside + spots.index(spot) * 1e-3 * w * h

        x, y = min(spots, key=cost)
        text.set(position=(x, y), ha="left", va="bottom")
        taken.append(((x, y, x + w, y + h), 3))


def plain(name):
    return name.replace("(示例)", "").replace("（示例）", "").replace("淮安盐化新材料产业园区运河南片区", "盐化园区运河南片区")


def worst(data, count):
    left = ("close", "withdraw", "convert", "adjust_boundary")
    parks = [p for p in data["parks"] if p["verdict"] in left] or data["parks"]
    return sorted(parks, key=lambda p: -(p["certain_m2"] or 0))[:count]


def inset(figure, main, place, park, data):
    axes = figure.add_axes(place)
    west, south, east, north = park["box"]
    side = 1.5 * max(east - west, north - south)
    x, y = (west + east) / 2, (south + north) / 2
    window = (x - side / 2, y - side / 2, x + side / 2, y + side / 2)
    draw_ground(axes, data, window, 0.45)
    draw_parks(axes, data, window, 1.3, 0.8)
    for conflict in data["conflicts"]:
        if conflict["statutory"] and conflict["area_m2"] and meets(conflict["box"], window):
            fill(axes, conflict, facecolor="none", edgecolor="#ffffff", hatch="//////", linewidth=0, zorder=9)
            fill(axes, conflict, facecolor="none", edgecolor="#c00000", linewidth=0.9, zorder=10)
    for site in data["sites"]:
        if meets(site["box"], window):
            is_inside = site["status"] == "inside"
            axes.plot(site["place"].GetX(), site["place"].GetY(), "o", markersize=4, markeredgewidth=0.8, zorder=11,
                      markerfacecolor="#e31a1c" if is_inside else "#ffffff", markeredgecolor="#ffffff" if is_inside else INK)
    frame(axes, window)
    scale_bar(axes, window, 1000)
    zh, en, colour = VERDICTS[park["verdict"]]
    axes.set_title(f"{park['park_id']} {plain(park['name'])}：{zh} {en}", fontsize=8.5, color=INK, loc="left", pad=16)
    share = f"{100 * park['share']:.1f} %" if park["share"] is not None else "–"
    axes.text(0, 1.018, f"重叠 overlap {park['conflict_m2'] / 1e6:.3f} km² = {share}；确定 certain {park['certain_m2'] / 1e6:.3f} km²",
              transform=axes.transAxes, fontsize=7, color=GREY, va="bottom")
    main.add_patch(Rectangle((window[0], window[1]), window[2] - window[0], window[3] - window[1], facecolor="none",
                             edgecolor=INK, linewidth=0.6, linestyle=(0, (3, 2)), zorder=13))


def legend(figure, data):
    used_verdicts = {p["verdict"] for p in data["parks"]}
    used_zones = {z["class"] for z in data["zones"]}
    count = lambda verdict: sum(p["verdict"] == verdict for p in data["parks"])
    parks = [Patch(facecolor=c, edgecolor=INK, linewidth=0.7, label=f"{zh} {en} ({count(k)})") for k, (zh, en, c) in VERDICTS.items()
             if k in used_verdicts]
    zones = [Patch(facecolor=face, edgecolor=edge, linewidth=0.7, alpha=0.75, label=f"{zh} {en}")
             for k, (zh, en, face, edge) in ZONES.items() if k in used_zones]
    others = [Patch(facecolor=WATER[0], edgecolor=WATER[1], label="水面（示意）water, illustration"),
              Patch(facecolor="none", edgecolor="#c00000", hatch="//////", label="冲突 conflict, measured"),
              Line2D([], [], marker="o", linestyle="", markersize=4, markerfacecolor="#e31a1c", markeredgecolor=INK, markeredgewidth=0.3,
                     label="管控区内企业 enterprise inside a zone"),
              Line2D([], [], marker="o", linestyle="", markersize=4, markerfacecolor="#ffffff", markeredgecolor=INK, markeredgewidth=0.6,
                     label="其他企业 other enterprise"),
              Line2D([], [], color=GREY, linewidth=1.1, label="县区界 county"),
              Line2D([], [], color="#b9b4a8", linewidth=0.5, label="乡镇界 township")]
    for handles, title, x in [(parks, "园区结论 verdict (parks)", 0.012), (zones, "管控区 control zones", 0.19), (others, "其他 other", 0.42)]:
        box = figure.legend(handles=handles, title=title, loc="upper left", bbox_to_anchor=(x, 0.172), fontsize=7, title_fontsize=7.5,
                            frameon=False, handlelength=1.6, handleheight=1.0, labelspacing=0.42, borderpad=0, alignment="left")
        box.get_title().set_weight("bold")


def draw(source, target, dpi):
    dataset = ogr.Open(str(source))
    data = {name: read(dataset, name) for name in ("parks", "zones", "conflicts", "sites", "townships", "counties")}
    boxes = np.array([c["box"] for c in data["counties"]])
    pad = 3000
    window = (boxes[:, 0].min() - pad, boxes[:, 1].min() - pad, boxes[:, 2].max() + pad, boxes[:, 3].max() + pad)
    figure = plt.figure(figsize=(12.4, 8.7), dpi=dpi, facecolor="white")
    main = figure.add_axes([0.012, 0.185, 0.49, 0.74])
    draw_ground(main, data, window)
    for township in data["townships"]:
        fill(main, township, facecolor="none", edgecolor="#b9b4a8", linewidth=0.35, zorder=4.5)
    for county in data["counties"]:
        fill(main, county, facecolor="none", edgecolor=GREY, linewidth=1.1, zorder=5)
    draw_parks(main, data, window, 0.9)
    frame(main, window)
    main.set_anchor("W")
    scale_bar(main, window, 20000)
    figure.canvas.draw()
    name_places(figure, main, data, window)
    label_parks(figure, main, data, window)
    main.annotate("", xy=(0.95, 0.105), xytext=(0.95, 0.04), xycoords="axes fraction", zorder=20,
                  arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.2})
    main.text(0.95, 0.108, "北 N", transform=main.transAxes, ha="center", va="bottom", fontsize=8, color=INK, zorder=20)
    for park, place in zip(worst(data, 4), [(0.508, 0.554, 0.23, 0.3278), (0.758, 0.554, 0.23, 0.3278),
                                            (0.508, 0.155, 0.23, 0.3278), (0.758, 0.155, 0.23, 0.3278)]):
        inset(figure, main, place, park, data)
    legend(figure, data)
    figure.text(0.012, 0.975, "淮安示例：化工园区与生态管控区的叠加与结论", fontsize=13, weight="bold", color=INK, va="center")
    figure.text(0.012, 0.95, "Huai'an demo: chemical parks on ecological control zones, and what should happen to each of them",
                fontsize=9, color=GREY, va="center")
    figure.text(0.645, 0.062, "除县区轮廓、水面和地名外，全部为虚构（synthetic）；不是官方边界，结论不涉及任何真实园区。\n"
                "All but outlines, waters and names is synthetic: no official boundary, no verdict on a real park.\n"
                "轮廓 outlines: Vonng/adcode, CC BY 4.0 · 水面 waters: © OpenStreetMap contributors, ODbL 1.0",
                fontsize=6.6, color=INK, va="center", linespacing=1.6)
    figure.savefig(target, dpi=dpi)
    image = Image.open(target).convert("RGB").quantize(colors=256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    image.save(target, optimize=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--font", default="/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
    parser.add_argument("--dpi", type=int, default=150)
    options = parser.parse_args()
    if not Path(options.font).exists():
        parser.error(f"{options.font}: no such font. Install fonts-noto-cjk, or give --font.")
    use_chinese_font(options.font)
    options.picture.parent.mkdir(parents=True, exist_ok=True)
    draw(options.results, options.picture, options.dpi)


main()
