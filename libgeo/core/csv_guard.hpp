// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// A cell of a CSV without the apostrophe that `to_csv` puts before what a spreadsheet would run as
/// a formula; any other cell as it is.
std::string without_guard(std::string cell);

} // namespace geo
