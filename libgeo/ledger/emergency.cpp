// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/emergency.hpp"

namespace geo::ledger {

namespace {

const char* const warnings = "emergency_warning";
const char* const measures = "emergency_task";
const char* const entries = "emergency_entry";
const char* const enterprises = "emergency_listed";

using F = FieldType;

Field document_field() {
    return {"document", {"文号", "number of the document"}, F::text, true};
}

Field enterprise_field() {
    return {"enterprise", {"企业编号", "id of the enterprise"}, F::text, true};
}

Field clause_field() {
    return {"clause", {"所依据的条款", "clause it rests on"}, F::text, true};
}

std::vector<EventKind> warning_kinds() {
    const Field level{
        "level", {"预警级别", "warning level"}, F::choice, true, {"yellow", "orange", "red"}};
    const Field from{
        "from_day", {"起始日（缺省当日）", "from which day it holds (default: the day)"}, F::day};
    return {{"declare",
             {"发布预警", "declare a warning"},
             {"approver"},
             {level, from, document_field()},
             Opens::yes},
            {"change",
             {"调整预警级别", "change the level of a warning"},
             {"approver"},
             {level, document_field()}},
            {"lift", {"解除预警", "lift a warning"}, {"approver"}, {document_field()}}};
}

std::vector<EventKind> measure_kinds() {
    return {{"assign",
             {"下达企业的措施", "assign an enterprise its measure"},
             {"officer", "approver"},
             {enterprise_field(),
              {"measure",
               {"措施", "measure"},
               F::choice,
               true,
               {"none", "self_directed", "lowest_ratio", "ratio", "stop"}},
              {"percent",
               {"限产百分比（按比例时）", "cut in percent (where there is a ratio)"},
               F::whole},
              clause_field()}},
            {"confirm",
             {"现场核实措施", "check on the spot that the measure is carried out"},
             {"inspector", "officer"},
             {enterprise_field(),
              {"done", {"已落实：1 或 0", "carried out: 1 or 0"}, F::flag, true},
              {"note", {"核实情况", "what was found"}, F::text, true}}}};
}

std::vector<EventKind> entry_kinds() {
    return {{"exempt",
             {"列入豁免名单", "put on the exemption list"},
             {"approver"},
             {enterprise_field(),
              clause_field(),
              {"up_to",
               {"豁免到哪一级（缺省 red）", "level up to which it is exempt (default red)"},
               F::choice,
               false,
               {"yellow", "orange", "red"}},
              document_field()},
             Opens::yes},
            {"remove",
             {"移出豁免名单", "take off the exemption list"},
             {"approver"},
             {clause_field(), document_field()}},
            {"restore",
             {"恢复豁免", "put on the exemption list again"},
             {"approver"},
             {clause_field(), document_field()}}};
}

std::vector<EventKind> kinds() {
    auto all = about(warnings, warning_kinds());
    for (const auto& more : {about(measures, measure_kinds()), about(entries, entry_kinds())})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::vector<StateTable> tables() {
    return {{warnings,
             {"重污染预警", "warnings"},
             {text_column("level"), text_column("highest"), text_column("status"),
              text_column("declared_on"), text_column("from_day"), text_column("changed_on"),
              text_column("lifted_on"), text_column("document"), whole_column("assigned"),
              whole_column("confirmed")}},
            {measures,
             {"预警期间的企业措施", "measures of enterprises under warnings"},
             {text_column("warning"), text_column("enterprise"), text_column("level"),
              text_column("measure"), whole_column("percent"), text_column("clause"),
              text_column("assigned_on"), text_column("confirmed_on"), whole_column("done"),
              text_column("note"), text_column("confirmed_by")},
             "warning",
             "enterprise"},
            {entries,
             {"豁免名单", "exemption list"},
             {text_column("enterprise"), text_column("status"), text_column("up_to"),
              text_column("since"), text_column("clause"), text_column("document")}},
            {enterprises,
             {"豁免企业索引", "index of exempt enterprises"},
             {text_column("case_id")},
             "case_id"}};
}

std::string measure_id(const Event& event) {
    return event.case_id + "/" + text_of(event.payload, "enterprise");
}

std::optional<Text> check_assign(const Event& event) {
    if (auto why = has_slash(event, "enterprise")) return why;
    const auto measure = text_of(event.payload, "measure");
    const bool has_ratio = measure == "ratio" || measure == "lowest_ratio";
    if (has_ratio != has(event.payload, "percent"))
        return Text{"ratio 和 lowest_ratio 要写 --percent，其他措施没有。请改正。",
                    "ratio and lowest_ratio need --percent, other measures have none. Correct it."};
    const auto percent = whole_of(event.payload, "percent");
    if (percent < 0 || percent > 100)
        return Text{"百分比应在 0 到 100 之间。请改正。",
                    "percent has to be between 0 and 100. Correct it."};
    return {};
}

std::optional<Text> check_warning(const State& state, const Event& event, const Row& row) {
    if (event.kind == "change" && text_of(event.payload, "level") == row.text("level"))
        return Text{"级别已经是 " + row.text("level") + "。请核对。",
                    "the level is " + row.text("level") + " already. Check it."};
    if (event.kind == "assign") return check_assign(event);
    if (event.kind != "confirm" || state.find(measures, measure_id(event)) != nullptr) return {};
    return Text{"没有给该企业下达措施。请先 assign。",
                "that enterprise was assigned no measure. Assign it first."};
}

bool is_of_entry(const std::string& kind) {
    return kind == "exempt" || kind == "remove" || kind == "restore";
}

std::optional<Text> check_opening(const State& state, const Event& event) {
    const auto from = text_of(event.payload, "from_day");
    if (!from.empty() && from < event.happened_on)
        return Text{"起始日早于发布日。请核对。",
                    "the warning would hold before it was declared. Check the days."};
    if (event.kind == "declare") return {};
    const auto* row = state.find(enterprises, text_of(event.payload, "enterprise"));
    if (row == nullptr) return {};
    return Text{"该企业已登记为 " + row->text("case_id") + "。请用那个编号（remove、restore）。",
                "that enterprise is the case " + row->text("case_id") +
                    ". Use that id (remove, restore)."};
}

std::optional<Text> validate(const State& state, const Event& event) {
    const auto* row = state.find(is_of_entry(event.kind) ? entries : warnings, event.case_id);
    if (row == nullptr && (event.kind == "declare" || event.kind == "exempt"))
        return check_opening(state, event);
    if (row == nullptr)
        return is_of_entry(event.kind)
                   ? no_such({"豁免名单的条目", "an entry of the exemption list"})
                   : no_such({"预警", "a warning"});
    if (auto why = wrong_step(emergency_steps(), event.kind, row->text("status"))) return why;
    return is_of_entry(event.kind) ? std::nullopt : check_warning(state, event, *row);
}

void assign(State& state, const Event& event, Row& warning) {
    auto& row = state.put(measures, measure_id(event));
    if (is_unknown(row["warning"])) warning.add("assigned", 1);
    if (row.whole("done") == 1) warning.add("confirmed", -1);
    for (const char* column : {"percent", "confirmed_on", "done", "note", "confirmed_by"})
        row[column] = {};
    copy_fields(row, event.payload);
    row["warning"] = event.case_id;
    row["level"] = warning["level"];
    row["assigned_on"] = event.happened_on;
}

void confirm(State& state, const Event& event, Row& warning) {
    auto& row = state.put(measures, measure_id(event));
    const auto before = row.whole("done");
    copy_fields(row, event.payload);
    row["confirmed_on"] = event.happened_on;
    row["confirmed_by"] = event.actor;
    warning.add("confirmed", row.whole("done") - before);
}

bool is_higher(const std::string& level, const std::string& than) {
    const auto rank = [](const std::string& one) {
        return one == "red" ? 3 : one == "orange" ? 2 : one == "yellow" ? 1 : 0;
    };
    return rank(level) > rank(than);
}

void apply_to_warning(State& state, const Event& event) {
    auto& row = state.put(warnings, event.case_id);
    if (event.kind == "assign") return assign(state, event, row);
    if (event.kind == "confirm") return confirm(state, event, row);
    copy_fields(row, event.payload);
    if (is_higher(row.text("level"), row.text("highest"))) row["highest"] = row["level"];
    if (event.kind == "change") row["changed_on"] = event.happened_on;
    if (event.kind == "lift") row["lifted_on"] = event.happened_on;
    if (event.kind != "declare") return;
    row["declared_on"] = event.happened_on;
    if (is_unknown(row["from_day"])) row["from_day"] = event.happened_on;
    row["assigned"] = row["confirmed"] = std::int64_t{0};
}

void apply_to_entry(State& state, const Event& event) {
    auto& row = state.put(entries, event.case_id);
    copy_fields(row, event.payload);
    row["since"] = event.happened_on;
    if (event.kind != "exempt") return;
    if (is_unknown(row["up_to"])) row["up_to"] = std::string("red");
    state.put(enterprises, row.text("enterprise"))["case_id"] = event.case_id;
}

std::string apply(State& state, const Event& event) {
    const bool is_entry = is_of_entry(event.kind);
    is_entry ? apply_to_entry(state, event) : apply_to_warning(state, event);
    const auto* step = step_of(emergency_steps(), event.kind);
    const auto status = step != nullptr ? step->to : is_entry ? "exempt" : "in_force";
    if (!status.empty()) state.put(is_entry ? entries : warnings, event.case_id)["status"] = status;
    return status;
}

} // namespace

const std::vector<Step>& emergency_steps() {
    static const std::vector<Step> all{
        {"change", {"in_force"}, ""},      {"lift", {"in_force"}, "lifted"},
        {"assign", {"in_force"}, ""},      {"confirm", {"in_force", "lifted"}, ""},
        {"remove", {"exempt"}, "removed"}, {"restore", {"removed"}, "exempt"}};
    return all;
}

const Programme& emergency_programme() {
    static const Programme programme{"emergency", {"重污染天气应急", "heavy-pollution emergency"},
                                     kinds(),     tables(),
                                     validate,    apply};
    return programme;
}

} // namespace geo::ledger
