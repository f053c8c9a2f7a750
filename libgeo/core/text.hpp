// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace geo {

/// The same sentence in the two languages of the product. Both are always filled in.
struct Text {
    std::string zh;
    std::string en;
};

/// Languages of messages and documents; results never depend on it.
enum class Language { zh, en };

/// The sentence in `language`.
const std::string& in(const Text& text, Language language);

/// `value` with exactly `decimals` digits after the point, never in exponent form, whatever the
/// locale; "-0.00" is written "0.00". Not finite gives an empty string (unknown).
std::string fixed(double value, int decimals);

/// Appends the same text to `to`.
void append_fixed(std::string& to, double value, int decimals);

/// Shortest decimal text that reads back as `value`; empty when not finite.
std::string shortest(double value);

/// The number that all of `text` spells (surrounding blanks allowed), '.' as decimal mark whatever
/// the locale; nothing when any other character is left over or the number is not finite.
std::optional<double> parse_number(std::string_view text);

/// Total order of ids: whole numbers by value and before all others, the rest by bytes.
/// Every list of the product is sorted by it.
bool id_less(std::string_view a, std::string_view b);

/// `text` without blanks (space, tab, CR, LF, full-width space) at both ends.
std::string_view trim(std::string_view text);

/// `text` in lower case, ASCII letters only.
std::string ascii_lower(std::string_view text);

/// True when `text` is well-formed UTF-8.
bool is_utf8(std::string_view text);

/// The candidate that is nearest to `word` by edit distance, when it is near enough to be a likely
/// misspelling (at most half of the word); empty otherwise.
template <typename Range>
std::string_view nearest_word(std::string_view word, const Range& candidates);

/// Number of single-character edits between two words (bytes). Cost: product of the lengths.
std::size_t edit_distance(std::string_view a, std::string_view b);

template <typename Range>
std::string_view nearest_word(std::string_view word, const Range& candidates) {
    std::string_view best;
    std::size_t best_distance = word.size() / 2 + 1;
    for (const auto& candidate : candidates)
        if (const auto d = edit_distance(word, candidate); d < best_distance) {
            best = candidate;
            best_distance = d;
        }
    return best;
}

} // namespace geo
