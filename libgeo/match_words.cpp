// SPDX-License-Identifier: Apache-2.0
#include "libgeo/match_words.hpp"

#include <algorithm>
#include <array>

namespace geo {

std::span<const MatchWord> match_columns() {
    static constexpr std::array<MatchWord, 15> words{{{"left_id", "名单编号", "list id"},
                                                      {"left_name", "名单名称", "listed name"},
                                                      {"left_place", "名单县区", "county"},
                                                      {"match", "匹配", "match"},
                                                      {"how", "依据", "basis"},
                                                      {"similarity", "相似度", "likeness"},
                                                      {"right_id", "登记编号", "register id"},
                                                      {"right_name", "登记名称", "registered name"},
                                                      {"right_place", "登记县区", "county"},
                                                      {"decision", "决定", "decision"},
                                                      {"decided_id", "另选编号", "other id"},
                                                      {"decided_by", "决定人", "decided by"},
                                                      {"decided_on", "决定日期", "decided on"},
                                                      {"candidates", "候选", "candidates"},
                                                      {"result_id", "采用编号", "id to use"}}};
    return words;
}

std::span<const MatchWord> match_values() {
    static constexpr std::array<MatchWord, 12> words{{{"exact", "同名"},
                                                      {"alias", "别名"},
                                                      {"fuzzy", "建议"},
                                                      {"ambiguous", "重名"},
                                                      {"none", "没有"},
                                                      {"unmatched", "无人对应"},
                                                      {"name", "名称相同"},
                                                      {"aliases", "别名表"},
                                                      {"standard form", "规范名相同"},
                                                      {"same stem", "词干相同"},
                                                      {"similar", "名称相近"},
                                                      {"same code", "代码相同"}}};
    return words;
}

std::span<const MatchWord> match_choices() {
    static constexpr std::array<MatchWord, 3> words{
        {{"accept", "接受"}, {"other", "另选"}, {"none", "没有"}}};
    return words;
}

std::string shown_word(std::span<const MatchWord> words, std::string_view code) {
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](const auto& word) { return word.code == code; });
    return found == words.end() ? std::string(code)
                                : std::string(found->zh) + " " + std::string(code);
}

std::string decision_code(std::string_view text) {
    for (const auto& word : match_choices())
        if (text == word.zh || text == shown_word(match_choices(), word.code))
            return std::string(word.code);
    return std::string(text);
}

} // namespace geo
