// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/project_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <sstream>

#include <toml++/toml.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/database_source.hpp"

namespace geo {

namespace fs = std::filesystem;

namespace {

/// Reads one file into a Project; every complaint carries line and column.
class ProjectReader {
  public:
    explicit ProjectReader(const std::string& path) : m_path(path) {
        if (!fs::is_regular_file(path))
            throw ConfigError({path + "：项目文件不存在。请检查路径。",
                               path + ": no such project file. Check the path."});
        try {
            m_root = toml::parse_file(path);
        } catch (const toml::parse_error& error) {
            const std::string why(error.description());
            fail(error.source(), "TOML 语法错误（" + why + "）。请改正该处。",
                 "TOML syntax error (" + why + "). Correct it there.");
        }
    }

    Project read() {
        allow(m_root, {"project", "layer", "derive", "policy", "screening", "outputs", "limits",
                       "doubts", "codes", "programmes"});
        project.path = m_path;
        read_head(section("project"));
        read_limits(section("limits"));
        read_doubts(section("doubts"));
        if (const auto* layers = m_root.get("layer")) read_layers(*layers);
        if (const auto* derived = m_root.get("derive"))
            for (const auto& entry : array_of_tables(*derived, "derive"))
                read_derived(*entry.as_table());
        read_policy(section("policy"));
        read_screening(section("screening"));
        const auto& codes = section("codes");
        allow(codes, {"areas"});
        project.area_codes = resolved(text(codes, "areas"));
        read_outputs(section("outputs"));
        read_programmes(section("programmes"));
        if (project.layers.empty())
            fail(m_root.source(), "没有任何 [[layer]]。请至少声明一个图层。",
                 "there is no [[layer]]. Declare at least one.");
        return std::move(project);
    }

  private:
    [[noreturn]] void fail(const toml::source_region& where, const std::string& zh,
                           const std::string& en) const {
        std::ostringstream place;
        place << where.begin.line << ":" << where.begin.column;
        throw ConfigError(
            {m_path + ":" + place.str() + "：" + zh, m_path + ":" + place.str() + ": " + en});
    }

    const toml::table& section(const char* name) const {
        static const toml::table none;
        const auto* node = m_root.get(name);
        if (!node) return none;
        if (!node->is_table()) wrong_type(*node, name, {"一个表", "a table"});
        return *node->as_table();
    }

    [[noreturn]] void wrong_type(const toml::node& node, const std::string& key,
                                 const Text& wanted) const {
        fail(node.source(), "'" + key + "' 的类型不对（应为" + wanted.zh + "）。请改正。",
             "'" + key + "' has the wrong type (" + wanted.en + " is needed). Correct it.");
    }

    void allow(const toml::table& table, std::initializer_list<std::string_view> keys) const {
        for (const auto& [key, node] : table) {
            if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
            const auto near = std::string(nearest_word(key.str(), keys));
            const auto name = std::string(key.str());
            fail(key.source(),
                 "未知的键 '" + name + "'。" +
                     (near.empty() ? "请删除它。" : "是否指 '" + near + "'？"),
                 "unknown key '" + name + "'. " +
                     (near.empty() ? "Remove it." : "Did you mean '" + near + "'?"));
        }
    }

    const toml::array& array_of_tables(const toml::node& node, const std::string& key) const {
        if (!node.is_array_of_tables())
            wrong_type(node, key, {"[[" + key + "]] 表", "[[" + key + "]] tables"});
        return *node.as_array();
    }

    std::string text(const toml::table& table, const std::string& key) const {
        const auto* node = table.get(key);
        if (!node) return {};
        if (const auto* date = node->as_date()) {
            std::ostringstream iso;
            iso << date->get();
            return iso.str();
        }
        if (!node->is_string()) wrong_type(*node, key, {"文本", "a text"});
        return node->as_string()->get();
    }

    bool flag(const toml::table& table, const std::string& key) const {
        const auto* node = table.get(key);
        if (!node) return false;
        if (!node->is_boolean()) wrong_type(*node, key, {"true 或 false", "true or false"});
        return node->as_boolean()->get();
    }

