// SPDX-License-Identifier: Apache-2.0
#include "libgeo/match_decisions.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/core/header_name.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/core/name_form.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/match_words.hpp"

namespace geo {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& id, const Text& why) {
    throw ConfigError({path + "，'" + id + "'：" + why.zh, path + ", '" + id + "': " + why.en});
}

/// A text of a CSV that a spreadsheet would have run carries an apostrophe in front.
std::string without_apostrophe(std::string text) {
    if (text.size() > 1 && text[0] == '\'' && std::string_view("=+-@").find(text[1]) < 4)
        text.erase(0, 1);
    return text;
}

/// Column of that name, or with it in the brackets of its header.
std::optional<std::size_t> column_named(const Attributes& attributes, const char* name) {
    if (const auto column = attributes.find(name)) return column;
    for (std::size_t c = 0; c < attributes.names.size(); ++c)
        if (name_in_brackets(attributes.names[c]) == name) return c;
    return {};
}

std::string cell(const RawLayer& list, const char* name, std::size_t row, const std::string& path) {
    const auto column = column_named(list.attributes, name);
    if (column)
        return without_apostrophe(
            std::string(trim(to_text(list.attributes.columns[*column][row]))));
    throw ConfigError(
        {path + "：缺少列 " + name + "。请用 match 写出的表。",
         path + ": there is no column " + name + ". Use the table that match writes."});
}

void check(const MatchDecision& d, const std::string& path) {
    if (d.decision != "accept" && d.decision != "other" && d.decision != "none")
        fail(path, d.left_id,
             {"未知的决定 '" + d.decision + "'。可用：accept、other、none。",
              "unknown decision '" + d.decision + "'. Use accept, other or none."});
    if (d.decided_by.empty() || d.decided_on.empty())
        fail(path, d.left_id,
             {"没有写明由谁、在哪一天决定。请填写 decided_by 和 decided_on。",
              "nobody signed it, or it has no day. Fill in decided_by and decided_on."});
    if (d.decision == "accept" && d.right_id.empty())
        fail(path, d.left_id,
             {"没有可接受的建议。请写 other 和 decided_id，或 none。",
              "there is no proposal to accept. Write other with decided_id, or none."});
    if ((d.decision == "other") == d.decided_id.empty())
        fail(path, d.left_id,
             {"decided_id 只与 other 同用。请改正。",
              "decided_id belongs to other and only to it. Correct it."});
}

std::map<std::string, std::size_t> rows_by_id(const std::vector<NamedRow>& rows) {
    std::map<std::string, std::size_t> by_id;
    for (std::size_t i = 0; i < rows.size(); ++i) by_id.emplace(rows[i].id, i);
    return by_id;
}

[[noreturn]] void refuse_stale(const std::string& path, const MatchDecision& d,
                               const std::string& seen, const std::string& now) {
    throw InputError({path + "，'" + d.left_id + "'：" + d.decided_on + " 由 " + d.decided_by +
                          " 的决定针对的是名称 '" + seen + "'，现在是 '" + now + "'。请重新决定。",
                      path + ", '" + d.left_id + "': the decision of " + d.decided_by + " of " +
                          d.decided_on + " was made on the name '" + seen + "', which is '" + now +
                          "' now. Decide anew."});
}

Problem unused(const NameLists& lists, const MatchDecision& d) {
    return {lists.left_subject,
            d.left_id,
            "decision_unused",
            Severity::warning,
            no_place(),
            no_place(),
            {"有对该行的决定，但清单中没有它。",
             "there is a decision on this row, but the list has it not."}};
}

} // namespace

std::vector<MatchDecision> read_match_decisions(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    if (ascii_lower(path).ends_with(".xlsx")) spec.layer = "match";
    const auto list = read_layer(spec);
    std::vector<MatchDecision> decisions;
    for (std::size_t row = 0; row < list.features(); ++row) {
        const auto text = [&](const char* name) { return cell(list, name, row, path); };
        MatchDecision d{text("left_id"),
                        text("left_name"),
                        text("right_id"),
                        text("right_name"),
                        decision_code(text("decision")),
                        text("decided_id"),
                        text("decided_by"),
                        iso_date(text("decided_on")).value_or("")};
        if (d.decision.empty()) continue;
        check(d, path);
        decisions.push_back(std::move(d));
    }
    return decisions;
}

DecisionsByRow decisions_on(const NameLists& lists, const std::vector<MatchDecision>& decisions,
                            const std::string& path, Problems& notes) {
    const auto left = rows_by_id(lists.left);
    const auto right = rows_by_id(lists.right);
    DecisionsByRow by_row;
    for (const auto& d : decisions) {
        const auto row = left.find(d.left_id);
        if (row == left.end()) {
            notes.push_back(unused(lists, d));
            continue;
        }
        const auto& name = lists.left[row->second].name;
        if (written_name(name) != written_name(d.left_name))
            refuse_stale(path, d, d.left_name, name);
        RowDecision decision{std::nullopt, d};
        if (d.decision != "none") {
            const auto chosen = right.find(d.decision == "accept" ? d.right_id : d.decided_id);
            if (chosen == right.end())
                fail(path, d.left_id,
                     {"登记表中没有所决定的编号。请改正。",
                      "the register has no row with the id that was decided for. Correct it."});
            decision.right = chosen->second;
            const auto& now = lists.right[chosen->second].name;
            if (d.decision == "accept" && written_name(now) != written_name(d.right_name))
                refuse_stale(path, d, d.right_name, now);
        }
        if (!by_row.emplace(row->second, decision).second)
            fail(path, d.left_id,
                 {"同一行有两个决定。请只留一个。", "there are two decisions on it. Leave one."});
    }
    return by_row;
}

} // namespace geo
