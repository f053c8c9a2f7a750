# SPDX-License-Identifier: Apache-2.0
"""The pictures of docs/maps.md: single sheets, ten of each template on one picture, and a sheet as other eyes see it.

Usage: sheet_pictures.py PARKLINE FOLDER
"""
import pathlib
import subprocess
import sys
import tempfile

import numpy
from PIL import Image

HUAIAN, NL = "datasets/huaian", "datasets/nl-natura2000"
LISTS = f"{HUAIAN}/programmes"
FOOTPRINTS = ["permit", "screen", f"{LISTS}/footprints.geojson", "--project", f"{HUAIAN}/permits.toml", "--accuracy", "1", "--industries",
              f"{LISTS}/industries.csv", "--packs", "datasets/policies", "--jurisdiction", "CN-JS-0800", "--quiet"]
PARKS = ["HG01", "HG02", "HG03", "HG05", "HG06", "HG07", "HG08", "HG09", "HG10", "HG11"]
TOWNSHIPS = ["320803002", "320803004", "320804003", "320812004", "320813105", "320826104", "320826114", "320830001", "320831101", "320871002"]
SITES = ["QY0003", "QY0016", "QY0056", "QY0080", "QY0104", "QY0120", "QY0168", "QY0178", "QY0192", "QY0228"]
# name, results, template, field, ids, dots per inch, pages in a row
SETS = (("park-conflict", "huaian", "park-conflict", "park_id", PARKS), ("township", "huaian", "township", "code", TOWNSHIPS),
        ("permit", "huaian", "permit", "site_id", SITES), ("footprint", "permits.gpkg", "footprint", "project_id", None),
        ("nl-permit", "nl", "permit", "site_id", None), ("city-overview", "huaian", "city-overview", None, None),
        ("nl-overview", "nl", "city-overview", None, None))
SINGLE = {"sheet-park": ("park-conflict", "HG07"), "sheet-township": ("township", "320830001"), "sheet-permit": ("permit", "QY0178"),
          "sheet-footprint": ("footprint", "PJ02"), "sheet-city": ("city-overview", "")}
MOST = 10
# Full dichromacy on linear RGB: Machado, Oliveira, Fernandes (2009); and grey print
EYES = ([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
        [[0.2126, 0.7152, 0.0722]] * 3)


def run(parkline, *args):
    subprocess.run([parkline, *map(str, args)], check=True, stdout=subprocess.DEVNULL)


def draw(parkline, results, out, template, field, ids):
    where = []
    if field and ids:
        where = ["--where", f"{field} in ({', '.join(repr(i) for i in ids)})"]
    elif field:
        where = ["--where", f"fid <= {MOST}"]
    run(parkline, "map", results, "--template", template, *where, "--format", "png", "--dpi", 150, "-o", out, "-q")
    return sorted(out.glob("*.png"))


def small(picture, width):
    return picture.resize((width, round(picture.height * width / picture.width)), Image.LANCZOS)


def keep(picture, path):
    picture.convert("RGB").save(path, optimize=True)  # a palette would change the colours of rare classes


def seen_by(picture, eye):
    share = numpy.asarray(picture.convert("RGB")) / 255
    linear = numpy.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4) @ numpy.transpose(eye)
    linear = numpy.clip(linear, 0, 1)
    share = numpy.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return Image.fromarray(numpy.uint8(share * 255 + 0.5))


def contact(pages, width):
    """Pages in rows of five."""
    pages = [small(page, width) for page in pages]
    columns = min(5, len(pages))
    rows = -(-len(pages) // columns)
    gap = 8
    height = pages[0].height
    sheet = Image.new("RGB", (columns * (width + gap) + gap, rows * (height + gap) + gap), "#8c9498")
    for number, page in enumerate(pages):
        sheet.paste(page, (gap + number % columns * (width + gap), gap + number // columns * (height + gap)))
    return sheet


def main():
    parkline, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        run(parkline, "run", f"{HUAIAN}/project.toml", "-o", work / "huaian", "-q")
        run(parkline, "run", f"{NL}/project.toml", "-o", work / "nl", "-q")
        run(parkline, *FOOTPRINTS, "-o", work / "permits.gpkg", "--format", "csv")
        for name, results, template, field, ids in SETS:
            paths = draw(parkline, work / results, work / f"sheets-{name}", template, field, ids)
            for single, (of, start) in SINGLE.items():
                for path in paths:
                    if of == name and path.name.startswith(start):
                        keep(small(Image.open(path), 1240 if of == "city-overview" else 827), folder / f"{single}.png")
            if len(paths) > 1:
                keep(contact([Image.open(path) for path in paths], 400), folder / f"sheets-{name}.png")
            if name == "park-conflict":
                page = Image.open(next(path for path in paths if path.name.startswith("HG07")))
                keep(contact([seen_by(page, eye) for eye in EYES], 500), folder / "sheet-eyes.png")


if __name__ == "__main__":
    main()
