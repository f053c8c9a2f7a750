// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/report_workbook.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "libgeo/core/verdict.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/workbook_writer.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/report/column_words.hpp"
#include "libgeo/report/decision_words.hpp"
#include "libgeo/report/provenance_tables.hpp"

namespace geo {

namespace {

struct Colour {
    std::string_view value;
    std::uint32_t fill;
};

/// Pale forms of the colours of the maps: black text stays readable on all of them.
constexpr std::array colours{Colour{"support_upgrade", 0xD5EDD8},
                             Colour{"rectify", 0xFFF3C4},
                             Colour{"close", 0xF4C7C3},
                             Colour{"withdraw", 0xF8D5C0},
                             Colour{"convert", 0xFBE3C8},
                             Colour{"adjust_boundary", 0xE3DCF2},
                             Colour{"insufficient_data", 0xE6E6E6},
                             Colour{"review", 0xD6E6F5},
                             Colour{"violation", 0xF4C7C3},
                             Colour{"finding", 0xFFF3C4},
                             Colour{"sliver", 0xE6E6E6},
                             Colour{"below_minimum", 0xE6E6E6},
                             Colour{"inside", 0xF4C7C3},
                             Colour{"near", 0xFFF3C4},
                             Colour{"doubtful_datum", 0xD6E6F5},
                             Colour{"error", 0xF4C7C3},
                             Colour{"warning", 0xFFF3C4},
                             Colour{"failed", 0xF4C7C3},
                             Colour{"unknown", 0xE6E6E6},
                             Colour{"passed", 0xD5EDD8}};

bool has_colours(std::string_view column) {
    return column == "verdict" || column == "status" || column == "severity" ||
           column == "outcome" || column == "park_verdict";
}

/// Days when all cells are: several days in one cell stay a text.
bool holds_days(const Table& table, std::size_t column) {
    return std::all_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
        return is_unknown(row[column]) || to_text(row[column]).size() == 10;
    });
}

/// The other language's half of a pair of columns is there, but not shown.
bool is_of_the_other(std::string_view column, Language language) {
    if (language == Language::zh) return column.ends_with("_en");
    return column.ends_with("_zh") || column == "least_change";
}

SheetColumn dressed(const Table& table, std::size_t column, Language language) {
    const auto& name = table.columns[column].name;
    const auto words = words_of(name);
    SheetColumn dress;
    dress.title = in(words.title, language);
    dress.unit = words.unit;
    dress.note = name;
    if (words.is_date && holds_days(table, column)) dress.kind = CellKind::date;
    if (is_of_the_other(name, language)) dress.showing = Showing::hidden;
    if (has_colours(name))
        for (const auto& colour : colours)
            dress.colours.push_back({"=", std::string(colour.value), colour.fill, 0x000000});
    return dress;
}

TableSheet sheet_of(Table table, const Text& name, Language language, std::size_t frozen) {
    TableSheet sheet;
    sheet.name = in(name, language);
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        sheet.columns.push_back(dressed(table, c, language));
    sheet.table = std::move(table);
    sheet.frozen_columns = frozen;
    return sheet;
}

/// A column right of `code` that says it in words, in the colour of the code.
template <typename Titler>
void add_words(TableSheet& sheet, const char* code, const Text& title, Language language,
               Titler&& words_for) {
    const auto at = table_column(sheet.table, code, sheet.name);
    const auto next = static_cast<std::ptrdiff_t>(at) + 1;
    sheet.table.columns.insert(sheet.table.columns.begin() + next,
                               text_column(std::string(code) + "_title"));
    SheetColumn dress;
    dress.title = in(title, language);
    for (auto rule : sheet.columns[at].colours)
        if (const auto words = words_for(to_text(rule.value)); !words.zh.empty()) {
            rule.value = in(words, language);
            dress.colours.push_back(rule);
        }
    sheet.columns.insert(sheet.columns.begin() + next, std::move(dress));
    for (auto& row : sheet.table.rows) {
        const auto words = words_for(to_text(row[at]));
        row.insert(row.begin() + next, words.zh.empty() ? Value() : Value(in(words, language)));
    }
}

Text outcome_words(const std::string& code) {
    const auto outcome = outcome_named(code);
    return outcome ? title_of(*outcome) : Text{};
}

Text conflict_words(const std::string& code) {
    const auto status = conflict_status_named(code);
    return status ? title_of(*status) : Text{};
}

Text criterion_words(const std::string& code) {
    const auto status = criterion_status_named(code);
    return status ? title_of(*status) : Text{};
}

