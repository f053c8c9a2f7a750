# SPDX-License-Identifier: Apache-2.0
"""Lists: CSV and workbooks as staff have them."""
from door_files import SITES, packed, xlsx

HEAD = "id,name,lon,lat\n"
ROW = "1,甲厂,119.02,33.60\n"


def texts(t):
    t.read("plain list", "plain.csv", HEAD + ROW, SITES, "clean", "1/0/0/0", "baseline")
    t.read("byte order mark", "bom.csv", "\ufeff" + HEAD + ROW, SITES, "clean", "1/0/0/0", "9 encoding")
    t.read("GB18030 list", "gb18030.csv", (HEAD + ROW).encode("gb18030"), SITES, "encoding_found", "1/0/0/0", "9 encoding")
    t.read("GB18030 four-byte character", "gb18030_4byte.csv", (HEAD + "1,㐂厂𠮷,119.02,33.60\n").encode("gb18030"), SITES,
           "encoding_found", "1/0/0/0", "9 encoding")
    t.read("UTF-16 list", "utf16.csv", b"\xff\xfe" + (HEAD + ROW).encode("utf-16-le"), SITES, "encoding_found", "1/0/0/0", "9 encoding")
    t.refused("text of no encoding", "no_encoding.csv", HEAD.encode() + b"1,\xff\xff,119.02,33.6\n", SITES, "neither UTF-8 nor GB18030",
              "9 encoding")
    t.refused("binary called csv", "binary.csv", b"id,lon,lat\n\0\0\0\0", SITES, "it holds zero bytes", "4.1")
    t.read("semicolons", "semicolons.csv", HEAD.replace(",", ";") + ROW.replace(",", ";"), SITES, "clean", "1/0/0/0", "lists")
    t.read("tabs", "tabs.tsv", HEAD.replace(",", "\t") + ROW.replace(",", "\t"), SITES, "clean", "1/0/0/0", "lists")
    t.read("CR line ends", "cr.csv", (HEAD + ROW).replace("\n", "\r"), SITES, "clean", "1/0/0/0", "lists")
    t.read("no newline at the end", "no_newline.csv", (HEAD + ROW).rstrip(), SITES, "clean", "1/0/0/0", "lists")
    t.read("line break in a header", "header_break.csv", 'id,"name\n名称","lon",lat\n' + ROW, SITES, "clean", "1/0/0/0", "lists")
    t.read("title rows", "titles.csv", "淮安市企业清单,,,\n填报单位：示例,,,\n" + HEAD + ROW, SITES, "header_row_found", "1/0/0/0", "lists")
    t.read("two header rows", "two_headers.csv", "id,name,坐标,\n,,lon,lat\n" + ROW + "2,乙厂,119.03,33.61\n", SITES, "header_row_found",
           "2/0/0/0", "lists")
    t.read("sum row", "sum.csv", HEAD + ROW + "合计,1,,\n", SITES, "list_row_left_out", "1/0/0/0", "lists")
    t.read("remark below", "remark.csv", HEAD + ROW + "注：坐标为估计,,,\n", SITES, "list_row_left_out", "1/0/0/0", "lists")
    t.read("empty rows", "empty_rows.csv", HEAD + ",,,\n" + ROW + "\n,,,\n", SITES, "clean", "1/0/0/0", "lists")
    t.read("name twice", "name_twice.csv", "id,name,lon,lat,name\n1,甲,119.02,33.6,乙\n", SITES, "duplicate_field", "1/0/0/0", "lists")
    t.refused("no header", "no_header.csv", "1,119.02,33.6\n2,119.03,33.7\n", SITES, "has no fields lon and lat", "22")
    t.refused("shifted row", "shifted.csv", HEAD + ROW + "2,乙,丙,119.02,33.60\n", SITES, "row 3: it has 5 cells", "30")
    t.refused("open quote", "open_quote.csv", HEAD + '1,"甲,119.02,33.60\n', SITES, "a quote is never closed", "30")
    t.refused("text after a quote", "after_quote.csv", HEAD + '1,"甲"厂,119.02,33.60\n', SITES, "text after a closing quote", "30")
    t.refused("only a header", "only_header.csv", HEAD, SITES, "the layer has no feature", "19")
    t.refused("empty file", "empty.csv", "", SITES, "the layer has no feature", "19")
    t.refused("decimal commas everywhere", "decimal_commas.csv", HEAD + '1,甲,"119,02","33,6"\n', SITES, "Write decimals with a point", "30")
    t.refused("ids twice", "ids_twice.csv", HEAD + ROW + ROW, SITES, "the id '1' occurs more than once", "21")
    t.refused("list without CRS", "plain.csv", None, "--role sites", "has no CRS", "6")
    t.refused("filter on nothing", "plain.csv", None, SITES + " --where \"nobody = 1\"", "is not valid", "4.2 filters")
    t.read("filter", "two_rows.csv", HEAD + ROW + "2,乙,119.03,33.61\n", SITES + " --where \"name = '乙'\"", "clean", "1/0/0/0", "4.2 filters")
    t.refused("subquery in a filter", "two_rows.csv", None, SITES + " --where \"id in (select 1)\"", "is not valid", "4.2 filters")


