// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/rules/pack.hpp"

namespace geo {

/// Reads every pack (*.toml) of a folder, by file name. Throws ConfigError when the folder cannot
/// be read, holds none, or one of them is wrong.
std::vector<Pack> read_packs(const std::string& folder);

/// The pack of a folder that decides on `topic` in `jurisdiction` on the ISO date: in force, and of
/// the jurisdiction itself or the nearest one above it (CN-JS-0800, CN-JS, CN). Throws ConfigError
/// when there is none, naming those of the topic, or when two are equally near.
Pack choose_pack(const std::string& folder, const std::string& topic,
                 const std::string& jurisdiction, const std::string& date);

/// The code at the start of a pack's jurisdiction: "CN-JS" of "CN-JS 江苏省".
std::string jurisdiction_code(const Pack& pack);

} // namespace geo
