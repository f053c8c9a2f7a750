// SPDX-License-Identifier: Apache-2.0
#include "libgeo/stage_keys.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "libgeo/crs/given_shift.hpp"
#include "libgeo/io/database_source.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/io/sha256.hpp"
#include "libgeo/version.hpp"

namespace geo {

namespace {

/// Parts of a key, each with its length, so that no two lists of parts are the same bytes.
class Key {
  public:
    explicit Key(Stage stage) {
        const auto v = versions();
        for (const auto& part : {std::string(name_of(stage)), v.parkline, v.gdal, v.geos, v.proj})
            add(part);
    }

    void add(std::string_view part) {
        const auto head = std::to_string(part.size()) + ":";
        for (const std::string_view bytes : {std::string_view(head), part})
            m_hash.add(std::as_bytes(std::span(bytes.data(), bytes.size())));
    }
    void add(double number) { add(shortest(number)); }
    void add(const std::map<std::string, std::string>& words) {
        add(std::to_string(words.size()));
        for (const auto& [word, value] : words) {
            add(word);
            add(value);
        }
    }
    std::string hex() { return m_hash.hex(); }

  private:
    Sha256 m_hash;
};

bool is_township_role(Role role) {
    return role == Role::townships || role == Role::township_codes || role == Role::awards;
}

/// Whether the outputs of a stage depend on layers of a role.
bool is_of(Stage stage, Role role) {
    if (stage == Stage::screen)
        return role == Role::parks || role == Role::zones || role == Role::sites ||
               role == Role::counties || role == Role::city || role == Role::control;
    return stage != Stage::classify || !is_township_role(role);
}

/// The key of one stage while its parts are collected.
class CoreKey {
  public:
    CoreKey(Stage stage, const Project& project, const std::vector<FileHash>& inputs)
        : m_stage(stage), m_project(project), m_key(stage) {
        for (const auto& file : inputs) m_hashes[relative(file.path)] = file.sha256;
    }

    std::string hex() {
        const auto& p = m_project;
        m_key.add(p.as_of);
        for (const double side : {p.extent.lon_min, p.extent.lat_min, p.extent.lon_max,
                                  p.extent.lat_max, p.minimum_area_m2})
            m_key.add(side);
        for (const double limit : p.distance_classes_m) m_key.add(limit);
        m_key.add(p.dst_crs);
        for (const auto& layer : p.layers)
            if (is_of(m_stage, layer.role)) add(layer);
        for (const auto& one : p.derived) add(one);
        for (const auto& path : {p.accept_repairs, p.area_codes}) file(path);
        if (m_stage == Stage::classify || m_stage == Stage::townships) add_rules();
        if (m_stage == Stage::townships) file(p.path); // the findings state its hash
        return m_key.hex();
    }

  private:
    void add(const LayerSpec& layer) {
        for (const auto& part :
             {std::string(name_of(layer.role)), relative(layer.path), layer.layer, layer.src_crs,
              layer.where, std::string(name_of(layer.datum)), layer.kind})
            m_key.add(part);
        m_key.add(layer.accuracy_m);
        m_key.add(layer.fields);
        m_key.add(layer.values);
        m_key.add(std::to_string(layer.datum_declared) + std::to_string(layer.synthetic) +
                  std::to_string(static_cast<int>(layer.repairs)));
        for (const auto& word : layer.allow_warnings) m_key.add(word);
        for (const auto& list : {files_of(layer.path), grids_of(layer.src_crs)})
            for (const auto& path : list) file(path);
    }

    void add(const DeriveSpec& one) {
        for (const auto& part : {std::string(name_of(one.role)), one.id, one.name,
                                 std::string(name_of(one.from)), std::string(name_of(one.minus))})
            m_key.add(part);
    }

    /// The packs, and all files that are none of a layer: what the packs extend.
    void add_rules() {
        for (const auto& word : m_project.denominators) m_key.add(word);
        std::set<std::string> of_layers{relative(m_project.path)};
        for (const auto& layer : m_project.layers)
            for (const auto& path : files_of(layer.path)) of_layers.insert(relative(path));
        m_key.add(relative(m_project.pack));
        m_key.add(relative(m_project.enterprise_pack));
        for (const auto& [path, sha256] : m_hashes)
            if (!of_layers.contains(path)) add_file(path, sha256);
    }

    void file(const std::string& path) {
        const auto found = m_hashes.find(relative(path));
        if (found != m_hashes.end()) add_file(found->first, found->second);
    }

    void add_file(const std::string& path, const std::string& sha256) {
        m_key.add(path);
        m_key.add(sha256);
    }

    std::string relative(const std::string& path) const {
        if (path.empty()) return path;
        const auto base = std::filesystem::path(m_project.path).parent_path();
        return std::filesystem::path(path)
            .lexically_proximate(base.empty() ? "." : base)
            .generic_string();
    }

    Stage m_stage;
    const Project& m_project;
    std::map<std::string, std::string> m_hashes; ///< by path relative to the project file
    Key m_key;
};

} // namespace

std::string core_key(Stage stage, const Project& project, const std::vector<FileHash>& inputs) {
    const auto is_elsewhere = [](const LayerSpec& layer) { return is_database(layer.path); };
    if (std::any_of(project.layers.begin(), project.layers.end(), is_elsewhere)) return {};
    return CoreKey(stage, project, inputs).hex();
}

std::string later_key(Stage stage, const std::vector<std::string>& parts) {
    Key key(stage);
    for (const auto& part : parts) key.add(part);
    return key.hex();
}

} // namespace geo
