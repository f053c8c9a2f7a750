// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/curves.hpp"

#include <numbers>

#include <ogr_geometry.h>

namespace geo {

namespace {

/// Finds the largest radius of all arcs.
class LargestRadius : public OGRDefaultConstGeometryVisitor {
  public:
    using OGRDefaultConstGeometryVisitor::visit;
    void visit(const OGRCircularString* arcs) override {
        for (int i = 0; i + 2 < arcs->getNumPoints(); i += 2) {
            double r = 0, cx = 0, cy = 0, a0 = 0, a1 = 0, a2 = 0;
            if (OGRGeometryFactory::GetCurveParameters(
                    arcs->getX(i), arcs->getY(i), arcs->getX(i + 1), arcs->getY(i + 1),
                    arcs->getX(i + 2), arcs->getY(i + 2), r, cx, cy, a0, a1, a2))
                radius = std::max(radius, r);
        }
    }
    double radius = 0;
};

/// Step in degrees of arc whose chord strays `sagitta` from an arc of this radius.
double step_for(double radius, double sagitta) {
    if (radius <= sagitta) return 4; // arcs of a millimetre: GDAL's own step
    const double step = 2 * std::acos(1 - sagitta / radius) * 180 / std::numbers::pi;
    return std::min(0.99 * step, 4.0); // GDAL rounds its points, and thereby steps
}

} // namespace

std::unique_ptr<OGRGeometry> linearised(const OGRGeometry& geometry, bool is_geographic) {
    constexpr double metres_per_degree = 111320; // at most, so that the chord strays at most 1 mm
    LargestRadius largest;
    geometry.accept(&largest);
    const double sagitta = is_geographic ? most_sagitta_m / metres_per_degree : most_sagitta_m;
    return std::unique_ptr<OGRGeometry>(
        geometry.getLinearGeometry(step_for(largest.radius, sagitta)));
}

} // namespace geo
