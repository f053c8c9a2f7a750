// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/name_match.hpp"

#include <algorithm>
#include <set>

#include "libgeo/core/name_form.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

namespace {

constexpr double least_similarity = 0.5;
constexpr std::size_t most_candidates = 5;

using Rows = std::vector<std::size_t>;
using RowsByName = std::map<std::string, Rows>;

/// One proposal; a stem counts more than a likeness, a likeness more than a code.
struct Proposal {
    std::size_t row;
    std::string_view how;
    double similarity;

    bool operator<(const Proposal& other) const {
        const auto rank = [](const Proposal& p) {
            return p.how == "same stem" ? 0 : p.how == "similar" ? 1 : 2;
        };
        if (rank(*this) != rank(other)) return rank(*this) < rank(other);
        if (similarity != other.similarity) return similarity > other.similarity;
        return row < other.row;
    }
};

class Matcher {
  public:
    Matcher(const std::vector<NamedRow>& right, const NameAliases& aliases)
        : m_right(right), m_aliases(aliases) {
        for (std::size_t r = 0; r < right.size(); ++r) {
            m_by_written[written_name(right[r].name)].push_back(r);
            const auto standard = standard_name(right[r].name);
            m_by_standard[standard].push_back(r);
            m_by_stem[name_stem(right[r].name)].push_back(r);
            m_by_id[right[r].id].push_back(r);
            m_pairs.push_back(letter_pairs(standard));
            for (const auto pair : std::set<std::uint64_t>(m_pairs[r].begin(), m_pairs[r].end()))
                m_by_pair[pair].push_back(r);
        }
    }

    NameMatch match(const NamedRow& row) const {
        if (written_name(row.name).empty()) return {};
        NameMatch found;
        if (certain(row, named(m_by_written, {written_name(row.name)}), MatchKind::exact, "name",
                    found) ||
            certain(row, named(m_by_written, aliases_of(row.name)), MatchKind::alias, "aliases",
                    found) ||
            certain(row, named(m_by_standard, {standard_name(row.name)}), MatchKind::alias,
                    "standard form", found))
            return found;
        return proposals(row);
    }

  private:
    static Rows named(const RowsByName& index, const std::vector<std::string>& names) {
        std::set<std::size_t> rows;
        for (const auto& name : names)
            if (const auto found = index.find(name); found != index.end())
                rows.insert(found->second.begin(), found->second.end());
        return {rows.begin(), rows.end()};
    }

    std::vector<std::string> aliases_of(const std::string& name) const {
        const auto found = m_aliases.find(written_name(name));
        return found == m_aliases.end() ? std::vector<std::string>() : found->second;
    }

    bool may_be(const NamedRow& row, std::size_t r) const {
        return row.place.empty() || m_right[r].place.empty() || row.place == m_right[r].place;
    }

    double likeness(const NamedRow& row, std::size_t r) const {
        return similarity(letter_pairs(standard_name(row.name)), m_pairs[r]);
    }

    /// True when somebody has the name: one is a match, several are ambiguous.
    bool certain(const NamedRow& row, const Rows& rows, MatchKind kind, const char* how,
                 NameMatch& found) const {
        for (const auto r : rows)
            if (may_be(row, r)) found.candidates.push_back(r);
        if (found.candidates.empty()) return false;
        found.kind = found.candidates.size() == 1 ? kind : MatchKind::ambiguous;
        found.how = how;
        found.similarity = likeness(row, found.candidates[0]);
        if (found.candidates.size() > most_candidates) found.candidates.resize(most_candidates);
        return true;
    }

    Rows similar_rows(const NamedRow& row) const {
        std::set<std::size_t> rows;
        for (const auto pair : letter_pairs(standard_name(row.name)))
            if (const auto found = m_by_pair.find(pair); found != m_by_pair.end())
                rows.insert(found->second.begin(), found->second.end());
        return {rows.begin(), rows.end()};
    }

    NameMatch proposals(const NamedRow& row) const {
        std::map<std::size_t, Proposal> best;
        const auto propose = [&](std::size_t r, std::string_view how, double least) {
            const double alike = likeness(row, r);
            if (!may_be(row, r) || alike < least) return;
            best.try_emplace(r, Proposal{r, how, alike});
        };
        for (const auto r : named(m_by_stem, {name_stem(row.name)})) propose(r, "same stem", 0);
        for (const auto r : similar_rows(row)) propose(r, "similar", least_similarity);
        if (!row.id.empty())
            for (const auto r : named(m_by_id, {row.id})) propose(r, "same code", 0);
        std::vector<Proposal> sorted;
        for (const auto& [r, proposal] : best) sorted.push_back(proposal);
        std::sort(sorted.begin(), sorted.end());
        if (sorted.size() > most_candidates) sorted.resize(most_candidates);
        NameMatch found;
        if (sorted.empty()) return found;
        found.kind = MatchKind::fuzzy;
        found.how = sorted[0].how;
        found.similarity = sorted[0].similarity;
        for (const auto& proposal : sorted) found.candidates.push_back(proposal.row);
        return found;
    }

    const std::vector<NamedRow>& m_right;
    const NameAliases& m_aliases;
    RowsByName m_by_written, m_by_standard, m_by_stem, m_by_id;
    std::map<std::uint64_t, Rows> m_by_pair;
    std::vector<std::vector<std::uint64_t>> m_pairs;
};

bool is_sure(const NameMatch& match) {
    return match.kind == MatchKind::exact || match.kind == MatchKind::alias;
}

/// Two rows cannot both be the same one.
void refuse_shared_claims(std::vector<NameMatch>& matches) {
    std::map<std::size_t, Rows> claims;
    for (std::size_t i = 0; i < matches.size(); ++i)
        if (is_sure(matches[i])) claims[matches[i].candidates[0]].push_back(i);
    for (const auto& [row, claimants] : claims) {
        if (claimants.size() < 2) continue;
        const auto exact = std::count_if(claimants.begin(), claimants.end(), [&](std::size_t i) {
            return matches[i].kind == MatchKind::exact;
        });
        for (const auto i : claimants)
            if (exact != 1 || matches[i].kind != MatchKind::exact)
                matches[i].kind = MatchKind::ambiguous;
    }
}

} // namespace

std::string_view name_of(MatchKind kind) {
    constexpr std::array<std::string_view, 5> names{"exact", "alias", "fuzzy", "ambiguous", "none"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<NameMatch> match_names(const std::vector<NamedRow>& left,
                                   const std::vector<NamedRow>& right, const NameAliases& aliases) {
    const Matcher matcher(right, aliases);
    std::vector<NameMatch> matches;
    for (const auto& row : left) matches.push_back(matcher.match(row));
    refuse_shared_claims(matches);
    return matches;
}

} // namespace geo
