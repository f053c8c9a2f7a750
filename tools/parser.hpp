// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/verb.hpp"

namespace parkline {

/// What the command line asked for.
struct Request {
    Verb* verb = nullptr; ///< null when `text` is to be printed instead
    Session session;
    std::string text; ///< help, version, or the complaint
    bool is_error = false;
};

/// Reads the command line into the verbs' options. The only file pair that knows the parser
/// library.
Request parse(int argc, const char* const* argv, const std::vector<std::unique_ptr<Verb>>& verbs);

} // namespace parkline
