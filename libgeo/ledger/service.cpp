// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/service.hpp"

#include "libgeo/core/date.hpp"
#include "libgeo/ledger/steps.hpp"

namespace geo::ledger {

namespace {

const char* const enterprises = "service_enterprise";
const char* const items = "service_item";

/// What is recorded about an enterprise itself.
std::vector<EventKind> enterprise_kinds() {
    using F = FieldType;
    return {
        {"enrol",
         {"建档：企业、服务专员、联络周期", "enrol an enterprise with its officer and contact "
                                            "period"},
         {"officer", "approver"},
         {{"name", {"企业名称", "name of the enterprise"}, F::text, true},
          {"officer", {"服务专员", "officer in charge"}, F::text, true},
          {"contact_days",
           {"联络周期（日历日）", "contact period in calendar days"},
           F::whole,
           true},
          {"county", {"县区", "county"}, F::text, true},
          {"park_id", {"园区编号", "id of the park"}}},
         Opens::yes},
        {"handover",
         {"移交给另一名专员", "hand an enterprise over to another officer"},
         {"approver"},
         {{"officer", {"新的服务专员", "new officer in charge"}, F::text, true},
          {"contact_days", {"新的联络周期", "new contact period in calendar days"}, F::whole}}},
        {"contact",
         {"联络一次", "record a contact with an enterprise"},
         {"officer", "approver"},
         {{"method",
           {"方式", "way of contact"},
           F::choice,
           true,
           {"visit", "phone", "meeting", "letter"}},
          {"note", {"内容", "what was said"}, F::text, true}},
         Opens::no,
         Order::any},
    };
}

/// The four steps of a problem, and what happens to it besides.
std::vector<EventKind> problem_kinds() {
    using F = FieldType;
    return {
        {"collect",
         {"第一步 收集：登记企业的一个问题", "step 1: enter a problem of an enterprise"},
         {"officer", "clerk", "inspector", "approver"},
         {{"enterprise", {"企业编号（已建档）", "id of the enterprise (enrolled)"}, F::text, true},
          {"problem", {"问题", "the problem"}, F::text, true},
          {"category",
           {"类别", "category"},
           F::choice,
           true,
           {"permit", "standard", "money", "neighbour", "technology", "other"}},
          {"source",
           {"来源", "where it came from"},
           F::choice,
           true,
           {"visit", "hotline", "letter", "inspection", "enterprise", "other"}}},
         Opens::yes},
        {"assign",
         {"第二步 分析交办：责任人和时限",
          "step 2: analyse and assign to somebody with a deadline"},
         {"officer", "approver"},
         {{"analysis", {"分析意见", "analysis"}, F::text, true},
          {"assignee", {"责任人", "who is to solve it"}, F::text, true},
          {"due", {"时限（日期）", "deadline"}, F::day, true}}},
        {"solve",
         {"第三步 现场解决：做了什么，谁在场", "step 3: what was done on site, and who was there"},
         {"officer", "inspector", "expert"},
         {{"action", {"措施", "what was done"}, F::text, true},
          {"present", {"在场人员", "who was there"}, F::list, true}}},
        {"close",
         {"第四步 跟踪督办：核实后销号", "step 4: check the result and close"},
         {"approver", "clerk"},
         {{"check", {"核实情况", "how it was checked"}, F::text, true},
          {"satisfaction",
           {"企业评价", "the enterprise's word"},
           F::choice,
           true,
           {"satisfied", "partly", "dissatisfied"}}}},
        {"reopen",
         {"重新打开（须写明理由）", "open a closed problem again, with the reason"},
         {"officer", "clerk", "approver"},
         {}},
        {"dismiss",
         {"不予办理（须写明理由），不计入办结率",
          "dismiss, with the reason; does not count as closed"},
         {"approver"},
         {}},
    };
}

std::vector<EventKind> kinds() {
    auto all = about(enterprises, enterprise_kinds());
    const auto more = about(items, problem_kinds());
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::vector<StateTable> tables() {
    return {{enterprises,
             {"服务企业", "enterprises served"},
             {text_column("name"), text_column("officer"), whole_column("contact_days"),
              text_column("county"), text_column("park_id"), text_column("last_contact"),
              text_column("next_due"), whole_column("contacts"), whole_column("open_items")}},
            {items,
             {"问题清单", "problem list"},
             {text_column("enterprise"), text_column("problem"), text_column("category"),
              text_column("source"), text_column("county"), text_column("park_id"),
              text_column("officer"), text_column("assignee"), text_column("status"),
              text_column("found_on"), text_column("assigned_on"), text_column("due"),
              text_column("solved_on"), text_column("closed_on"), text_column("satisfaction"),
              whole_column("reopened")}}};
}

Text not_now(const Event& event, const std::string& status) {
    return {"状态是 " + status + "，现在不能 " + event.kind +
                "。四步依次是 collect、assign、solve、close。",
            "its status is " + status + ", so it cannot " + event.kind +
                " now. The four steps are collect, assign, solve, close in this order."};
}

std::optional<Text> check_enterprise(const State& state, const Event& event) {
    if (event.kind == "enrol" || has(event.payload, "contact_days"))
        if (whole_of(event.payload, "contact_days") < 1)
            return Text{"联络周期至少 1 日。", "the contact period is at least 1 day."};
    if (event.kind == "enrol" || state.find(enterprises, event.case_id)) return {};
    return Text{"这不是企业。请用企业编号。", "this is no enterprise. Give the id of one."};
}

/// Statuses in which a kind of event may happen.
bool may_follow(const std::string& kind, const std::string& status) {
    if (kind == "assign") return status == "collected" || status == "reopened";
    if (kind == "solve") return status == "assigned";
    if (kind == "close") return status == "solved";
    if (kind == "reopen") return status == "closed" || status == "solved";
    return status != "closed" && status != "dismissed"; // dismiss
}

std::optional<Text> check_item(const State& state, const Event& event) {
    const auto* item = state.find(items, event.case_id);
    if (item == nullptr)
        return Text{"这不是问题。请用问题编号。", "this is no problem. Give the id of one."};
    if (!may_follow(event.kind, item->text("status"))) return not_now(event, item->text("status"));
    if ((event.kind == "reopen" || event.kind == "dismiss") && trim(event.reason).empty())
        return Text{"没有理由。请写明 --reason。", "there is no reason. Give --reason."};
    if (event.kind == "assign" && text_of(event.payload, "due") < event.happened_on)
        return Text{"时限早于交办日。请核对。",
                    "the deadline is before the day of assignment. Check it."};
    if (event.kind == "close" && event.actor == item->text("assignee"))
        return Text{"责任人不能自己销号。请由他人核实。",
                    "who was to solve it cannot close it. Somebody else checks."};
    if (event.kind == "close" && text_of(event.payload, "satisfaction") == "dissatisfied")
        return Text{"企业不满意，不能销号。请 reopen 后重新交办。",
                    "the enterprise is dissatisfied, so it cannot be closed. Reopen and assign "
                    "again."};
    return {};
}

std::optional<Text> validate(const State& state, const Event& event) {
    if (event.kind == "enrol" || event.kind == "handover" || event.kind == "contact")
        return check_enterprise(state, event);
    if (event.kind != "collect") return check_item(state, event);
    if (state.find(enterprises, text_of(event.payload, "enterprise"))) return {};
    return Text{"企业没有建档。请先 enrol。", "the enterprise is not enrolled. Enrol it first."};
}

std::string day_after(const std::string& day, std::int64_t days) {
    return iso_date(*day_of_iso_date(day) + std::chrono::days(days));
}

void set_next_due(Row& row) {
    row["next_due"] = day_after(row.text("last_contact"), row.whole("contact_days"));
}

std::string apply_to_enterprise(State& state, const Event& event) {
    auto& row = state.put(enterprises, event.case_id);
    const auto& payload = event.payload;
    for (const char* field : {"name", "officer", "county", "park_id"})
        if (has(payload, field)) row[field] = text_of(payload, field);
    if (has(payload, "contact_days")) row["contact_days"] = whole_of(payload, "contact_days");
    if (event.kind == "contact") row.add("contacts", 1);
    if (event.kind != "handover" && event.happened_on > row.text("last_contact"))
        row["last_contact"] = event.happened_on;
    set_next_due(row);
    return event.kind == "enrol" ? "served" : "";
}

void collect(State& state, const Event& event) {
    auto& row = state.put(items, event.case_id);
    for (const char* field : {"enterprise", "problem", "category", "source"})
        row[field] = text_of(event.payload, field);
    row["found_on"] = event.happened_on;
    row["reopened"] = std::int64_t{0};
    // As of an earlier day, the enterprise may not be enrolled yet.
    const auto* owner = state.find(enterprises, row.text("enterprise"));
    if (owner == nullptr) return;
    for (const char* column : {"county", "park_id", "officer"}) row[column] = (*owner)[column];
}

std::string status_after(const std::string& kind) {
    if (kind == "collect") return "collected";
    if (kind == "assign") return "assigned";
    if (kind == "solve") return "solved";
    if (kind == "close") return "closed";
    return kind == "reopen" ? "reopened" : "dismissed";
}

bool is_open(const std::string& status) {
    return !status.empty() && status != "closed" && status != "dismissed";
}

std::string apply_to_item(State& state, const Event& event) {
    if (event.kind == "collect") collect(state, event);
    auto& row = state.put(items, event.case_id);
    const auto before = row.text("status");
    const auto status = status_after(event.kind);
    if (event.kind == "assign") {
        row["assignee"] = text_of(event.payload, "assignee");
        row["due"] = text_of(event.payload, "due");
        row["assigned_on"] = event.happened_on;
    } else if (event.kind == "solve") {
        row["solved_on"] = event.happened_on;
    } else if (event.kind == "close") {
        row["closed_on"] = event.happened_on;
        row["satisfaction"] = text_of(event.payload, "satisfaction");
    } else if (event.kind == "reopen") {
        for (const char* column : {"closed_on", "solved_on", "satisfaction"}) row[column] = {};
        if (before == "closed") row.add("reopened", 1);
    }
    row["status"] = status;
    if (is_open(before) != is_open(status) && state.find(enterprises, row.text("enterprise")))
        state.put(enterprises, row.text("enterprise")).add("open_items", is_open(status) ? 1 : -1);
    return status;
}

std::string apply(State& state, const Event& event) {
    return event.kind == "enrol" || event.kind == "handover" || event.kind == "contact"
               ? apply_to_enterprise(state, event)
               : apply_to_item(state, event);
}

} // namespace

const Programme& service_programme() {
    static const Programme programme{
        "service", {"企业服务", "service of enterprises"}, kinds(), tables(), validate, apply};
    return programme;
}

} // namespace geo::ledger
