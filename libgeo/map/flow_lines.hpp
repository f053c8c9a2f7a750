// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/map/text_painter.hpp"

namespace geo::map {

/// Breaks running text into lines no wider than `width` mm, the first `indent` mm shorter. Breaks
/// between Chinese letters and at blanks, not before closing or after opening marks; a word that is
/// wider than a line is broken where it must. A newline ends a line. Every letter but blanks at
/// breaks stands in exactly one line. Cost: each word is measured once.
std::vector<std::string> flow_lines(const TextPainter& painter, const std::string& text,
                                    double width, const TextStyle& style, double indent = 0);

} // namespace geo::map
