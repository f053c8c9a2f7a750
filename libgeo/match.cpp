// SPDX-License-Identifier: Apache-2.0
#include "libgeo/match.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "libgeo/core/error.hpp"
#include "libgeo/match_decisions.hpp"
#include "libgeo/match_names.hpp"

namespace geo {

namespace {

constexpr int similarity_decimals = 3;

std::vector<std::size_t> id_order(const std::vector<NamedRow>& rows) {
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return id_less(rows[a].id, rows[b].id); });
    return order;
}

Value text_or_unknown(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

std::string candidate_list(const NameMatch& match, const std::vector<NamedRow>& right) {
    std::string list;
    for (const auto r : match.candidates)
        list += (list.empty() ? "" : "; ") + right[r].id + " " + right[r].name;
    return list;
}

Table empty_table() {
    return {"match",
            {text_column("left_id"), text_column("left_name"), text_column("left_place"),
             text_column("match"), text_column("how"),
             real_column("similarity", similarity_decimals), text_column("right_id"),
             text_column("right_name"), text_column("right_place"), text_column("candidates"),
             text_column("result_id"), text_column("decision"), text_column("decided_id"),
             text_column("decided_by"), text_column("decided_on")},
            {}};
}

/// Fills the table of one comparison.
class ReviewTable {
  public:
    ReviewTable(const NameLists& lists, const std::vector<NameMatch>& matches,
                const DecisionsByRow& decisions)
        : m_lists(lists), m_matches(matches), m_decisions(decisions),
          m_is_used(lists.right.size()) {}

    void fill(MatchReview& review) {
        review.table = empty_table();
        for (const auto i : id_order(m_lists.left)) review.table.rows.push_back(row(i, review));
        for (const auto r : id_order(m_lists.right))
            if (!m_is_used[r]) review.table.rows.push_back(rest(r));
    }

  private:
    /// The row of the right list that is taken for left row i; nothing when none is.
    std::optional<std::size_t> result(std::size_t i, const RowDecision* decision) const {
        if (decision) return decision->right;
        const auto& match = m_matches[i];
        const bool is_sure = match.kind == MatchKind::exact || match.kind == MatchKind::alias;
        return is_sure ? std::optional(match.candidates[0]) : std::nullopt;
    }

    std::vector<Value> row(std::size_t i, MatchReview& review) {
        const auto& left = m_lists.left[i];
        const auto& match = m_matches[i];
        const auto found = m_decisions.find(i);
        const auto* decision = found == m_decisions.end() ? nullptr : &found->second;
        const auto taken = result(i, decision);
        if (taken) m_is_used[*taken] = true;
        if (!taken && !decision) ++review.open;
        const bool proposes = !match.candidates.empty() && match.kind != MatchKind::ambiguous;
        const NamedRow none;
        const auto& right = proposes ? m_lists.right[match.candidates[0]] : none;
        std::vector<Value> cells{left.id,
                                 left.name,
                                 text_or_unknown(left.place),
                                 std::string(name_of(match.kind)),
                                 text_or_unknown(match.how),
                                 proposes ? Value(match.similarity) : Value(),
                                 text_or_unknown(right.id),
                                 text_or_unknown(right.name),
                                 text_or_unknown(right.place),
                                 text_or_unknown(candidate_list(match, m_lists.right)),
                                 taken ? Value(m_lists.right[*taken].id) : Value()};
        const MatchDecision undecided;
        const auto& d = decision ? decision->signed_by : undecided;
        for (const auto& text : {d.decision, d.decided_id, d.decided_by, d.decided_on})
            cells.push_back(text_or_unknown(text));
        return cells;
    }

    /// A row of the right list that nobody was matched with.
    std::vector<Value> rest(std::size_t r) const {
        const auto& right = m_lists.right[r];
        std::vector<Value> cells(empty_table().columns.size());
        cells[3] = std::string("unmatched");
        cells[6] = right.id;
        cells[7] = right.name;
        cells[8] = text_or_unknown(right.place);
        return cells;
    }

    const NameLists& m_lists;
    const std::vector<NameMatch>& m_matches;
    const DecisionsByRow& m_decisions;
    std::vector<char> m_is_used;
};

} // namespace

MatchReview match_lists(const MatchTask& task) {
    MatchReview review;
    const auto lists = read_name_lists(task.left, task.right, review.notes);
    NameAliases aliases;
    if (!task.aliases.empty()) aliases = read_aliases(task.aliases);
    const auto matches = match_names(lists.left, lists.right, aliases);
    DecisionsByRow decisions;
    if (!task.decisions.empty())
        decisions =
            decisions_on(lists, read_match_decisions(task.decisions), task.decisions, review.notes);
    ReviewTable(lists, matches, decisions).fill(review);
    return review;
}

} // namespace geo
