// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// Default QGIS styles (QML) of the layers in results.gpkg. Colours: zones green by strictness,
/// verdicts from green (support) over yellow (rectify, review) to red (close); docs/formats.md.
std::string park_style();
std::string zone_style();
std::string conflict_style();
std::string site_style();
std::string township_style();
std::string county_style();

} // namespace geo
