// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/townships.hpp"

#include <algorithm>
#include <set>

namespace geo::ledger {

namespace {

const char* const titles = "township_title";
const char* const holdings = "township_holding";
const char* const changes = "township_change";

/// What the first event of a case has to say, and later ones need not.
std::vector<Field> with_unit(std::vector<Field> more) {
    using F = FieldType;
    std::vector<Field> all{
        {"code", {"乡级单位代码（首个事件必填）", "code of the unit (needed in the first event)"}},
        {"unit", {"乡级单位名称", "name of the unit"}},
        {"title",
         {"称号，如 national、provincial（首个事件必填）",
          "title, e.g. national or provincial (needed in the first event)"}}};
    for (auto& field : more) all.push_back(std::move(field));
    all.push_back({"document", {"文号", "number of the document"}, F::text, true});
    return all;
}

std::vector<EventKind> title_kinds() {
    using F = FieldType;
    const Field batch{"batch", {"批次", "batch"}};
    const Field document{"document", {"文号", "number of the document"}, F::text, true};
    return {
        {"apply",
         {"申报", "apply for a title"},
         {"officer", "clerk"},
         with_unit({}),
         Opens::either},
        {"pass", {"通过核查", "pass the check"}, {"expert", "inspector", "approver"}, {document}},
        {"announce",
         {"公示待命名：尚未命名", "publicised, not named yet"},
         {"officer", "approver"},
         with_unit({batch}),
         Opens::either},
        {"reject",
         {"不予命名（须写明理由）", "not named, with the reason"},
         {"approver"},
         {document}},
        {"name", {"命名", "named"}, {"approver"}, with_unit({batch}), Opens::either},
        {"recheck",
         {"复查", "check again"},
         {"inspector", "expert", "approver"},
         {{"result",
           {"结果：保留、限期整改", "result: it keeps the title, or has to correct"},
           F::choice,
           true,
           {"kept", "correct"}},
          {"fix_by", {"整改期限（限期整改时）", "when it has to be corrected"}, F::day},
          document}},
        {"withdraw",
         {"撤销称号（须写明理由）", "withdraw the title, with the reason"},
         {"approver"},
         {document}}};
}

std::vector<EventKind> change_kinds() {
    using F = FieldType;
    return {
        {"recode",
         {"代码变更：更名、合并、拆分，自当日起",
          "codes change from that day on: renamed, merged or split"},
         {"officer", "approver"},
         {{"change", {"变更", "what happened"}, F::choice, true, {"renamed", "merged", "split"}},
          {"old_codes", {"原代码", "old codes"}, F::list, true},
          {"old_names", {"原名称，与原代码一一对应", "old names, one for each"}, F::list, true},
          {"new_codes", {"新代码", "new codes"}, F::list, true},
          {"new_names", {"新名称，与新代码一一对应", "new names, one for each"}, F::list, true},
          {"keeps_titles",
           {"称号是否随之转移：1 或 0（缺省按规则）",
            "whether titles go over: 1 or 0 (default: by rule)"},
           F::flag},
          {"document", {"文号", "number of the document"}, F::text, true}},
         Opens::yes}};
}

std::vector<EventKind> kinds() {
    auto all = about(titles, title_kinds());
    const auto more = about(changes, change_kinds());
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::vector<StateTable> tables() {
    return {{titles,
             {"生态乡镇称号", "titles of townships"},
             {text_column("code"), text_column("unit"), text_column("title"), text_column("status"),
              text_column("batch"), text_column("document"), text_column("applied_on"),
              text_column("passed_on"), text_column("announced_on"), text_column("named_on"),
              text_column("rechecked_on"), text_column("result"), text_column("fix_by"),
              text_column("ended_on")}},
            {holdings, {"称号索引", "index of titles"}, {text_column("case_id")}, "case_id"},
            {changes,
             {"乡级单位代码变更", "changes of codes of townships"},
             {text_column("change"), text_column("changed_on"), text_column("old_codes"),
              text_column("old_names"), text_column("new_codes"), text_column("new_names"),
              whole_column("keeps_titles"), text_column("document")}}};
}

std::string holding_id(const Payload& payload) {
    return text_of(payload, "code") + "/" + text_of(payload, "title");
}

std::optional<Text> wrong_code(const std::string& code) {
    const bool is_code = code.size() >= 9 && code.size() <= 12 &&
                         code.find_first_not_of("0123456789") == std::string::npos;
    if (is_code) return {};
    return Text{"'" + code + "' 不是乡级代码。请写 9 至 12 位数字。",
                "'" + code + "' is no code of a unit. Write 9 to 12 digits."};
}

std::optional<Text> check_opening(const State& state, const Event& event) {
    for (const char* field : {"code", "title"})
        if (!has(event.payload, field))
            return Text{std::string("首个事件要写明 --") + field + "。请补上。",
                        std::string("the first event of a title needs --") + field + ". Give it."};
    if (auto why = wrong_code(text_of(event.payload, "code"))) return why;
    if (auto why = has_slash(event, "title")) return why;
    const auto* row = state.find(holdings, holding_id(event.payload));
    if (row == nullptr) return {};
    return Text{"该单位的这一称号已登记为 " + row->text("case_id") + "。请用那个编号。",
                "that title of the unit is the case " + row->text("case_id") + ". Use that id."};
}

/// Fields that a case has said before cannot be said otherwise.
std::optional<Text> check_same(const Row& row, const Event& event) {
    for (const char* field : {"code", "title"}) {
        const auto before = row.text(field);
        if (!has(event.payload, field) || text_of(event.payload, field) == before) continue;
        return Text{"本案件的 " + std::string(field) + " 是 " + before + "。请核对案件编号。",
                    "the " + std::string(field) + " of this case is " + before +
                        ". Check the id of the case."};
    }
    return {};
}

std::optional<Text> check_recheck(const Event& event) {
    const bool corrects = text_of(event.payload, "result") == "correct";
    const auto fix_by = text_of(event.payload, "fix_by");
    if (corrects == fix_by.empty())
        return Text{"限期整改要写 --fix-by，其他没有。请改正。",
                    "a correction needs --fix-by, nothing else has it. Correct it."};
    if (!fix_by.empty() && fix_by < event.happened_on)
        return Text{"期限早于当日。请核对。", "the deadline is before the day. Check it."};
    return {};
}

std::optional<Text> check_counts(const std::string& change, std::size_t before, std::size_t after) {
    const bool fits = change == "renamed"  ? before == 1 && after == 1
                      : change == "merged" ? before > 1 && after == 1
                                           : before == 1 && after > 1;
    if (fits) return {};
    return Text{"更名为一对一，合并为多对一，拆分为一对多。请改正。",
                "renamed is one to one, merged several to one, split one to several. Correct it."};
}

std::optional<Text> check_recode(const Event& event) {
    for (const char* side : {"old", "new"}) {
        const auto codes = list_of(event.payload, std::string(side) + "_codes");
        const auto names = list_of(event.payload, std::string(side) + "_names");
        for (const auto& code : codes)
            if (auto why = wrong_code(code)) return why;
        if (std::set(codes.begin(), codes.end()).size() != codes.size())
            return Text{"代码重复。请改正。", "a code stands twice. Correct it."};
        if (codes.size() != names.size())
            return Text{"名称与代码个数不同。请一一对应。",
                        "there are not as many names as codes. Give one for each."};
    }
    return check_counts(text_of(event.payload, "change"),
                        list_of(event.payload, "old_codes").size(),
                        list_of(event.payload, "new_codes").size());
}

std::optional<Text> validate(const State& state, const Event& event) {
    if (event.kind == "recode") return check_recode(event);
    const auto* row = state.find(titles, event.case_id);
    if (row == nullptr && state.find(changes, event.case_id) != nullptr)
        return no_such({"称号", "a title"});
    if (row == nullptr) return check_opening(state, event);
    if (auto why = wrong_step(township_steps(), event.kind, row->text("status"))) return why;
    if (auto why = check_same(*row, event)) return why;
    if (event.kind == "withdraw" || event.kind == "reject") return lacks_reason(event);
    return event.kind == "recheck" ? check_recheck(event) : std::nullopt;
}

/// The column of the day of a kind.
const char* day_column(const std::string& kind) {
    if (kind == "apply") return "applied_on";
    if (kind == "pass") return "passed_on";
    if (kind == "announce") return "announced_on";
    if (kind == "name") return "named_on";
    return kind == "recheck" ? "rechecked_on" : "ended_on";
}

/// A new application begins anew.
void begin_again(Row& row) {
    for (const char* column : {"passed_on", "announced_on", "named_on", "rechecked_on", "result",
                               "fix_by", "ended_on", "batch"})
        row[column] = {};
}

std::string apply(State& state, const Event& event) {
    if (event.kind == "recode") {
        auto& row = state.put(changes, event.case_id);
        copy_fields(row, event.payload);
        row["changed_on"] = event.happened_on;
        return "entered";
    }
    const bool opens = state.find(titles, event.case_id) == nullptr;
    if (opens) state.put(holdings, holding_id(event.payload))["case_id"] = event.case_id;
    auto& row = state.put(titles, event.case_id);
    if (event.kind == "apply" && !opens) begin_again(row);
    if (event.kind == "recheck") row["fix_by"] = {};
    copy_fields(row, event.payload);
    row[day_column(event.kind)] = event.happened_on;
    const auto& status = step_of(township_steps(), event.kind)->to;
    if (!status.empty()) row["status"] = status;
    return status;
}

} // namespace

const std::vector<Step>& township_steps() {
    static const std::vector<Step> all{{"apply", {"rejected", "withdrawn"}, "applied"},
                                       {"pass", {"applied"}, "passed"},
                                       {"announce", {"applied", "passed"}, "announced"},
                                       {"reject", {"applied", "passed", "announced"}, "rejected"},
                                       {"name", {"applied", "passed", "announced"}, "named"},
                                       {"recheck", {"named"}, ""},
                                       {"withdraw", {"named"}, "withdrawn"}};
    return all;
}

const Programme& townships_programme() {
    static const Programme programme{"townships", {"生态乡镇创建", "creation of eco-townships"},
                                     kinds(),     tables(),
                                     validate,    apply};
    return programme;
}

} // namespace geo::ledger
