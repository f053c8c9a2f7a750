// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/fund.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "libgeo/core/date.hpp"
#include "libgeo/ledger/money.hpp"
#include "libgeo/ledger/steps.hpp"

namespace geo::ledger {

namespace {

const char* const grants = "fund_grant";
const char* const years = "fund_year";
const char* const allocations = "fund_allocation";
const char* const documents = "fund_document";
const char* const printed = "fund_printed";
const char* const targets = "fund_target";

const Field& year_field() {
    static const Field field{"year", {"年度", "year"}, FieldType::whole, true};
    return field;
}

const Field& amount_field() {
    static const Field field{
        "amount", {"金额（带单位）", "amount with its unit"}, FieldType::money, true};
    return field;
}

const Field& project_field() {
    static const Field field{"project", {"项目编号", "id of the project"}, FieldType::text, true};
    return field;
}

Field source_field(bool is_required) {
    return {"source",
            {"来源", "source"},
            FieldType::choice,
            is_required,
            {"central_air", "central_water", "central_soil", "central_rural", "province", "city"}};
}

std::vector<EventKind> all_kinds() {
    const Field document{"document", {"文号", "number of the document"}, FieldType::text, true};
    return {
        {"grant",
         {"登记一笔下达资金", "enter a grant"},
         {"finance"},
         {year_field(), source_field(true), amount_field(), document},
         Opens::yes},
        {"allocate",
         {"分配到企业的项目", "allocate to a project of an enterprise"},
         {"finance", "approver"},
         {year_field(),
          project_field(),
          {"recipient",
           {"企业（承担单位）", "enterprise that carries it out"},
           FieldType::text,
           true},
          amount_field()}},
        {"pay",
         {"拨付", "pay"},
         {"finance"},
         {project_field(),
          amount_field(),
          {"voucher", {"凭证号", "voucher"}, FieldType::text, true}}},
        {"give_back",
         {"项目结余退回（须写明理由）", "money of a project comes back, with the reason"},
         {"finance"},
         {project_field(), amount_field()}},
        {"carry",
         {"结转下年：不是新增资金", "carry into the next year: no new money"},
         {"finance"},
         {year_field(), amount_field()}},
        {"target",
         {"登记年度目标（如约 6500 万元）", "enter the target of a year (about 65 million CNY)"},
         {"finance", "approver"},
         {year_field(), amount_field(), document},
         Opens::yes},
        {"printed",
         {"登记文件印出的合计，供核对", "enter a total as a document prints it, to be reconciled"},
         {"finance", "clerk"},
         {year_field(), source_field(false), amount_field(), document},
         Opens::yes}};
}

/// The table whose rows a kind of event is about.
const char* table_of(const std::string& kind) {
    if (kind == "grant") return grants;
    if (kind == "carry") return years;
    if (kind == "target") return targets;
    return kind == "printed" ? printed : allocations;
}

std::vector<EventKind> kinds() {
    auto all = all_kinds();
    for (auto& kind : all) kind.table = table_of(kind.name);
    return all;
}

std::vector<StateTable> tables() {
    const auto text = [](const char* name) { return text_column(name); };
    const auto whole = [](const char* name) { return whole_column(name); };
    return {
        {grants,
         {"资金下达", "grants"},
         {whole("year"), text("source"), text("amount"), whole("amount_yuan"), text("document"),
          text("granted_on"), whole("allocated_yuan"), whole("paid_yuan")}},
        {years,
         {"资金分年", "grants by year"},
         {text("grant_id"), whole("year"), text("source"), whole("granted_yuan"),
          whole("carried_in_yuan"), whole("allocated_yuan"), whole("carried_out_yuan")},
         "grant_id",
         "year"},
        {allocations,
         {"资金分配", "allocations"},
         {text("grant_id"), text("project"), text("recipient"), whole("year"), text("source"),
          text("amount"), whole("allocated_yuan"), whole("paid_yuan"), whole("returned_yuan")},
         "grant_id",
         "project"},
        {documents,
         {"资金文件", "documents of grants"},
         {text("grant_id"), whole("year")},
         "grant_id"},
        {printed,
         {"文件合计", "totals as documents print them"},
         {whole("year"), text("source"), text("amount"), whole("amount_yuan"), text("document")}},
        {targets,
         {"年度目标", "targets of years"},
         {text("target_id"), whole("year"), text("amount"), whole("amount_yuan"), text("document")},
         "target_id"}};
}

std::string year_id(const std::string& grant, std::int64_t year) {
    return grant + "/" + std::to_string(year);
}

std::string part_id(const Event& event) {
    return event.case_id + "/" + text_of(event.payload, "project");
}

using Form = std::pair<std::string_view, std::string_view>;

/// Characters that offices write in several ways in the number of a document.
constexpr std::array<Form, 31> document_forms{
    {{"〔", "["}, {"〕", "]"}, {"［", "["},   {"］", "]"}, {"【", "["}, {"】", "]"}, {"（", "["},
     {"）", "]"}, {"(", "["},  {")", "]"},    {"﹝", "["}, {"﹞", "]"}, {" ", ""},   {"\t", ""},
     {"　", ""},  {"０", "0"}, {"１", "1"},   {"２", "2"}, {"３", "3"}, {"４", "4"}, {"５", "5"},
     {"６", "6"}, {"７", "7"}, {"８", "8"},   {"９", "9"}, {"－", "-"}, {"—", "-"},  {"–", "-"},
     {"\n", ""},  {"\r", ""},  {"\u00a0", ""}}};

/// "[2024]第01号" is "[2024]1号": GB/T 9704 knows neither the word nor the zeros, and people write
/// them.
std::string without_padding(std::string plain) {
    constexpr std::string_view word = "第";
    auto at = plain.rfind(']');
    if (at == std::string::npos) return plain;
    ++at;
    if (std::string_view(plain).substr(at).starts_with(word)) plain.erase(at, word.size());
    while (plain.size() > at + 1 && plain[at] == '0' && plain[at + 1] >= '0' &&
           plain[at + 1] <= '9')
        plain.erase(at, 1);
    return plain;
}

/// The number of a document without what differs between writings of the same number.
std::string plain_number(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const auto form =
            std::find_if(document_forms.begin(), document_forms.end(),
                         [&](const Form& one) { return text.starts_with(one.first); });
        const bool is_found = form != document_forms.end();
        plain += is_found ? form->second : text.substr(0, 1);
        text.remove_prefix(is_found ? form->first.size() : 1);
    }
    return without_padding(plain);
}

std::string document_id(const Event& event) {
    return plain_number(text_of(event.payload, "document")) + "/" +
           text_of(event.payload, "source");
}

/// What may still be allocated or carried in a year of a grant.
std::int64_t free_in(const Row& year) {
    return year.whole("granted_yuan") + year.whole("carried_in_yuan") -
           year.whole("allocated_yuan") - year.whole("carried_out_yuan");
}

Text too_much(std::int64_t asked, std::int64_t there) {
    return {"金额 " + grouped(asked) + " 元超过可用的 " + grouped(there) + " 元。请核对。",
            "the amount, " + grouped(asked) + " CNY, is more than the " + grouped(there) +
                " CNY that are left. Check it."};
}

std::optional<Text> check_year(const State& state, const Event& event) {
    const auto year = whole_of(event.payload, "year");
    const auto* row = state.find(years, year_id(event.case_id, year));
    const auto asked = whole_of(event.payload, "amount_yuan");
    if (row == nullptr)
        return Text{"这笔资金在 " + std::to_string(year) + " 年没有钱。请先 carry 结转。",
                    "this grant has no money in " + std::to_string(year) +
                        ". Carry it over first."};
    if (asked > free_in(*row)) return too_much(asked, free_in(*row));
    return {};
}

std::optional<Text> check_project(const State& state, const Event& event) {
    const auto* row = state.find(allocations, part_id(event));
    if (row == nullptr)
        return Text{"这笔资金没有分配给该项目。请先 allocate。",
                    "nothing of this grant is allocated to that project. Allocate first."};
    const auto left =
        row->whole("allocated_yuan") - row->whole("returned_yuan") - row->whole("paid_yuan");
    const auto asked = whole_of(event.payload, "amount_yuan");
    if (asked > left) return too_much(asked, left);
    return event.kind == "give_back" ? lacks_reason(event) : std::nullopt;
}

std::optional<Text> check_allocation(const State& state, const Event& event) {
    const auto* row = state.find(allocations, part_id(event));
    if (row == nullptr) return {};
    if (row->text("recipient") != text_of(event.payload, "recipient"))
        return Text{"该项目的承担单位是 " + row->text("recipient") + "。请核对。",
                    "that project is carried out by " + row->text("recipient") + ". Check it."};
    if (row->whole("year") != whole_of(event.payload, "year"))
        return Text{"该项目已在 " + std::to_string(row->whole("year")) +
                        " 年分配过。请用另一个项目编号，以免跨年重复计算。",
                    "that project got its allocation in " + std::to_string(row->whole("year")) +
                        ". Use another id of the project, so that nothing counts in two years."};
    return {};
}

std::optional<Text> check_document(const State& state, const Event& event) {
    const auto* row = state.find(documents, document_id(event));
    if (row == nullptr) return {};
    return Text{"该文件的资金已登记为 " + row->text("grant_id") + "（" +
                    std::to_string(row->whole("year")) + " 年）。结转资金用 carry，不能再次登记。",
                "the money of this document is entered as " + row->text("grant_id") + " of " +
                    std::to_string(row->whole("year")) +
                    ". What is carried over is recorded with carry, never granted again."};
}

std::optional<Text> check_target(const State& state, std::int64_t year) {
    const auto* row = state.find(targets, std::to_string(year));
    if (row == nullptr) return {};
    return Text{"该年度目标已登记为 " + row->text("target_id") + "。请核对。",
                "the target of that year is entered as " + row->text("target_id") + ". Check it."};
}

/// Money is granted for the next year at the earliest; a plan of targets has five years.
std::optional<Text> check_ahead(const Event& event, std::int64_t year) {
    const int most = event.kind == "target" ? 5 : 1;
    const auto now = year_of(*day_of_iso_date(event.happened_on));
    if (!has(event.payload, "year") || year <= now + most) return {};
    return Text{"年度 " + std::to_string(year) + " 比办理日晚太多。请核对。",
                "the year " + std::to_string(year) + " lies too far ahead of the day. Check it."};
}

std::optional<Text> validate(const State& state, const Event& event) {
    const auto year = whole_of(event.payload, "year");
    if (has(event.payload, "year") && (year < 1990 || year > 2100))
        return Text{"年度不对。请写四位年份。", "this is no year. Write four digits."};
    if (auto why = check_ahead(event, year)) return why;
    const auto amount = whole_of(event.payload, "amount_yuan");
    if (auto why = wrong_amount(amount)) return why;
    if (auto why = has_slash(event, "project")) return why;
    if (event.kind == "grant") return check_document(state, event);
    if (event.kind == "target") return check_target(state, year);
    if (event.kind == "printed") return {};
    if (state.find(grants, event.case_id) == nullptr) return no_such({"一笔下达资金", "a grant"});
    if (event.kind == "pay" || event.kind == "give_back") return check_project(state, event);
    if (auto why = check_year(state, event)) return why;
    return event.kind == "allocate" ? check_allocation(state, event) : std::nullopt;
}

Row& put_year(State& state, const Event& event, std::int64_t year) {
    auto& row = state.put(years, year_id(event.case_id, year));
    if (!is_unknown(row["year"])) return row;
    row["grant_id"] = event.case_id;
    row["year"] = year;
    row["source"] = state.find(grants, event.case_id)->text("source");
    for (const char* column :
         {"granted_yuan", "carried_in_yuan", "allocated_yuan", "carried_out_yuan"})
        row[column] = std::int64_t{0};
    return row;
}

void grant(State& state, const Event& event) {
    auto& row = state.put(grants, event.case_id);
    copy_fields(row, event.payload);
    row["granted_on"] = event.happened_on;
    row["allocated_yuan"] = row["paid_yuan"] = std::int64_t{0};
    const auto year = row.whole("year");
    const auto amount = row.whole("amount_yuan");
    put_year(state, event, year).add("granted_yuan", amount);
    auto& document = state.put(documents, document_id(event));
    document["grant_id"] = event.case_id;
    document["year"] = year;
}

void allocate(State& state, const Event& event, std::int64_t amount) {
    const auto year = whole_of(event.payload, "year");
    auto& row = state.put(allocations, part_id(event));
    const auto text = row.text("amount");
    if (is_unknown(row["year"])) row["paid_yuan"] = row["returned_yuan"] = std::int64_t{0};
    copy_fields(row, event.payload);
    if (!text.empty()) row["amount"] = text + " + " + text_of(event.payload, "amount");
    row["grant_id"] = event.case_id;
    row["source"] = state.find(grants, event.case_id)->text("source");
    row.add("allocated_yuan", amount);
    put_year(state, event, year).add("allocated_yuan", amount);
    state.put(grants, event.case_id).add("allocated_yuan", amount);
}

void give_back(State& state, const Event& event, std::int64_t amount) {
    auto& row = state.put(allocations, part_id(event));
    row.add("returned_yuan", amount);
    put_year(state, event, row.whole("year")).add("allocated_yuan", -amount);
    state.put(grants, event.case_id).add("allocated_yuan", -amount);
}

std::string apply(State& state, const Event& event) {
    const auto amount = whole_of(event.payload, "amount_yuan");
    const auto year = whole_of(event.payload, "year");
    if (event.kind == "grant") {
        grant(state, event);
    } else if (event.kind == "allocate") {
        allocate(state, event, amount);
    } else if (event.kind == "give_back") {
        give_back(state, event, amount);
    } else if (event.kind == "pay") {
        state.put(allocations, part_id(event)).add("paid_yuan", amount);
        state.put(grants, event.case_id).add("paid_yuan", amount);
    } else if (event.kind == "carry") {
        put_year(state, event, year).add("carried_out_yuan", amount);
        put_year(state, event, year + 1).add("carried_in_yuan", amount);
    } else {
        const bool is_target = event.kind == "target";
        auto& row = is_target ? state.put(targets, std::to_string(year))
                              : state.put(printed, event.case_id);
        copy_fields(row, event.payload);
        if (is_target) row["target_id"] = event.case_id;
        return "entered";
    }
    const auto* row = state.find(grants, event.case_id);
    return row->whole("allocated_yuan") == row->whole("amount_yuan") ? "allocated" : "open";
}

} // namespace

const Programme& fund_programme() {
    static const Programme programme{
        "fund", {"环保资金", "environmental money"}, kinds(), tables(), validate, apply};
    return programme;
}

} // namespace geo::ledger
