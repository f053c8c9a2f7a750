// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report_outputs.hpp"

#include <algorithm>

#include "libgeo/programme_outputs.hpp"
#include "libgeo/report/dossier.hpp"
#include "libgeo/report/page.hpp"
#include "libgeo/report/report_workbook.hpp"

namespace geo {

namespace {

std::string page_options(const Project& project) {
    if (!project.html) return {};
    return project.redacted ? "redacted" : "whole";
}

ReportNotes make_page(const ReportRequest& request, Staging& staging) {
    PageRequest page;
    page.results = request.results;
    page.redacted = request.project.redacted;
    staging.write("report.html", report_page(page));
    return {};
}

std::string workbook_options(const Project& project) {
    if (!project.workbook) return {};
    return project.redacted ? "redacted" : "zh";
}

ReportNotes make_workbook(const ReportRequest& request, Staging& staging) {
    ReportNotes said;
    for (const auto& problem :
         write_report_workbook({request.results, Language::zh, request.project.redacted, {}},
                               staging.path_for("report.xlsx")))
        said.notes.push_back(
            {"report.xlsx：" + problem.message.zh, "report.xlsx: " + problem.message.en});
    return said;
}

std::string dossier_options(const Project& project) {
    return project.dossiers ? "all" : "";
}

ReportNotes make_all_dossiers(const ReportRequest& request, Staging& staging) {
    DossierRequest papers;
    papers.results = request.results;
    papers.folder = staging.staged("dossiers");
    papers.program = request.program;
    const auto report = make_dossiers(papers, request.observer);
    for (const auto& file : report.files) (void)staging.path_for("dossiers/" + file);
    ReportNotes said;
    for (const auto& failure : report.failures)
        said.failures.push_back({"园区档案 " + failure.id + "：" + failure.why.zh,
                                 "dossier " + failure.id + ": " + failure.why.en});
    return said;
}

} // namespace

const std::vector<ReportOutput>& report_outputs() {
    static const std::vector<ReportOutput> outputs{
        {"html", page_options, {"report.html"}, make_page},
        {"xlsx", workbook_options, {"report.xlsx"}, make_workbook},
        {"dossiers", dossier_options, {"dossiers"}, make_all_dossiers},
    };
    return outputs;
}

bool asks_for(const Project& project, Stage stage) {
    if (stage == Stage::programmes) return asks_for_programmes(project);
    if (stage == Stage::sheets) return !project.sheets.empty();
    if (stage != Stage::reports) return true;
    const auto& all = report_outputs();
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& one) { return !one.options(project).empty(); });
}

Project tables_only(Project project) {
    project.html = project.workbook = project.dossiers = false;
    project.sheets.clear();
    project.programmes = {};
    return project;
}

} // namespace geo
