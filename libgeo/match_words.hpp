// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "libgeo/core/problem.hpp"

namespace geo {

/// A word of the table of `match` and what a reader calls it.
struct MatchWord {
    std::string_view code;
    std::string_view zh;
    std::string_view en = {}; ///< empty: the code says it
};

/// The columns of the table, in the order of the review workbook: the decision stands beside the
/// proposal that it is about.
std::span<const MatchWord> match_columns();

/// Words of the columns `match` and `how`.
std::span<const MatchWord> match_values();

/// Words of the column `decision`.
std::span<const MatchWord> match_choices();

/// "接受 accept": how a workbook shows a word. An unknown word stays as it is.
std::string shown_word(std::span<const MatchWord> words, std::string_view code);

/// The code of a decision that may be written as code, in Chinese, or as a workbook shows it; any
/// other text stays as it is.
std::string decision_code(std::string_view text);

} // namespace geo
