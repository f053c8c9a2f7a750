// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/report/tables.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `check`: reads and normalises, lists every problem, decides nothing.
class Check : public Verb {
  public:
    std::string name() const override { return "check"; }
    geo::Text summary() const override {
        return {"检查输入：列出每个图层的收支和每个问题",
                "check inputs: what became of every feature, and every problem"};
    }
    std::string example() const override {
        return "parkline check datasets/huaian/project.toml --fail-on error";
    }

    std::vector<Option> options() override {
        auto all = m_output.options();
        all.insert(all.begin(), {"INPUT",
                                 "PROJECT|FILE",
                                 {"项目文件，或一个数据文件", "a project file, or one data file"},
                                 &m_input,
                                 {},
                                 true});
        all.push_back({"--role",
                       "ROLE",
                       {"单个数据文件的角色（parks、zones、sites……）",
                        "role of a single data file (parks, zones, sites, …)"},
                       &m_role});
        all.push_back({"--layer", "NAME", {"图层名", "name of the layer"}, &m_spec.layer});
        all.push_back({"--src-crs",
                       "CRS",
                       {"文件没有坐标系时给出", "the CRS, when the file has none"},
                       &m_spec.src_crs});
        all.push_back({"--datum",
                       "DATUM",
                       {"坐标基准", "frame of the coordinates"},
                       &m_datum,
                       {"wgs84", "cgcs2000", "gcj02", "bd09"}});
        all.push_back({"--where", "SQL", {"属性筛选", "attribute filter"}, &m_spec.where});
        all.push_back({"--id", "FIELD", {"编号字段", "field of the id"}, &m_id});
        all.push_back({"--lon",
                       "FIELD",
                       {"清单的经度（东坐标）字段", "longitude or easting field of a list"},
                       &m_lon});
        all.push_back({"--lat",
                       "FIELD",
                       {"清单的纬度（北坐标）字段", "latitude or northing field of a list"},
                       &m_lat});
        all.push_back({"--repairs",
                       "METHOD",
                       {"无效面的处理：隔离，或采用一种修复",
                        "invalid polygons: quarantine, or accept one repair"},
                       &m_repairs,
                       {"quarantine", "structure", "linework"}});
        all.push_back({"--extent",
                       "W,S,E,N",
                       {"单个文件应在的范围（度），例如 118.2,32.7,119.7,34.1",
                        "where a single file must lie, in degrees, e.g. 118.2,32.7,119.7,34.1"},
                       &m_extent});
        all.push_back(
            {"--layers",
             "",
             {"输出各图层收支表而不是问题表", "give the table of layers instead of problems"},
             &m_layers});
        all.push_back({"--fail-on",
                       "SEVERITY",
                       {"有此级别或更重的问题时退出码为 3",
                        "exit code 3 when there is a problem of this severity or worse"},
                       &m_fail_on,
                       {"note", "warning", "error"}});
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto project =
            m_input.ends_with(".toml") ? geo::read_project(m_input) : single_file();
        const auto city = geo::normalise(project, make_observer(session));
        report_layers(session, city.log);
        m_output.deliver(m_layers ? geo::layers_table(city.log.reports)
                                  : geo::problems_table(city.log.problems));
        return has_findings(city.log.problems) ? findings : done;
    }

  private:
    geo::Project single_file() {
        const auto role = geo::role_from(m_role);
        if (!role)
            throw geo::ConfigError({"未知的 --role '" + m_role +
                                        "'。可用：parks、zones、sites、townships、counties、city、a"
                                        "wards、township_codes。",
                                    "unknown --role '" + m_role +
                                        "'. Use parks, zones, sites, townships, counties, city, "
                                        "awards or township_codes."});
        m_spec.role = *role;
        m_spec.path = m_input;
        if (!m_datum.empty()) {
            m_spec.datum = *geo::datum_from(m_datum);
            m_spec.datum_declared = true;
        }
        if (m_repairs == "structure") m_spec.repairs = geo::Repairs::structure;
        if (m_repairs == "linework") m_spec.repairs = geo::Repairs::linework;
        for (const auto& [word, field] : {std::pair{"id", m_id}, {"lon", m_lon}, {"lat", m_lat}})
            if (!field.empty()) m_spec.fields[word] = field;
        geo::Project project;
        if (!m_extent.empty()) project.extent = extent();
        project.layers.push_back(m_spec);
        return project;
    }

    /// --extent as four numbers.
    geo::Extent extent() const {
        std::vector<double> n;
        for (std::size_t at = 0; at <= m_extent.size();) {
            const auto comma = std::min(m_extent.find(',', at), m_extent.size());
            n.push_back(geo::parse_number(m_extent.substr(at, comma - at)).value_or(NAN));
            at = comma + 1;
        }
        if (n.size() == 4 && n[0] < n[2] && n[1] < n[3] && n[2] - n[0] <= 30)
            return {n[0], n[1], n[2], n[3]};
        throw geo::ConfigError({"--extent '" + m_extent +
                                    "' 不是 西,南,东,北 四个度数（宽不超过 30°）。例如 "
                                    "118.2,32.7,119.7,34.1。",
                                "--extent '" + m_extent +
                                    "' is not west,south,east,north in degrees, at most 30 "
                                    "wide. For example 118.2,32.7,119.7,34.1."});
    }

    bool has_findings(const geo::Problems& problems) const {
        if (m_fail_on.empty()) return false;
        const auto limit = m_fail_on == "error"     ? geo::Severity::error
                           : m_fail_on == "warning" ? geo::Severity::warning
                                                    : geo::Severity::note;
        for (const auto& problem : problems)
            if (problem.severity >= limit) return true;
        return false;
    }

    std::string m_input;
    std::string m_role = "zones";
    std::string m_datum;
    std::string m_id;
    std::string m_lon;
    std::string m_lat;
    std::string m_extent;
    std::string m_repairs;
    std::string m_fail_on;
    bool m_layers = false;
    geo::LayerSpec m_spec;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_check() {
    return std::make_unique<Check>();
}

} // namespace parkline
