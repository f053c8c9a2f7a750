// SPDX-License-Identifier: Apache-2.0
#include "libgeo/run_findings.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "libgeo/core/problem_codes.hpp"
#include "libgeo/report/tables.hpp"
#include "libgeo/version.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

constexpr const char* conflict_rule = "park_zone_conflict";
constexpr const char* verdict_rule = "park_verdict";
constexpr const char* inside_rule = "site_in_zone";
constexpr const char* near_rule = "site_near_zone";
constexpr const char* doubtful_rule = "site_doubtful_datum";
constexpr const char* route_rule = "enterprise_route";

std::vector<FindingRule> own_rules() {
    return {{conflict_rule,
             {"园区与管控区重叠", "a park overlaps a control zone"},
             {"见 conflicts.csv：违规的按园区结论处理，待核查的先核实边界",
              "see conflicts.csv: what is a violation follows the park's verdict; verify the "
              "boundaries of what is under review"}},
            {verdict_rule,
             {"园区结论", "the verdict on a park"},
             {"见 parks.csv 的最小改动和 verdicts.json 的逐条判定",
              "see the least change in parks.csv and the trace in verdicts.json"}},
            {inside_rule,
             {"点位在管控区内", "a site lies in a control zone"},
             {"核实位置，按管控要求处理", "verify its place, then act by the zone's rules"}},
            {near_rule,
             {"点位在管控区附近", "a site lies near a control zone"},
             {"注意距离", "mind the distance"}},
            {doubtful_rule,
             {"点位的坐标框架存疑", "the frame of a site's coordinates is in doubt"},
             {"核实图层的坐标框架", "verify the datum of its layer"}},
            {route_rule,
             {"企业去向", "what becomes of an enterprise"},
             {"见 enterprises.csv", "see enterprises.csv"}}};
}

Severity severity_of(ConflictStatus status) {
    switch (status) {
    case ConflictStatus::violation:
        return Severity::error;
    case ConflictStatus::review:
    case ConflictStatus::finding:
        return Severity::warning;
    case ConflictStatus::sliver:
    case ConflictStatus::below_minimum:
        break;
    }
    return Severity::note;
}

Severity severity_of(Outcome outcome) {
    switch (outcome) {
    case Outcome::close:
    case Outcome::withdraw:
    case Outcome::convert:
    case Outcome::adjust_boundary:
        return Severity::error;
    case Outcome::rectify:
    case Outcome::insufficient_data:
    case Outcome::review:
        return Severity::warning;
    case Outcome::support_upgrade:
    case Outcome::classified:
        break;
    }
    return Severity::note;
}

std::string square_metres(double m2) {
    return fixed(m2, area_decimals) + " m²";
}

/// "HG06 洪泽化工园", or the id alone.
std::string called(const std::string& id, const std::string& name) {
    return name.empty() || name == id ? id : id + " " + name;
}

std::string called(const FeatureColumns& columns, std::size_t i) {
    return called(columns.ids[i], columns.names[i]);
}

class RunFindings {
  public:
    explicit RunFindings(const Screening& s) : m_s(s), m_folder(folder_of(s.project)) {}

    void conflicts() {
        const auto& parks = m_s.city.parks;
        const auto& zones = m_s.city.zones;
        for (const auto& c : m_s.conflicts.list) {
            const auto status = title_of(c.status);
            const auto park = called(parks.features, c.park);
            const auto zone = called(zones.features, c.zone);
            auto f =
                about(conflict_rule, parks.reports, c.park, "parks", parks.features.ids[c.park]);
            f.severity = severity_of(c.status);
            f.state = name_of(c.status);
            f.message = {status.zh + "：园区 " + park + " 与管控区 " + zone + "（" +
                             zones.features.classes[c.zone] + "）重叠 " + square_metres(c.area.m2) +
                             "，确定 " + square_metres(c.certain_m2) + "，可能 " +
                             square_metres(c.possible_m2),
                         status.en + ": park " + park + " and zone " + zone + " (" +
                             zones.features.classes[c.zone] + ") share " +
                             square_metres(c.area.m2) + ", certain " + square_metres(c.certain_m2) +
                             ", possible " + square_metres(c.possible_m2)};
            relate(f, "zones", zones.reports, c.zone, zones.features.ids[c.zone]);
            set_shape(f, c.shape);
            f.id =
                finding_id(conflict_rule, {parks.features.ids[c.park], zones.features.ids[c.zone]});
            add(std::move(f));
        }
    }

