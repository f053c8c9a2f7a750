// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/core/text.hpp"

namespace geo {

/// How the findings of a run are passed on.
struct FindingsRequest {
    std::string results; ///< folder that `run` published
    Language language = Language::zh;
    bool redacted = false; ///< without geometry, and without messages of problems, which may name
                           ///< a place: these are replaced by what their code means
};

/// The findings of a run once more, made from its findings.sarif and findings.geojson alone: SARIF
/// 2.1.0 with its texts in the request's language, and GeoJSON, which has both. Not redacted and in
/// the language of the run they have the bytes of the run's own files. Throws InputError when the
/// folder has no such file, or it is none that `run` wrote. Cost: linear.
std::string kept_sarif(const FindingsRequest& request);
std::string kept_findings_geojson(const FindingsRequest& request);

} // namespace geo
