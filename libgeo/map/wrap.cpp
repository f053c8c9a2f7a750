// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/wrap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "libgeo/core/text.hpp"

namespace geo::map {

namespace {

/// One letter of a text.
struct Letter {
    std::size_t byte = 0;
    std::size_t bytes = 1;
    bool wide = false;
};

std::vector<Letter> letters_of(std::string_view text) {
    std::vector<Letter> letters;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        letters.push_back({i, std::min(bytes, text.size() - i), bytes >= 3});
        i += bytes;
    }
    return letters;
}

constexpr std::array<std::string_view, 37> words{
    "产业园区", "工业园区", "集中区",   "自然保护区", "保护区",   "水源保护", "水源涵养", "水源地",
    "清水通道", "维护区",   "管控区",   "化工园",     "新材料",   "精细化工", "一级",     "二级",
    "片区",     "湿地",     "森林公园", "永久",       "基本农田", "生态",     "公益林",   "街道",
    "有限公司", "淮安",     "示例",     "水源涵养区", "饮用水",   "化工",     "开发区",   "盐化",
    "外围",     "运河",     "地质",     "园区",       "新材料园"};

bool is_one_of(std::string_view letter, std::string_view set) {
    for (const auto& one : letters_of(set))
        if (set.substr(one.byte, one.bytes) == letter) return true;
    return false;
}

bool closes(std::string_view letter) {
    return is_one_of(letter, "，。、；：！？）》」』】〕％%,.;:!?)]}”’");
}
bool opens(std::string_view letter) {
    return is_one_of(letter, "（《「『【〔([{“‘");
}

/// True when the break before byte `at` would fall inside one of the words.
bool splits_word(std::string_view text, std::size_t at) {
    for (const auto word : words)
        for (auto start = text.find(word); start != std::string_view::npos;
             start = text.find(word, start + 1))
            if (start < at && at < start + word.size()) return true;
    return false;
}

bool ends_word(std::string_view text, std::size_t at) {
    return std::any_of(words.begin(), words.end(),
                       [&](auto word) { return text.substr(0, at).ends_with(word); });
}

bool starts_word(std::string_view text, std::size_t at) {
    return std::any_of(words.begin(), words.end(),
                       [&](auto word) { return text.substr(at).starts_with(word); });
}

/// How bad a break before letter i is.
double break_cost(std::string_view text, const std::vector<Letter>& letters, std::size_t i) {
    const auto at = letters[i].byte;
    const auto before = text.substr(letters[i - 1].byte, letters[i - 1].bytes);
    const auto after = text.substr(at, letters[i].bytes);
    if (before == " " || after == " ") return 0;
    if (closes(after) || opens(before)) return 1e6;
    if (opens(after)) return 0;
    if (!letters[i].wide || !letters[i - 1].wide) return 1e4;
    if (splits_word(text, at)) return 80;
    if (ends_word(text, at)) return 1;
    return starts_word(text, at) ? 2 : 30;
}

/// The cheapest way to break the first `end` letters into lines: filled from the left.
struct Best {
    double cost = 1e300;
    std::size_t from = 0;
};

} // namespace

std::vector<std::string> wrapped_name(const std::string& name, int most) {
    const auto letters = letters_of(name);
    std::vector<double> width{0};
    for (const auto& letter : letters) width.push_back(width.back() + (letter.wide ? 1 : 0.55));
    if (most <= 0 || width.back() <= most) return {name};
    const double lines = std::ceil(width.back() / most);
    const double even = width.back() / lines;
    std::vector<Best> best(letters.size() + 1);
    best[0].cost = 0;
    for (std::size_t end = 1; end <= letters.size(); ++end)
        for (std::size_t from = 0; from < end; ++from) {
            const double size = width[end] - width[from];
            const double over = std::max(0.0, size - most);
            const double cost = best[from].cost + (size - even) * (size - even) + over * over * 20 +
                                2 + (from == 0 ? 0 : break_cost(name, letters, from));
            if (cost < best[end].cost) best[end] = {cost, from};
        }
    std::vector<std::string> out;
    for (auto end = letters.size(); end > 0; end = best[end].from) {
        const auto first = letters[best[end].from].byte;
        const auto last = end == letters.size() ? name.size() : letters[end].byte;
        out.insert(out.begin(),
                   std::string(trim(std::string_view(name).substr(first, last - first))));
    }
    return out;
}

std::vector<std::size_t> break_places(const std::string& text) {
    std::vector<std::size_t> places;
    const auto letters = letters_of(text);
    for (std::size_t i = 1; i < letters.size(); ++i) {
        const auto before =
            std::string_view(text).substr(letters[i - 1].byte, letters[i - 1].bytes);
        const auto after = std::string_view(text).substr(letters[i].byte, letters[i].bytes);
        const bool at_blank = before == " ";
        const bool between = (letters[i].wide || letters[i - 1].wide) && after != " ";
        if ((at_blank || between) && !closes(after) && !opens(before))
            places.push_back(letters[i].byte);
    }
    return places;
}

} // namespace geo::map
