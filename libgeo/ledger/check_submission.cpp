// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/check_submission.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "libgeo/core/date.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/core/hidden_characters.hpp"
#include "libgeo/ledger/money.hpp"
#include "libgeo/ledger/now.hpp"

namespace geo::ledger {

namespace {

/// "case C1, assign: why" in both languages.
[[noreturn]] void refuse(const Submission& submission, const Text& why) {
    const std::string zh = "案件 " + submission.case_id + "，" + submission.kind + "：";
    const std::string en = "case " + submission.case_id + ", " + submission.kind + ": ";
    throw InputError({zh + why.zh, en + why.en});
}

template <typename List> std::string names_of(const List& list) {
    std::string names;
    for (const auto& one : list) names += (names.empty() ? "" : ", ") + one.name;
    return names;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

const Programme& programme_of(const Submission& submission) {
    if (const auto* found = programme(submission.programme)) return *found;
    std::string names;
    for (const auto* one : programmes()) names += (names.empty() ? "" : ", ") + one->name;
    refuse(submission,
           {"没有工作 '" + submission.programme + "'。有：" + names + "。",
            "there is no programme '" + submission.programme + "'. There are: " + names + "."});
}

const EventKind& kind_of(const Submission& submission) {
    const auto& owner = programme_of(submission);
    if (const auto* found = owner.kind(submission.kind)) return *found;
    const auto names = names_of(owner.kinds);
    refuse(submission, {"没有这种事件。有：" + names + "。",
                        "there is no such kind of event. There are: " + names + "."});
}

void check_actor(const Submission& submission, const EventKind& kind) {
    if (trim(submission.actor).empty())
        refuse(submission, {"没有经办人。请写明 --actor。", "nobody acts. Give --actor."});
    const auto is_known = std::any_of(roles().begin(), roles().end(), [&](const auto& role) {
        return role.name == submission.role;
    });
    if (!is_known)
        refuse(submission, {"没有角色 '" + submission.role + "'。有：" + names_of(roles()) + "。",
                            "there is no role '" + submission.role +
                                "'. There are: " + names_of(roles()) + "."});
    if (std::find(kind.roles.begin(), kind.roles.end(), submission.role) == kind.roles.end())
        refuse(submission, {"角色 '" + submission.role + "' 不能做这件事。可以的角色：" +
                                joined(kind.roles) + "。",
                            "role '" + submission.role +
                                "' may not do this. Roles that may: " + joined(kind.roles) + "."});
}

/// Nothing on the ledger happened before the first or is due after the last: such a year is a slip
/// of the pen.
constexpr int first_year = 1990;
constexpr int last_year = 2100;

bool is_plausible_day(std::string_view text) {
    const auto day = day_of_iso_date(text);
    return day && year_of(*day) >= first_year && year_of(*day) <= last_year;
}

void check_times(const Submission& submission) {
    if (!submission.at.empty() && !is_utc_time(submission.at))
        refuse(submission,
               {"时间 '" + submission.at + "' 不对。请写成 2026-03-01T08:00:00.000Z。",
                "'" + submission.at + "' is no time. Write it like 2026-03-01T08:00:00.000Z."});
    const auto day = day_of_iso_date(submission.happened_on);
    if (!submission.happened_on.empty() && (!day || year_of(*day) < first_year))
        refuse(submission,
               {"日期 '" + submission.happened_on + "' 不对。请写成 2026-03-01，不早于 1990 年。",
                "'" + submission.happened_on +
                    "' is no day. Write it like 2026-03-01, not before 1990."});
}

/// The payload's text, or a refusal because the field holds something else.
const std::string& text_in(const Submission& submission, const Field& field) {
    const auto* text = std::get_if<std::string>(&submission.payload.at(field.name));
    if (text == nullptr || trim(*text).empty())
        refuse(submission, {"字段 " + field.name + " 应为文字且不能为空。请补上。",
                            "field " + field.name +
                                " must be a text that is not empty. Fill it "
                                "in."});
    return *text;
}

void fill_money(Submission& submission, const Field& field) {
    const auto text = text_in(submission, field);
    const auto amount = cny_of(text);
    if (!amount)
        refuse(submission,
               {"字段 " + field.name + "：'" + text +
                    "' 不是金额。请写数字和单位（元、万元、亿元），精确到 1 元，如 1,200 万元。",
                "field " + field.name + ": '" + text +
                    "' is no amount. Give a number and its unit (元, 万元, 亿元), whole CNY, like "
                    "1,200 万元."});
    const auto name = field.name + "_yuan";
    const auto given = submission.payload.find(name);
    if (given != submission.payload.end() && given->second != PayloadValue{*amount})
        refuse(submission, {"字段 " + name + " 与 '" + text + "' 不一致。请改正其一。",
                            "field " + name + " is not what '" + text +
                                "' says. Mend one of "
                                "them."});
    submission.payload[name] = *amount;
}

void check_field(Submission& submission, const Field& field) {
    const auto& value = submission.payload.at(field.name);
    const auto* whole = std::get_if<std::int64_t>(&value);
    switch (field.type) {
    case FieldType::text:
        text_in(submission, field);
        return;
    case FieldType::money:
        return fill_money(submission, field);
    case FieldType::list:
        if (std::holds_alternative<std::vector<std::string>>(value)) return;
        break;
    case FieldType::whole:
        if (whole != nullptr) return;
        break;
    case FieldType::flag:
        if (whole != nullptr && (*whole == 0 || *whole == 1)) return;
        break;
    case FieldType::day:
        if (is_plausible_day(text_in(submission, field))) return;
        break;
    case FieldType::choice:
        if (std::find(field.choices.begin(), field.choices.end(), text_in(submission, field)) !=
            field.choices.end())
            return;
        refuse(submission, {"字段 " + field.name + " 的值 '" + text_in(submission, field) +
                                "' 不对。可选：" + joined(field.choices) + "。",
                            "field " + field.name + " cannot be '" + text_in(submission, field) +
                                "'. It is one of: " + joined(field.choices) + "."});
    }
    refuse(submission,
           {"字段 " + field.name + "（" + field.title.zh +
                "）的值不对。整数写数字，日期写成 2026-03-01（1990 至 2100 年），是否写 1 或 "
                "0。",
            "field " + field.name + " (" + field.title.en +
                ") has a wrong value. Whole numbers are digits, days like 2026-03-01 "
                "(1990 to 2100), yes and no are 1 and 0."});
}

void refuse_unknown_fields(const Submission& submission, const EventKind& kind) {
    for (const auto& entry : submission.payload) {
        const auto& name = entry.first; // clang 14 captures no structured binding
        const auto is_known =
            std::any_of(kind.fields.begin(), kind.fields.end(), [&](const auto& field) {
                return name == field.name ||
                       (field.type == FieldType::money && name == field.name + "_yuan");
            });
        if (!is_known)
            refuse(submission,
                   {"没有字段 " + name + "。有：" + names_of(kind.fields) + "。",
                    "there is no field " + name + ". There are: " + names_of(kind.fields) + "."});
    }
}

/// Every text of a submission.
void each_text(const Submission& submission,
               const std::function<void(const std::string& text)>& look) {
    for (const auto* text : {&submission.case_id, &submission.actor, &submission.reason,
                             &submission.key, &submission.evidence.manifest_sha256})
        look(*text);
    for (const auto& feature : submission.evidence.features) look(feature);
    for (const auto& [name, value] : submission.payload)
        if (const auto* text = std::get_if<std::string>(&value))
            look(*text);
        else if (const auto* list = std::get_if<std::vector<std::string>>(&value))
            for (const auto& item : *list) look(item);
}

bool has_hidden_characters(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (hidden_character(text.substr(i)) > 0) return true;
    return false;
}

/// In free text lines may break, and joiners belong to some scripts.
bool has_harmful_characters(std::string_view text) {
    constexpr std::string_view harmless = "\t\n\r";
    for (std::size_t i = 0; i < text.size(); ++i)
        if (hidden_character(text.substr(i)) > 0 && !is_joiner(text.substr(i)) &&
            harmless.find(text[i]) == std::string_view::npos)
            return true;
    return false;
}

bool has_blank_end(std::string_view text) {
    constexpr std::array<std::string_view, 3> blanks{" ", "\u3000", "\u00a0"};
    return std::any_of(blanks.begin(), blanks.end(), [&](std::string_view blank) {
        return text.starts_with(blank) || text.ends_with(blank);
    });
}

void check_texts(const Submission& submission) {
    each_text(submission, [](const std::string& text) {
        if (!is_utf8(text))
            throw InputError({"提交的文字不是 UTF-8。请转换编码。",
                              "the submission is not in UTF-8. Convert it."});
        if (has_harmful_characters(text))
            throw InputError({"提交的文字含有看不见的控制字符或方向符。请删去。",
                              "the submission has control characters or marks of direction that "
                              "nobody sees. Take them out."});
    });
}

/// What looks the same has to be the same: "WT01 " and "WT01" are no two cases.
void check_case_id(const Submission& submission) {
    if (trim(submission.case_id).empty())
        refuse(submission, {"没有案件编号。请补上。", "there is no case id. Give one."});
    if (has_hidden_characters(submission.case_id) || has_blank_end(submission.case_id))
        refuse(submission,
               {"案件编号的两端有空白，或含有换行等字符。请改正。",
                "the case id has blanks at its ends, or line breaks in it. Correct it."});
}

} // namespace

void check_form(Submission& submission) {
    check_texts(submission);
    const auto& kind = kind_of(submission);
    check_case_id(submission);
    check_actor(submission, kind);
    check_times(submission);
    for (const auto& field : kind.fields)
        if (submission.payload.contains(field.name))
            check_field(submission, field);
        else if (field.is_required)
            refuse(submission,
                   {"缺少字段 " + field.name + "（" + field.title.zh + "）。请补上。",
                    "field " + field.name + " (" + field.title.en + ") is missing. Give it."});
    refuse_unknown_fields(submission, kind);
}

namespace {

void check_case(const Row* found, const Event& event, const EventKind& kind) {
    if (found == nullptr) {
        if (kind.opens != Opens::no) return;
        refuse(event, {"没有这个案件。请先登记它。", "there is no such case. Open it first."});
    }
    if (found->text("programme") != event.programme)
        refuse(event, {"这个编号属于 " + found->text("programme") + "。请换一个编号。",
                       "this id belongs to " + found->text("programme") + ". Choose another id."});
    if (kind.opens == Opens::yes)
        refuse(event, {"这个案件已经登记过（" + found->text("opened_on") + "）。请换一个编号。",
                       "this case was opened before (" + found->text("opened_on") +
                           "). Choose another id."});
    if (kind.order == Order::after_the_last && event.happened_on < found->text("last_on"))
        refuse(event, {"日期 " + event.happened_on + " 早于上一事件 " + found->text("last_kind") +
                           "（" + found->text("last_on") + "）。请核对日期。",
                       "the day " + event.happened_on + " is before the last event, " +
                           found->text("last_kind") + " (" + found->text("last_on") +
                           "). Check the day."});
}

} // namespace

void check_against(const State& state, const Event& event) {
    const auto& owner = programme_of(event);
    const auto& kind = kind_of(event);
    if (event.happened_on > event.local_date)
        refuse(event,
               {"日期 " + event.happened_on + " 晚于记录日 " + event.local_date + "。请核对日期。",
                "the day " + event.happened_on + " is after the day of recording, " +
                    event.local_date + ". Check the day."});
    check_case(state.find("ledger_case", event.case_id), event, kind);
    if (owner.validate == nullptr) return;
    if (const auto why = owner.validate(state, event)) refuse(event, *why);
}

void apply_event(State& state, const Event& event) {
    state.begin_event(event.number);
    const auto& owner = programme_of(event);
    const auto status = owner.apply == nullptr ? std::string() : owner.apply(state, event);
    auto& row = state.put("ledger_case", event.case_id);
    if (row.version == 1 && is_unknown(row["opened_on"])) {
        row["programme"] = event.programme;
        row["opened_on"] = event.happened_on;
        row["last_on"] = event.happened_on;
        row["status"] = std::string("open");
    }
    if (!status.empty()) row["status"] = status;
    row["last_on"] = std::max(row.text("last_on"), event.happened_on);
    row["last_kind"] = event.kind;
    row.add("events", 1);
}

} // namespace geo::ledger
