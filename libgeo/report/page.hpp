// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "libgeo/core/text.hpp"

namespace geo {

/// The report page that somebody asks for.
struct PageRequest {
    std::string results;               ///< folder that `run` published
    std::string styles;                ///< style pack of the map; empty: the one of parkline
    bool redacted = false;             ///< without shapes, places and messages that name places
    Language language = Language::zh;  ///< that it opens in; the reader can switch
    std::size_t most_bytes = 20000000; ///< outlines are drawn coarser until it fits
};

/// One HTML file with everything in it: summary, map, tables, traces and charts, in both languages
/// (docs/report.md). It works from disk and asks the network for nothing; its content security
/// policy forbids it. Every number is that of the results; only the outlines on the map may be
/// coarser than they are, and then the page says by how much. All texts of the results are data
/// that the page shows as text. The same results give the same bytes.
///
/// Throws InputError when the folder lacks a file of a run, ConfigError for a wrong style pack,
/// OutputError when the page is larger than `most_bytes` even with the coarsest outlines.
std::string report_page(const PageRequest& request);

} // namespace geo
