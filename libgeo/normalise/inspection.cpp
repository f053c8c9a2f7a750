// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/inspection.hpp"

#include <algorithm>
#include <iterator>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/geom/area.hpp"
#include "libgeo/geom/equal_shapes.hpp"

namespace geo {

namespace {

double area_or_zero(const Polygons& one) {
    return one.parts() == 0 ? 0 : area_of(one, 0).m2;
}

/// One of the two repairs of one invalid feature: the unit of work, since repairs are slow.
struct Repair {
    std::size_t invalid;
    RepairMethod method;
};

/// GEOS calls a part or ring that occurs twice a self-intersection.
Validity with_better_reason(Validity found, const Polygons& features, std::size_t feature) {
    const auto copies = equal_rings(features, feature);
    if (copies.empty()) return found;
    found.reason = "Duplicate ring";
    found.place = features.ring(features.first_ring(feature) + copies[0].copy)[0];
    return found;
}

std::vector<Inspection> invalid_of(const Polygons& features, const std::vector<Suspect>& suspects) {
    tbb::enumerable_thread_specific<std::vector<Inspection>> found;
    tbb::parallel_for(std::size_t{0}, suspects.size(), [&](std::size_t i) {
        const auto row = suspects[i].row;
        if (auto validity = check_validity(features, row); !validity.valid)
            found.local().push_back(
                {row, i, with_better_reason(std::move(validity), features, row), {}, {}, 0, 0});
    });
    std::vector<Inspection> invalid;
    for (auto& some : found) std::move(some.begin(), some.end(), std::back_inserter(invalid));
    std::sort(invalid.begin(), invalid.end(),
              [](const auto& a, const auto& b) { return a.suspect < b.suspect; });
    return invalid;
}

} // namespace

std::vector<Inspection> inspect(const Polygons& features, const std::vector<Suspect>& suspects) {
    auto invalid = invalid_of(features, suspects);
    std::vector<Repair> repairs;
    for (std::size_t i = 0; i < invalid.size(); ++i) {
        repairs.push_back({i, RepairMethod::structure});
        repairs.push_back({i, RepairMethod::linework});
    }
    tbb::parallel_for(std::size_t{0}, repairs.size(), [&](std::size_t i) {
        auto& found = invalid[repairs[i].invalid];
        const auto method = repairs[i].method;
        auto& target = method == RepairMethod::structure ? found.structure : found.linework;
        target = repaired(features, found.feature, method);
    });
    for (auto& found : invalid) {
        found.structure_m2 = area_or_zero(found.structure);
        found.linework_m2 = area_or_zero(found.linework);
    }
    return invalid;
}

} // namespace geo
