// SPDX-License-Identifier: Apache-2.0
// WKB: any bytes are decoded or refused, and never more is allocated than the bytes can hold.
#include <span>

#include "fuzz/memory_file.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/normalise/wkb.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        const auto shape = geo::decode_wkb(std::as_bytes(std::span(bytes, size)));
        if (shape.points.size() * 16 > size) std::abort();
        if (shape.path_begin.back() != shape.points.size()) std::abort();
    } catch (const geo::GeometryError&) {
    }
    return 0;
}
