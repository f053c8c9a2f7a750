// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <proj.h>

namespace geo::proj {

struct ContextDeleter {
    void operator()(PJ_CONTEXT* c) const { proj_context_destroy(c); }
};
struct PjDeleter {
    void operator()(PJ* p) const { proj_destroy(p); }
};
struct ListDeleter {
    void operator()(PJ_OBJ_LIST* l) const { proj_list_destroy(l); }
};
struct FactoryDeleter {
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* f) const {
        proj_operation_factory_context_destroy(f);
    }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Pj = std::unique_ptr<PJ, PjDeleter>;
using List = std::unique_ptr<PJ_OBJ_LIST, ListDeleter>;
using Factory = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FactoryDeleter>;

/// A silent context without network.
Context make_context();

/// The way from a CRS to longitude/latitude in degrees of a frame coincident with CGCS2000.
struct Route {
    Pj transformation; ///< null when the coordinates are longitude/latitude already
    bool projected = false;
    double false_easting = 0;
    double eccentricity = 0;      ///< of the ellipsoid of the source
    bool only_projection = false; ///< nothing but the inverse of the map projection
    std::string source;
    std::string code;
    std::string operation;
    double accuracy_m = -1;
    std::string policy;
};

/// Finds the route; throws InputError naming `subject` when there is none that is allowed.
Route find_route(PJ_CONTEXT* context, const std::string& crs, const std::string& subject);

/// The same route for use with another context.
Route copy_of(PJ_CONTEXT* context, const Route& route);

} // namespace geo::proj
