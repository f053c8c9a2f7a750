// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/permit.hpp"

namespace geo::ledger {

namespace {

const char* const cases = "permit_case";
const char* const stops = "permit_stop";

Field class_field(const Text& title) {
    return {"eia_class", title, FieldType::choice, false, {"report", "form", "registration"}};
}

std::vector<EventKind> intake_kinds() {
    using F = FieldType;
    return {{"receive",
             {"收到申请（第 0 日）", "an application is received (day 0)"},
             {"clerk", "officer"},
             {{"name", {"项目名称", "name of the project"}, F::text, true},
              {"applicant", {"申请人", "applicant"}, F::text, true},
              {"county", {"县区", "county"}}},
             Opens::yes},
            {"screened",
             {"登记选址核查结果（intake 自动登记）", "result of the screening (intake records it)"},
             {"system", "clerk", "officer"},
             {{"outcome",
               {"选址结论", "outcome of the siting"},
               F::choice,
               true,
               {"prohibited", "review", "conditions", "clear"}},
              class_field({"环评类别", "EIA class"}),
              {"reasons", {"理由", "its reasons"}, F::list}}},
            {"correct",
             {"一次性告知补正（只能一次），停表", "ask for corrections, once; the clock stops"},
             {"clerk", "officer"},
             {{"missing", {"需补正的内容", "what has to be corrected"}, F::list, true},
              {"notice", {"告知书文号", "number of the written notice"}, F::text, true}}},
            {"supplement",
             {"补正材料收到，恢复计时", "the corrections are received; the clock goes on"},
             {"clerk", "officer"},
             {{"note", {"收到的材料", "what was received"}, F::text, true}}},
            {"turn_away",
             {"不予受理（须写明理由）", "do not accept, with the reason"},
             {"officer", "approver"},
             {}},
            {"accept",
             {"受理：承办人", "accept, with the responsible person"},
             {"clerk", "officer"},
             {{"responsible", {"承办人", "responsible person"}, F::text, true},
              class_field({"环评类别（与核查不同时须写明理由）",
                           "EIA class; another than that of the screening needs a reason"})}}};
}

std::vector<EventKind> later_kinds() {
    using F = FieldType;
    return {{"task",
             {"交办一项任务：内容、承办人、期限", "give a task: what, who, by when"},
             {"officer", "approver"},
             {{"task", {"任务", "task"}, F::text, true},
              {"responsible", {"承办人", "responsible person"}, F::text, true},
              {"due", {"期限", "deadline"}, F::day, true}}},
            {"stop",
             {"停表（须书面告知）", "stop the clock, with a written notice"},
             {"officer", "approver"},
             {{"cause",
               {"停表原因", "cause"},
               F::choice,
               true,
               {"expert_review", "public_notice", "hearing", "inspection"}},
              {"notice", {"告知书文号", "number of the written notice"}, F::text, true}}},
            {"resume", {"恢复计时", "the clock goes on"}, {"officer", "approver"}, {}},
            {"decide",
             {"决定：批准、不予批准（写明依据）、备案",
              "decide: approve, refuse with its ground, file"},
             {"approver"},
             {{"result", {"决定", "decision"}, F::choice, true, {"approve", "refuse", "file"}},
              {"document", {"文号", "number of the document"}, F::text, true},
              {"ground",
               {"不予批准的情形（条例第十一条）", "ground of refusal (regulation, art. 11)"},
               F::choice,
               false,
               {"siting", "quality_below_standard", "discharge_not_assured",
                "old_problems_untreated", "false_or_defective_document"}}}},
            {"serve",
             {"送达", "serve the decision"},
             {"clerk", "officer"},
             {{"method",
               {"送达方式", "way of service"},
               F::choice,
               true,
               {"handed_over", "post", "online", "public_notice"}}}},
            {"withdraw",
             {"申请人撤回（须写明理由）", "the applicant withdraws, with the reason"},
             {"clerk", "officer"},
             {}}};
}

std::vector<EventKind> kinds() {
    auto all = intake_kinds();
    const auto more = later_kinds();
    all.insert(all.end(), more.begin(), more.end());
    return about(cases, std::move(all));
}

std::vector<StateTable> tables() {
    return {{cases,
             {"项目许可", "applications"},
             {text_column("name"), text_column("applicant"), text_column("county"),
              text_column("status"), text_column("received_on"), text_column("outcome"),
              text_column("eia_class"), text_column("reasons"), text_column("accepted_on"),
              text_column("responsible"), text_column("task"), text_column("due"),
              whole_column("corrections"), whole_column("stops"), text_column("decided_on"),
              text_column("result"), text_column("ground"), text_column("document"),
              text_column("served_on")}},
            {stops,
             {"停表", "stops of clocks"},
             {text_column("permit_id"), text_column("cause"), text_column("from_day"),
              text_column("to_day"), text_column("notice")},
             "permit_id"}};
}

std::optional<Text> check_accept(const Row& row, const Event& event) {
    const auto found = row.text("eia_class");
    const auto given = text_of(event.payload, "eia_class");
    if (row.text("outcome").empty())
        return Text{"还没有选址核查。请先 permit intake 或 screened。",
                    "its site is not screened yet. Run permit intake, or record screened."};
    if (found.empty() && given.empty())
        return Text{"环评类别未定。请写明 --eia-class。",
                    "the EIA class is open. Give --eia-class."};
    if (!found.empty() && !given.empty() && found != given) return lacks_reason(event);
    return {};
}

std::optional<Text> check_result(const Row& row, const Event& event) {
    const auto result = text_of(event.payload, "result");
    if (result != "refuse" && row.text("eia_class").empty())
        return Text{
            "最近一次核查后环评类别未定，不能决定。请补齐行业清单重新核查（rescreen），或登记 "
            "screened 并写明 --eia-class。",
            "the EIA class has been open since the last screening, so it cannot be "
            "decided. Screen it again with its industries (rescreen), or record screened "
            "with --eia-class."};
    if ((result == "refuse") != has(event.payload, "ground"))
        return Text{"不予批准要写明情形（--ground），其他决定没有。请改正。",
                    "a refusal needs its ground (--ground), other decisions have none. Correct "
                    "it."};
    if ((result == "file") != (row.text("eia_class") == "registration") && result != "refuse")
        return Text{"登记表只备案，报告书和报告表只批准或不予批准。请改正 --result。",
                    "a registration is filed; reports and forms are approved or refused. Correct "
                    "--result."};
    if (result == "approve" && row.text("outcome") == "prohibited")
        return Text{"选址核查结论为禁止，不能批准。如用地已调整，请先重新核查（screened）。",
                    "the screening found the siting prohibited, so it cannot be approved. If the "
                    "footprint has changed, screen it again (screened)."};
    if (result == "approve" && row.text("outcome") == "review") return lacks_reason(event);
    return {};
}

std::optional<Text> validate(const State& state, const Event& event) {
    const auto* row = state.find(cases, event.case_id);
    if (row == nullptr) return {}; // receive
    if (auto why = wrong_step(permit_steps(), event.kind, row->text("status"))) return why;
    const auto due = text_of(event.payload, "due");
    if (!due.empty() && due < event.happened_on)
        return Text{"期限早于当日。请核对。", "the deadline is before the day. Check it."};
    if (event.kind == "correct" && row->whole("corrections") > 0)
        return Text{"补正已告知过一次，不能再次要求（行政许可法第三十二条）。",
                    "corrections were asked for before; they can be asked for once only "
                    "(行政许可法 art. 32)."};
    if (event.kind == "turn_away" || event.kind == "withdraw") return lacks_reason(event);
    if (event.kind == "accept") return check_accept(*row, event);
    return event.kind == "decide" ? check_result(*row, event) : std::nullopt;
}

std::string stop_id(const Event& event, std::int64_t number) {
    return event.case_id + "/" + std::to_string(number);
}

void begin_stop(State& state, const Event& event, Row& row) {
    row.add("stops", 1);
    auto& stop = state.put(stops, stop_id(event, row.whole("stops")));
    copy_fields(stop, event.payload);
    stop["permit_id"] = event.case_id;
    if (event.kind == "correct") stop["cause"] = std::string("correction");
    stop["from_day"] = event.happened_on;
}

void end_stop(State& state, const Event& event, const Row& row) {
    state.put(stops, stop_id(event, row.whole("stops")))["to_day"] = event.happened_on;
}

void set_days(Row& row, const Event& event) {
    if (event.kind == "accept") row["accepted_on"] = event.happened_on;
    if (event.kind == "decide") row["decided_on"] = event.happened_on;
    if (event.kind == "serve") row["served_on"] = event.happened_on;
    if (event.kind == "correct") row.add("corrections", 1);
}

/// Screened again without a class: the class before is no longer known.
void forget_screening(Row& row) {
    for (const char* column : {"eia_class", "reasons"}) row[column] = {};
}

std::string apply(State& state, const Event& event) {
    auto& row = state.put(cases, event.case_id);
    if (event.kind == "receive") {
        row["received_on"] = event.happened_on;
        row["corrections"] = row["stops"] = std::int64_t{0};
    }
    if (event.kind == "screened") forget_screening(row);
    copy_fields(row, event.payload);
    set_days(row, event);
    if (event.kind == "correct" || event.kind == "stop") begin_stop(state, event, row);
    const bool was_stopped = row.text("status") == "stopped" || row.text("status") == "correcting";
    const bool ends = event.kind == "supplement" || event.kind == "resume" ||
                      (event.kind == "withdraw" && was_stopped);
    if (ends) end_stop(state, event, row);
    const auto* step = step_of(permit_steps(), event.kind);
    const auto status = step == nullptr ? std::string("received") : step->to;
    if (!status.empty()) row["status"] = status;
    return status;
}

} // namespace

const std::vector<Step>& permit_steps() {
    static const std::vector<Step> all{
        {"screened", {"received", "correcting", "accepted", "stopped"}, ""},
        {"correct", {"received"}, "correcting"},
        {"supplement", {"correcting"}, "received"},
        {"turn_away", {"received"}, "turned_away"},
        {"accept", {"received"}, "accepted"},
        {"task", {"received", "correcting", "accepted", "stopped"}, ""},
        {"stop", {"accepted"}, "stopped"},
        {"resume", {"stopped"}, "accepted"},
        {"decide", {"accepted"}, "decided"},
        {"serve", {"decided"}, "served"},
        {"withdraw", {"received", "correcting", "accepted", "stopped"}, "withdrawn"}};
    return all;
}

const Programme& permit_programme() {
    static const Programme programme{
        "permit", {"项目许可", "permits of projects"}, kinds(), tables(), validate, apply};
    return programme;
}

} // namespace geo::ledger
