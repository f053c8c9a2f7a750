#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes datasets/documents/park-letter.docx, a template for `parkline report --letters`: an office's letter about a park.

Offices bring their own template; this one shows every kind of marker. Needs Python's standard library only; the same
script gives the same bytes.
"""
import pathlib
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TARGET = pathlib.Path(__file__).resolve().parent.parent / "datasets/documents/park-letter.docx"
CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
</Types>"""
RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
DOCUMENT_RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>
</Relationships>"""
STYLES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/>
<w:sz w:val="24"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>"""


def run(text, size=24, bold=False, font="仿宋"):
    look = f'<w:rFonts w:eastAsia="{font}"/>' + ("<w:b/>" if bold else "") + f'<w:sz w:val="{size}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, align="both", indent=0, after=120):
    return (f'<w:p><w:pPr><w:spacing w:after="{after}" w:line="360" w:lineRule="auto"/><w:ind w:firstLine="{indent}"/>'
            f'<w:jc w:val="{align}"/></w:pPr>{"".join(runs)}</w:p>')


def heading(text):
    """A heading that stands on the page of what follows."""
    return f'<w:p><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/></w:pPr>{run(text, 28, True, "黑体")}</w:p>'


def table(widths, *rows):
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="444444"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    body = ""
    for index, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if index == 0 else ""
        cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:jc w:val="{"center" if index == 0 else "left"}"/></w:pPr>'
                        f'{run(text, 19, index == 0)}</w:p></w:tc>' for w, text in zip(widths, row))
        body += f"<w:tr>{head}{cells}</w:tr>"
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")


def document():
    body = [
        paragraph(run("关于{{name}}的处置意见", 36, True, "黑体"), align="center", after=240),
        paragraph(run("园区编号：{{park_id}}　　评估日期：{{as_of}}　　规则包：{{pack}} {{pack_version}}", 21), align="center"),
        heading("一、结论"),
        paragraph(run("经核查，该园区面积 {{area_m2}} 平方米，与禁止建设的管控区重叠 {{conflict_m2}} 平方米（其中确定 {{certain_m2}} 平方米）。结论："),
                  run("{{verdict_title}}", 24, True), run("。{{reason}}"), indent=480),
        paragraph(run("可使结论改变的最小改动：{{least_change}}"), indent=480),
        heading("二、重叠清单（面积单位：平方米）"),
        table([1500, 2300, 1000, 1500, 1500, 1500], ["管控区编号", "名称", "状态", "确定", "量得", "可能"],
              ["{{conflicts.zone_id}}", "{{conflicts.zone_name}}", "{{conflicts.status_title}}", "{{conflicts.certain_m2}}", "{{conflicts.area_m2}}",
               "{{conflicts.possible_m2}}"]),
        heading("三、判定依据"),
        table([900, 3400, 1400, 3600], ["条款", "要求", "结果", "出处"],
              ["{{criteria.criterion}}", "{{criteria.title}}", "{{criteria.status_title}}", "{{criteria.source}}"]),
        heading("四、附图"),
        paragraph(run("{{picture:sheet|150}}"), align="center"),
        paragraph(run("承办人：＿＿＿＿＿＿　　审核人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿"), align="right"),
    ]
    page = ('<w:sectPr><w:footerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" w:type="default" r:id="rId2"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1300" w:bottom="1300" w:left="1300" w:header="720" w:footer="720"/></w:sectPr>')
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}"><w:body>{"".join(body)}{page}</w:body></w:document>'


def footer():
    text = run("数据版本 {{data_version}}　{{program}}", 16)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:ftr xmlns:w="{W}">{paragraph(text, align="center", after=0)}</w:ftr>'


def main():
    parts = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELS, "word/document.xml": document(), "word/_rels/document.xml.rels": DOCUMENT_RELS,
             "word/styles.xml": STYLES, "word/footer1.xml": footer()}
    TARGET.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
