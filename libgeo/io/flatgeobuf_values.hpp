// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "libgeo/core/value.hpp"
#include "libgeo/io/flatbuffer.hpp"

namespace geo {

/// Reads the values of features of one FlatGeobuf: a run of field numbers, each with its value.
class FlatValues {
  public:
    /// Types of the fields as the header has them. `wanted` says for each whether it is needed.
    FlatValues(std::vector<std::uint8_t> types, const std::vector<char>& wanted);

    /// The values of the wanted fields of one feature, in the order of the fields; unknown when
    /// absent. False when GDAL has to judge one. Throws DamagedBuffer.
    bool read(std::span<const std::byte> properties, std::vector<Value>& row);

  private:
    std::vector<std::uint8_t> m_types;
    std::vector<std::size_t> m_row; ///< place of a field in the row, or `not_wanted`
    std::size_t m_wanted = 0;
    std::vector<std::size_t> m_seen; ///< the feature in which a field was met last
    std::size_t m_feature = 0;
};

} // namespace geo