def numbers(t):
    def one(name, file, lon, lat, finding, counts, rule):
        t.read(name, file, f'{HEAD}1,甲,119.02,33.6\n2,乙,"{lon}","{lat}"\n', SITES, finding, counts, rule)
    one("full-width digits", "full_width.csv", "１１９．０２", "３３．６", "clean", "2/0/0/0", "30")
    one("degrees minutes seconds", "dms.csv", "119°01′12″", "33°36′00″", "clean", "2/0/0/0", "coordinates")
    one("DMS with ASCII quotes", "dms_ascii.csv", "119°1'12\"\"E", "33°36'00\"\"N", "clean", "2/0/0/0", "coordinates")
    one("DMS in Chinese", "dms_chinese.csv", "东经119度1分12秒", "北纬33度36分", "clean", "2/0/0/0", "coordinates")
    one("DMS with colons", "dms_colons.csv", "119:01:12", "33:36:00", "clean", "2/0/0/0", "coordinates")
    one("DMS with blanks", "dms_blanks.csv", "119 01 12", "33 36 00", "clean", "2/0/0/0", "coordinates")
    one("seconds of 60", "dms_60.csv", "119°01′60″", "33°36′00″", "missing_coordinates;unreadable_coordinates", "1/0/1/0", "coordinates")
    one("letters of the other axis", "dms_axes.csv", "33°36′N", "119°01′E", "missing_coordinates;unreadable_coordinates", "1/0/1/0", "1")
    one("decimal comma", "decimal_comma.csv", "119,02", "33,6", "missing_coordinates;unreadable_coordinates", "1/0/1/0", "30")
    one("words for a number", "words.csv", "暂无", "暂无", "missing_coordinates;unreadable_coordinates", "1/0/1/0", "30")
    one("number of stars", "stars.csv", "***", "33.6", "missing_coordinates;unreadable_coordinates", "1/0/1/0", "30")
    one("empty place", "no_place.csv", "", "", "missing_coordinates", "1/0/1/0", "22")
    one("half a place", "half_place.csv", "119.02", "", "missing_coordinates", "1/0/1/0", "22")
    one("place 0, 0", "zero_place.csv", "0", "0", "missing_coordinates", "1/0/1/0", "22")
    one("NaN", "nan.csv", "nan", "33.6", "missing_coordinates;unreadable_coordinates", "1/0/1/0", "20")
    one("infinity", "infinity.csv", "1e999", "33.6", "missing_coordinates;unreadable_coordinates", "1/0/1/0", "20")
    one("one row swapped", "one_swapped.csv", "33.6", "119.02", "outside_extent", "1/0/1/0", "1")
    one("lost decimal point", "lost_point.csv", "11902", "33.6", "outside_extent", "1/0/1/0", "1")


def columns(t):
    def one(name, file, text, arguments, finding, counts, rule):
        t.read(name, file, text, arguments, finding, counts, rule)
    one("Chinese names of lon and lat", "jingwei.csv", "id,经度,纬度\n1,119.02,33.6\n", SITES, "place_fields_found", "1/0/0/0", "22")
    one("JD and WD", "jdwd.csv", "id,JD,WD\n1,119.02,33.6\n", SITES, "place_fields_found", "1/0/0/0", "22")
    one("names with units", "jingwei_unit.csv", "id,经度（°）,纬度（°）\n1,119.02,33.6\n", SITES, "place_fields_found", "1/0/0/0", "22")
    gk = "--role sites --src-crs EPSG:4528 --extent 118.2,32.7,119.7,34.1"
    one("X is the northing", "x_north.csv", "id,X,Y\n1,3719724.443,40409039.020\n", gk, "x_is_north", "1/0/0/0", "domain 10.3")
    one("x is the easting", "x_east.csv", "id,x,y\n1,40409039.020,3719724.443\n", gk, "clean", "1/0/0/0", "domain 10.3")
    one("东坐标 and 北坐标", "east_north.csv", "id,北坐标,东坐标\n1,3719724.443,40409039.020\n", gk, "place_fields_found", "1/0/0/0", "domain 10.3")
    one("纵坐标 and 横坐标", "zongheng.csv", "id,纵坐标(X),横坐标(Y)\n1,3719724.443,40409039.020\n", gk, "place_fields_found", "1/0/0/0", "domain 10.3")
    one("thousands separators", "separators.csv", 'id,北坐标,东坐标\n1,"3,719,724.443","40,409,039.020"\n', gk, "place_fields_found", "1/0/0/0", "30")
    t.refused("X and Y in doubt", "xy_doubt.csv", "id,X,Y\n1,12,300\n", SITES, "do not tell which of 'X' and 'Y' is east", "domain 10.3")
    t.refused("X and Y mixed by row", "xy_mixed.csv", "id,X,Y\n1,119.02,33.6\n2,33.6,119.02\n", SITES, "do not tell which of 'X' and 'Y'", "1")
    t.refused("all rows swapped", "all_swapped.csv", "id,lon,lat\n1,33.6,119.02\n2,33.7,119.1\n", SITES, "the axes seem to be swapped", "1")
    one("rows that state GCJ-02", "row_datum.csv", "id,lon,lat,坐标系\n1,119.025473,33.598615,GCJ-02\n2,119.03,33.6,CGCS2000\n", SITES,
        "datum_by_row", "2/0/0/0", "6")
    one("area in mu", "area_mu.csv", "id,lon,lat,占地面积（亩）\n1,119.02,33.6,15\n", SITES, "clean", "1/0/0/0", "units")
    one("area units mixed", "area_mixed.csv", "id,lon,lat,面积\n1,119.02,33.6,15亩\n2,119.03,33.6,1公顷\n3,119.03,33.61,2\n", SITES,
        "area_not_read", "3/0/0/0", "units")
    one("area without unit", "area_no_unit.csv", "id,lon,lat,面积\n1,119.02,33.6,15\n", SITES, "area_without_unit", "1/0/0/0", "units")
    one("area that is a range", "area_range.csv", "id,lon,lat,面积（亩）\n1,119.02,33.6,10-20\n", SITES, "area_not_read", "1/0/0/0", "units")


