// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/normalise/city.hpp"

namespace geo {

/// Forms in which map sheets leave the program.
enum class SheetFormat { pdf, png, svg };

/// A batch of map sheets that somebody asks for.
struct SheetRequest {
    std::string results; ///< GeoPackage of `run`, or the folder that holds it
    std::string template_name = "park-conflict"; ///< one that comes with parkline, or a TOML file
    std::string styles; ///< style pack (TOML), or a GeoPackage with saved styles; empty: parkline's
    std::string each;   ///< layer that gives a sheet a feature; empty: the template's
    std::string where;  ///< SQL condition on that layer
    std::string folder; ///< of the sheets; made when missing
    std::vector<SheetFormat> formats{SheetFormat::pdf};
    double dpi = 300;      ///< of PNG
    bool combined = false; ///< all PDF pages in one file, with bookmarks
    Overwrite overwrite = Overwrite::no;
    std::string crs;                  ///< projected CRS of the sheets; empty: by their place
    bool published = false;           ///< for the public: watermarked without an approval
    std::string approval;             ///< 审图号
    std::string source;               ///< sentence about where the data come from
    std::string program = "libgeo";   ///< name and version of who asks, for the metadata
    Language language = Language::zh; ///< of the sheets, not of messages
};

/// A sheet that could not be made, and why.
struct SheetFailure {
    std::string id;
    Text why;
};

/// What became of a batch.
struct SheetReport {
    std::size_t written = 0;            ///< sheets that were drawn
    std::size_t skipped = 0;            ///< sheets that stood already, made from the same input
    std::vector<std::string> files;     ///< names in the folder of what stands now, sorted
    std::vector<SheetFailure> failures; ///< in the order of the features
    std::vector<Text> style_notes;      ///< what was not understood of styles saved by QGIS
};

/// Draws a sheet for each feature of a layer, on all threads (ThreadLimit), and writes each file
/// whole or not at all, with the list `sheets.csv` last. A sheet whose input has not changed since
/// its files were written is left as it is; one that cannot be drawn is reported and the rest goes
/// on. The same input gives the same bytes.
///
/// Throws ConfigError for a wrong template, style pack, CRS or layer; InputError when the results
/// cannot be read or `where` finds nothing; OutputExists when a file stands that would have to be
/// replaced.
SheetReport make_sheets(const SheetRequest& request, const StepObserver& observer);

} // namespace geo