    double number(const toml::table& table, const std::string& key, double fallback) const {
        const auto* node = table.get(key);
        if (!node) return fallback;
        const auto value = node->is_number() ? node->value<double>() : std::nullopt;
        if (!value || !std::isfinite(*value) || *value < 0)
            wrong_type(*node, key, {"不小于 0 的数", "a number >= 0"});
        return *value;
    }

    std::vector<double> numbers(const toml::table& table, const std::string& key) const {
        std::vector<double> values;
        const auto* node = table.get(key);
        if (!node) return values;
        if (!node->is_array()) wrong_type(*node, key, {"数的列表", "a list of numbers"});
        for (const auto& item : *node->as_array()) {
            const auto value = item.is_number() ? item.value<double>() : std::nullopt;
            if (!value || !std::isfinite(*value))
                wrong_type(item, key, {"数的列表", "a list of numbers"});
            values.push_back(*value);
        }
        return values;
    }

    std::map<std::string, std::string> texts(const toml::table& table,
                                             const std::string& key) const {
        std::map<std::string, std::string> map;
        const auto* node = table.get(key);
        if (!node) return map;
        if (!node->is_table()) wrong_type(*node, key, {"文本的表", "a table of texts"});
        for (const auto& [word, value] : *node->as_table()) {
            if (!value.is_string())
                wrong_type(value, key + "." + std::string(word.str()), {"文本", "a text"});
            map[std::string(word.str())] = value.as_string()->get();
        }
        return map;
    }

    /// Words of our own in a field map are open (a park may have any facts), so only a word that
    /// is nearly one of the known ones is taken for a slip.
    void refuse_near_miss(const toml::table& table, const char* map) const {
        constexpr std::array<std::string_view, 12> known{
            "id",          "name",  "class",  "lon",      "lat",   "county",
            "county_code", "title", "status", "named_on", "batch", "kind"};
        const auto* words = table.get_as<toml::table>(map);
        if (!words) return;
        for (const auto& [key, node] : *words) {
            const std::string word(key.str());
            if (std::find(known.begin(), known.end(), word) != known.end() || word.size() < 3)
                continue;
            for (const auto right : known)
                if (right.size() > 2 && edit_distance(word, right) <= 2 &&
                    edit_distance(word, right) * 2 <= right.size())
                    fail(key.source(),
                         "未知的词 '" + word + "'。是否指 '" + std::string(right) + "'？",
                         "unknown word '" + word + "'. Did you mean '" + std::string(right) + "'?");
        }
    }

    std::string resolved(const std::string& relative) const {
        if (relative.empty() || fs::path(relative).is_absolute() || is_database(relative))
            return relative;
        return (fs::path(m_path).parent_path() / relative).lexically_normal().string();
    }

    void read_head(const toml::table& head) {
        allow(head, {"name", "extent", "as_of", "accept_repairs"});
        project.accept_repairs = resolved(text(head, "accept_repairs"));
        project.name = text(head, "name");
        project.as_of = text(head, "as_of");
        if (const auto* as_of = head.get("as_of"); as_of && !as_of->is_date())
            wrong_type(*as_of, "as_of", {"日期，例如 2026-11-23", "a date such as 2026-11-23"});
        if (!head.get("as_of"))
            fail(m_root.source(),
                 "[project] 缺少 as_of（评估日期）；程序不读取系统时钟。请写 as_of = 2026-11-23 "
                 "这样的日期。",
                 "[project] has no as_of (date of the assessment); no clock is read. Write a date "
                 "such as as_of = 2026-11-23.");
        const auto box = numbers(head, "extent");
        if (box.empty()) return;
        if (box.size() != 4 || box[0] >= box[2] || box[1] >= box[3])
            wrong_type(*head.get("extent"), "extent",
                       {"[lon_min, lat_min, lon_max, lat_max]，单位为度",
                        "[lon_min, lat_min, lon_max, lat_max] in degrees"});
        if (box[2] - box[0] > 30)
            fail(head.get("extent")->source(),
                 "extent 宽度超过 30°，无法据此发现坐标错误。请缩小。",
                 "the extent is wider than 30 degrees, too wide to reveal wrong coordinates. Make "
                 "it smaller.");
        project.extent = {box[0], box[1], box[2], box[3]};
    }

