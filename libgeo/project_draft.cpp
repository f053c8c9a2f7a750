// SPDX-License-Identifier: Apache-2.0
#include "libgeo/project_draft.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/draft_layer.hpp"
#include "libgeo/io/layer_names.hpp"
#include "libgeo/io/read_list.hpp"
#include "libgeo/normalise/crs_evidence.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 13> data_endings{
    ".gpkg", ".shp",  ".geojson", ".json", ".fgb", ".kml", ".dxf",
    ".csv",  ".xlsx", ".xls",     ".ods",  ".txt", ".gdb"};

/// A text on one line of a comment, whatever is in it.
std::string on_one_line(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x20 || byte == 0x7F ? '?' : c;
    }
    constexpr std::size_t most = 300;
    if (out.size() <= most) return out;
    auto end = most;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
    return out.substr(0, end) + "…";
}

/// A basic string of TOML.
std::string quoted(const std::string& text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (byte < 0x20 || byte == 0x7F)
            out += {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 15U]};
        else
            out += c;
    }
    return out + "\"";
}

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ", ") + item;
    return text;
}

/// A field map needs quotes around words that are no bare keys; ours all are.
std::string field_map(const std::vector<FieldGuess>& guesses) {
    std::string map;
    for (const auto& guess : guesses)
        if (guess.fields.size() == 1)
            map += (map.empty() ? "" : ", ") + guess.word + " = " + quoted(guess.fields[0]);
    return map;
}

/// The project file while it is written.
class Draft {
  public:
    Draft(std::string folder, std::string prefix)
        : m_folder(std::move(folder)), m_prefix(std::move(prefix)) {}

    ProjectDraft write() {
        const auto files = data_files();
        if (files.empty())
            throw InputError({m_folder + "：没有可识别的数据文件。请给出存放数据的文件夹。",
                              m_folder + ": there is no file of data in it. Give the folder that "
                                         "holds the data."});
        head();
        for (const auto& file : files) look_at(file);
        foot();
        m_draft.toml = m_top + m_layers + m_unknown + m_foot;
        return std::move(m_draft);
    }