/// What a figure of the summary is called: "verdicts: close" is 结论：关闭.
Text figure_words(const std::string& figure) {
    static const std::map<std::string, Text> words{
        {"parks", {"园区数", "parks"}},
        {"zones", {"管控区数", "zones"}},
        {"sites", {"点位数", "sites"}},
        {"townships", {"乡镇数", "townships"}},
        {"conflict_m2", {"冲突面积 (m²)", "conflict area (m²)"}},
        {"certain_m2", {"其中确定 (m²)", "of it certain (m²)"}},
        {"conflicts", {"冲突", "conflicts"}},
        {"site_status", {"点位", "sites"}},
        {"verdicts", {"结论", "verdicts"}},
        {"problems", {"问题", "problems"}},
        {"inside", {"在管控区内", "inside a zone"}},
        {"near", {"在管控区附近", "near a zone"}},
        {"clear", {"无关", "clear"}},
        {"doubtful_datum", {"坐标框架存疑", "frame in doubt"}},
        {"error", {"错误", "errors"}},
        {"warning", {"警告", "warnings"}},
        {"note", {"提示", "notes"}}};
    if (const auto colon = figure.find(": "); colon != std::string::npos) {
        const auto group = figure_words(figure.substr(0, colon));
        const auto member = figure_words(figure.substr(colon + 2));
        return {group.zh + "：" + member.zh, group.en + ": " + member.en};
    }
    if (const auto found = words.find(figure); found != words.end()) return found->second;
    if (const auto verdict = outcome_words(figure); !verdict.en.empty()) return verdict;
    if (const auto status = conflict_words(figure); !status.en.empty()) return status;
    return {figure, figure};
}

std::string title_of(const DecisionList& list, const std::string& code, Language language) {
    for (const auto& choice : list.choices)
        if (choice.code == code) return in(choice.title, language);
    return code;
}

/// What an outdated decision was: it stays to be read, but no longer stands as one.
std::string said_before(const DecisionList& list, const WorkbookDecision& d, Language language) {
    const auto what = title_of(list, d.decision, language);
    const auto remark = d.remark.empty() ? "" : "; " + d.remark;
    return in(Text{"此前 " + d.decided_on + " " + d.decided_by + "：" + what + "（当时 " +
                       d.grounds_then + "，依据已变，请重新决定）" + remark,
                   "before, " + d.decided_on + " " + d.decided_by + ": " + what + " (then " +
                       d.grounds_then + "; its grounds have changed, decide anew)" + remark},
              language);
}

/// Writes a decision of an earlier workbook beside the row that it is about.
void fill_in(TableSheet& sheet, std::size_t first, const DecisionList& list,
             const WorkbookDecision& d, Language language) {
    const std::vector<std::string> ids{d.park_id, d.zone_id};
    const auto is_its_row = [&](const auto& row) {
        for (std::size_t i = 0; i < list.ids.size(); ++i)
            if (to_text(row[table_column(sheet.table, list.ids[i], sheet.name)]) != ids[i])
                return false;
        return true;
    };
    const auto row = std::find_if(sheet.table.rows.begin(), sheet.table.rows.end(), is_its_row);
    if (row == sheet.table.rows.end()) return;
    const bool stands = d.state == DecisionState::holds && !d.decision.empty();
    if (stands) {
        (*row)[first] = title_of(list, d.decision, language);
        (*row)[first + 1] = d.decided_by;
        (*row)[first + 2] = d.decided_on;
    }
    const auto remark = stands || d.decision.empty() ? d.remark : said_before(list, d, language);
    if (!remark.empty()) (*row)[first + 3] = remark;
}

/// Columns in which people write down what they decide, with what they had decided before.
void add_decision(TableSheet& sheet, const DecisionList& list,
                  const std::vector<WorkbookDecision>& before, Language language) {
    for (const auto& column : decision_columns()) {
        sheet.table.columns.push_back(text_column(std::string(column.name)));
        SheetColumn dress;
        dress.title = in(column.title, language);
        dress.note = column.name;
        if (column.name == "decision")
            for (const auto& choice : list.choices)
                dress.choices.push_back(in(choice.title, language));
        if (column.name == "decided_on") dress.kind = CellKind::date;
        dress.width = column.name == "remark" ? 30 : 14;
        sheet.columns.push_back(std::move(dress));
    }
    const auto first = sheet.table.columns.size() - decision_columns().size();
    for (auto& row : sheet.table.rows) row.resize(sheet.table.columns.size());
    for (const auto& decision : before)
        if (decision.list == list.name) fill_in(sheet, first, list, decision, language);
}

