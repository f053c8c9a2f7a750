// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/geom/area.hpp"

namespace geo {

/// Areas on the ellipsoid of the features of a layer, computed when they are first asked for.
class FeatureAreas {
  public:
    explicit FeatureAreas(const Polygons& shapes) : m_shapes(shapes), m_m2(shapes.features(), -1) {}

    double m2(std::uint32_t feature) {
        if (m_m2[feature] < 0) m_m2[feature] = area_of(m_shapes, feature).m2;
        return m_m2[feature];
    }

  private:
    const Polygons& m_shapes;
    std::vector<double> m_m2;
};

} // namespace geo
