// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/pack_reading.hpp"

namespace geo {

namespace {

constexpr std::uintmax_t most_bytes = 4U << 20U;

std::string read_file(const std::string& path, const toml::node* asked_by) {
    const auto fail = [&](const Text& why) {
        if (asked_by != nullptr) fail_at(*asked_by, {"extends", "extends"}, why);
        throw ConfigError(why);
    };
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    if (error || !file)
        fail({"规则包 " + path + "：无法读取。请检查路径。",
              "policy pack " + path + ": cannot be read. Check the path."});
    if (size > most_bytes)
        fail({"规则包 " + path + "：超过 4 MB。请拆分。",
              "policy pack " + path + ": it is larger than 4 MB. Split it."});
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

toml::table parse(std::string_view text, const std::string& name) {
    try {
        return toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        const auto line = std::to_string(error.source().begin.line);
        const auto column = std::to_string(error.source().begin.column);
        const std::string why(error.description());
        throw ConfigError({name + "，第 " + line + " 行第 " + column +
                               " 列：TOML 语法错误。请改正。toml++ 报告：" + why,
                           name + ", line " + line + ", column " + column +
                               ": the TOML is malformed. Correct it. toml++ says: " + why});
    }
}

/// The table with `id` = `id` in the array `key` of the pack, or nullptr.
toml::table* entry(toml::table& pack, std::string_view key, std::string_view id) {
    auto* array = pack.get_as<toml::array>(key);
    if (array == nullptr) return nullptr;
    for (auto& element : *array) {
        auto* table = element.as_table();
        if (table != nullptr && table->get("id") != nullptr &&
            table->get("id")->value<std::string>() == id)
            return table;
    }
    return nullptr;
}

/// Puts the keys of `from` over those of `into`; tables are merged one level down, so that an
/// override can state a new limit and keep operator and unit.
/// Nodes are moved, not copied: only so do they keep their line for messages.
void put_over(toml::table& into, toml::table& from) {
    for (auto&& [key, node] : from) {
        auto* old = into.get_as<toml::table>(key.str());
        auto* fresh = node.as_table();
        if (old == nullptr || fresh == nullptr) {
            into.insert_or_assign(key.str(), std::move(node));
            continue;
        }
        for (auto&& [inner, value] : *fresh) old->insert_or_assign(inner.str(), std::move(value));
    }
}

void apply_override(toml::table& base, toml::table& node) {
    TomlTable table(node, {"覆盖", "override"});
    std::vector<std::string> named;
    for (const char* word : {"criterion", "parameter", "table"})
        if (table.find(word) != nullptr) named.emplace_back(word);
    if (named.size() != 1)
        table.fail("criterion", {"须写 criterion、parameter、table 之一。请补上被覆盖的 id。",
                                 "it needs one of 'criterion', 'parameter' and 'table'. Name what "
                                 "it overrides."});
    const auto& kind = named.front();
    const auto id = table.string(kind);
    table.rename({"覆盖 " + id, "override of '" + id + "'"});
    if (table.find("basis") == nullptr)
        table.fail("basis", {"覆盖须说明依据：缺少 basis。请补上 { document, article }。",
                             "an override has to state its basis. Add basis = { document, article "
                             "}."});
    read_citation(table, "basis");
    auto* target = entry(base, kind, id);
    if (target == nullptr)
        table.fail(kind, {"上级规则包没有“" + id + "”。请检查 id。",
                          "the pack it extends has no " + kind + " '" + id + "'. Check the id."});
    table.need("set");
    table.table_or_null("set");
    table.finish();
    auto* set = node.get_as<toml::table>("set");
    if (const auto* renamed = set->get("id"))
        fail_at(*renamed, table.subject(),
                {"覆盖不能改 id。请删去。", "an override cannot change the id. Remove it."});
    put_over(*target, *set);
    target->insert_or_assign("basis", std::move(*node.get("basis")));
}

void append(toml::table& base, toml::table& child, std::string_view key) {
    auto* more = child.get_as<toml::array>(key);
    if (more == nullptr) return;
    if (base.get_as<toml::array>(key) == nullptr) base.insert_or_assign(key, toml::array{});
    for (auto& element : *more) base.get_as<toml::array>(key)->push_back(std::move(element));
}

/// A fact says by unit, width and line what is measured, so changing one takes a basis as well.
void add_facts(toml::table& base, toml::table& fresh) {
    for (auto&& [key, node] : fresh) {
        const std::string name(key.str());
        if (base.contains(key))
            fail_at(node, {"事实 " + name, "fact '" + name + "'"},
                    {"上级规则包已有此事实，改动须说明依据。请用另一名称，并以带 basis 的 "
                     "[[override]] 让准则改读它。",
                     "the pack it extends declares it, and a change has to state its basis. Give "
                     "it another name, and let the criterion read that by an [[override]] with "
                     "its basis."});
        base.insert_or_assign(key, std::move(node));
    }
}

toml::table merged(toml::table base, toml::table& child) {
    if (auto* overrides = child.get_as<toml::array>("override"))
        for (auto& element : *overrides)
            if (auto* table = element.as_table()) apply_override(base, *table);
    for (const char* key : {"parameter", "rank", "table", "criterion"}) append(base, child, key);
    for (auto&& [key, node] : child) {
        const auto name = key.str();
        if (name == "override" || name == "parameter" || name == "rank" || name == "table" ||
            name == "criterion")
            continue;
        auto* facts = name == "facts" ? base.get_as<toml::table>("facts") : nullptr;
        if (facts != nullptr && node.is_table())
            add_facts(*facts, *node.as_table());
        else
            base.insert_or_assign(name, std::move(node));
    }
    return base;
}

} // namespace

toml::table read_merged(std::string_view text, const std::string& name,
                        std::vector<std::string>& files) {
    files.push_back(name);
    auto table = parse(text, name);
    auto* pack = table.get_as<toml::table>("pack");
    const auto* extends = pack == nullptr ? nullptr : pack->get("extends");
    if (extends == nullptr) {
        if (const auto* stray = table.get("override"))
            fail_at(*stray, {},
                    {"没有 extends 就不能有 [[override]]。请补上或删去。",
                     "[[override]] needs 'extends' in [pack]. Add it, or remove the "
                     "override."});
        return table;
    }
    TomlTable reader(*pack, {"规则包", "pack"});
    const auto relative = reader.string("extends");
    const auto path =
        (std::filesystem::path(name).parent_path() / relative).lexically_normal().string();
    if (std::find(files.begin(), files.end(), path) != files.end())
        reader.fail("extends", {"extends 成环：又回到 " + path + "。请断开。",
                                "'extends' goes in a circle: back to " + path + ". Break it."});
    auto base = read_merged(read_file(path, extends), path, files);
    pack->erase("extends");
    return merged(std::move(base), table);
}

Pack read_pack(const std::string& path) {
    const auto name = std::filesystem::path(path).lexically_normal().string();
    return parse_pack(read_file(path, nullptr), name);
}

} // namespace geo
