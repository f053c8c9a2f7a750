// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/steps.hpp"

#include <algorithm>

namespace geo::ledger {

const Step* step_of(const std::vector<Step>& steps, std::string_view kind) {
    const auto found = std::find_if(steps.begin(), steps.end(),
                                    [&](const Step& step) { return step.kind == kind; });
    return found == steps.end() ? nullptr : &*found;
}

namespace {

bool fits(const Step& step, const std::string& status) {
    return std::find(step.from.begin(), step.from.end(), status) != step.from.end();
}

} // namespace

std::optional<Text> wrong_step(const std::vector<Step>& steps, std::string_view kind,
                               const std::string& status) {
    const auto* step = step_of(steps, kind);
    if (step == nullptr || fits(*step, status)) return {};
    const auto next = next_steps(steps, status);
    const std::string name(kind);
    return Text{"状态是 " + status + "，现在不能 " + name + "。现在可以：" +
                    (next.empty() ? "无" : next) + "。",
                "its status is " + status + ", so it cannot " + name +
                    " now. It can: " + (next.empty() ? "nothing" : next) + "."};
}

std::string next_steps(const std::vector<Step>& steps, const std::string& status) {
    std::vector<std::string> names;
    for (const auto& step : steps)
        if (fits(step, status)) names.push_back(step.kind);
    return joined(names);
}

std::vector<EventKind> about(const std::string& table, std::vector<EventKind> kinds) {
    for (auto& kind : kinds) kind.table = table;
    return kinds;
}

std::string needs_of(const EventKind& kind) {
    std::vector<std::string> names;
    for (const auto& field : kind.fields)
        if (field.is_required) names.push_back(field.name);
    return joined(names);
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

void copy_fields(Row& row, const Payload& payload) {
    const auto& columns = row.table().columns;
    for (const auto& entry : payload) {
        const auto& name = entry.first; // clang 14 captures no structured binding
        const auto& value = entry.second;
        const auto is_column = std::any_of(columns.begin(), columns.end(),
                                           [&](const Column& one) { return one.name == name; });
        if (!is_column) continue;
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            row[name] = *whole;
        else if (const auto* text = std::get_if<std::string>(&value))
            row[name] = *text;
        else
            row[name] = joined(std::get<std::vector<std::string>>(value));
    }
}

std::optional<Text> wrong_amount(std::int64_t yuan) {
    constexpr std::int64_t most = 1'000'000'000'000'000;
    if (yuan > 0 && yuan <= most) return {};
    return Text{"金额是 0 或超过 1000 万亿元。请核对。",
                "the amount is 0 or more than 1e15 CNY. Check it."};
}

std::optional<Text> lacks_reason(const Event& event) {
    if (!trim(event.reason).empty()) return {};
    return Text{"没有理由。请写明 --reason。", "there is no reason. Give --reason."};
}

std::optional<Text> has_slash(const Event& event, const char* field) {
    const auto name = text_of(event.payload, field);
    if (name.find('/') == std::string::npos) return {};
    return Text{"'" + name + "' 不能含 '/'。请换一个写法。",
                "'" + name + "' cannot have a '/'. Write it in another way."};
}

Text no_such(const Text& what) {
    return {"这不是" + what.zh + "。请用另一个编号。",
            "this is not " + what.en + ". Give another id."};
}

} // namespace geo::ledger
