// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/screening.hpp"
#include "tools/verb.hpp"

namespace parkline {

/// A project as the verbs of verdicts take it: its file, and what the command line puts in place of
/// the pack and the date it names.
struct ProjectInput {
    std::string path;
    std::string pack;  ///< a pack file
    std::string packs; ///< a folder to choose the pack from
    std::string topic = "park-screening";
    std::string jurisdiction; ///< a code such as CN-JS-0800
    std::string as_of;        ///< ISO date

    /// PROJECT, --pack, --packs, --topic, --jurisdiction, --as-of.
    std::vector<Option> options();

    /// The project with a pack. Throws ConfigError when it has none, when the date is no date, or
    /// when no pack of the folder fits.
    geo::Project read() const;

    /// Reads and screens it, and reports its layers.
    geo::Screening screen(const Session& session) const;
};

/// Index of the park of that id; throws ConfigError with the nearest id when there is none.
std::size_t park_named(const geo::Screening& screening, const std::string& id);

/// Index of the enterprise of that id; throws ConfigError with the nearest id when there is none,
/// or when the project has no pack about enterprises.
std::size_t enterprise_named(const geo::Screening& screening, const std::string& id);

/// The pack about enterprises; throws ConfigError, naming what was asked for, without one.
const geo::Pack& enterprise_pack_of(const geo::Screening& screening, const std::string& asked);

} // namespace parkline