void leave_places_out(Table& table) {
    for (auto c = static_cast<std::ptrdiff_t>(table.columns.size()) - 1; c >= 0; --c) {
        if (!names_a_place(table.columns[static_cast<std::size_t>(c)].name)) continue;
        table.columns.erase(table.columns.begin() + c);
        for (auto& row : table.rows) row.erase(row.begin() + c);
    }
}

class ReportBook {
  public:
    explicit ReportBook(const WorkbookRequest& request)
        : m_folder(request.results), m_language(request.language), m_redacted(request.redacted),
          m_decisions(request.decisions), m_provenance(read_provenance(m_folder)) {}

    std::vector<TableSheet> sheets() const {
        std::vector<TableSheet> all;
        all.push_back(overview());
        all.push_back(parks());
        all.push_back(conflicts());
        all.push_back(list("sites", {"点位", "sites"}, 2));
        all.push_back(enterprises());
        all.push_back(list("townships", {"乡镇", "townships"}, 2));
        all.push_back(list("coverage", {"创建覆盖率", "coverage"}, 2));
        all.push_back(traces());
        all.push_back(sheet_of(m_provenance.facts, {"事实", "facts"}, m_language, 3));
        all.push_back(list("problems", {"问题", "problems"}, 0));
        all.push_back(sheet_of(m_provenance.layers, {"图层与守恒", "layers"}, m_language, 1));
        all.push_back(sheet_of(m_provenance.files, {"来源", "provenance"}, m_language, 1));
        return all;
    }

    WorkbookProperties properties() const {
        WorkbookProperties p;
        p.title = m_provenance.project;
        p.subject = word({"园区生态红线筛查", "parks against ecological red lines"});
        p.author = m_provenance.parkline;
        p.comments = word({"数据版本 ", "data version "}) + m_provenance.data_version;
        p.created = m_provenance.as_of;
        return p;
    }

  private:
    std::string word(const Text& text) const { return in(text, m_language); }

    Table table(const std::string& name) const {
        const auto path = (std::filesystem::path(m_folder) / (name + ".csv")).string();
        auto read = with_types(table_from_csv(read_whole_file(path), path));
        read.name = name;
        if (m_redacted) leave_places_out(read);
        return read;
    }

    TableSheet list(const std::string& name, const Text& title, std::size_t frozen) const {
        return sheet_of(table(name), title, m_language, frozen);
    }

    TableSheet parks() const {
        auto sheet = list("parks", decision_list("parks").sheet, 2);
        add_words(sheet, "verdict", {"结论", "verdict in words"}, m_language, outcome_words);
        add_decision(sheet, decision_list("parks"), m_decisions, m_language);
        return sheet;
    }

    TableSheet conflicts() const {
        auto sheet = list("conflicts", decision_list("conflicts").sheet, 4);
        add_words(sheet, "status", {"状态", "status in words"}, m_language, conflict_words);
        add_decision(sheet, decision_list("conflicts"), m_decisions, m_language);
        return sheet;
    }

    TableSheet enterprises() const {
        auto sheet = list("enterprises", {"企业去向", "enterprises"}, 2);
        add_words(sheet, "outcome", {"结论", "outcome in words"}, m_language, outcome_words);
        return sheet;
    }

    TableSheet traces() const {
        auto sheet = sheet_of(m_provenance.traces, {"判定过程", "traces"}, m_language, 3);
        add_words(sheet, "status", {"状态", "status in words"}, m_language, criterion_words);
        return sheet;
    }

    TableSheet overview() const {
        auto figures = m_provenance.overview;
        for (auto& row : figures.rows) row[0] = word(figure_words(to_text(row[0])));
        TableSheet sheet = sheet_of(std::move(figures), {"概况", "overview"}, m_language, 0);
        sheet.heading = {m_provenance.project, word({"截止 ", "as of "}) + m_provenance.as_of +
                                                   word({"；", "; "}) + m_provenance.parkline};
        return sheet;
    }

    std::string m_folder;
    Language m_language;
    bool m_redacted;
    std::vector<WorkbookDecision> m_decisions;
    Provenance m_provenance;
};

} // namespace

Problems write_report_workbook(const WorkbookRequest& request, const std::string& path) {
    const ReportBook book(request);
    return write_workbook(path, book.sheets(), book.properties());
}

} // namespace geo
