// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/map/canvas.hpp"
#include "libgeo/map/style.hpp"
#include "libgeo/rules/toml_table.hpp"

namespace geo::map {

/// A TOML file: the path of one, or the name of one that comes with parkline (`folder`/name.toml).
/// Throws ConfigError when neither is there (listing those that come with it) or for a syntax
/// error. `sha256` gets the hash of its bytes.
toml::table parse_pack(const std::string& name_or_path, const std::string& folder,
                       std::string& sha256);

/// "#rrggbb", or nothing when the key is absent.
Ink ink_or(TomlTable& table, std::string_view key, Ink other);
/// An array of numbers; empty when the key is absent.
std::vector<double> numbers_of(TomlTable& table, std::string_view key);
/// An array of texts, or one text; empty when the key is absent.
std::vector<std::string> strings_of(TomlTable& table, std::string_view key);

} // namespace geo::map