    void verdicts() {
        const auto& parks = m_s.city.parks;
        for (std::size_t p = 0; p < m_s.verdicts.size(); ++p) {
            const auto& v = m_s.verdicts[p];
            const auto title = title_of(v.outcome);
            const auto park = called(v.subject_id, v.subject_name);
            auto f = about(verdict_rule, parks.reports, p, "parks", v.subject_id);
            f.severity = severity_of(v.outcome);
            f.state = name_of(v.outcome);
            f.message = {"园区 " + park + "：" + title.zh + "。" + v.reason.zh,
                         "park " + park + ": " + title.en + ". " + v.reason.en};
            set_shape(f, single(parks.shapes, p));
            f.id = finding_id(verdict_rule, {v.subject_id});
            add(std::move(f));
            for (const auto& c : v.trace) criterion(v, c, p);
        }
    }

    void sites() {
        for (std::size_t i = 0; i < m_s.sites.size(); ++i) {
            const auto& placed = m_s.sites[i];
            if (placed.status == SiteStatus::inside)
                for (const auto zone : placed.zones) inside(i, zone);
            if (placed.status == SiteStatus::near) near(i);
            if (placed.status == SiteStatus::doubtful_datum)
                add(site(
                    doubtful_rule, i, Severity::warning,
                    {"点位 " + called(m_s.city.sites.features, i) + "：坐标框架存疑，未判定位置",
                     "site " + called(m_s.city.sites.features, i) +
                         ": its frame is in doubt, so its place was not judged"}));
        }
    }

    void routes() {
        for (std::size_t i = 0; i < m_s.enterprise_verdicts.size(); ++i) {
            const auto& v = m_s.enterprise_verdicts[i];
            if (v.outcome == Outcome::support_upgrade) continue;
            const auto enterprise = called(v.subject_id, v.subject_name);
            const auto route = v.result_text.zh.empty() ? title_of(v.outcome) : v.result_text;
            auto f = site(route_rule, i, severity_of(v.outcome),
                          {"企业 " + enterprise + "：" + route.zh + "。" + v.reason.zh,
                           "enterprise " + enterprise + ": " + route.en + ". " + v.reason.en});
            f.state = v.result.empty() ? std::string(name_of(v.outcome)) : v.result;
            add(std::move(f));
        }
    }

    void problems() {
        std::map<std::string, std::string> roles;
        std::vector<LayerFile> files;
        for (const auto& report : m_s.city.log.reports) {
            roles.emplace(report.subject, report.role);
            files.push_back({report.subject, file_of(report)});
        }
        auto found = findings_of(sorted_problems(m_s.city.log.problems), files);
        for (auto& f : found) {
            const auto role = roles.find(f.layer);
            f.id = finding_id(f.rule, {role == roles.end() ? f.layer : role->second, f.feature_id});
            add(std::move(f));
        }
    }

    FindingReport finish(Language language) {
        tell_ids_apart(m_findings);
        FindingReport report;
        report.version = versions().parkline;
        report.language = language;
        report.rules = std::move(m_rules);
        for (const auto& rule : own_rules()) report.rules.push_back(rule);
        for (const auto& code : problem_codes())
            report.rules.push_back({std::string(code.code), code.title, code.remedy});
        report.counts = {count("errors", Severity::error), count("warnings", Severity::warning),
                         count("notes", Severity::note)};
        for (const auto& input : m_s.inputs)
            report.inputs.push_back({relative(input.path), input.sha256});
        std::sort(report.inputs.begin(), report.inputs.end(),
                  [](const auto& a, const auto& b) { return a.path < b.path; });
        report.findings = std::move(m_findings);
        report.shapes = FindingShapes::place;
        return report;
    }

  private:
    static fs::path folder_of(const Project& project) {
        const auto folder = fs::path(project.path).parent_path();
        return folder.empty() ? "." : folder;
    }

    std::string relative(const std::string& path) const {
        return fs::path(path).lexically_proximate(m_folder).generic_string();
    }

    std::string file_of(const LayerReport& report) const { return relative(report.path); }

    const LayerReport* report_of(const std::vector<std::uint32_t>& reports, std::size_t i) const {
        if (i >= reports.size() || reports[i] == derived_report) return nullptr;
        return &m_s.city.log.reports[reports[i]];
    }

    /// A finding about feature i of a layer, which is named by its role when no file holds it.
    Finding about(const std::string& rule, const std::vector<std::uint32_t>& reports, std::size_t i,
                  const char* role, const std::string& id) const {
        Finding f;
        f.rule = rule;
        f.layer = role;
        f.feature_id = id;
        f.lon = f.lat = no_place();
        if (const auto* report = report_of(reports, i)) {
            f.layer = report->subject;
            f.file = file_of(*report);
        }
        return f;
    }

    void relate(Finding& f, const char* role, const std::vector<std::uint32_t>& reports,
                std::size_t i, const std::string& id) const {
        const auto* report = report_of(reports, i);
        f.related.push_back({report ? report->subject : role, id});
    }

