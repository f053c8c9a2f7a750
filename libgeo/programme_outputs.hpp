// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

/// Whether the project asks for lists of the programmes.
bool asks_for_programmes(const Project& project);

/// The files behind them with their SHA-256, but for the ledger: a ledger is named by the hash at
/// the head of its chain of events, since its file changes when somebody only looks at it.
std::vector<FileHash> programme_files(const Project& project);

/// The head of the ledger's chain and its number of events; empty without a ledger. Throws
/// InputError when the chain is broken, ConfigError when there is no ledger.
std::string ledger_state(const Project& project);

/// Writes each view of each programme that has events (programmes/PROGRAMME-VIEW.csv), read on the
/// project's day, the state of the ledger (programmes/ledger.csv), and the list of exempted
/// enterprises (programmes/exemption_list.csv). Nothing is written into the ledger.
void write_programmes(const Project& project, Staging& staging);

} // namespace geo
