// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/core/project.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// What the numbers of a layer without CRS say about it: their range, what kind of coordinates that
/// is, and the systems that would put them where they can be, each with the place of the first
/// vertex. A proposal for the user and never a decision. Sentences for a message, both languages;
/// empty when the layer has no coordinate.
Text crs_evidence(const RawLayer& raw, const Extent& extent);

} // namespace geo
