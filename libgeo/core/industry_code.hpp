// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace geo {

/// A class of GB/T 4754-2017 in its full form: section letter and 2, 3 or 4 digits.
struct IndustryCode {
    std::string code;            ///< "C2614", "C26"
    bool letter_differs = false; ///< the text has the letter of another section
};

/// Reads `C2614`, `2614`, `Ｃ26`, `C2614 有机化学原料制造` or `有机化学原料制造(2614)`: the one
/// group of two to four digits, with or without a letter, whose first two are a division of the
/// standard. Nothing when there is no such group or more than one. Whether a class exists below its
/// division is not checked.
std::optional<IndustryCode> read_industry_code(std::string_view text);

} // namespace geo
