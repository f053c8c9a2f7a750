// SPDX-License-Identifier: Apache-2.0
// Policy packs: any bytes are read or refused with a sentence.
#include "libgeo/core/error.hpp"
#include "libgeo/rules/pack.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    try {
        const auto pack = geo::parse_pack(text, "/dev/shm/parkline-fuzz/pack.toml");
        if (pack.id.empty() || pack.decision.order.empty()) std::abort();
    } catch (const geo::ConfigError&) {
    }
    return 0;
}
