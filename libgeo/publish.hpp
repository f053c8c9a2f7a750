// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/staging.hpp"
#include "libgeo/screening.hpp"

namespace geo {

/// The folder that takes the results of a run: the core files of docs/formats.md, all of them or
/// none.
/// Opening it first finds out at once, before any work, whether it can be written.
class ResultFolder {
  public:
    /// Throws OutputExists when results stand in it and `overwrite` is no, OutputError when it
    /// cannot be written.
    ResultFolder(std::string folder, Overwrite overwrite);

    /// Lets `publish` remove files that later stages of an older run made from other results.
    void drop(const std::vector<FileHash>& outputs);

    /// Writes conflicts, sites, parks, townships, coverage, problems (CSV), summary.json,
    /// verdicts.json (the trace of every park), findings.sarif and findings.geojson, results.gpkg
    /// with default styles, and manifest.json last, in which later stages that the project asks for
    /// are pending. The same screening gives the same bytes. Throws InputError when an input
    /// changed while it was being read, OutputError when anything cannot be written; then the
    /// folder is as it was.
    void publish(const Screening& screening);

  private:
    Staging m_staging;
};

/// What a person wants to know after a run, in a few lines.
std::string summary_text(const Screening& screening, Language language);

} // namespace geo