  private:
    std::vector<std::string> data_files() {
        std::vector<std::string> names;
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(m_folder, error)) {
            const auto name = entry.path().filename().string();
            const auto ending = ascii_lower(entry.path().extension().string());
            const bool is_data =
                std::find(data_endings.begin(), data_endings.end(), ending) != data_endings.end();
            if (name.starts_with(".")) continue;
            if (is_data && (ending == ".gdb" || entry.is_regular_file()))
                names.push_back(name);
            else if (entry.is_directory())
                m_subfolders.push_back(name);
        }
        if (error)
            throw InputError({m_folder + "：文件夹无法读取。请检查路径和权限。",
                              m_folder + ": the folder cannot be read. Check the path and its "
                                         "permissions."});
        std::sort(names.begin(), names.end());
        std::sort(m_subfolders.begin(), m_subfolders.end());
        return names;
    }

    void head() {
        m_top = "# parkline 项目文件草稿，由 parkline run --init 根据文件夹内容写出。\n"
                "# Draft of a project file, written by `parkline run --init` from what is in the "
                "folder.\n"
                "# 标有 待填 FILL IN 的行必须由人填写：程序不猜坐标系、坐标框架和日期。\n"
                "# Lines marked 待填 FILL IN have to be filled in by a person: no CRS, frame or "
                "date is "
                "guessed.\n"
                "[project]\n"
                "name = " +
                quoted(fs::absolute(m_folder).lexically_normal().filename().string()) +
                "\n"
                "# 待填 FILL IN: 评估日期（程序不读取系统时钟） day of the assessment (no clock is "
                "read)\n"
                "# as_of = 2026-11-23\n"
                "# 建议：数据应在的范围，超出者拒绝 box that all coordinates must lie in: lon_min, "
                "lat_min, lon_max, lat_max\n"
                "# extent = [117.9, 32.5, 120.1, 34.5]\n";
        ++m_draft.open;
    }

    void look_at(const std::string& file) {
        const auto path = (fs::path(m_folder) / file).string();
        try {
            const auto layers = is_list(path) || ascii_lower(file).ends_with(".txt")
                                    ? std::vector<std::string>{""}
                                    : layer_names(path);
            for (const auto& layer : layers) look_at(file, path, layer, layers.size());
        } catch (const Error& error) {
            unreadable(file, error);
        }
    }

    void unreadable(const std::string& file, const Error& error) {
        ++m_draft.unknown;
        m_unknown += "\n# 无法读取 cannot be read: " + on_one_line(file) + "\n#   " +
                     on_one_line(error.text().zh) + "\n#   " + on_one_line(error.text().en) + "\n";
    }

    void look_at(const std::string& file, const std::string& path, const std::string& layer,
                 std::size_t layers) {
        LayerSpec spec;
        spec.path = path;
        if (layers > 1) spec.layer = layer;
        try {
            const auto raw = read_layer(spec);
            const auto kind = kind_of(raw);
            const auto stem = fs::path(file).stem().string();
            const auto roles = roles_of(stem + " " + layer, kind, raw);
            if (roles.size() == 1)
                known(file, spec.layer, raw, kind, roles.front());
            else
                unknown(file, spec.layer, raw, kind, roles);
        } catch (const Error& error) {
            unreadable(file + (layer.empty() ? "" : ", " + layer), error);
        }
    }

    static std::string evidence(const RawLayer& raw, LayerKind kind) {
        const auto count = std::to_string(raw.features());
        return count + " " + title_of(kind).zh + " " + title_of(kind).en +
               "；字段 fields: " + on_one_line(joined(raw.attributes.names));
    }

    std::string source_lines(const std::string& file, const std::string& layer,
                             const std::string& mark) const {
        auto lines = mark + "path = " + quoted(m_prefix + file) + "\n";
        if (!layer.empty()) lines += mark + "layer = " + quoted(layer) + "\n";
        return lines;
    }

    void known(const std::string& file, const std::string& layer, const RawLayer& raw,
               LayerKind kind, const RoleGuess& guess) {
        ++m_draft.recognised;
        const auto fields = fields_of(raw, guess.role);
        m_layers += "\n# 依据 because: 名称含 the name has \"" + guess.word + "\"；" +
                    evidence(raw, kind) + "\n[[layer]]\nrole = \"" +
                    std::string(name_of(guess.role)) + "\"\n" + source_lines(file, layer, "");
        if (const auto map = field_map(fields); !map.empty())
            m_layers += "fields = { " + map + " }\n";
        open_fields(raw, fields);
        const bool has_places =
            kind != LayerKind::list || guess.role == Role::sites || guess.role == Role::residents;
        if (has_places) frame(raw, kind);
    }

    /// Words that no field has, or several may have.
    void open_fields(const RawLayer& raw, const std::vector<FieldGuess>& fields) {
        for (const auto& field : fields) {
            if (field.fields.size() == 1) continue;
            const bool is_needed = field.word == "id";
            m_draft.open += is_needed ? 1 : 0;
            m_layers += std::string("# ") + (is_needed ? "待填 FILL IN" : "可选 optional") +
                        ": fields." + field.word + " = " +
                        (field.fields.empty()
                             ? "? （没有常见字段名 no usual name; 有 it has: " +
                                   on_one_line(joined(raw.attributes.names)) + "）"
                             : "? （可能是 may be: " + on_one_line(joined(field.fields)) + "）") +
                        "\n";
        }
    }

    /// CRS, frame and accuracy: what the file says, and what it does not.
    void frame(const RawLayer& raw, LayerKind kind) {
        if (raw.crs.empty()) {
            ++m_draft.open;
            m_layers +=
                "# 待填 FILL IN: 文件没有坐标系 the file has no CRS\n# src_crs = \"EPSG:4490\"\n";
            if (kind != LayerKind::list) {
                const auto said = crs_evidence(raw, {});
                m_layers += "#   " + on_one_line(said.zh) + "\n#   " + on_one_line(said.en) + "\n";
            }
        } else {
            m_layers += "# 坐标系取自文件 the CRS is the file's: " + on_one_line(raw.crs) + "\n";
        }
        m_layers += "# 建议 advised: 坐标框架 frame (wgs84, cgcs2000, gcj02, "
                    "bd09)，网络地图来的多为 gcj02/bd09 "
                    "from web maps mostly gcj02 or bd09\n# datum = \"cgcs2000\"\n"
                    "# 建议 advised: 点位精度（米） positional accuracy in metres\n"
                    "# accuracy_m = 2.0\n";
    }

    void unknown(const std::string& file, const std::string& layer, const RawLayer& raw,
                 LayerKind kind, const std::vector<RoleGuess>& roles) {
        ++m_draft.unknown;
        std::vector<std::string> names;
        for (const auto& guess : roles) names.emplace_back(name_of(guess.role));
        m_unknown += "\n# " + evidence(raw, kind) + "\n";
        m_unknown += roles.empty()
                         ? "# 未能识别 not recognised; 如需使用请去掉 # 并写 role to use it, "
                           "take the # away and give the role: " +
                               role_list() + "\n"
                         : "# 可能是几种 may be several: " + joined(names) + "\n";
        m_unknown += "# [[layer]]\n# role = \"\"\n" + source_lines(file, layer, "# ");
    }

    void foot() {
        if (!m_subfolders.empty())
            m_foot += "\n# 没有查看的子文件夹 subfolders that were not looked into: " +
                      on_one_line(joined(m_subfolders)) + "\n";
        m_foot += "\n# 政策包；没有它就没有结论 policy pack; without it there are no verdicts\n"
                  "# [policy]\n# pack = \"policies/jiangsu-park-screening.toml\"\n"
                  "\n# 除表格外还要什么 what to make besides the tables\n"
                  "# [outputs]\n"
                  "# html = true                  # 报告页 report page\n"
                  "# xlsx = true                  # 工作簿 workbook\n"
                  "# redact = true                # 页和工作簿不含坐标 both without places\n"
                  "# dossiers = true              # 园区档案 dossier of each park\n"
                  "# sheets = [\"park-conflict\"]   # 图幅模板 templates of map sheets\n";
    }

    std::string m_folder;
    std::string m_prefix;
    std::vector<std::string> m_subfolders;
    std::string m_top, m_layers, m_unknown, m_foot;
    ProjectDraft m_draft;
};

} // namespace

ProjectDraft draft_project(const std::string& folder, const std::string& folder_in_file) {
    return Draft(folder, folder_in_file.empty() ? "" : folder_in_file + "/").write();
}

} // namespace geo
