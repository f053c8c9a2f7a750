# SPDX-License-Identifier: Apache-2.0
"""What can be seen on a sheet, coarsely: its texts, and the class of colour that fills most of each cell
of 5 mm. Small enough to be kept and read as text, blind to anti-aliasing, and not to a label or a class that is lost."""
import collections
import struct
import xml.etree.ElementTree as xml
import zlib

SVG = "{http://www.w3.org/2000/svg}"
CELL_MM = 5
NOTES_MM = 21  # at the foot: data version and date, which change with every input


def pixels(png):
    """Width, dots per millimetre and rows (bytes of RGB) of a PNG as parkline writes it."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n"), "no PNG"
    at, body, head, per_mm = 8, b"", None, None
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        chunk = png[at + 8:at + 8 + size]
        if kind == b"IHDR":
            head = struct.unpack(">IIBBBBB", chunk)
        if kind == b"pHYs":
            per_mm = struct.unpack(">I", chunk[:4])[0] / 1000
        if kind == b"IDAT":
            body += chunk
        at += 12 + size
    assert head[2:4] == (8, 2), "not 8 bits of RGB"
    stride = head[0] * 3 + 1
    raw = zlib.decompress(body)
    rows, above = [], bytes(stride - 1)
    for y in range(head[1]):
        line = raw[y * stride:(y + 1) * stride]
        assert line[0] == 2, "another filter than 'up'"
        above = bytes((a + b) & 255 for a, b in zip(line[1:], above))
        rows.append(above)
    return head[0], per_mm, rows


def pixels_of_ppm(ppm, per_mm):
    """The same of a picture that pdftoppm drew."""
    kind, size, most, body = ppm.split(b"\n", 3)
    assert (kind, most) == (b"P6", b"255"), "no PPM of 8 bits"
    width, height = size.split()
    stride = int(width) * 3
    return int(width), per_mm, [body[y * stride:(y + 1) * stride] for y in range(int(height))]


def colour_class(red, green, blue):
    """One letter: blank paper, grey (. :), or a hue, capital when it is dark."""
    most, least = max(red, green, blue), min(red, green, blue)
    if least > 232:
        return " "
    if most - least < 26:
        return "." if most > 150 else ":"
    if most == red:
        hue = (green - blue) / (most - least) % 6
    elif most == green:
        hue = (blue - red) / (most - least) + 2
    else:
        hue = (red - green) / (most - least) + 4
    letter = "rygbbpr"[int(hue + 0.5)]
    return letter.upper() if most < 165 else letter


def mean_colours(picture):
    """The mean colour of each square millimetre, by its row and column, of what `pixels` gives."""
    width, per_mm, rows = picture
    columns = [int(x / per_mm) for x in range(width)]
    sums = collections.defaultdict(lambda: [0, 0, 0, 0])
    for y, row in enumerate(rows):
        line = int(y / per_mm)
        for x, red, green, blue in zip(columns, row[::3], row[1::3], row[2::3]):
            total = sums[line, x]
            total[0] += red
            total[1] += green
            total[2] += blue
            total[3] += 1
    return {place: (red / n, green / n, blue / n) for place, (red, green, blue, n) in sums.items()}


def coarse(png):
    """Rows of letters, one for each cell, and the share of each class of the page in thousandths."""
    squares = {place: colour_class(*colour) for place, colour in mean_colours(pixels(png)).items()}
    counts = collections.defaultdict(collections.Counter)
    for (y, x), letter in squares.items():
        counts[y // CELL_MM, x // CELL_MM][letter] += 1
    height, width = max(y for y, _ in counts) + 1, max(x for _, x in counts) + 1
    grid = ["".join(counts[y, x].most_common(1)[0][0] for x in range(width)) for y in range(height)]
    total = collections.Counter(squares.values())
    return grid, {letter: 1000 * count / len(squares) for letter, count in total.items()}


def texts_of(path):
    """The texts of an SVG sheet in the order of drawing, without the notes at its foot."""
    root = xml.parse(path).getroot()
    foot = float(root.get("viewBox").split()[3]) - NOTES_MM
    texts = []
    for text in root.iter(SVG + "text"):
        if text.get("y") is None or float(text.get("y").split()[0]) < foot:
            texts.append("".join(text.itertext()))
    return texts


def description(svg, png):
    """The sheet as text: what a golden file holds."""
    grid, shares = coarse(png)
    lines = ["[texts]", *texts_of(svg), "[classes, thousandths]"]
    lines += [f"{letter!r} {share:.2f}" for letter, share in sorted(shares.items())]
    return "\n".join([*lines, f"[cells of {CELL_MM} mm]", *("|" + row + "|" for row in grid)]) + "\n"


def unlike_squares(one, other, most=64):
    """The square millimetres whose mean colour differs by more than `most` of 255 from that of all of the nine around
    the same place: hairlines and letters may lie a pixel beside, but nothing may be missing."""
    def differs(colour, where, grid):
        y, x = where
        around = (grid.get((y + dy, x + dx)) for dy in (-1, 0, 1) for dx in (-1, 0, 1))
        return all(near is None or max(abs(a - b) for a, b in zip(colour, near)) > most for near in around)
    return [place for a, b in ((one, other), (other, one)) for place, colour in a.items() if differs(colour, place, b)]


def parts(text):
    sections, name = {}, ""
    for line in text.rstrip("\n").split("\n"):
        if line.startswith("[") and line.endswith("]"):
            name = line
            sections[name] = []
        else:
            sections[name].append(line)
    return list(sections.values())


def differences(golden, now):
    """One sentence for each thing that is not as it was; small shifts at edges are none."""
    (old_texts, old_classes, old_cells), (texts, classes, cells) = parts(golden), parts(now)
    found = []
    old_count, count = collections.Counter(old_texts), collections.Counter(texts)
    found += [f"text lost: {text}" for text in (old_count - count).elements()]
    found += [f"text new: {text}" for text in (count - old_count).elements()]
    share_of = lambda lines: {line[:3]: float(line[4:]) for line in lines}
    old_share, share = share_of(old_classes), share_of(classes)
    for letter in sorted({*old_share, *share}):
        before, after = old_share.get(letter, 0), share.get(letter, 0)
        if abs(after - before) > max(1.2, 0.2 * before):
            found.append(f"class {letter}: {before:.2f} thousandths of the page before, {after:.2f} now")
    if [len(row) for row in old_cells] != [len(row) for row in cells]:
        return [*found, "the page has another size"]
    # Only the hue: hatches lie between dark and light, and letters and hairlines between grey and paper.
    old_cells, cells = ([row.lower().translate({ord("."): " ", ord(":"): " "}) for row in grid] for grid in (old_cells, cells))
    changed = [(x, y) for y, (old, new) in enumerate(zip(old_cells, cells)) for x in range(len(old)) if old[x] != new[x]]
    if len(changed) > 0.015 * sum(map(len, cells)):
        found.append(f"{len(changed)} cells have another colour, the first at column {changed[0][0] + 1}, row {changed[0][1] + 1}")
    return found
