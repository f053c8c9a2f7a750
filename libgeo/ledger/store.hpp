// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <thread>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/sql.hpp"

namespace geo::ledger {

/// Throws ConfigError: the ledger was written by a newer program.
[[noreturn]] void refuse_newer(const Sql& sql, int schema);

/// Throws OutputError: the server does not answer.
[[noreturn]] void refuse_lost(const Sql& sql, const std::string& said);

struct Ledger::Impl {
    explicit Impl(const std::string& location) : sql(location) {}

    /// The result of `work`; when the connection is lost, all of it again on a new one, with
    /// pauses, while a server restarts.
    template <typename Work> auto retried(const Work& work) {
        constexpr std::array<std::chrono::milliseconds, 5> pauses{
            std::chrono::milliseconds{100}, std::chrono::milliseconds{400},
            std::chrono::milliseconds{1000}, std::chrono::milliseconds{2000},
            std::chrono::milliseconds{4000}};
        std::string said;
        for (std::size_t tries = 0;; ++tries) {
            try {
                if (!said.empty()) sql.reconnect();
                return work();
            } catch (const ConnectionLost& lost) {
                said = lost.what();
            }
            if (tries == pauses.size()) refuse_lost(sql, said);
            std::this_thread::sleep_for(pauses[tries]);
        }
    }

    Sql sql;
};

} // namespace geo::ledger