    void read_limits(const toml::table& table) {
        if (table.empty()) return;
        ReadLimits limits;
        for (const auto& [key, node] : table) {
            const auto value = node.is_integer() ? node.value<std::int64_t>() : std::nullopt;
            if (!value || *value < 0)
                wrong_type(node, std::string(key.str()),
                           {"不小于 0 的整数", "a whole number >= 0"});
            try {
                set_limit(limits, key.str(), static_cast<std::uint64_t>(*value));
            } catch (const ConfigError& error) {
                fail(key.source(), error.text().zh, error.text().en);
            }
        }
        m_limits = limits;
    }

    void read_doubts(const toml::table& table) {
        for (const auto& [key, node] : table) {
            const auto value = node.value<double>();
            if (!value || !(node.is_integer() || node.is_floating_point()))
                wrong_type(node, std::string(key.str()), {"数", "a number"});
            try {
                set_doubt(project.doubts, key.str(), *value);
            } catch (const ConfigError& error) {
                fail(key.source(), error.text().zh, error.text().en);
            }
        }
    }

    std::vector<std::string> list_of_texts(const toml::table& table, const char* key) const {
        std::vector<std::string> list;
        const auto* node = table.get(key);
        if (!node) return list;
        if (!node->is_array()) wrong_type(*node, key, {"文本的列表", "a list of texts"});
        for (const auto& item : *node->as_array()) {
            if (!item.is_string()) wrong_type(item, key, {"文本的列表", "a list of texts"});
            list.push_back(item.as_string()->get());
        }
        return list;
    }

    Role role(const toml::table& table, const char* key) const {
        const auto name = text(table, key);
        if (const auto found = role_from(name)) return *found;
        const auto* node = table.get(key);
        fail(node ? node->source() : table.source(),
             std::string("未知的 ") + key + " '" + name + "'。可用：" + role_list() + "。",
             std::string("unknown ") + key + " '" + name + "'. Use one of " + role_list() + ".");
    }

    void read_layers(const toml::node& node) {
        for (const auto& entry : array_of_tables(node, "layer")) read_layer(*entry.as_table());
    }

    void read_layer(const toml::table& table) {
        allow(table, {"role", "path", "layer", "src_crs", "where", "datum", "accuracy_m", "fields",
                      "values", "kind", "synthetic", "repairs", "allow_warnings"});
        LayerSpec spec;
        spec.role = role(table, "role");
        spec.path = resolved(text(table, "path"));
        if (spec.path.empty())
            fail(table.source(), "图层缺少 path。请写文件路径。",
                 "the layer has no path. Give the file's path.");
        refuse_password(spec.path);
        spec.layer = text(table, "layer");
        spec.src_crs = text(table, "src_crs");
        spec.where = text(table, "where");
        spec.accuracy_m = number(table, "accuracy_m", 0);
        constexpr double worst_accuracy_m = 10000;
        if (spec.accuracy_m > worst_accuracy_m)
            wrong_type(*table.get("accuracy_m"), "accuracy_m",
                       {"不超过 10000 米", "at most 10000 metres"});
        spec.fields = texts(table, "fields");
        spec.values = texts(table, "values");
        for (const char* map : {"fields", "values"}) refuse_near_miss(table, map);
        if (const auto kind = text(table, "kind"); !kind.empty()) spec.kind = kind;
        read_datum(table, spec);
        read_flags(table, spec);
        spec.limits = m_limits;
        spec.allow_warnings = list_of_texts(table, "allow_warnings");
        project.layers.push_back(std::move(spec));
    }

    void read_datum(const toml::table& table, LayerSpec& spec) const {
        const auto name = text(table, "datum");
        if (name.empty()) return;
        const auto datum = datum_from(name);
        if (!datum)
            fail(table.get("datum")->source(),
                 "未知的 datum '" + name + "'。可用：wgs84、cgcs2000、gcj02、bd09。",
                 "unknown datum '" + name + "'. Use wgs84, cgcs2000, gcj02 or bd09.");
        spec.datum = *datum;
        spec.datum_declared = true;
    }

