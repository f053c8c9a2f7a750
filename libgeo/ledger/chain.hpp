// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libgeo/ledger/ledger.hpp"

namespace geo::ledger {

/// Follows the chain of events: numbers without gaps, each hash right and taken up by the next,
/// times that never go back. After the first fault nothing more is taken.
class Chain {
  public:
    /// True when the event is right and follows the ones before.
    bool take(const Event& event, std::string_view payload, std::string_view evidence);
    bool take(const Event& event);

    /// The event of that number is wrong for another reason.
    void refuse(std::int64_t number, const Text& why);

    std::int64_t number() const { return m_number; } ///< of the last event that was taken
    const std::string& hash() const { return m_hash; }
    const std::optional<Verification::Bad>& bad() const { return m_bad; }

  private:
    std::int64_t m_number = 0;
    std::string m_hash = first_previous;
    std::string m_at;
    std::optional<Verification::Bad> m_bad;
};

} // namespace geo::ledger
