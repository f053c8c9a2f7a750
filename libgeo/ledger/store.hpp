// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <thread>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/sql.hpp"

namespace geo::ledger {

/// Throws ConfigError: the ledger was written by a newer program.
[[noreturn]] void refuse_newer(const Sql& sql, int schema);

struct Ledger::Impl {
    explicit Impl(const std::string& location) : sql(location) {}

    /// The result of `work`; when the connection is lost, all of it again on a new one, with
    /// pauses, while a server restarts.
    template <typename Work> auto retried(const Work& work) {
        for (std::size_t tries = 0;; ++tries) {
            try {
                if (tries > 0) sql.reconnect();
                return work();
            } catch (const ConnectionLost&) {
                if (tries == restart_pauses.size()) throw;
            }
            std::this_thread::sleep_for(restart_pauses[tries]);
        }
    }

    Sql sql;
};

} // namespace geo::ledger
