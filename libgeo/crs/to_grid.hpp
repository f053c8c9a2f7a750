// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/crs/web_map_datum.hpp"

namespace geo {

/// A vertex as a file gives it: x east or longitude, y north or latitude. Whatever order a CRS
/// prescribes, files are read in this order; this is the only place where axis order is decided.
struct SourcePoint {
    double x = 0;
    double y = 0;
};

/// How coordinates came to CGCS2000, for the manifest and the report.
struct CrsOperation {
    std::string source; ///< name of the source CRS, e.g. "CGCS2000 / 3-degree Gauss-Kruger zone 40"
    std::string code;   ///< "EPSG:4528", or empty
    std::string operation;  ///< what was done
    double accuracy_m = -1; ///< of the datum step; -1 = not known (given by the user)
    std::string policy;     ///< named policy that allowed it, or empty
};

/// The way from one coordinate system to CGCS2000 longitude and latitude.
///
/// Allowed are: CGCS2000 itself; the frames treated as coincident with it by the named policy
/// `coincident-itrf` (WGS 84, ETRS89, NAD83 and their realisations: within 1–2 m); a transformation
/// of PROJ with a stated accuracy of 2 m or better; and a bound CRS whose parameters the user wrote
/// down. Ballpark (0 m) shifts are refused: Beijing 1954 and Xian 1980 need local parameters.
/// Not thread-safe: one object per thread (`copy`). Cost: about 25 ns a point for conformal
/// projections, 0.2 µs for others, nothing for geographic input.
class ToGrid {
  public:
    /// `crs` is an authority code, WKT or PROJ text; `subject` names the layer in messages.
    /// Throws InputError when the CRS is unknown or has no allowed way to CGCS2000.
    ToGrid(const std::string& crs, Datum datum, const std::string& subject);
    ~ToGrid();
    ToGrid(ToGrid&&) noexcept;
    ToGrid& operator=(ToGrid&&) noexcept;

    /// The same way for another thread; gives the same bits. Not to be called by two threads at
    /// once.
    ToGrid copy() const;

    const CrsOperation& operation() const;
    bool is_projected() const;

    /// False easting of a projected CRS in metres (39 500 000 for zone 39 with prefix), else
    /// nothing.
    std::optional<double> false_easting() const;

    /// Longitudes and latitudes of `points`; NaN where the transformation fails.
    std::vector<LonLat> lon_lat(std::span<const SourcePoint> points) const;
    LonLat lon_lat(SourcePoint point) const;

    /// A path of which no edge strays more than 1 mm from the straight line it had in its own CRS:
    /// longitudes and latitudes of the vertices and of the points that were added between them. An
    /// added point depends only on the two ends of its edge, never on their order. Shape: the first
    /// and last of `path` are first and last; NaN vertices are kept and their edges left alone.
    std::vector<LonLat> densified(std::span<const SourcePoint> path) const;
    /// The same into a buffer of the caller; what it held is lost.
    void densify(std::span<const SourcePoint> path, std::vector<LonLat>& out) const;

  private:
    struct Impl;
    explicit ToGrid(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// The way back from CGCS2000 to a CRS for results: x east or longitude, y north or latitude.
class FromGrid {
  public:
    /// Throws ConfigError when `crs` is unknown or not reachable from CGCS2000 as `ToGrid` allows.
    explicit FromGrid(const std::string& crs);
    ~FromGrid();
    FromGrid(FromGrid&&) noexcept;
    FromGrid& operator=(FromGrid&&) noexcept;

    /// Throws ConfigError where the CRS has no coordinates for a place.
    std::vector<SourcePoint> points(std::span<const LonLat> places) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Version text of PROJ and of its database, for --version and the manifest.
std::string proj_version();

} // namespace geo
