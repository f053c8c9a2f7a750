// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/pack_rows.hpp"

#include <toml++/toml.h>

#include <optional>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

namespace {

/// A TOML text in quotes.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        if (c == '\n')
            result += "\\n";
        else if (c == '\t')
            result += "\\t";
        else
            result += c;
    }
    return result + '"';
}

std::string value_text(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
    return to_text(value);
}

std::string block_of(const TableRow& row) {
    std::string text = "[[table.row]]\nwhen = [";
    for (std::size_t i = 0; i < row.when.size(); ++i)
        text += (i ? ", " : "") + quoted(row.when[i].text);
    text += "]\nthen = " + value_text(row.then) + "\n";
    if (!row.text.zh.empty())
        text += "text = { zh = " + quoted(row.text.zh) + ", en = " + quoted(row.text.en) + " }\n";
    if (row.outcome) text += "outcome = " + quoted(std::string(name_of(*row.outcome))) + "\n";
    return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back(text.substr(0, end + 1));
        text.remove_prefix(end + 1);
    }
    return lines;
}

bool is_header(std::string_view line) {
    line = trim(line);
    return line.starts_with("[[") || (line.starts_with("[") && line.find(']') != line.npos &&
                                      line.find(',') == line.npos && line.find('"') == line.npos);
}

bool is_blank(std::string_view line) {
    line = trim(line);
    return line.empty() || line.starts_with("#");
}

/// Lines [first, last) that hold the rows of a table.
struct Block {
    std::size_t first = 0;
    std::size_t last = 0;
};

std::optional<Block> rows_block(const std::vector<std::string_view>& lines,
                                std::size_t table_line) {
    std::size_t first = table_line + 1;
    const auto is_row = [&](std::size_t i) { return trim(lines[i]).starts_with("[[table.row]]"); };
    const auto is_next = [&](std::size_t i) { return trim(lines[i]).starts_with("[[table]]"); };
    while (first < lines.size() && !is_row(first))
        if (is_next(first++)) return {};
    if (first >= lines.size()) return {};
    std::size_t last = first + 1;
    while (last < lines.size() && (is_row(last) || !is_header(lines[last]))) ++last;
    while (last > first + 1 && is_blank(lines[last - 1])) --last;
    return Block{first, last};
}

/// The line of the [[table]] header whose id is `table`, from 0.
std::optional<std::size_t> line_of(const toml::table& root, const std::string& table) {
    const auto* all = root.get_as<toml::array>("table");
    for (std::size_t i = 0; all && i < all->size(); ++i) {
        const auto* one = all->get(i)->as_table();
        if (one && !one->is_inline() && (*one)["id"].value_or(std::string()) == table)
            return one->source().begin.line - 1;
    }
    return {};
}

toml::table parsed(std::string_view text, const std::string& name) {
    try {
        return toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        const std::string why(error.description());
        throw ConfigError({name + "：TOML 语法错误（" + why + "）。请改正。",
                           name + ": TOML syntax error (" + why + "). Correct it."});
    }
}

/// Everything but the rows of one table.
toml::table without_rows(toml::table root, const std::string& table) {
    if (auto* all = root.get_as<toml::array>("table"))
        for (auto& one : *all)
            if (auto* node = one.as_table(); node && (*node)["id"].value_or(std::string()) == table)
                node->erase("row");
    return root;
}

} // namespace

bool are_equal(const std::vector<TableRow>& a, const std::vector<TableRow>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (block_of(a[i]) != block_of(b[i])) return false;
    return true;
}

std::string with_rows(std::string_view toml, const std::string& name, const std::string& table,
                      const std::vector<TableRow>& rows) {
    const auto root = parsed(toml, name);
    const auto lines = lines_of(toml);
    const auto at = line_of(root, table);
    const auto block = at ? rows_block(lines, *at) : std::nullopt;
    if (!block)
        throw ConfigError(
            {name + "：决策表 " + table + " 的行没有写成 [[table.row]]。请先改成这种写法。",
             name + ": the rows of the decision table '" + table +
                 "' are not written as [[table.row]]. Write them so first."});
    std::string text;
    for (std::size_t i = 0; i < block->first; ++i) text += lines[i];
    for (const auto& row : rows) text += block_of(row);
    for (std::size_t i = block->last; i < lines.size(); ++i) text += lines[i];
    if (without_rows(parsed(text, name), table) != without_rows(root, table))
        throw std::logic_error("putting rows into a pack changed something else");
    return text;
}

} // namespace geo
