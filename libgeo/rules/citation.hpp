// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// Where a rule or a number is written.
struct Citation {
    std::string document; ///< e.g. "工信部联原〔2021〕220号", or "assumption" with its owner
    std::string article;  ///< e.g. "第六条"; may be empty
};

/// "document article" as one line.
std::string to_text(const Citation& citation);

} // namespace geo
