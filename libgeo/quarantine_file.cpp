// SPDX-License-Identifier: Apache-2.0
#include "libgeo/quarantine_file.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "libgeo/core/text.hpp"
#include "libgeo/io/write_layers.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

double degrees(std::int64_t units) {
    return static_cast<double>(units) / units_per_degree;
}

std::vector<const Quarantined*> sorted(const std::vector<Quarantined>& quarantine) {
    std::vector<const Quarantined*> rows;
    for (const auto& q : quarantine) rows.push_back(&q);
    std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) {
        return a->layer != b->layer ? a->layer < b->layer : id_less(a->id, b->id);
    });
    return rows;
}

Table repairs_table(const std::string& name, const std::vector<const Quarantined*>& rows,
                    bool structure) {
    Table table{name,
                {text_column("layer"), text_column("feature_id"), text_column("name"),
                 text_column("reason"), real_column("lon", degree_decimals),
                 real_column("lat", degree_decimals), real_column("area_m2", area_decimals),
                 real_column("other_repair_m2", area_decimals),
                 real_column("difference_m2", area_decimals), whole_column("parts"),
                 text_column("geometry_sha256")},
                {}};
    for (const auto* q : rows) {
        const double own = structure ? q->structure_m2 : q->linework_m2;
        const double other = structure ? q->linework_m2 : q->structure_m2;
        const auto& shape = structure ? q->structure : q->linework;
        table.rows.push_back({q->layer, q->id, q->features.names[0], q->reason, degrees(q->place.x),
                              degrees(q->place.y), own, other, std::abs(own - other),
                              static_cast<std::int64_t>(shape.parts()), q->geometry_sha256});
    }
    return table;
}

Polygons shapes_of(const std::vector<const Quarantined*>& rows, bool structure) {
    Polygons all;
    for (const auto* q : rows) {
        append_parts(all, structure ? q->structure : q->linework);
        all.end_feature();
    }
    return all;
}

Table decisions_table(const std::vector<const Quarantined*>& rows) {
    Table table{"decisions",
                {text_column("layer"), text_column("feature_id"), text_column("geometry_sha256"),
                 real_column("structure_m2", area_decimals),
                 real_column("linework_m2", area_decimals), text_column("decision"),
                 text_column("decided_by"), text_column("decided_on")},
                {}};
    for (const auto* q : rows)
        table.rows.push_back({q->layer, q->id, q->geometry_sha256, q->structure_m2, q->linework_m2,
                              Value(), Value(), Value()});
    return table;
}

} // namespace

void write_quarantine(const std::vector<Quarantined>& quarantine, const std::string& path,
                      Overwrite overwrite) {
    const auto file = fs::absolute(path);
    const auto name = file.filename().string();
    const auto list = file.stem().string() + ".decisions.csv";
    const auto rows = sorted(quarantine);
    const auto structure = shapes_of(rows, true);
    const auto linework = shapes_of(rows, false);
    Staging staging(file.parent_path().string(), {name, list}, overwrite);
    write_geopackage(staging.path_for(name),
                     {{repairs_table("structure", rows, true), &structure},
                      {repairs_table("linework", rows, false), &linework}},
                     "EPSG:4490", "2000-01-01");
    staging.write(list, to_csv(decisions_table(rows)));
    staging.publish();
}

} // namespace geo
