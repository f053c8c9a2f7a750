// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/map/flow.hpp"
#include "libgeo/report/park_papers.hpp"

namespace geo {

/// The text pages of a park's dossier: verdict and figures, conflicts, criteria, remedy, citations,
/// signatures. `program` stands in the foot, `first_page` is the number of the first of them; the
/// sheet stands before.
std::vector<map::Picture> dossier_pages(const ParkPaper& paper, map::Typesetter& typesetter,
                                        Language language, const std::string& program,
                                        std::size_t first_page);

} // namespace geo
