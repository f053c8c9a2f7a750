// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "libgeo/core/value.hpp"

namespace geo {

/// A column of values as one run of bytes: a third of the memory of the column, for values of which
/// only a few will be asked for again.
class PackedValues {
  public:
    PackedValues() = default;
    /// Packs all of `values`, which are given up. Cost: linear.
    explicit PackedValues(std::vector<Value> values);

    std::size_t size() const { return m_size; }

    /// The values of `rows`, which ascend and lie below size(). Cost: linear in the whole column.
    std::vector<Value> rows(const std::vector<std::size_t>& rows) const;

  private:
    std::vector<std::byte> m_bytes;
    std::size_t m_size = 0;
};

} // namespace geo
