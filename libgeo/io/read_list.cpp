// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/read_list.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/io/encoding.hpp"
#include "libgeo/io/list_filter.hpp"
#include "libgeo/io/list_grid.hpp"
#include "libgeo/io/list_rows.hpp"
#include "libgeo/io/list_workbook.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

std::string extension_of(const std::string& path) {
    return ascii_lower(fs::path(path).extension().string());
}

bool is_text_list(const std::string& path) {
    const auto extension = extension_of(path);
    return extension == ".csv" || extension == ".tsv";
}

Problem note(const std::string& subject, const std::string& code, Severity severity, Text text) {
    return {subject, "", code, severity, no_place(), no_place(), std::move(text)};
}

[[noreturn]] void refuse_encoding(const std::string& subject) {
    throw InputError({subject + "：文字既不是 UTF-8 也不是 GB18030。请另存为其中一种编码。",
                      subject + ": the texts are neither UTF-8 nor GB18030. Save the file in one "
                                "of these."});
}

void say_encoding(RawLayer& raw, const std::string& found) {
    raw.notes.push_back(
        note(raw.subject, "encoding_found", Severity::note,
             {"文件没有写明编码；按字节判定为 " + found + "。",
              "The file does not say its encoding; by its bytes it is " + found + "."}));
}

/// The text of the file as UTF-8; anything but plain UTF-8 is said.
std::string decoded(const std::string& bytes, RawLayer& raw) {
    if (const auto wide = from_utf16(bytes)) {
        say_encoding(raw, "UTF-16");
        return *wide;
    }
    if (bytes.find('\0') != std::string::npos)
        throw InputError({raw.subject + "：含有零字节，不是文本清单。请另存为 CSV 或 XLSX。",
                          raw.subject + ": it holds zero bytes, so it is no text. Save it as CSV "
                                        "or XLSX."});
    bool gb18030 = false;
    auto text = to_utf8(bytes, gb18030);
    if (!text) refuse_encoding(raw.subject);
    if (gb18030) say_encoding(raw, "GB18030");
    return std::move(*text);
}

ListGrid read_text(const LayerSpec& spec, RawLayer& raw) {
    std::ifstream file(spec.path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    raw.format = "CSV";
    return split_csv(decoded(bytes, raw), raw.subject);
}

void refuse_wrong_layer(const LayerSpec& spec, const std::string& name) {
    if (spec.layer.empty() || spec.layer == name) return;
    throw InputError(
        {spec.path + " 中没有图层 '" + spec.layer + "'。有：" + name + "。请用 --layer 选择。",
         "no layer '" + spec.layer + "' in " + spec.path + ". It has: " + name +
             ". Choose with --layer."});
}

std::string subject_of(const std::string& path, const std::string& layer) {
    return fs::path(path).filename().string() + ", layer '" + layer + "'";
}

void apply_where(const LayerSpec& spec, RawLayer& raw) {
    if (spec.where.empty()) return;
    const auto kept = rows_where(raw.attributes, raw.feature_ids.size(), spec.where, spec.path);
    std::vector<std::string> ids;
    for (const auto row : kept) ids.push_back(raw.feature_ids[row]);
    for (auto& column : raw.attributes.columns) {
        std::vector<Value> values;
        for (const auto row : kept) values.push_back(std::move(column[row]));
        column = std::move(values);
    }
    raw.feature_ids = std::move(ids);
}

} // namespace

bool is_list(const std::string& path) {
    const auto extension = extension_of(path);
    return is_text_list(path) || extension == ".xlsx" || extension == ".xls" || extension == ".ods";
}

RawLayer read_list(const LayerSpec& spec) {
    RawLayer raw;
    ListGrid grid;
    const bool is_text = is_text_list(spec.path);
    if (is_text) {
        const auto name = fs::path(spec.path).stem().string();
        refuse_wrong_layer(spec, name);
        raw.subject = subject_of(spec.path, name);
        grid = read_text(spec, raw);
    } else {
        auto sheet = read_workbook_sheet(spec);
        raw.subject = subject_of(spec.path, sheet.name);
        raw.format = sheet.format;
        grid = std::move(sheet.grid);
    }
    take_rows(std::move(grid), is_text ? RowIds::running : RowIds::of_sheet, raw);
    apply_where(spec, raw);
    raw.wkb_begin.assign(raw.feature_ids.size() + 1, 0);
    return raw;
}

} // namespace geo
