// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/support.hpp"

namespace geo::ledger {

namespace {

const char* const measures = "support_measure";
const char* const milestones = "support_milestone";
const char* const facts = "support_fact";

std::vector<EventKind> opening_kinds() {
    using F = FieldType;
    const Field park{"park_id", {"园区编号", "id of the park"}, F::text, true};
    const Field title{"title", {"内容", "what it is about"}, F::text, true};
    const Field due{"due", {"完成期限", "when it has to be done"}, F::day, true};
    const Field amount{"amount", {"金额（带单位）", "amount with its unit"}, F::money, true};
    const std::vector<std::string> who{"officer", "approver"};
    return {{"consult",
             {"专家会诊", "an expert consultation"},
             who,
             {park, title, due, {"experts", {"专家", "experts"}, F::list, true}},
             Opens::yes},
            {"guide",
             {"引导资金", "a guidance fund"},
             {"finance", "approver"},
             {park, title, due, amount},
             Opens::yes},
            {"renovate",
             {"改造项目", "a renovation project"},
             who,
             {park, title, due, amount},
             Opens::yes}};
}

std::vector<EventKind> milestone_kinds() {
    using F = FieldType;
    const Field name{"milestone", {"里程碑", "milestone"}, F::text, true};
    return {{"plan",
             {"设一个里程碑", "plan a milestone"},
             {"officer", "approver"},
             {name, {"due", {"期限", "when it has to be reached"}, F::day, true}}},
            {"reach",
             {"达到一个里程碑", "a milestone is reached"},
             {"officer", "expert"},
             {name, {"note", {"说明", "what was done"}, F::text, true}}}};
}

std::vector<EventKind> ending_kinds() {
    using F = FieldType;
    return {{"outcome",
             {"成效，可给出园区的一个事实", "the outcome, which may state a fact of the park"},
             {"approver", "expert"},
             {{"result", {"成效", "result"}, F::choice, true, {"effective", "partly", "none"}},
              {"note", {"说明", "what came of it"}, F::text, true},
              {"fact", {"规则包的事实名", "name of a fact of the policy packs"}},
              {"value", {"事实的值", "its value"}},
              {"unit", {"单位", "its unit"}}}},
            {"stop", {"终止（须写明理由）", "stop it, with the reason"}, {"approver"}, {}}};
}

std::vector<EventKind> kinds() {
    auto all = about(measures, opening_kinds());
    for (const auto& more : {about(milestones, milestone_kinds()), about(measures, ending_kinds())})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::vector<StateTable> tables() {
    return {
        {measures,
         {"园区扶持措施", "support measures of parks"},
         {text_column("sort"), text_column("park_id"), text_column("title"), text_column("experts"),
          text_column("amount"), whole_column("amount_yuan"), text_column("opened_on"),
          text_column("due"), text_column("status"), whole_column("milestones"),
          whole_column("reached"), text_column("result"), text_column("finished_on")}},
        {milestones,
         {"里程碑", "milestones"},
         {text_column("measure"), text_column("park_id"), text_column("milestone"),
          text_column("due"), text_column("reached_on")},
         "measure",
         "milestone"},
        {facts,
         {"成效形成的事实", "facts from outcomes"},
         {text_column("park_id"), text_column("fact"), text_column("value"), text_column("unit"),
          text_column("measure"), text_column("stated_on")}}};
}

std::string milestone_id(const Event& event) {
    return event.case_id + "/" + text_of(event.payload, "milestone");
}

std::optional<Text> check_milestone(const State& state, const Event& event) {
    if (!has(event.payload, "milestone")) return {};
    const auto* row = state.find(milestones, milestone_id(event));
    if (event.kind == "plan" && row != nullptr)
        return Text{"已有这个里程碑。请换一个名称。",
                    "there is such a milestone. Choose another name."};
    if (event.kind == "reach" && row == nullptr)
        return Text{"没有这个里程碑。请先 plan。", "there is no such milestone. Plan it first."};
    if (event.kind == "reach" && !row->text("reached_on").empty())
        return Text{"这个里程碑已在 " + row->text("reached_on") + " 达到。",
                    "that milestone was reached on " + row->text("reached_on") + "."};
    return {};
}

std::optional<Text> validate(const State& state, const Event& event) {
    const auto due = text_of(event.payload, "due");
    if (!due.empty() && due < event.happened_on)
        return Text{"期限早于当日。请核对。", "the deadline is before the day. Check it."};
    const auto* row = state.find(measures, event.case_id);
    if (row == nullptr) return {}; // it opens one
    if (auto why = wrong_step(support_steps(), event.kind, row->text("status"))) return why;
    if (event.kind == "stop") return lacks_reason(event);
    if (event.kind == "outcome" && has(event.payload, "fact") != has(event.payload, "value"))
        return Text{"事实和值要一起给出。请补上。", "a fact and its value go together. Give both."};
    if (auto why = has_slash(event, "milestone")) return why;
    return check_milestone(state, event);
}

void open(Row& row, const Event& event) {
    row["sort"] = event.kind;
    row["opened_on"] = event.happened_on;
    row["milestones"] = row["reached"] = std::int64_t{0};
}

void plan(State& state, const Event& event, Row& measure) {
    auto& row = state.put(milestones, milestone_id(event));
    copy_fields(row, event.payload);
    row["measure"] = event.case_id;
    row["park_id"] = measure["park_id"];
    measure.add("milestones", 1);
}

/// A measure has one outcome, so one fact at most; which of several measures counts is the view's
/// to say, by their days.
void state_fact(State& state, const Event& event, const std::string& park) {
    auto& row = state.put(facts, event.case_id);
    copy_fields(row, event.payload);
    row["park_id"] = park;
    row["measure"] = event.case_id;
    row["stated_on"] = event.happened_on;
}

std::string apply(State& state, const Event& event) {
    const bool opens = state.find(measures, event.case_id) == nullptr;
    auto& row = state.put(measures, event.case_id);
    if (opens) {
        open(row, event);
        copy_fields(row, event.payload);
    } else if (event.kind == "plan") {
        plan(state, event, row);
    } else if (event.kind == "reach") {
        state.put(milestones, milestone_id(event))["reached_on"] = event.happened_on;
        row.add("reached", 1);
    } else {
        copy_fields(row, event.payload);
        row["finished_on"] = event.happened_on;
        if (has(event.payload, "fact")) state_fact(state, event, row.text("park_id"));
    }
    const auto* step = step_of(support_steps(), event.kind);
    const auto status = step == nullptr ? std::string("running") : step->to;
    if (!status.empty()) row["status"] = status;
    return status;
}

} // namespace

const std::vector<Step>& support_steps() {
    static const std::vector<Step> all{{"plan", {"running"}, ""},
                                       {"reach", {"running"}, ""},
                                       {"outcome", {"running"}, "finished"},
                                       {"stop", {"running"}, "stopped"}};
    return all;
}

const Programme& support_programme() {
    static const Programme programme{
        "support", {"园区扶持", "support of parks"}, kinds(), tables(), validate, apply};
    return programme;
}

} // namespace geo::ledger
