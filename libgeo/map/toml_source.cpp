// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/toml_source.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/map/builtin_files.hpp"
#include "libgeo/map/text_fields.hpp"

namespace geo::map {

namespace {

std::string names_in(const std::string& folder) {
    std::string names;
    for (const auto& file : builtin_files()) {
        const std::string prefix = folder.empty() ? "" : folder + "/";
        if (!file.name.starts_with(prefix)) continue;
        const auto rest = file.name.substr(prefix.size());
        if (rest.find('/') != std::string_view::npos) continue;
        names += (names.empty() ? "" : ", ") + std::string(rest.substr(0, rest.size() - 5));
    }
    return names;
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw ConfigError(
            {path + "：无法读取。请检查权限。", path + ": cannot be read. Check its permissions."});
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string find(const std::string& name, const std::string& folder, std::string& shown) {
    const std::string builtin = (folder.empty() ? "" : folder + "/") + name + ".toml";
    for (const auto& file : builtin_files())
        if (file.name == builtin) {
            shown = builtin;
            return std::string(file.bytes);
        }
    shown = name;
    if (std::filesystem::is_regular_file(name)) return bytes_of(name);
    const auto list = names_in(folder);
    throw ConfigError(
        {name + "：没有这样的文件，也不是自带的名称。自带：" + list + "。请给出其一或文件路径。",
         name + ": no such file, and no name of one that comes with parkline. Those are: " + list +
             ". Give one of them or the path of a file."});
}

} // namespace

toml::table parse_pack(const std::string& name_or_path, const std::string& folder,
                       std::string& sha256) {
    std::string shown;
    const auto bytes = find(name_or_path, folder, shown);
    sha256 = sha256_of_text(bytes);
    try {
        return toml::parse(bytes, shown);
    } catch (const toml::parse_error& error) {
        const auto line = std::to_string(error.source().begin.line);
        const std::string why(error.description());
        throw ConfigError({shown + "，第 " + line + " 行：TOML 语法错误：" + why + "。请改正。",
                           shown + ", line " + line + ": TOML syntax: " + why + ". Correct it."});
    }
}

Ink ink_or(TomlTable& table, std::string_view key, Ink other) {
    const auto text = table.string_or(key, {});
    if (text.empty()) return other;
    if (const auto ink = ink_from(text)) return *ink;
    table.fail(key, {"“" + text + "”不是颜色。请写成 #rrggbb。",
                     "'" + text + "' is no colour. Write #rrggbb."});
}

std::vector<double> numbers_of(TomlTable& table, std::string_view key) {
    std::vector<double> numbers;
    const auto* node = table.find(key);
    if (node == nullptr) return numbers;
    const std::string name(key);
    const Text why{"“" + name + "”应为数的数组。请写成 [1.0, 2.0]。",
                   "'" + name + "' has to be an array of numbers. Write [1.0, 2.0]."};
    if (!node->is_array()) table.fail(key, why);
    for (const auto& element : *node->as_array()) {
        const auto number = element.value<double>();
        if (!number || element.is_boolean()) table.fail(key, why);
        numbers.push_back(*number);
    }
    return numbers;
}

std::vector<std::string> strings_of(TomlTable& table, std::string_view key) {
    std::vector<std::string> texts;
    const auto* node = table.find(key);
    if (node == nullptr) return texts;
    const std::string name(key);
    const Text why{"“" + name + "”应为文本或文本数组。请改正。",
                   "'" + name + "' has to be a text or an array of texts. Correct it."};
    if (const auto* one = node->as_string()) return {one->get()};
    if (!node->is_array()) table.fail(key, why);
    for (const auto& element : *node->as_array()) {
        if (!element.is_string()) table.fail(key, why);
        texts.push_back(element.as_string()->get());
    }
    return texts;
}

} // namespace geo::map
