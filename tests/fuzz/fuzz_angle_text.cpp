// SPDX-License-Identifier: Apache-2.0
// Angles, numbers, days and areas as people write them: any bytes give a finite value or none.
#include <cmath>

#include "libgeo/core/angle.hpp"
#include "libgeo/core/area_text.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/core/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    if (const auto angle = geo::parse_angle(text); angle && !std::isfinite(angle->degrees))
        std::abort();
    if (const auto area = geo::parse_area_m2(text, "亩"); area && *area < 0) std::abort();
    if (const auto number = geo::parse_loose_number(text); number && !std::isfinite(*number))
        std::abort();
    if (const auto day = geo::iso_date(text); day && day->size() != 10) std::abort();
    if (geo::is_utf8(text) && !geo::is_utf8(geo::half_width(text))) std::abort();
    (void)geo::unit_in_name(text);
    return 0;
}
