// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/subject_facts.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/rules/pack.hpp"

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

/// The subjects of a table of facts: the column `id` (else the row's own number) names them, `name`
/// is their name, every other column is a fact; empty cells are unknown. A table with the columns
/// subject_id, fact and value has one row a fact instead (as `facts_table` makes it), and a subject
/// without a row for a fact does not know it. Throws InputError when an id, or a fact of a subject,
/// stands twice, ConfigError when the table says nothing at all about a fact of the pack.
std::vector<Facts> facts_from(const RawLayer& table, const Pack& pack);

} // namespace geo
