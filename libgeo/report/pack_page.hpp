// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/rules/pack.hpp"

namespace geo {

/// A pack as a page for people (Markdown): what it is, its facts with unit and how they are
/// measured, its criteria, tables, parameters and exit route, each with its citation and mark; what
/// is switched off says so.
std::string pack_page(const Pack& pack, Language language);

} // namespace geo
