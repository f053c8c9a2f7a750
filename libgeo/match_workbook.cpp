// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/io/workbook_writer.hpp"
#include "libgeo/match.hpp"
#include "libgeo/match_words.hpp"

namespace geo {

namespace {

constexpr double name_width = 26, candidates_width = 44;

/// What a column means, beside its header.
std::string note_on(std::string_view column) {
    if (column == "match")
        return "exact 同名；alias 别名或规范名相同；fuzzy 仅为建议；ambiguous 多个同名；none 无；"
               "unmatched 登记表中无人对应。只有 exact 和 alias 直接采用。\nOnly exact and alias "
               "are "
               "taken; fuzzy is a proposal, ambiguous has several, unmatched are rows of the "
               "register that nobody was matched with.";
    if (column == "similarity") return "0–1：规范名的相似程度。 Likeness of the standard names.";
    if (column == "candidates") return "至多五个，最像的在前。 Up to five, the most alike first.";
    if (column == "result_id")
        return "采用的编号；空：尚未决定或没有对应。 The id to use; empty: undecided, or none.";
    if (column == "decision")
        return "accept 接受建议的登记编号；other 采用另选编号；none 没有对应。\naccept the "
               "register "
               "id that is proposed, an other id, or none.";
    if (column == "decided_id")
        return "只与 other 同用：登记表中的编号。 With other only: an id of the register.";
    if (column == "decided_on") return "决定日期，例如 2026-11-23。 The day of the decision.";
    return {};
}

bool is_for_people(std::string_view column) {
    return column.starts_with("deci");
}

std::vector<ColourRule> colours_of(std::string_view column) {
    constexpr std::uint32_t green = 0xD9EAD3, yellow = 0xFFF2CC, red = 0xF4CCCC;
    if (column != "match") return {};
    std::vector<ColourRule> rules;
    for (const auto& [code, fill] :
         {std::pair{"exact", green}, std::pair{"alias", green}, std::pair{"fuzzy", yellow},
          std::pair{"ambiguous", red}, std::pair{"none", red}})
        rules.push_back({"=", Value(shown_word(match_values(), code)), fill});
    return rules;
}

double width_of(std::string_view column) {
    if (column == "candidates") return candidates_width;
    return column.ends_with("_name") ? name_width : 0; // as wide as what is in it
}

SheetColumn sheet_column(const MatchWord& word) {
    SheetColumn column;
    // Read back: the name in the last brackets.
    column.title =
        std::string(word.zh) + " " + std::string(word.en) + "\n(" + std::string(word.code) + ")";
    column.note = note_on(word.code);
    column.width = width_of(word.code);
    column.colours = colours_of(word.code);
    if (word.code == "decided_on") column.kind = CellKind::date;
    if (!is_for_people(word.code)) column.editing = Editing::locked;
    if (word.code == "decision")
        for (const auto& choice : match_choices())
            column.choices.push_back(shown_word(match_choices(), choice.code));
    return column;
}

/// The columns of the table that the sheet has, in its order.
std::vector<std::size_t> places_of(const Table& table) {
    std::vector<std::size_t> places;
    for (const auto& word : match_columns())
        places.push_back(table_column(table, word.code, table.name));
    return places;
}

/// 0 for rows that wait for a decision, 1 for those that need none, 2 for the rest of the register.
int turn_of(const Table& table, const std::vector<Value>& row) {
    const auto is_empty = [&](const char* name) {
        return is_unknown(row[table_column(table, name, table.name)]);
    };
    if (is_empty("left_id")) return 2;
    return is_empty("result_id") && is_empty("decision") ? 0 : 1;
}

Value shown(const Column& column, const Value& value) {
    const auto* code = std::get_if<std::string>(&value);
    if (!code) return value;
    if (column.name == "match" || column.name == "how") return shown_word(match_values(), *code);
    if (column.name == "decision") return shown_word(match_choices(), *code);
    return value;
}

/// The table as the sheet shows it.
Table sheet_table(const Table& table) {
    Table out{table.name, {}, {}};
    const auto places = places_of(table);
    for (const auto c : places) out.columns.push_back(table.columns[c]);
    for (int turn = 0; turn <= 2; ++turn)
        for (const auto& row : table.rows) {
            if (turn_of(table, row) != turn) continue;
            auto& cells = out.rows.emplace_back();
            for (const auto c : places) cells.push_back(shown(table.columns[c], row[c]));
        }
    return out;
}

} // namespace

void write_match_workbook(const MatchReview& review, const std::string& path, Overwrite overwrite) {
    TableSheet sheet;
    sheet.name = "match";
    sheet.table = sheet_table(review.table);
    const auto open = std::to_string(review.open);
    sheet.heading = {
        "名称匹配审核表：待定 " + open +
            " 行在最前。请在“决定”列选择，填写决定人和日期，再用 parkline match "
            "--decisions 读回。",
        "Review of names: the " + open +
            " undecided rows come first. Choose a decision, say who and when, and give "
            "it back with parkline match --decisions."};
    sheet.frozen_columns = 2;
    for (const auto& word : match_columns()) sheet.columns.push_back(sheet_column(word));
    StagedFile file(path, overwrite);
    write_workbook(file.temporary(), {sheet});
    file.publish();
}

} // namespace geo
