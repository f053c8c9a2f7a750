// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/sites.hpp"

namespace geo {

/// One way to read the coordinates of a layer, and how well its points then lie in the counties or
/// parks that they say they are in, or at the road or known point that they name.
struct DatumHypothesis {
    Datum datum = Datum::cgcs2000; ///< cgcs2000 stands for "not shifted"
    std::size_t outside = 0;       ///< points farther from their place than the tolerance
    double mean_m = 0;             ///< mean of how far the outside ones are; 0 without any
    double worst_m = 0;
};

/// The test of one layer of sites against counties, parks or one control layer.
struct DatumTest {
    std::uint32_t report = 0; ///< the layer, as index into NormaliseLog::reports
    Text control;             ///< what it was tested against
    Datum declared = Datum::cgcs2000;
    std::size_t points = 0;  ///< points whose place is known by code or name
    std::size_t telling = 0; ///< points that are outside under one hypothesis and not another
    double tolerance_m = 0;
    std::array<DatumHypothesis, 3> hypotheses; ///< not shifted, GCJ-02, BD-09
    Datum best = Datum::cgcs2000;              ///< fewest outside, then smallest sum of distances
    bool contradicted = false; ///< the best one fits clearly better than what was declared
};

/// Tests every layer of sites that says in a field, by code or name, which county or park it is in
/// (county_code, XZQDM, county, 县区, address, 地址, park, SZYQ, 所在园区 …), and against each
/// layer of the role `control`: outlines as counties, roads that an address names, known points (a
/// park's gate) that have the site's name. The tolerance is 50 m (200 m beside a road) more than
/// the accuracy of sites and outlines together. What was declared counts as contradicted when at
/// least two points more lie outside than under the best hypothesis, and at least twice as many
/// (assumption, owner: project): a single wrong address must not decide it. At most the first 20
/// 000 points of a layer in id order are taken. Empty without outlines.
std::vector<DatumTest> test_datums(const CityLayers& city);

/// What the tests say, one note a layer and one error for each that is contradicted; a warning when
/// a control layer was given and no site could be tested.
Problems problems_of(const std::vector<DatumTest>& tests, const CityLayers& city);

/// Takes the sites of contradicted layers out of everything that depends on their place: status
/// `doubtful_datum`, no park, zone, distance or class. Returns whether there are any.
bool block_doubtful(const std::vector<DatumTest>& tests, const CityLayers& city,
                    std::vector<SitePlacement>& sites);

} // namespace geo