    /// The shape, and the middle of its box as its place.
    static void set_shape(Finding& f, const Polygons& shape) {
        if (shape.features() == 0 || shape.parts() == 0) return;
        const auto box = box_of(shape, 0);
        f.lon = static_cast<double>(box.x_min + box.x_max) / 2 / units_per_degree;
        f.lat = static_cast<double>(box.y_min + box.y_max) / 2 / units_per_degree;
        f.shape = shape;
    }

    /// A criterion that stands against the park; its place is that of the verdict.
    void criterion(const Verdict& v, const CriterionResult& c, std::size_t park) {
        const bool decides = c.kind == CriterionKind::veto || c.kind == CriterionKind::hard;
        const bool failed = c.status == CriterionStatus::failed;
        const bool open =
            c.status == CriterionStatus::unknown || c.status == CriterionStatus::review;
        if (!decides || !(failed || open)) return;
        const auto rule = v.pack + "/" + c.id;
        const auto title = title_of(c.status);
        auto f = about(rule, m_s.city.parks.reports, park, "parks", v.subject_id);
        f.severity = failed ? Severity::error : Severity::warning;
        f.state = name_of(c.status);
        const auto name = called(v.subject_id, v.subject_name);
        f.message = {
            "园区 " + name + "：" + c.title.zh + "：" + title.zh + note_of(c.note.zh, "。"),
            "park " + name + ": " + c.title.en + ": " + title.en + note_of(c.note.en, ". ")};
        f.id = finding_id(rule, {v.subject_id});
        if (std::none_of(m_rules.begin(), m_rules.end(),
                         [&](const auto& r) { return r.id == rule; }))
            m_rules.push_back({rule, c.title, {"依据：" + c.source, "source: " + c.source}});
        add(std::move(f));
    }

    static std::string note_of(const std::string& note, const char* lead) {
        return note.empty() ? "" : lead + note;
    }

    Finding site(const std::string& rule, std::size_t i, Severity severity, Text message) const {
        const auto& layer = m_s.city.sites;
        auto f = about(rule, layer.reports, i, "sites", layer.features.ids[i]);
        f.severity = severity;
        f.message = std::move(message);
        f.lon = static_cast<double>(layer.points[i].x) / units_per_degree;
        f.lat = static_cast<double>(layer.points[i].y) / units_per_degree;
        f.id = finding_id(rule, {layer.features.ids[i]});
        return f;
    }

    void inside(std::size_t i, std::size_t zone) {
        const auto& zones = m_s.city.zones;
        const auto name = called(m_s.city.sites.features, i);
        const auto in_zone = called(zones.features, zone);
        const auto& kind = zones.features.classes[zone];
        auto f = site(inside_rule, i,
                      forbids_siting(zones.features, zone) ? Severity::error : Severity::warning,
                      {"点位 " + name + " 在管控区 " + in_zone + "（" + kind + "）内",
                       "site " + name + " lies in zone " + in_zone + " (" + kind + ")"});
        relate(f, "zones", zones.reports, zone, zones.features.ids[zone]);
        f.id = finding_id(inside_rule, {f.feature_id, zones.features.ids[zone]});
        add(std::move(f));
    }

    void near(std::size_t i) {
        const auto& placed = m_s.sites[i];
        const auto& zones = m_s.city.zones;
        const auto name = called(m_s.city.sites.features, i);
        const auto to_zone = called(zones.features, placed.nearest_zone);
        const auto metres = fixed(placed.distance_m, distance_decimals) + " m";
        auto f = site(near_rule, i, Severity::note,
                      {"点位 " + name + " 距管控区 " + to_zone + " " + metres,
                       "site " + name + " is " + metres + " from zone " + to_zone});
        f.state = placed.distance_class;
        relate(f, "zones", zones.reports, placed.nearest_zone,
               zones.features.ids[placed.nearest_zone]);
        f.id = finding_id(near_rule, {f.feature_id, zones.features.ids[placed.nearest_zone]});
        add(std::move(f));
    }

    FindingCount count(const char* name, Severity severity) const {
        return {name, std::count_if(m_findings.begin(), m_findings.end(),
                                    [&](const auto& f) { return f.severity == severity; })};
    }

    void add(Finding finding) { m_findings.push_back(std::move(finding)); }

    const Screening& m_s;
    fs::path m_folder;
    std::vector<FindingRule> m_rules;
    std::vector<Finding> m_findings;
};

} // namespace

FindingReport run_findings(const Screening& screening, Language language) {
    RunFindings findings(screening);
    findings.conflicts();
    findings.verdicts();
    findings.sites();
    findings.routes();
    findings.problems();
    return findings.finish(language);
}

} // namespace geo
