// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "libgeo/core/table.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/write_layers.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/report/render.hpp"
#include "tools/verb.hpp"

namespace parkline {

/// From now on SIGINT and SIGTERM set a mark; the next step of the work throws geo::Interrupted.
void watch_signals();

/// An observer of steps for `session`: shows a bar with the time left on a terminal, nothing
/// elsewhere, and stops the work when a signal came.
geo::StepObserver make_observer(const Session& session);

/// A line of the log on stderr, unless --quiet.
void say(const Session& session, const geo::Text& text);
/// Says on stderr, also with --quiet, that a part could not be made.
void complain(const Session& session, const geo::Text& text);

/// Conservation counts, problem counts and CRS policies of a run, on stderr.
void report_layers(const Session& session, const geo::NormaliseLog& log);

/// Writes a result to standard output; throws OutputError when it does not take all of it.
void print(const std::string& text);

/// Throws ConfigError when both are the same file, however they are written: the result would take
/// the place of what it was made from. `option` is that of the output.
void refuse_same_file(const std::string& option, const std::string& output,
                      const std::string& input);

/// A table as it was asked for (`format` empty: by the ending of `output`): into `output` (whole or
/// not at all), or to stdout when that is empty.
void deliver(const geo::Table& table, const std::string& format, const std::string& output,
             geo::Overwrite overwrite);

/// The options -o, --overwrite and --format of verbs that give one table.
struct TableOutput {
    std::string output;
    bool overwrite = false;
    std::string format; ///< empty: by the ending of `output`
    std::vector<Option> options();
    /// Finds out before any work whether `output` exists or cannot be written; throws as `deliver`.
    void require_writable() const;
    /// The form that was asked for, else that of the file's ending, else text.
    geo::Format form() const;
    void deliver(const geo::Table& table) const;
    void deliver(const geo::RowSource& rows) const;
    /// A text that is the whole result, whatever --format says.
    void deliver(const std::string& text) const;
    /// A layer, in the format of the output's ending. `before_publishing` may throw; then nothing
    /// appears.
    void deliver(const geo::OutputLayer& layer, geo::LayerFormat file_format,
                 const std::string& crs, const std::function<void()>& before_publishing = {}) const;
};

} // namespace parkline
