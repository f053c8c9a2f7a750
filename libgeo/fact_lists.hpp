// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/subject_facts.hpp"
#include "libgeo/normalise/city.hpp"

namespace geo {

/// Which files stand behind each role of a project: role -> "parks.gpkg@1a2b3c4d" (name and first
/// eight digits of the SHA-256), ';' joined in the order of the project.
DataVersions data_versions(const Project& project, const std::vector<FileHash>& inputs);

/// The facts that the lists of role `facts` give about subjects of one kind ("park",
/// "enterprise"): one row a fact with the columns id (of the subject), subject (its kind), fact,
/// value, and where known unit, method, evidence, data_version: the columns of the table that
/// `parkline facts` writes. Throws InputError for a row without id, fact or subject.
std::vector<SubjectFact> listed_facts(const TableLayer& lists, const std::string& kind,
                                      const DataVersions& versions);

} // namespace geo
