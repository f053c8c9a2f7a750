// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// A zip archive with one file in it, compressed. Its time is 1980-01-01, the earliest that the
/// format has, so that the same bytes give the same archive.
std::string zip_of(const std::string& name, const std::string& bytes);

} // namespace geo
