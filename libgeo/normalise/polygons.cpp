// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <iterator>
#include <utility>

#include <tbb/parallel_for.h>

#include "libgeo/core/error.hpp"
#include "libgeo/core/give_up.hpp"
#include "libgeo/core/packed_values.hpp"
#include "libgeo/normalise/doubts.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/inspection.hpp"
#include "libgeo/normalise/layer_intake.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/normalise/polygon_placing.hpp"
#include "libgeo/normalise/repair_decisions.hpp"

namespace geo {

namespace {

double degrees(std::int64_t units) {
    return static_cast<double>(units) / units_per_degree;
}

/// GEOS's reason in Chinese.
std::string reason_zh(const std::string& reason) {
    static const std::map<std::string, std::string> words{
        {"Self-intersection", "自相交"},
        {"Ring Self-intersection", "环自相接"},
        {"Duplicate ring", "重复的环"},
        {"Hole lies outside shell", "内环在外环之外"},
        {"Holes are nested", "内环嵌套"},
        {"Nested shells", "外环嵌套"},
        {"Interior is disconnected", "内部不连通"}};
    const auto found = words.find(reason);
    return found == words.end() ? reason : found->second;
}

/// The columns of a layer while its polygons are placed. Only those of polygons that may be invalid
/// are asked for again when the layer keeps none.
class WaitingColumns {
  public:
    /// Takes the columns of `raw` when nothing else will ask for them, all but the marks.
    WaitingColumns(RawLayer& raw, bool are_kept) {
        if (are_kept) return;
        auto& columns = raw.attributes.columns;
        const auto marks = raw.attributes.find("synthetic");
        m_packed.resize(columns.size());
        tbb::parallel_for(std::size_t{0}, columns.size(), [&](std::size_t c) {
            if (c != marks) m_packed[c] = PackedValues(std::exchange(columns[c], {}));
        });
    }

    /// A layer of `rows` alone, without ids and geometry.
    RawLayer rows(const RawLayer& raw, const std::vector<std::size_t>& rows) const {
        RawLayer some;
        some.subject = raw.subject;
        some.fields = raw.fields;
        some.attributes.names = raw.attributes.names;
        for (std::size_t c = 0; c < raw.attributes.columns.size(); ++c) {
            const bool is_packed = c < m_packed.size() && m_packed[c].size() > 0;
            some.attributes.columns.push_back(is_packed
                                                  ? m_packed[c].rows(rows)
                                                  : picked_values(raw.attributes.columns[c], rows));
        }
        return some;
    }

  private:
    std::vector<PackedValues> m_packed; ///< empty where a column was left where it is
};

/// Turns one raw layer into polygons on the grid.
class PolygonNormaliser {
  public:
    PolygonNormaliser(RawLayer raw, const LayerSpec& spec, const Extent& extent, NormaliseLog& log)
        : m_raw(std::move(raw)), m_spec(spec), m_extent(extent), m_log(log),
          m_to_grid(crs_for(m_raw, spec, extent), spec.datum, m_raw.subject) {
        m_counts.layer = m_raw.subject;
    }

    /// Each big part is given up as soon as the next one stands.
    PolygonLayer run(Fields kept_fields) {
        m_ids = intake_ids(m_raw, m_spec);
        give_up(m_raw.feature_ids);
        give_up(m_raw.feature_numbers);
        auto placed = place(kept_fields != Fields::named);
        m_counts.read = m_raw.features();
        m_counts.rejected = placed.rejected;
        refuse_wrong_layer(m_raw, ShapeKind::areas, placed.wrong_kind);
        const auto outside = placed.outside;
        const auto example_outside = placed.example_outside.value_or(SourcePoint{});
        judge_placed(std::move(placed));
        if (outside == m_counts.read && outside > 0)
            refuse_all_outside(m_raw, example_outside, m_to_grid, m_extent);
        close_intake(m_raw, m_spec, m_to_grid, m_counts, m_log);
        if (kept_fields == Fields::named) m_raw.fields = Fields::named;
        return sorted();
    }

  private:
    /// The polygons on the grid; m_suspects are those of them that may be invalid.
    PlacedPolygons place(bool columns_are_kept) {
        const WaitingColumns columns(m_raw, columns_are_kept);
        auto placed = place_polygons(m_raw, m_ids, m_to_grid, m_extent);
        std::vector<std::size_t> suspects;
        for (const auto& suspect : placed.suspects)
            suspects.push_back(placed.features[suspect.row]);
        m_suspects = columns.rows(m_raw, suspects);
        return placed;
    }

    void judge_placed(PlacedPolygons placed) {
        m_log.problems.insert(m_log.problems.end(),
                              std::make_move_iterator(placed.problems.begin()),
                              std::make_move_iterator(placed.problems.end()));
        auto invalid = inspect(placed.shapes, placed.suspects);
        m_shapes = std::move(placed.shapes);
        m_kept = std::move(placed.features);
        m_counts.used = m_kept.size() - invalid.size();
        if (invalid.empty()) return;
        const auto features = take_out(invalid);
        for (std::size_t i = 0; i < invalid.size(); ++i)
            judge_invalid(features[i], invalid[i],
                          placed.suspects[invalid[i].suspect].geometry_sha256);
    }

