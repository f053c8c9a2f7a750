// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/cff_font.hpp"

#include <vector>

#include "libgeo/map/charstring.hpp"

namespace geo::map {

namespace {

constexpr int first_own_string = 391;              ///< after the standard strings
constexpr std::string_view empty_glyph("\x0E", 1); ///< endchar

void append_bytes(std::string& to, std::uint64_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        to += static_cast<char>(static_cast<unsigned char>(value >> shift));
}

/// A number of a dictionary, always five bytes long, so that places may be filled in.
std::string integer(std::int64_t value) {
    std::string out("\x1D", 1);
    append_bytes(out, static_cast<std::uint32_t>(value), 4);
    return out;
}

std::string index_of(const std::vector<std::string_view>& items) {
    std::string out;
    append_bytes(out, items.size(), 2);
    if (items.empty()) return out;
    std::uint64_t end = 1;
    for (const auto item : items) end += item.size();
    const int size = end < 0x100 ? 1 : end < 0x10000 ? 2 : end < 0x1000000 ? 3 : 4;
    append_bytes(out, static_cast<std::uint64_t>(size), 1);
    std::uint64_t at = 1;
    append_bytes(out, at, size);
    for (const auto item : items) append_bytes(out, at += item.size(), size);
    for (const auto item : items) out += item;
    return out;
}

/// The dictionary of the font: ROS, FontBBox, CIDCount, charset, FDSelect, CharStrings, FDArray.
std::string top_dictionary(const EmBox& box, int count, const std::vector<std::size_t>& places) {
    std::string out = integer(first_own_string) + integer(first_own_string + 1) + integer(0) +
                      std::string("\x0C\x1E", 2);
    out += integer(box.left) + integer(box.bottom) + integer(box.right) + integer(box.top) + '\x05';
    out += integer(count) + std::string("\x0C\x22", 2);
    const auto place = [&](std::size_t i) { return integer(static_cast<int>(places[i])); };
    out += place(0) + '\x0F';
    out += place(1) + std::string("\x0C\x25", 2);
    out += place(2) + '\x11';
    out += place(3) + std::string("\x0C\x24", 2);
    return out;
}

/// The numbers of the glyphs, but for the first, which is 0.
std::string charset(const std::vector<std::uint16_t>& numbers) {
    std::string out(1, '\0');
    for (std::size_t g = 1; g < numbers.size(); ++g) append_bytes(out, numbers[g], 2);
    return out;
}

/// All glyphs belong to the one private dictionary.
std::string one_dictionary_for(std::size_t glyphs) {
    std::string out("\x03\x00\x01\x00\x00\x00", 6);
    append_bytes(out, glyphs, 2);
    return out;
}

} // namespace

std::string cff_font(const std::string& name, const EmBox& box,
                     const std::map<std::uint16_t, std::string_view>& charstrings) {
    std::vector<std::uint16_t> numbers{0};
    std::vector<std::string_view> codes{empty_glyph};
    for (const auto& [number, code] : charstrings) {
        if (number == 0) {
            codes[0] = code;
            continue;
        }
        numbers.push_back(number);
        codes.push_back(code);
    }
    const auto private_part = integer(charstring_default_width) + '\x14'; // defaultWidthX
    const auto head = std::string("\x01\x00\x04\x04", 4) + index_of({name});
    const auto top = [&](const std::vector<std::size_t>& places) {
        const auto dictionary = top_dictionary(box, numbers.back() + 1, places);
        return index_of({dictionary}) + index_of({"Adobe", "Identity"}) + index_of({});
    };
    const auto sets = charset(numbers);
    const auto choice = one_dictionary_for(codes.size());
    const auto glyphs = index_of(codes);
    const auto start = head.size() + top({0, 0, 0, 0}).size();
    const auto private_start = start + sets.size() + choice.size() + glyphs.size();
    const auto inner = integer(static_cast<int>(private_part.size())) +
                       integer(static_cast<int>(private_start)) + '\x12'; // Private
    return head +
           top({start, start + sets.size(), start + sets.size() + choice.size(),
                private_start + private_part.size()}) +
           sets + choice + glyphs + private_part + index_of({inner});
}

} // namespace geo::map
