// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

#include "libgeo/core/text.hpp"

namespace geo {

/// Base of all errors that the user can cause or cure. The text follows one pattern in both
/// languages: what: where: why. How to fix. `what()` is the English sentence.
class Error : public std::runtime_error {
  public:
    explicit Error(Text text) : std::runtime_error(text.en), m_text(std::move(text)) {}
    const Text& text() const noexcept { return m_text; }

  private:
    Text m_text;
};

/// The user's data cannot be used as they are (exit code 2).
class InputError : public Error {
    using Error::Error;
};

/// The project file, the policy pack or an option is wrong (exit code 2).
class ConfigError : public Error {
    using Error::Error;
};

/// A geometry cannot be computed (exit code 1).
class GeometryError : public Error {
    using Error::Error;
};

/// A result cannot be written: exists, disk full, no permission (exit code 1; "exists" is 2).
class OutputError : public Error {
    using Error::Error;
};

/// The output stands already and may not be replaced (exit code 2).
class OutputExists : public OutputError {
    using OutputError::OutputError;
};

/// SIGINT or SIGTERM asked to stop; nothing was left half-written (exit code 128 + signal).
class Interrupted : public Error {
  public:
    explicit Interrupted(int signal)
        : Error({"已中断；没有留下未写完的文件。", "Interrupted; no half-written file was left."}),
          m_signal(signal) {}
    int signal() const noexcept { return m_signal; }

  private:
    int m_signal;
};

} // namespace geo
