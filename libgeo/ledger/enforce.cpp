// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/enforce.hpp"

namespace geo::ledger {

namespace {

const char* const cases = "enforce_case";

std::vector<EventKind> opening_kinds() {
    using F = FieldType;
    const Field subject{
        "subject", {"被反映或被检查的单位", "enterprise it is about"}, F::text, true};
    const Field county{"county", {"县区", "county"}, F::text, true};
    const Field park{"park_id", {"园区编号", "id of the park"}};
    return {{"petition",
             {"登记一件信访", "enter a petition"},
             {"clerk", "officer", "inspector"},
             {subject,
              {"matter", {"反映的问题", "what it says"}, F::text, true},
              {"channel",
               {"渠道", "how it came"},
               F::choice,
               true,
               {"hotline", "letter", "visit", "online", "referred"}},
              county,
              park},
             Opens::yes},
            {"inspection",
             {"安排一次检查", "plan an inspection"},
             {"inspector", "approver"},
             {subject,
              {"matter", {"检查内容", "what is inspected"}, F::text, true},
              {"plan",
               {"检查类别", "sort of inspection"},
               F::choice,
               true,
               {"random", "special", "routine", "follow_up"}},
              county,
              park},
             Opens::yes}};
}

std::vector<EventKind> site_kinds() {
    using F = FieldType;
    return {{"dispatch",
             {"交办：执法人员和时限", "hand to an inspector with a deadline"},
             {"approver", "officer"},
             {{"inspector", {"执法人员", "inspector"}, F::text, true},
              {"due", {"时限", "deadline"}, F::day, true}}},
            {"find",
             {"现场结果：是否违法", "what was found, and whether it is a violation"},
             {"inspector"},
             {{"finding", {"查明的事实", "what was found"}, F::text, true},
              {"violation", {"是否违法", "whether it is a violation"}, F::flag, true}}},
            {"order",
             {"处理：整改要求或处罚", "order a correction or a penalty"},
             {"approver"},
             {{"measure",
               {"措施", "measure"},
               F::choice,
               true,
               {"correct", "warn", "fine", "limit", "stop", "refer"}},
              {"legal_basis", {"法律依据", "legal basis"}, F::text, true},
              {"due", {"整改期限", "deadline of the correction"}, F::day, true},
              {"fine", {"罚款金额（带单位）", "amount of the fine with its unit"}, F::money}}},
            {"help",
             {"精准帮扶一次（不改变状态）", "targeted help; the status stays"},
             {"officer", "expert", "inspector"},
             {{"form",
               {"方式", "form"},
               F::choice,
               true,
               {"guidance", "expert", "training", "money", "technology"}},
              {"note", {"内容", "what was done"}, F::text, true}},
             Opens::no,
             Order::any}};
}

std::vector<EventKind> closing_kinds() {
    using F = FieldType;
    return {
        {"fix",
         {"整改完成（附材料）", "the correction is done"},
         {"officer", "inspector"},
         {{"action", {"整改情况", "what was corrected"}, F::text, true}}},
        {"review",
         {"复查：是否通过", "check the correction: passed or not"},
         {"inspector"},
         {{"check", {"复查情况", "what was checked"}, F::text, true},
          {"passed", {"是否通过", "whether it passed"}, F::flag, true}}},
        {"reply",
         {"答复信访人", "answer who sent the petition"},
         {"officer", "clerk", "inspector"},
         {{"answer", {"答复内容", "the answer"}, F::text, true}}},
        {"close",
         {"办结销号", "close"},
         {"approver", "clerk"},
         {{"conclusion", {"结论", "conclusion"}, F::text, true}}},
        {"reopen", {"重新打开（须写明理由）", "open again, with the reason"}, {"approver"}, {}}};
}

std::vector<EventKind> kinds() {
    auto all = opening_kinds();
    for (const auto& more : {site_kinds(), closing_kinds()})
        all.insert(all.end(), more.begin(), more.end());
    return about(cases, std::move(all));
}

std::vector<StateTable> tables() {
    return {{cases,
             {"信访与执法", "petitions and inspections"},
             {text_column("sort"),        text_column("subject"),
              text_column("matter"),      text_column("channel"),
              text_column("plan"),        text_column("county"),
              text_column("park_id"),     text_column("status"),
              text_column("received_on"), text_column("inspector"),
              text_column("due"),         text_column("finding"),
              whole_column("violation"),  text_column("measure"),
              text_column("legal_basis"), text_column("fine"),
              whole_column("fine_yuan"),  text_column("fixed_on"),
              text_column("reviewed_on"), text_column("replied_on"),
              text_column("closed_on"),   whole_column("failed_reviews"),
              whole_column("reopened"),   whole_column("helps")}}};
}

std::optional<Text> check_order(const Event& event) {
    const bool is_fine = text_of(event.payload, "measure") == "fine";
    if (is_fine == has(event.payload, "fine"))
        return is_fine ? wrong_amount(whole_of(event.payload, "fine_yuan")) : std::nullopt;
    return Text{"罚款要有金额（--fine，带单位），其他措施没有。请改正。",
                "a fine needs an amount (--fine, with its unit), other measures have none. Correct "
                "it."};
}

std::optional<Text> check_close(const Row& row, const Event& event) {
    if (event.kind == "reply" && row.text("sort") != "petition")
        return no_such({"信访", "a petition"});
    if (event.kind == "close" && row.text("sort") == "petition" && row.text("replied_on").empty())
        return Text{"还没有答复信访人。请先 reply。",
                    "who sent the petition has no answer yet. Reply first."};
    return {};
}

std::optional<Text> validate(const State& state, const Event& event) {
    const auto* row = state.find(cases, event.case_id);
    if (row == nullptr) return {}; // it opens one
    if (auto why = wrong_step(enforce_steps(), event.kind, row->text("status"))) return why;
    const auto due = text_of(event.payload, "due");
    if (!due.empty() && due < event.happened_on)
        return Text{"时限早于当日。请核对。", "the deadline is before the day. Check it."};
    if (event.kind == "reopen") return lacks_reason(event);
    return event.kind == "order" ? check_order(event) : check_close(*row, event);
}

std::string status_after(const Event& event) {
    if (event.kind == "find") return whole_of(event.payload, "violation") == 1 ? "found" : "clean";
    if (event.kind == "review")
        return whole_of(event.payload, "passed") == 1 ? "reviewed" : "ordered";
    const auto* step = step_of(enforce_steps(), event.kind);
    return step == nullptr ? "received" : step->to;
}

/// A case that was reopened may bring another fine; the sum is kept, and every text as written.
void add_fine(Row& row, const Event& event) {
    if (!has(event.payload, "fine")) return;
    const auto before = row.text("fine");
    const auto text = text_of(event.payload, "fine");
    row["fine"] = before.empty() ? text : before + " + " + text;
    row.add("fine_yuan", whole_of(event.payload, "fine_yuan"));
}

void set_days(Row& row, const Event& event) {
    if (event.kind == "fix") row["fixed_on"] = event.happened_on;
    if (event.kind == "reply") row["replied_on"] = event.happened_on;
    if (event.kind == "close") row["closed_on"] = event.happened_on;
    if (event.kind == "review") {
        const bool passed = whole_of(event.payload, "passed") == 1;
        if (passed) row["reviewed_on"] = event.happened_on;
        if (!passed) row["fixed_on"] = {};
        row.add("failed_reviews", passed ? 0 : 1);
    }
    if (event.kind == "reopen") {
        row.add("reopened", 1);
        for (const char* column : {"closed_on", "fixed_on", "reviewed_on", "replied_on", "due"})
            row[column] = {};
    }
}

std::string apply(State& state, const Event& event) {
    const bool opens = state.find(cases, event.case_id) == nullptr;
    auto& row = state.put(cases, event.case_id);
    auto payload = event.payload;
    for (const char* field : {"fine", "fine_yuan"}) payload.erase(field);
    copy_fields(row, payload);
    add_fine(row, event);
    if (opens) {
        row["sort"] = event.kind;
        row["received_on"] = event.happened_on;
        for (const char* column : {"failed_reviews", "reopened", "helps"})
            row[column] = std::int64_t{0};
    }
    if (event.kind == "help") row.add("helps", 1);
    set_days(row, event);
    const auto status = status_after(event);
    if (!status.empty()) row["status"] = status;
    return status;
}

} // namespace

const std::vector<Step>& enforce_steps() {
    static const std::vector<Step> all{
        {"dispatch", {"received", "reopened"}, "dispatched"},
        {"find", {"dispatched"}, ""},
        {"order", {"found"}, "ordered"},
        {"fix", {"ordered"}, "fixed"},
        {"review", {"fixed"}, ""},
        {"reply", {"clean", "ordered", "fixed", "reviewed"}, ""},
        {"help",
         {"received", "dispatched", "found", "clean", "ordered", "fixed", "reviewed", "reopened"},
         ""},
        {"close", {"clean", "reviewed"}, "closed"},
        {"reopen", {"closed"}, "reopened"}};
    return all;
}

const Programme& enforce_programme() {
    static const Programme programme{
        "enforce", {"信访与执法", "petitions and inspections"}, kinds(), tables(), validate, apply};
    return programme;
}

} // namespace geo::ledger
