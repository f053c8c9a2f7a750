// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch.hpp>

#include <string>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/pack.hpp"

/// Pieces of a small good pack, and what the reader says when one of them is changed.
namespace geo::test {

inline const std::string pack_head = R"([pack]
id = "p"
title = { zh = "包", en = "pack" }
jurisdiction = "CN"
issuer = "test"
document = "doc"
version = "1"
valid_from = 2020-01-01
)";

inline const std::string one_criterion = R"([[criterion]]
id = "C1"
title = { zh = "面积", en = "area" }
kind = "hard"
measure = "area_m2"
require = { op = ">=", limit = 10, unit = "m2" }
source = { document = "law", article = "1" }
status = "verified"
mark = "L"
)";

inline const std::string one_decision = R"([decision]
source = { document = "law" }
[[decision.exit]]
outcome = "close"
text = { zh = "关闭。", en = "Close." }
)";

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// What the reader of packs says to a text, "no error" when it takes it; every message has Chinese.
inline std::string error_of(const std::string& toml) {
    try {
        parse_pack(toml, "p.toml");
    } catch (const ConfigError& error) {
        CHECK_FALSE(error.text().zh.empty());
        return error.what();
    }
    return "no error";
}

} // namespace geo::test