def workbooks(t):
    head = ["id", "name", "lon", "lat"]
    t.read("workbook", "plain.xlsx", xlsx([head, ["1", "甲", 119.02, 33.6]]), SITES, "clean", "1/0/0/0", "baseline")
    t.read("workbook with a merged title", "merged_title.xlsx", xlsx([["企业清单"], head, ["1", "甲", 119.02, 33.6]], ["A1:D1"]), SITES,
           "header_row_found", "1/0/0/0", "lists")
    t.read("cells merged over rows", "merged_rows.xlsx",
           xlsx([["县区", *head], ["淮阴区", "1", "甲", 119.02, 33.6], [None, "2", "乙", 119.03, 33.6]], ["A2:A3"]), SITES,
           "merged_cells_filled", "2/0/0/0", "lists")
    t.read("two merged header rows", "merged_header.xlsx",
           xlsx([["id", "name", "坐标", None], [None, None, "lon", "lat"], ["1", "甲", 119.02, 33.6], ["2", "乙", 119.03, 33.6]],
                ["A1:A2", "B1:B2", "C1:D1"]), SITES, "header_row_found", "2/0/0/0", "lists")
    t.read("id that is a text of digits", "digits.xlsx", xlsx([head, ["007", "甲", 119.02, 33.6], ["7", "乙", 119.03, 33.6]]), SITES, "clean",
           "2/0/0/0", "lists")
    t.read("day in a workbook", "day.xlsx", xlsx([[*head, "日期"], ["1", "甲", 119.02, 33.6, 46000]], dates={(1, 4)}), SITES, "clean",
           "1/0/0/0", "lists")
    t.read("sum row in a workbook", "sum.xlsx", xlsx([head, ["1", "甲", 119.02, 33.6], ["合计", "1"]]), SITES, "list_row_left_out", "1/0/0/0", "lists")
    t.refused("sheet that is not there", "plain.xlsx", None, SITES + " --layer 企业", "It has: 清单", "lists")
    t.refused("web page called xls", "page.xls", "<html><table><tr><td>id</td></tr></table></html>\n", SITES, "its content is no Excel", "4.2 magic bytes")
    t.refused("text called xlsx", "text.xlsx", HEAD + ROW, SITES, "its content is no Excel", "4.2 magic bytes")
    t.refused("truncated workbook", "cut.xlsx", xlsx([head, ["1", "甲", 119.02, 33.6]])[:900], SITES, "truncated or damaged", "11")
    t.refused("zip that is no workbook", "zip.xlsx", packed({"a.txt": b"hello"}), SITES, "cannot be opened", "4.2 magic bytes")
    t.refused("zip bomb", "bomb.xlsx", packed({"xl/a.xml": b"\0" * 11_000_000}), SITES, "the limit packing_ratio is 100", "4.1")
    t.refused("name that leaves the archive", "escape.xlsx", packed({"../../a.xml": b"x"}), SITES, "leaves the archive", "4.2 archive")
    t.refused("201 parts", "many.xlsx", packed({f"xl/{n}.xml": b"x" for n in range(201)}), SITES, "the limit packed_files is 200", "4.2 limits")


def add(t):
    texts(t)
    numbers(t)
    columns(t)
    workbooks(t)
