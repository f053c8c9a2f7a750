// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/rules/pack_reading.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

void read_range(TomlTable& table, TableInput& input) {
    const auto* node = table.find("range");
    if (node == nullptr) return;
    const auto* array = node->as_array();
    const bool has_two = array != nullptr && array->size() == 2;
    const auto end = [&](std::size_t i) {
        return has_two ? array->get(i)->value<double>() : std::nullopt;
    };
    input.low = end(0);
    input.high = end(1);
    if (!input.low || !input.high || std::isnan(*input.low) || !(*input.low <= *input.high))
        table.fail("range", {"range 应为 [最小, 最大]。请改正。",
                             "'range' has to be [smallest, largest]. Correct it."});
    if (std::isinf(*input.low)) input.low.reset();
    if (std::isinf(*input.high)) input.high.reset();
}

void read_name(TomlTable& table, const std::vector<FactSpec>& names, TableInput& input) {
    input.fact = table.string("fact");
    std::vector<std::string> known;
    for (const auto& name : names) {
        known.push_back(name.name);
        if (name.name == input.fact) input.unit = name.unit;
    }
    table.choice("fact", known);
}

TableInput read_input(const toml::table& node, const Text& subject,
                      const std::vector<FactSpec>& names) {
    TomlTable table(node, subject);
    TableInput input;
    if (table.find("measure") != nullptr) {
        input.fact = "(" + table.string("measure") + ")";
        input.unit = table.choice("unit", unit_names());
    } else {
        read_name(table, names, input);
    }
    read_range(table, input);
    input.is_whole = table.boolean_or("whole", input.unit == "bool");
    input.values = read_values(table);
    table.finish();
    if (input.unit == "bool" && !input.low) input.low = 0, input.high = 1;
    const bool is_text = is_text_unit(input.unit);
    if (is_text ? input.low || input.is_whole : !input.values.empty())
        table.fail("fact", {"输入“" + input.fact + "”的单位是 " + input.unit +
                                "：文本用 values，数用 range 与 whole。请改正。",
                            "the input '" + input.fact + "' is in " + input.unit +
                                ": texts take 'values', numbers 'range' and 'whole'. Correct it."});
    return input;
}

Cell read_cell(const toml::node& node, const Text& subject, const TableInput& input) {
    const bool is_text = is_text_unit(input.unit);
    const auto text = to_text(value_of(node, subject));
    auto cell = parse_cell(text, is_text);
    if (!cell)
        fail_at(node, subject,
                {"单元格“" + text +
                     "”不能理解。数写 \"< 60\"、\"[60, 70)\" 或 \"*\"，文本写 "
                     "\"A|B\" 或 \"*\"。",
                 "the cell '" + text +
                     "' cannot be understood. Write numbers as \"< 60\", "
                     "\"[60, 70)\" or \"*\", texts as \"A|B\" or \"*\"."});
    for (const auto& member : cell->members)
        if (!input.values.empty() &&
            std::find(input.values.begin(), input.values.end(), member) == input.values.end())
            fail_at(node, subject,
                    {"“" + member + "”不在输入“" + input.fact + "”的 values 中。请改其一。",
                     "'" + member + "' is not among the values of the input '" + input.fact +
                         "'. Change one of them."});
    return *cell;
}

TableRow read_row(const toml::table& node, const Text& subject, const DecisionTable& into) {
    TomlTable table(node, subject);
    TableRow row;
    const auto* cells = table.need("when").as_array();
    if (cells == nullptr || cells->size() != into.inputs.size())
        table.fail("when", {"when 须对每个输入各写一个单元格，共 " +
                                std::to_string(into.inputs.size()) + " 个。请改正。",
                            "'when' needs one cell for each input, " +
                                std::to_string(into.inputs.size()) + " in all. Correct it."});
    for (std::size_t i = 0; i < cells->size(); ++i)
        row.when.push_back(read_cell(*cells->get(i), subject, into.inputs[i]));
    row.then = value_of(table.need("then"), subject);
    if (std::holds_alternative<std::string>(row.then) != is_text_unit(into.unit))
        table.fail("then",
                   {"then 的类型与单位“" + into.unit + "”不符。请改其一。",
                    "'then' does not fit the unit '" + into.unit + "'. Change one of them."});
    row.text = table.text_or("text");
    if (table.find("outcome") != nullptr)
        row.outcome = outcome_named(table.choice("outcome", outcome_names()));
    table.finish();
    return row;
}

Text row_subject(const Text& subject, std::size_t row) {
    const auto n = std::to_string(row);
    return {subject.zh + "第 " + n + " 行", subject.en + ", row " + n};
}

bool is_name(std::string_view text) {
    return !text.empty() && (text.front() < '0' || text.front() > '9') &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == text.npos;
}

} // namespace

std::vector<std::string> read_values(TomlTable& table) {
    std::vector<std::string> values;
    const auto* node = table.find("values");
    if (node == nullptr) return values;
    const auto* array = node->as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i)
        if (const auto* text = array->get(i)->as_string()) values.push_back(text->get());
    if (array == nullptr || values.empty() || values.size() != array->size())
        table.fail("values", {"values 应为非空的文本列表。请改正。",
                              "'values' has to be a list of texts that is not empty. Correct it."});
    return values;
}

DecisionTable read_decision_table(const toml::table& node, const std::vector<FactSpec>& names) {
    TomlTable table(node, {"决策表", "decision table"});
    DecisionTable into;
    into.id = table.string("id");
    if (!is_name(into.id))
        table.fail("id", {"id 只能用小写字母、数字和下划线。请改名。",
                          "the id takes small letters, digits and underscores. Rename it."});
    const Text subject{"决策表 " + into.id, "decision table '" + into.id + "'"};
    table.rename(subject);
    into.title = table.text("title");
    into.unit = table.choice("unit", unit_names());
    for (const auto* one : tables_of(table, "input"))
        into.inputs.push_back(read_input(*one, subject, names));
    for (const auto* one : tables_of(table, "row"))
        into.rows.push_back(read_row(*one, row_subject(subject, into.rows.size() + 1), into));
    into.source = read_citation(table, "source");
    into.basis = read_citation_or(table, "basis");
    into.verified = read_verified(table);
    into.mark = table.string("mark");
    into.enabled = table.boolean_or("enabled", into.verified);
    into.note = table.text_or("note");
    table.finish();
    if (into.inputs.empty() || into.rows.empty())
        table.fail("id", {"决策表至少要有一个 [[table.input]] 和一个 [[table.row]]。请补上。",
                          "a decision table needs a [[table.input]] and a [[table.row]]. Add "
                          "them."});
    if (const auto flaw = find_flaw(into)) table.fail("row", *flaw);
    return into;
}

} // namespace geo
