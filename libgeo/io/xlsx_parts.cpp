// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/xlsx_parts.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include <cpl_vsi.h>

namespace geo {

namespace {

VSILFILE* open_part(const std::string& path, const std::string& name) {
    const auto full = "/vsizip/{" + std::filesystem::absolute(path).string() + "}/" + name;
    return VSIFOpenL(full.c_str(), "rb");
}

constexpr std::size_t most_part_bytes = 4'000'000'000;

/// One part of the package; empty when it is not there.
std::string part(const std::string& path, const std::string& name) {
    VSILFILE* file = open_part(path, name);
    if (!file) return {};
    std::string bytes;
    std::array<char, 65536> block{};
    while (const auto n = VSIFReadL(block.data(), 1, block.size(), file)) {
        bytes.append(block.data(), n);
        if (bytes.size() > most_part_bytes) break; // the limits were looked at before
    }
    VSIFCloseL(file);
    return bytes;
}

/// Value of an attribute of a tag ("<c r="B3" t="s">"); empty when it has none.
std::string_view attribute(std::string_view tag, std::string_view name) {
    const auto key = " " + std::string(name) + "=\"";
    const auto at = tag.find(key);
    if (at == std::string_view::npos) return {};
    const auto begin = at + key.size();
    const auto end = tag.find('"', begin);
    return end == std::string_view::npos ? std::string_view{} : tag.substr(begin, end - begin);
}

/// Calls `take` with every tag `<name …>` of the text, in order, until it returns false.
template <typename Take> void each_tag(std::string_view xml, std::string_view name, Take take) {
    const auto open = "<" + std::string(name) + " ";
    for (auto at = xml.find(open); at != std::string_view::npos; at = xml.find(open, at + 1)) {
        const auto end = xml.find('>', at);
        if (end == std::string_view::npos || !take(xml.substr(at, end - at))) return;
    }
}

/// "BC23" counted from 0; nothing when it is no such place.
std::optional<CellPlace> cell_place(std::string_view text) {
    constexpr std::size_t most = 2'000'000;
    CellPlace place;
    std::size_t i = 0;
    for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && place.column < most; ++i)
        place.column = place.column * 26 + static_cast<std::size_t>(text[i] - 'A' + 1);
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && place.row < most; ++i)
        place.row = place.row * 10 + static_cast<std::size_t>(text[i] - '0');
    if (i != text.size() || place.column == 0 || place.row == 0) return {};
    --place.column;
    --place.row;
    return place;
}

/// Name of the part that holds the sheet.
std::string sheet_part(const std::string& path, std::size_t sheet) {
    const auto workbook = part(path, "xl/workbook.xml");
    std::string id;
    std::size_t at = 0;
    each_tag(workbook, "sheet", [&](std::string_view tag) {
        if (at++ == sheet) id = attribute(tag, "r:id");
        return id.empty();
    });
    std::string target;
    const auto relations = part(path, "xl/_rels/workbook.xml.rels");
    each_tag(relations, "Relationship", [&](std::string_view tag) {
        if (attribute(tag, "Id") == id) target = attribute(tag, "Target");
        return target.empty();
    });
    if (target.starts_with("/")) return target.substr(1);
    return target.empty() ? target : "xl/" + target;
}

void take_types(std::string_view xml, ListGrid& grid) {
    grid.is_number.resize(grid.rows.size());
    each_tag(xml, "c", [&](std::string_view tag) {
        const auto place = cell_place(attribute(tag, "r"));
        const auto type = attribute(tag, "t");
        if (!place || place->row >= grid.rows.size() || !(type.empty() || type == "n")) return true;
        auto& row = grid.is_number[place->row];
        if (place->column >= grid.rows[place->row].size()) return true;
        row.resize(grid.rows[place->row].size());
        row[place->column] = true;
        return true;
    });
}

/// A formula without a saved value reads as an empty cell, so that it has to be known.
void take_formulas(std::string_view xml, ListGrid& grid) {
    constexpr std::string_view end_of_cell = "</c>";
    for (auto at = xml.find("<c "); at != std::string_view::npos; at = xml.find("<c ", at + 1)) {
        const auto tag_end = xml.find('>', at);
        if (tag_end == std::string_view::npos) return;
        if (xml[tag_end - 1] == '/') continue;
        const auto end = std::min(xml.find(end_of_cell, tag_end), xml.size());
        const auto content = xml.substr(tag_end + 1, end - tag_end - 1);
        if (!content.starts_with("<f>") && !content.starts_with("<f ") &&
            !content.starts_with("<f/"))
            continue;
        if (const auto place = cell_place(attribute(xml.substr(at, tag_end - at), "r")))
            grid.formulas.push_back(*place);
    }
}

void take_merged(std::string_view xml, ListGrid& grid) {
    each_tag(xml, "mergeCell", [&](std::string_view tag) {
        const auto range = attribute(tag, "ref");
        const auto colon = range.find(':');
        if (colon == std::string_view::npos) return true;
        const auto first = cell_place(range.substr(0, colon));
        const auto last = cell_place(range.substr(colon + 1));
        if (first && last)
            grid.merged.push_back({first->row, first->column, last->row, last->column});
        return true;
    });
}

} // namespace

void read_xlsx_cell_types(const std::string& path, std::size_t sheet, ListGrid& grid) {
    const auto name = sheet_part(path, sheet);
    if (name.empty()) return;
    const auto xml = part(path, name);
    take_types(xml, grid);
    take_formulas(xml, grid);
    take_merged(xml, grid);
}

std::string xlsx_part(const std::string& path, const std::string& name) {
    return part(path, name);
}

bool xlsx_part_ends_with(const std::string& path, const std::string& name, std::string_view text) {
    VSILFILE* file = open_part(path, name);
    if (!file) return false;
    std::string end(text.size(), '\0');
    VSIFSeekL(file, 0, SEEK_END);
    const auto size = VSIFTellL(file);
    const bool is_read = size >= end.size() && VSIFSeekL(file, size - end.size(), SEEK_SET) == 0 &&
                         VSIFReadL(end.data(), 1, end.size(), file) == end.size();
    VSIFCloseL(file);
    return is_read && end == text;
}

} // namespace geo
