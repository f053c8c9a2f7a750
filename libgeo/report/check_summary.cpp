// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/check_summary.hpp"

#include <algorithm>
#include <map>

#include "libgeo/core/problem_codes.hpp"
#include "libgeo/report/render.hpp"

namespace geo {

namespace {

/// The problems of one code and severity, in the order of layers and ids.
using Group = std::vector<const Problem*>;

/// Groups with the worst first, then by code.
std::map<std::pair<int, std::string>, Group> groups_of(const Problems& problems) {
    std::map<std::pair<int, std::string>, Group> groups;
    for (const auto& p : problems) groups[{-static_cast<int>(p.severity), p.code}].push_back(&p);
    for (auto& [key, group] : groups)
        std::stable_sort(group.begin(), group.end(), [](const Problem* a, const Problem* b) {
            return a->layer != b->layer ? a->layer < b->layer
                                        : id_less(a->feature_id, b->feature_id);
        });
    return groups;
}

Text word_for(Severity severity) {
    if (severity == Severity::error) return {"错误", "error"};
    if (severity == Severity::warning) return {"警告", "warning"};
    return {"提示", "note"};
}

/// "119.172852 E 33.567383 N", or nothing.
std::string place_of(const Problem& problem) {
    if (std::isnan(problem.lon) || std::isnan(problem.lat)) return {};
    const auto side = [](double value, const char* plus, const char* minus) {
        return fixed(std::abs(value), 6) + (value < 0 ? minus : plus);
    };
    return side(problem.lon, "°E ", "°W ") + side(problem.lat, "°N", "°S");
}

std::string line_of(const Problem& problem, Language language) {
    std::string line = "    ";
    for (const auto& word : {problem.feature_id, place_of(problem)})
        if (!word.empty()) line += word + "  ";
    return line + in(problem.message, language) + "\n";
}

std::string heading_of(const Group& group, Language language) {
    const auto& first = *group.front();
    std::string text = in(word_for(first.severity), language) + "  " + first.code + "  ×" +
                       std::to_string(group.size());
    const auto* known = problem_code(first.code);
    if (!known) return text + "\n";
    const Text to_do{"处理：", "to do: "};
    return text + "  " + in(known->title, language) + "\n  " + in(to_do, language) +
           in(known->remedy, language) + "\n";
}

std::string section_of(const Group& group, Language language, std::size_t most) {
    std::string text = heading_of(group, language);
    const std::string* layer = nullptr;
    for (std::size_t i = 0; i < std::min(most, group.size()); ++i) {
        if (!layer || *layer != group[i]->layer) text += "  " + group[i]->layer + "\n";
        layer = &group[i]->layer;
        text += line_of(*group[i], language);
    }
    if (group.size() > most) {
        const auto more = std::to_string(group.size() - most);
        text += in(Text{"    ……另有 " + more + " 个（全部见 --format csv 或 json）\n",
                        "    … and " + more + " more (all of them: --format csv or json)\n"},
                   language);
    }
    return text + "\n";
}

struct Counts {
    std::int64_t errors = 0;
    std::int64_t warnings = 0;
    std::int64_t notes = 0;
};

Counts counts_of(const Problems& problems, const std::string& layer) {
    Counts counts;
    for (const auto& p : problems) {
        if (p.layer != layer) continue;
        auto& target = p.severity == Severity::error     ? counts.errors
                       : p.severity == Severity::warning ? counts.warnings
                                                         : counts.notes;
        ++target;
    }
    return counts;
}

/// What a layer is good for.
Text result_of(const Conservation& c, const Counts& counts) {
    const auto n = [](std::uint64_t count) { return std::to_string(count); };
    if (c.review > 0)
        return {"有 " + n(c.review + c.rejected) + " 个不参与判定，待决定",
                n(c.review + c.rejected) + " decide nothing: decide on them"};
    if (c.rejected > 0) return {"有 " + n(c.rejected) + " 个未采用", n(c.rejected) + " left out"};
    if (counts.errors > 0) return {"有错误", "not usable as it is"};
    if (counts.warnings > 0) return {"可用，请看警告", "usable; look at the warnings"};
    return {"可用", "ready"};
}

Table layers_of(const NormaliseLog& log, Language language) {
    const auto name = [&](const char* zh, const char* en) { return in({zh, en}, language); };
    Table table{"layers",
                {text_column(name("图层", "layer")), whole_column(name("读入", "read")),
                 whole_column(name("使用", "used")), whole_column(name("修复", "repaired")),
                 whole_column(name("拒绝", "rejected")), whole_column(name("待核查", "review")),
                 whole_column(name("错误", "errors")), whole_column(name("警告", "warnings")),
                 whole_column(name("提示", "notes")), text_column(name("结论", "result"))},
                {}};
    const auto whole = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
    for (const auto& report : log.reports) {
        const auto& c = report.counts;
        const auto found = counts_of(log.problems, report.subject);
        table.rows.push_back({report.subject, whole(c.read), whole(c.used), whole(c.repaired),
                              whole(c.rejected), whole(c.review), found.errors, found.warnings,
                              found.notes, in(result_of(c, found), language)});
    }
    return table;
}

} // namespace

std::string check_summary(const NormaliseLog& log, Language language, std::size_t most_places) {
    std::string text;
    for (const auto& [key, group] : groups_of(log.problems))
        text += section_of(group, language, most_places);
    return text + render(layers_of(log, language), Format::text);
}

} // namespace geo
