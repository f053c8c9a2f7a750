// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/name_form.hpp"

#include <algorithm>
#include <array>

#include "libgeo/core/loose_number.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

namespace {

struct Rewrite {
    std::string_view from, to;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

bool cut_ending(std::string& text, std::string_view ending, std::string_view by) {
    if (!text.ends_with(ending) || text.size() == ending.size()) return false;
    text.replace(text.size() - ending.size(), ending.size(), by);
    return true;
}

/// Bytes of the UTF-8 character that begins with `first`.
std::size_t bytes_of(char first) {
    const auto c = static_cast<unsigned char>(first);
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

std::vector<std::string_view> letters(std::string_view text) {
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < text.size(); i += all.back().size())
        all.push_back(text.substr(i, bytes_of(text[i])));
    return all;
}

/// Takes "江苏省" or "淮安市" off: two or three letters and the word, with something behind.
void cut_place(std::string& text, std::string_view word) {
    const auto all = letters(text);
    for (const std::size_t n : {2U, 3U}) {
        if (all.size() <= n + 1 || all[n] != word) continue;
        std::size_t bytes = 0;
        for (std::size_t i = 0; i <= n; ++i) bytes += all[i].size();
        text.erase(0, bytes);
        return;
    }
}

std::uint32_t code_of(std::string_view letter) {
    std::uint32_t code = 0;
    for (const char c : letter) code = code << 8U | static_cast<unsigned char>(c);
    return code;
}

} // namespace

std::string written_name(std::string_view name) {
    auto text = ascii_lower(half_width(name));
    constexpr std::array<Rewrite, 10> marks{{{" ", ""},
                                             {"\t", ""},
                                             {"\r", ""},
                                             {"\n", ""},
                                             {"[", "("},
                                             {"]", ")"},
                                             {"【", "("},
                                             {"】", ")"},
                                             {"〔", "("},
                                             {"〕", ")"}}};
    for (const auto& mark : marks) replace_all(text, mark.from, mark.to);
    return text;
}

std::string standard_name(std::string_view name) {
    auto text = written_name(name);
    cut_place(text, "省");
    cut_place(text, "市");
    constexpr std::array<Rewrite, 4> offices{
        {{"街道办事处", "街道"}, {"镇人民政府", "镇"}, {"乡人民政府", "乡"}, {"办事处", "办"}}};
    for (const auto& office : offices)
        if (cut_ending(text, office.from, office.to)) break;
    replace_all(text, "化学工业", "化工");
    replace_all(text, "化工园区", "化工园");
    replace_all(text, "化工园", "化工园区");
    return text;
}

std::string name_stem(std::string_view name) {
    auto text = standard_name(name);
    text = text.substr(0, text.find('('));
    for (const std::string_view kind : {"街道", "镇", "乡", "办"})
        if (cut_ending(text, kind, "")) break;
    return text;
}

std::vector<std::uint64_t> letter_pairs(std::string_view text) {
    std::vector<std::uint64_t> pairs;
    std::uint64_t before = 0;
    for (const auto letter : letters(text)) {
        pairs.push_back(before << 32U | code_of(letter));
        before = code_of(letter);
    }
    if (!pairs.empty()) pairs.push_back(before << 32U);
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

double similarity(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    if (a.empty() || b.empty()) return 0;
    std::size_t shared = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j])
            ++shared, ++i, ++j;
        else if (a[i] < b[j])
            ++i;
        else
            ++j;
    }
    return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

} // namespace geo
