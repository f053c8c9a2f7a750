// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/mail_merge.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include <pugixml.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/workbook_text.hpp"
#include "libgeo/io/zip_archive.hpp"
#include "libgeo/report/docx_markers.hpp"
#include "libgeo/report/docx_picture.hpp"

namespace geo {

namespace {

constexpr std::string_view picture_prefix = "picture:";
constexpr double default_width_mm = 160;

constexpr int deepest = 500;
constexpr std::size_t most_named = 30; ///< names in a message

/// The entry that a repeated row is about; none when its list is empty.
struct RowContext {
    const std::string& list;
    const std::map<std::string, std::string>* entry;
};

/// One part of the document (body, header, footer, notes) while it is filled.
class PartMerge {
  public:
    PartMerge(const std::string& path, std::string name, const MergeFields& fields, ZipArchive& zip,
              int& pictures)
        : m_path(path), m_name(std::move(name)), m_fields(fields), m_zip(zip),
          m_pictures(pictures) {}

    void fill() {
        const auto bytes = m_zip.find(m_name)->bytes;
        pugi::xml_document document;
        if (!document.load_buffer(bytes.data(), bytes.size(), pugi::parse_full))
            throw InputError(
                {m_path + "：其中的 " + m_name + " 不是完整的 XML。请用 Word 另存模板。",
                 m_path + ": its " + m_name +
                     " is no whole XML. Save the template again with Word."});
        walk(document, nullptr);
        std::ostringstream out;
        document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
        m_zip.put(m_name, out.str()); // pictures may have added parts, which moves the others
    }

  private:
    [[noreturn]] void refuse(const Text& why) const {
        throw ConfigError({m_path + "：" + why.zh, m_path + ": " + why.en});
    }

    template <typename Map>
    [[noreturn]] void refuse_unknown(const std::string& name, const std::string& key,
                                     const Map& known) const {
        std::vector<std::string> names;
        for (const auto& [other, value] : known) names.push_back(other);
        refuse_unknown(name, key, names);
    }

