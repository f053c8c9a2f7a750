// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "libgeo/core/text.hpp"

namespace parkline {

/// Where a parsed option goes.
using Target = std::variant<std::string*, bool*, int*, double*, std::vector<std::string>*>;

/// One option as it is declared once and used by the parser, --help and docs/cli.
struct Option {
    std::string flags;       ///< "-o,--output", or the bare name of a positional
    std::string placeholder; ///< "FILE"; empty for switches
    geo::Text help;
    Target target;
    std::vector<std::string> choices{}; ///< allowed values; empty: any
    bool required = false;
    bool whole_words = false; ///< of a list: commas do not part its words
};

/// What every verb gets from the command line besides its own options.
struct Session {
    geo::Language language = geo::Language::en;
    bool quiet = false;
    bool verbose = false;
    bool progress = true;            ///< only ever shown on a terminal
    int threads = 0;                 ///< 0: all cores
    bool isolate = false;            ///< files are read in a confined process
    std::vector<std::string> limits; ///< NAME=N
};

/// A verb of the program. Options are plain members that the parser fills; `run` never sees argv.
class Verb {
  public:
    virtual ~Verb() = default;
    virtual std::string name() const = 0;
    virtual geo::Text summary() const = 0;
    virtual std::string example() const = 0; ///< one command line
    virtual std::vector<Option> options() = 0;
    virtual int run(const Session& session) = 0; ///< the exit code
};

/// Exit codes of the program (docs/cli): 0 done, 1 could not finish, 2 wrong command line or input
/// rejected, 3 done and findings match --fail-on.
enum ExitCode { done = 0, could_not_finish = 1, rejected = 2, findings = 3 };

/// This program, to be started once more.
inline constexpr const char* this_program = "/proc/self/exe";

/// All verbs in the order of the help page: the one list of commands.
std::vector<std::unique_ptr<Verb>> make_verbs();

} // namespace parkline