    void read_flags(const toml::table& table, LayerSpec& spec) const {
        spec.synthetic = flag(table, "synthetic");
        const auto repairs = text(table, "repairs");
        if (repairs == "structure")
            spec.repairs = Repairs::structure;
        else if (repairs == "linework")
            spec.repairs = Repairs::linework;
        else if (!repairs.empty() && repairs != "quarantine")
            fail(table.get("repairs")->source(),
                 "未知的 repairs '" + repairs + "'。可用：quarantine、structure、linework。",
                 "unknown repairs '" + repairs + "'. Use quarantine, structure or linework.");
    }

    void read_derived(const toml::table& table) {
        allow(table, {"role", "id", "name", "from", "minus"});
        project.derived.push_back({role(table, "role"), text(table, "id"), text(table, "name"),
                                   role(table, "from"), role(table, "minus")});
    }

    void read_policy(const toml::table& policy) {
        allow(policy, {"pack", "enterprise_pack", "denominators"});
        project.pack = resolved(text(policy, "pack"));
        project.enterprise_pack = resolved(text(policy, "enterprise_pack"));
        if (policy.get("denominators"))
            project.denominators = list_of_texts(policy, "denominators");
    }

    void read_screening(const toml::table& screening) {
        allow(screening, {"distance_classes_m", "minimum_area_m2"});
        if (screening.get("distance_classes_m"))
            project.distance_classes_m = numbers(screening, "distance_classes_m");
        auto& classes = project.distance_classes_m;
        std::sort(classes.begin(), classes.end());
        if (!classes.empty() &&
            (classes.front() <= 0 ||
             std::adjacent_find(classes.begin(), classes.end()) != classes.end()))
            wrong_type(*screening.get("distance_classes_m"), "distance_classes_m",
                       {"互不相同的正数", "different numbers > 0"});
        project.minimum_area_m2 = number(screening, "minimum_area_m2", 0);
    }

    void read_outputs(const toml::table& outputs) {
        allow(outputs, {"dst_crs", "html", "redact", "xlsx", "dossiers", "sheets"});
        project.dst_crs = text(outputs, "dst_crs");
        project.html = flag(outputs, "html");
        project.redacted = flag(outputs, "redact");
        project.workbook = flag(outputs, "xlsx");
        project.dossiers = flag(outputs, "dossiers");
        project.sheets = list_of_texts(outputs, "sheets");
        for (auto& name : project.sheets)
            if (name.ends_with(".toml")) name = resolved(name);
    }

    void read_programmes(const toml::table& programmes) {
        allow(programmes, {"ledger", "emergency", "emergency_changes", "packs", "jurisdiction"});
        auto& spec = project.programmes;
        spec.ledger = resolved(text(programmes, "ledger"));
        if (is_database(spec.ledger))
            fail(programmes.get("ledger")->source(),
                 "run 只读取 GeoPackage 账本：数据库随时在变，结果无法复核。请先用 ledger backup "
                 "存成文件。",
                 "run reads ledgers in a GeoPackage only: a database changes at any time, so the "
                 "results could not be checked again. Save it to a file with `ledger backup`.");
        spec.emergency = resolved(text(programmes, "emergency"));
        spec.emergency_changes = resolved(text(programmes, "emergency_changes"));
        spec.packs = resolved(text(programmes, "packs"));
        spec.jurisdiction = text(programmes, "jurisdiction");
        if (!spec.emergency.empty() && (spec.packs.empty() || spec.jurisdiction.empty()))
            fail(programmes.get("emergency")->source(),
                 "emergency 需要 packs（规则包文件夹）和 jurisdiction（辖区代码）。请补上。",
                 "emergency needs packs (folder of policy packs) and jurisdiction (code of the "
                 "place). Give both.");
    }

    std::string m_path;
    toml::table m_root;
    std::optional<ReadLimits> m_limits;
    Project project;
};

} // namespace

Project read_project(const std::string& path) {
    return ProjectReader(path).read();
}

} // namespace geo
