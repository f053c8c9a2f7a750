// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/toml_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/expression.hpp"

namespace geo {

Text place_of(const toml::node& node) {
    const auto& source = node.source();
    const std::string file = source.path ? *source.path : "policy pack";
    const auto line = std::to_string(source.begin.line);
    const auto column = std::to_string(source.begin.column);
    return {file + "，第 " + line + " 行第 " + column + " 列",
            file + ", line " + line + ", column " + column};
}

void fail_at(const toml::node& node, const Text& subject, const Text& why) {
    const auto place = place_of(node);
    throw ConfigError({place.zh + (subject.zh.empty() ? "" : "，" + subject.zh) + "：" + why.zh,
                       place.en + (subject.en.empty() ? "" : ", " + subject.en) + ": " + why.en});
}

void TomlTable::fail(std::string_view key, const Text& why) const {
    const auto* node = m_table.get(key);
    fail_at(node != nullptr ? *node : static_cast<const toml::node&>(m_table), m_subject, why);
}

const toml::node* TomlTable::find(std::string_view key) {
    m_known.emplace_back(key);
    return m_table.get(key);
}

const toml::node& TomlTable::need(std::string_view key) {
    if (const auto* node = find(key)) return *node;
    const std::string name(key);
    fail(key, {"缺少“" + name + "”。请补上。", "'" + name + "' is missing. Add it."});
}

std::string TomlTable::string(std::string_view key) {
    need(key);
    auto value = string_or(key, {});
    if (trim(value).empty())
        fail(key, {"“" + std::string(key) + "”为空。请填写。",
                   "'" + std::string(key) + "' is empty. Fill it in."});
    return value;
}

std::string TomlTable::string_or(std::string_view key, std::string other) {
    const auto* node = find(key);
    if (node == nullptr) return other;
    if (const auto* value = node->as_string()) return value->get();
    fail(key, {"“" + std::string(key) + "”应为文本。请加引号。",
               "'" + std::string(key) + "' has to be text. Put it in quotes."});
}

double TomlTable::number(std::string_view key) {
    need(key);
    return number_or(key, 0);
}

double TomlTable::number_or(std::string_view key, double other) {
    const auto* node = find(key);
    if (node == nullptr) return other;
    const bool is_number = node->is_integer() || node->is_floating_point();
    const auto value = is_number ? node->value<double>() : std::nullopt;
    if (value && std::isfinite(*value)) return *value;
    fail(key, {"“" + std::string(key) + "”应为有限的数。请改为数字。",
               "'" + std::string(key) + "' has to be a finite number. Write it without quotes."});
}

bool TomlTable::boolean_or(std::string_view key, bool other) {
    const auto* node = find(key);
    if (node == nullptr) return other;
    if (const auto* value = node->as_boolean()) return value->get();
    fail(key, {"“" + std::string(key) + "”应为 true 或 false。请改正。",
               "'" + std::string(key) + "' has to be true or false. Correct it."});
}

const toml::table* TomlTable::table_or_null(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr) return nullptr;
    if (const auto* table = node->as_table()) return table;
    fail(key, {"“" + std::string(key) + "”应为表。请写成 { ... }。",
               "'" + std::string(key) + "' has to be a table. Write { ... }."});
}

Text TomlTable::text_or(std::string_view key) {
    const auto* table = table_or_null(key);
    if (table == nullptr) return {};
    TomlTable reader(*table, m_subject);
    Text text{reader.string("zh"), reader.string("en")};
    reader.finish();
    return text;
}

Text TomlTable::text(std::string_view key) {
    need(key);
    return text_or(key);
}

std::string TomlTable::date_or(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr) return {};
    std::string iso;
    if (const auto* date = node->as_date()) {
        const auto d = date->get();
        iso = fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
    } else if (const auto* text = node->as_string()) {
        iso = text->get();
    }
    if (days_of_iso_date(iso)) return iso;
    fail(key, {"“" + std::string(key) + "”不是日期。请写成 2026-03-01。",
               "'" + std::string(key) + "' is no date. Write it like 2026-03-01."});
}

std::string TomlTable::date(std::string_view key) {
    need(key);
    return date_or(key);
}

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

Text unknown_word(std::string_view word, const std::vector<std::string>& names) {
    const auto near = nearest_word(word, names);
    const auto list = joined(names);
    Text why{fmt::format("未知的“{}”。可用：{}。", word, list),
             fmt::format("'{}' is unknown. There are: {}.", word, list)};
    if (!near.empty()) {
        why.zh += "是否指“" + std::string(near) + "”？";
        why.en += " Did you mean '" + std::string(near) + "'?";
    }
    return why;
}

} // namespace

std::string TomlTable::choice(std::string_view key, const std::vector<std::string>& names) {
    auto word = string(key);
    if (std::find(names.begin(), names.end(), word) != names.end()) return word;
    auto why = unknown_word(word, names);
    const std::string name(key);
    fail(key, {name + "：" + why.zh, name + ": " + why.en});
}

void TomlTable::finish() const {
    for (const auto& [key, node] : m_table) {
        const std::string name(key.str());
        if (std::find(m_known.begin(), m_known.end(), name) != m_known.end()) continue;
        auto known = m_known;
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        const auto why = unknown_word(name, known);
        fail_at(node, m_subject, {"键" + why.zh, "key " + why.en});
    }
}

std::vector<const toml::table*> tables_of(TomlTable& table, std::string_view key) {
    std::vector<const toml::table*> list;
    const auto* node = table.find(key);
    if (node == nullptr) return list;
    const std::string name(key);
    const auto* array = node->as_array();
    if (array == nullptr)
        table.fail(key, {"“" + name + "”应为表的数组。请写成 [[" + name + "]]。",
                         "'" + name + "' has to be an array of tables. Write [[" + name + "]]."});
    for (const auto& element : *array) {
        const auto* one = element.as_table();
        if (one == nullptr)
            fail_at(element, table.subject(),
                    {"“" + name + "”的元素应为表。请写成 [[" + name + "]]。",
                     "an element of '" + name + "' is no table. Write [[" + name + "]]."});
        list.push_back(one);
    }
    return list;
}

Value value_of(const toml::node& node, const Text& subject) {
    if (const auto* whole = node.as_integer()) return std::int64_t{whole->get()};
    if (const auto* real = node.as_floating_point(); real != nullptr && std::isfinite(real->get()))
        return real->get();
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* flag = node.as_boolean()) return std::int64_t{flag->get() ? 1 : 0};
    if (node.is_date()) {
        toml::table holder;
        holder.insert("value", node.as_date()->get());
        return TomlTable(holder, subject).date("value");
    }
    fail_at(node, subject,
            {"应为数字、文本、日期或 true/false。请改正。",
             "it has to be a number, text, a date or true/false. Correct it."});
}

} // namespace geo
