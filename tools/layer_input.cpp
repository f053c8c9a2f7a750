// SPDX-License-Identifier: Apache-2.0
#include "tools/layer_input.hpp"

#include <filesystem>
#include <iterator>

#include "libgeo/core/error.hpp"
#include "libgeo/io/database_source.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/normalise/wkb.hpp"
#include "libgeo/normalise/zone_parts.hpp"
#include "tools/console.hpp"
#include "tools/version.hpp"

namespace parkline {

namespace {

geo::LayerSpec spec_of(const LayerInput& input, geo::Role role) {
    geo::LayerSpec spec;
    spec.role = role;
    geo::refuse_password(input.path);
    const auto source = geo::split_source(input.path);
    spec.path = source.path;
    spec.layer = source.layer;
    spec.where = input.where;
    if (!input.datum.empty()) {
        spec.datum = *geo::datum_from(input.datum);
        spec.datum_declared = true;
    }
    if (input.repairs == "structure") spec.repairs = geo::Repairs::structure;
    if (input.repairs == "linework") spec.repairs = geo::Repairs::linework;
    if (!input.id.empty()) spec.fields["id"] = input.id;
    if (!input.lon.empty()) spec.fields["lon"] = input.lon;
    if (!input.lat.empty()) spec.fields["lat"] = input.lat;
    return spec;
}

/// The raw layer, with the CRS of the command line when the file has none.
geo::RawLayer read_raw(const LayerInput& input, geo::LayerSpec& spec) {
    spec.has_crs_fallback = !input.src_crs.empty();
    auto raw = geo::read_layer(spec, input.fields);
    if (raw.crs.empty()) spec.src_crs = input.src_crs;
    return raw;
}

/// Polygons of one layer, also of one with several zones.
geo::PolygonLayer polygons_of(geo::RawLayer raw, const geo::LayerSpec& spec,
                              geo::NormaliseLog& log) {
    const auto subject = raw.subject;
    auto parts = geo::zone_parts(std::move(raw), spec);
    if (parts.size() == 1)
        return geo::normalise_polygons(std::move(parts[0].raw), parts[0].spec, {}, log);
    std::vector<geo::PolygonLayer> layers;
    for (auto& part : parts)
        layers.push_back(geo::normalise_polygons(std::move(part.raw), part.spec, {}, log));
    return geo::merged(layers, subject);
}

/// The files of one layer's index in the folder of --cache.
class IndexCache {
  public:
    IndexCache(const LayerInput& input, const std::string& folder) {
        if (folder.empty()) return;
        const auto spec = spec_of(input, geo::Role::zones);
        m_source = spec.path;
        if (!std::filesystem::exists(m_source)) return; // reading says what is wrong
        m_key = geo::index_key(spec, input.fields, version_text());
        m_path = (std::filesystem::path(folder) / (m_key + ".index")).string();
    }

    /// True when the layer came from the cache.
    bool take(const Session& session, geo::IndexedLayer& indexed, geo::NormaliseLog& log) const {
        if (m_path.empty()) return false;
        const auto found = geo::take_index_file(m_path, m_key, indexed);
        if (found == geo::IndexFile::refused)
            say(session, {m_path + "：缓存文件已损坏，未使用，将重新生成。",
                          m_path + ": this file of the cache is damaged; it is not used and made "
                                   "anew."});
        if (found != geo::IndexFile::taken) return false;
        indexed.report.path = m_source;
        log.reports.push_back(indexed.report);
        return true;
    }

    /// Builds the index and keeps it, when there is a cache and nothing else has to be said about
    /// the layer.
    void keep(geo::IndexedLayer& indexed, const geo::NormaliseLog& log) const {
        if (m_path.empty()) return;
        indexed.build_index();
        const bool is_plain = log.problems.empty() && log.quarantine.empty() &&
                              log.reports.size() == 1 &&
                              log.reports[0].counts.used == log.reports[0].counts.read;
        if (!is_plain) return;
        indexed.report = log.reports[0];
        std::filesystem::create_directories(std::filesystem::path(m_path).parent_path());
        geo::write_index_file(m_path, m_key, indexed);
    }