    /// `key` is the part of the marker `name` that is not among the known ones.
    [[noreturn]] void refuse_unknown(const std::string& name, const std::string& key,
                                     const std::vector<std::string>& names) const {
        std::string list;
        for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), most_named); ++i)
            list += (list.empty() ? "" : ", ") + names[i];
        const auto near = std::string(nearest_word(key, names));
        refuse({"没有 {{" + name + "}} 这一项。" + (near.empty() ? "" : "是否指 '" + near + "'？") +
                    "有：" + list + "。",
                "there is no {{" + name + "}}. " +
                    (near.empty() ? "" : "Did you mean '" + near + "'? ") + "There are: " + list +
                    "."});
    }

    /// The list that a marker names ("conflicts.zone_id"), or nothing.
    const std::string* list_of(const std::string& marker) const {
        const auto dot = marker.find('.');
        if (dot == std::string::npos || marker.starts_with(picture_prefix)) return nullptr;
        const auto found = m_fields.lists.find(marker.substr(0, dot));
        if (found == m_fields.lists.end())
            refuse_unknown(marker, marker.substr(0, dot), m_fields.lists);
        return &found->first;
    }

    /// Fills everything under `node`; what was put in is never looked through again.
    void walk(pugi::xml_node node, const RowContext* context, int depth = 0) {
        if (depth > deepest)
            refuse({"嵌套超过 500 层，不像是文档。", "it is nested more than 500 deep, which no "
                                                     "document is."});
        for (auto child = node.first_child(); child;) {
            const auto next = child.next_sibling();
            const std::string_view name = child.name();
            if (name == "w:tr") {
                walk_row(child, context, depth);
            } else {
                if (name == "w:p") fill_paragraph(child, context);
                walk(child, context, depth + 1);
            }
            child = next;
        }
    }

    void walk_row(pugi::xml_node row, const RowContext* context, int depth) {
        std::set<std::string> lists;
        for (const auto& marker : markers_in(row_text(row)))
            if (const auto* list = list_of(marker)) lists.insert(*list);
        if (lists.size() > 1)
            refuse({"一个表格行用了两个列表：" + *lists.begin() + " 和 " + *lists.rbegin() +
                        "。请每行只用一个。",
                    "a table row names two lists: " + *lists.begin() + " and " + *lists.rbegin() +
                        ". Use one a row."});
        if (lists.empty()) return walk(row, context, depth + 1);
        const auto& list = *lists.begin();
        const auto& entries = m_fields.lists.at(list).entries;
        for (const auto& entry : entries) {
            const RowContext of_entry{list, &entry};
            walk(row.parent().insert_copy_before(row, row), &of_entry, depth + 1);
        }
        const RowContext none{list, nullptr};
        if (entries.empty())
            walk(row, &none, depth + 1);
        else
            row.parent().remove_child(row);
    }

    void fill_paragraph(pugi::xml_node paragraph, const RowContext* context) {
        std::string text;
        for (const auto node : texts_of(paragraph)) text += node.text().get();
        const auto markers = markers_in(text);
        const auto whole = trim(text);
        if (markers.size() == 1 && markers.front().starts_with(picture_prefix) &&
            whole.starts_with("{{") && whole.ends_with("}}"))
            return put_picture(paragraph, markers.front().substr(picture_prefix.size()));
        replace_markers(paragraph, [&](const std::string& marker) {
            return workbook_text(value_of(marker, context)).text;
        });
    }

    std::string value_of(const std::string& marker, const RowContext* context) const {
        if (marker.starts_with(picture_prefix))
            refuse({"{{" + marker + "}} 须独占一段。请放到单独的段落。",
                    "{{" + marker + "}} has to stand alone in its paragraph. Give it its own."});
        if (const auto* list = list_of(marker)) return entry_value(marker, *list, context);
        const auto found = m_fields.values.find(marker);
        if (found == m_fields.values.end()) refuse_unknown(marker, marker, m_fields.values);
        return found->second;
    }

    /// Without an entry the row says so by dashes, for names that there are.
    std::string entry_value(const std::string& marker, const std::string& list,
                            const RowContext* context) const {
        if (context == nullptr || context->list != list)
            refuse({"{{" + marker + "}} 是列表的一项，只能放在表格行里。请移到表格中。",
                    "{{" + marker +
                        "}} is of a list and can stand in a table row only. Move it into a "
                        "table."});
        const auto field = marker.substr(list.size() + 1);
        const auto& known = m_fields.lists.at(list).fields;
        if (std::find(known.begin(), known.end(), field) == known.end())
            refuse_unknown(marker, field, known);
        return context->entry == nullptr ? "—" : context->entry->at(field);
    }

    void put_picture(pugi::xml_node paragraph, const std::string& marker) {
        const auto bar = marker.find('|');
        const auto name = marker.substr(0, bar);
        const auto width = bar == std::string::npos ? std::optional<double>(default_width_mm)
                                                    : parse_number(marker.substr(bar + 1));
        const auto found = m_fields.pictures.find(name);
        if (found == m_fields.pictures.end())
            refuse_unknown("picture:" + name, name, m_fields.pictures);
        if (!width || *width < 5 || *width > 1000)
            refuse({"{{picture:" + marker + "}} 的宽度应为 5 到 1000 毫米。请改正。",
                    "the width of {{picture:" + marker +
                        "}} has to be from 5 to 1000 mm. Correct it."});
        const int number = ++m_pictures;
        const auto file = "media/parkline-" + std::to_string(number) + ".png";
        const auto png = found->second();
        m_zip.put("word/" + file, png);
        const auto relation = "rIdParkline" + std::to_string(number);
        relate(relation, file);
        place_picture(paragraph, png, relation, 9000 + number, *width);
    }

    /// Adds the part's relation to a picture.
    void relate(const std::string& id, const std::string& target) {
        const auto name = "word/_rels/" + m_name.substr(m_name.rfind('/') + 1) + ".rels";
        if (m_zip.find(name) == nullptr)
            m_zip.put(name, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
                            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                            "relationships\"></Relationships>");
        auto& xml = m_zip.find(name)->bytes;
        const auto entry = "<Relationship Id=\"" + id +
                           "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                           "relationships/image\" Target=\"" +
                           target + "\"/>";
        const auto end = xml.rfind("</Relationships>");
        if (end != std::string::npos)
            xml.insert(end, entry);
        else if (const auto empty = xml.rfind("/>"); empty != std::string::npos)
            xml.replace(empty, 2, ">" + entry + "</Relationships>");
    }

    const std::string& m_path;
    std::string m_name;
    const MergeFields& m_fields;
    ZipArchive& m_zip;
    int& m_pictures;
};

/// Parts that hold text of the document.
bool holds_text(const std::string& name) {
    if (!name.starts_with("word/") || !name.ends_with(".xml")) return false;
    const auto base = name.substr(5);
    return base == "document.xml" || base.starts_with("header") || base.starts_with("footer") ||
           base == "footnotes.xml" || base == "endnotes.xml";
}

/// Word refuses a package with pictures of a kind that is not declared.
void declare_png(ZipArchive& zip) {
    auto* types = zip.find("[Content_Types].xml");
    if (types == nullptr || types->bytes.find("Extension=\"png\"") != std::string::npos) return;
    const auto end = types->bytes.rfind("</Types>");
    if (end != std::string::npos)
        types->bytes.insert(end, "<Default Extension=\"png\" ContentType=\"image/png\"/>");
}

ZipArchive merged(const std::string& template_path, const MergeFields& fields) {
    auto zip = read_zip(template_path);
    if (zip.find("word/document.xml") == nullptr)
        throw InputError({template_path + "：不是 Word 文档（.docx）。请用 Word 另存为 .docx。",
                          template_path + ": is no Word document (.docx). Save it as .docx."});
    std::vector<std::string> names;
    for (const auto& part : zip.parts)
        if (holds_text(part.name)) names.push_back(part.name);
    int pictures = 0;
    for (const auto& name : names) PartMerge(template_path, name, fields, zip, pictures).fill();
    if (pictures > 0) declare_png(zip);
    return zip;
}

} // namespace

void merge_docx(const std::string& template_path, const MergeFields& fields,
                const std::string& output) {
    write_whole_file(output, zip_of(merged(template_path, fields)));
}

void check_docx(const std::string& template_path, const MergeFields& fields) {
    static const std::string one_pixel("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1", 24);
    auto names = fields;
    for (auto& [name, list] : names.lists) list.entries.clear();
    for (auto& [name, picture] : names.pictures) picture = [] { return one_pixel; };
    (void)merged(template_path, names);
}

} // namespace geo