    /// Takes the invalid out of what is kept, and says which raw features they are.
    std::vector<std::size_t> take_out(const std::vector<Inspection>& invalid) {
        std::vector<std::size_t> rows;
        std::vector<std::size_t> features;
        for (const auto& found : invalid) {
            rows.push_back(found.feature);
            features.push_back(m_kept[found.feature]);
        }
        drop_features(m_shapes, rows);
        std::erase_if(m_kept, [&, next = std::size_t{0}](std::size_t feature) mutable {
            if (next == features.size() || features[next] != feature) return false;
            ++next;
            return true;
        });
        return features;
    }

    void judge_invalid(std::size_t feature, Inspection& found, const std::string& hash) {
        const auto method = repair_for(m_spec, m_raw.subject, m_ids[feature], hash);
        m_log.quarantine.push_back(
            {m_raw.subject, m_ids[feature], found.validity.reason, found.validity.place,
             std::move(found.structure), std::move(found.linework), found.structure_m2,
             found.linework_m2, std::string(name_of(m_spec.role)),
             columns_of(feature, found.suspect), method != Repairs::quarantine, hash});
        const Quarantined& entry = m_log.quarantine.back();
        const bool accepted = entry.accepted;
        say_invalid(entry, method);
        if (!accepted) {
            ++m_counts.review;
            return;
        }
        const Polygons& repair = method == Repairs::linework ? entry.linework : entry.structure;
        if (repair.parts() == 0) return reject_empty_repair(feature);
        ++m_counts.repaired;
        append_feature(m_shapes, repair, 0);
        m_kept.push_back(feature);
    }

    /// The columns of one feature, which keeps its id for later.
    FeatureColumns columns_of(std::size_t feature, std::size_t suspect) const {
        auto columns = columns_without_ids(m_suspects, m_spec, {suspect});
        columns.ids = {m_ids[feature]};
        return columns;
    }

    void say_invalid(const Quarantined& q, Repairs repairs) {
        const bool accepted = q.accepted;
        const double difference = std::abs(q.structure_m2 - q.linework_m2);
        const auto s = fixed(q.structure_m2, 4);
        const auto l = fixed(q.linework_m2, 4);
        const auto d = fixed(difference, 4);
        const std::string method = repairs == Repairs::linework ? "linework" : "structure";
        const std::string zh = accepted ? "已按项目声明采用 " + method + " 修复。"
                                        : "已隔离，不参与判定；核对后可用 repairs 接受其中一种。";
        const std::string en = accepted ? "The project accepts the " + method + " repair."
                                        : "It is quarantined and decides nothing; accept one "
                                          "repair with `repairs` after a check.";
        m_log.problems.push_back(
            {m_raw.subject,
             q.id,
             "invalid_polygon",
             accepted ? Severity::warning : Severity::error,
             degrees(q.place.x),
             degrees(q.place.y),
             {"面无效（" + reason_zh(q.reason) + "）。两种修复的面积：structure " + s +
                  " m²，linework " + l + " m²，相差 " + d + " m²。" + zh,
              "the polygon is invalid (" + q.reason + "). Areas of the two repairs: structure " +
                  s + " m², linework " + l + " m², difference " + d + " m². " + en}});
    }

    void reject_empty_repair(std::size_t feature) {
        ++m_counts.rejected;
        m_log.problems.push_back({m_raw.subject,
                                  m_ids[feature],
                                  "nothing_left",
                                  Severity::error,
                                  no_place(),
                                  no_place(),
                                  {"修复后没有面积。", "nothing is left after the repair."}});
    }

    PolygonLayer sorted() {
        auto columns = take_columns(std::move(m_raw), m_spec, std::move(m_ids), m_kept);
        const auto rows = id_order(columns);
        std::vector<std::uint32_t> reports(rows.size(),
                                           static_cast<std::uint32_t>(m_log.reports.size() - 1));
        if (is_in_order(rows)) return {std::move(columns), std::move(m_shapes), std::move(reports)};
        PolygonLayer layer{picked(std::move(columns), rows), {}, std::move(reports)};
        layer.shapes.points.reserve(m_shapes.points.size());
        for (const auto row : rows) append_feature(layer.shapes, m_shapes, row);
        return layer;
    }

    RawLayer m_raw;
    const LayerSpec& m_spec;
    const Extent& m_extent;
    NormaliseLog& m_log;
    ToGrid m_to_grid;
    Conservation m_counts;
    std::vector<std::string> m_ids;  ///< of all raw features
    RawLayer m_suspects;             ///< fields of those that may be invalid
    Polygons m_shapes;               ///< of the features that are kept; repaired ones last
    std::vector<std::size_t> m_kept; ///< which they are
};

} // namespace

PolygonLayer normalise_polygons(RawLayer raw, const LayerSpec& spec, const Extent& extent,
                                NormaliseLog& log, Fields kept_fields) {
    return PolygonNormaliser(std::move(raw), spec, extent, log).run(kept_fields);
}

} // namespace geo
