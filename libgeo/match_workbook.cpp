// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/workbook_writer.hpp"
#include "libgeo/match.hpp"

namespace geo {

namespace {

/// What a column means, beside its header.
std::string note_on(const std::string& column) {
    if (column == "match")
        return "exact 同名；alias 别名或规范名相同；fuzzy 仅为建议；ambiguous 多个同名；none 无；"
               "unmatched 登记表中无人对应。只有 exact 和 alias 直接采用。";
    if (column == "result_id") return "采用的编号；空：尚未决定或没有对应。";
    if (column == "decision")
        return "accept 接受建议 right_id；other 采用 decided_id；none 没有对应。";
    if (column == "decided_id") return "与 other 同用：登记表中的编号。";
    if (column == "decided_on") return "决定日期，例如 2026-11-23。";
    return {};
}

bool is_for_people(const std::string& column) {
    return column.starts_with("deci");
}

SheetColumn sheet_column(const std::string& name) {
    constexpr std::uint32_t green = 0xD9EAD3, yellow = 0xFFF2CC, red = 0xF4CCCC;
    SheetColumn column;
    column.note = note_on(name);
    if (!is_for_people(name)) column.editing = Editing::locked;
    if (name == "decision") column.choices = {"accept", "other", "none"};
    if (name == "match")
        column.colours = {{"=", Value(std::string("exact")), green},
                          {"=", Value(std::string("alias")), green},
                          {"=", Value(std::string("fuzzy")), yellow},
                          {"=", Value(std::string("ambiguous")), red},
                          {"=", Value(std::string("none")), red}};
    return column;
}

} // namespace

void write_match_workbook(const MatchReview& review, const std::string& path, Overwrite overwrite) {
    TableSheet sheet;
    sheet.name = "match";
    sheet.table = review.table;
    sheet.heading = {"名称匹配审核表：请在 decision 列选择，并填写 decided_by 和 decided_on，"
                     "再用 parkline match --decisions 读回。",
                     "Review of names: choose in the column decision, fill in decided_by and "
                     "decided_on, and give it back with parkline match --decisions."};
    sheet.frozen_columns = 2;
    for (const auto& column : review.table.columns)
        sheet.columns.push_back(sheet_column(column.name));
    StagedFile file(path, overwrite);
    write_workbook(file.temporary(), {sheet});
    file.publish();
}

} // namespace geo
