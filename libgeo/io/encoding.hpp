// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace geo {

/// GB18030 text (a superset of GBK and GB2312) as UTF-8; nothing when the bytes are not GB18030.
std::optional<std::string> from_gb18030(std::string_view bytes);

/// UTF-16 text with a byte order mark (what Notepad calls "Unicode") as UTF-8; nothing for bytes
/// without the mark or that are no UTF-16.
std::optional<std::string> from_utf16(std::string_view bytes);

/// Text in UTF-8 or GB18030, found by its bytes, as UTF-8 without a byte order mark; nothing when
/// it is neither. `was_gb18030` tells which it was.
std::optional<std::string> to_utf8(std::string_view bytes, bool& was_gb18030);

} // namespace geo
