// SPDX-License-Identifier: Apache-2.0
// Coordinate texts: any bytes are read or refused with a sentence, and what is read is whole WKB.
#include "fuzz/memory_file.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/io/coordinate_text.hpp"
#include "libgeo/normalise/wkb.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        const auto raw = geo::read_coordinate_text(geo::fuzz::file_of(bytes, size, ".txt"),
                                                   geo::CrsHeader::optional);
        for (std::size_t i = 0; i < raw.features(); ++i) (void)geo::decode_wkb(raw.geometry(i));
        if (raw.feature_ids.size() != raw.features()) std::abort();
    } catch (const geo::InputError&) {
    }
    return 0;
}
