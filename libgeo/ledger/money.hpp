// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace geo::ledger {

/// The whole number of CNY that an amount spells: a decimal number (half- or full-width digits,
/// groups of three with commas) and its unit 元, 万元 (万), 亿元 (亿), 千元, 百万元, 千万元 or
/// CNY; exact, never through a floating number. Nothing when there is no unit, a sign, a fraction
/// of 1 CNY, more than 9e18, or anything else: an amount is never guessed.
std::optional<std::int64_t> cny_of(std::string_view text);

/// "65,000,000".
std::string grouped(std::int64_t amount);

} // namespace geo::ledger