  private:
    std::string m_source;
    std::string m_key;
    std::string m_path; ///< empty: no cache
};

void append(geo::NormaliseLog& log, geo::NormaliseLog more) {
    const auto add = [](auto& to, auto& from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()),
                  std::make_move_iterator(from.end()));
    };
    add(log.problems, more.problems);
    add(log.reports, more.reports);
    add(log.quarantine, more.quarantine);
}

} // namespace

std::vector<Option> shared_options(LayerInput& input) {
    return {{"--src-crs",
             "CRS",
             {"文件没有坐标系时给出", "the CRS, for files that have none"},
             &input.src_crs},
            {"--datum",
             "DATUM",
             {"坐标基准", "frame of the coordinates"},
             &input.datum,
             {"wgs84", "cgcs2000", "gcj02", "bd09"}},
            {"--repairs",
             "METHOD",
             {"无效面的处理：隔离，或采用一种修复",
              "invalid polygons: quarantine, or accept one repair"},
             &input.repairs,
             {"quarantine", "structure", "linework"}}};
}

Option cache_option(std::string& folder) {
    return {"--cache",
            "DIR",
            {"把面图层及其索引存在这个目录，同样的文件再次使用时直接取用",
             "keep polygon layers with their index in this folder, and take them from there when "
             "the same files are used again"},
            &folder};
}

void require_whole_layers(const std::string& cache, bool is_limited) {
    if (cache.empty() || !is_limited) return;
    throw geo::ConfigError(
        {"--cache 保存整个图层的索引，不能与 --shard 或 --memory 同用。请去掉其中之一。",
         "--cache keeps the index of whole layers and cannot go with --shard or --memory. Leave "
         "one of them out."});
}

geo::PolygonLayer read_polygons(const LayerInput& input, geo::NormaliseLog& log) {
    auto spec = spec_of(input, geo::Role::zones);
    auto raw = read_raw(input, spec);
    return polygons_of(std::move(raw), spec, log);
}

void read_indexed(const LayerInput& input, const std::string& cache, const Session& session,
                  geo::IndexedLayer& indexed, geo::NormaliseLog& log) {
    const IndexCache kept(input, cache);
    if (kept.take(session, indexed, log)) return;
    geo::NormaliseLog own;
    indexed.layer = read_polygons(input, own);
    kept.keep(indexed, own);
    append(log, std::move(own));
}

void read_shapes(const LayerInput& input, const std::string& cache, const Session& session,
                 ShapeLayer& shapes, geo::NormaliseLog& log) {
    const IndexCache kept(input, cache);
    if (kept.take(session, shapes.polygons, log)) return;
    auto spec = spec_of(input, geo::Role::zones);
    auto raw = read_raw(input, spec);
    geo::NormaliseLog own;
    if (geo::holds_lines(raw)) {
        auto lines = geo::normalise_lines(raw, spec, {}, own);
        shapes.polygons.layer.features = std::move(lines.features);
        shapes.lines = std::move(lines.shapes);
    } else {
        shapes.polygons.layer = polygons_of(std::move(raw), spec, own);
        kept.keep(shapes.polygons, own);
    }
    append(log, std::move(own));
}

geo::PointLayer read_points(const LayerInput& input, geo::NormaliseLog& log) {
    auto spec = spec_of(input, geo::Role::sites);
    auto raw = read_raw(input, spec);
    const auto parts = geo::zone_parts(std::move(raw), spec);
    if (parts.size() == 1) return geo::normalise_points(parts[0].raw, parts[0].spec, {}, log);
    std::vector<geo::PointLayer> layers;
    for (const auto& part : parts)
        layers.push_back(geo::normalise_points(part.raw, part.spec, {}, log));
    return geo::merged(layers, parts[0].raw.subject);
}

} // namespace parkline
