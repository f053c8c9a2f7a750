// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/inspection.hpp"

#include <tbb/parallel_for.h>

#include "libgeo/geom/area.hpp"
#include "libgeo/geom/quick_validity.hpp"

namespace geo {

namespace {

double area_or_zero(const Polygons& one) {
    return one.parts() == 0 ? 0 : area_of(one, 0).m2;
}

/// One of the two repairs of one invalid feature: the unit of work, since repairs are slow.
struct Repair {
    std::size_t feature;
    RepairMethod method;
};

} // namespace

std::vector<Inspection> inspect(const std::vector<Polygons>& features) {
    std::vector<Inspection> found(features.size());
    tbb::parallel_for(std::size_t{0}, features.size(), [&](std::size_t i) {
        // Most features pass the quick exact test; GEOS judges the rest.
        if (!is_surely_valid(features[i], 0)) found[i].validity = check_validity(features[i], 0);
    });
    std::vector<Repair> repairs;
    for (std::size_t i = 0; i < features.size(); ++i)
        if (!found[i].validity.valid) {
            repairs.push_back({i, RepairMethod::structure});
            repairs.push_back({i, RepairMethod::linework});
        }
    tbb::parallel_for(std::size_t{0}, repairs.size(), [&](std::size_t i) {
        const auto [feature, method] = repairs[i];
        auto& target =
            method == RepairMethod::structure ? found[feature].structure : found[feature].linework;
        target = repaired(features[feature], 0, method);
    });
    for (auto& inspection : found) {
        inspection.structure_m2 = area_or_zero(inspection.structure);
        inspection.linework_m2 = area_or_zero(inspection.linework);
    }
    return found;
}

} // namespace geo
