// SPDX-License-Identifier: Apache-2.0
#include "tools/console.hpp"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <set>

#include <unistd.h>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/report/render.hpp"

namespace parkline {

namespace {

volatile std::sig_atomic_t caught_signal = 0;

extern "C" void remember_signal(int signal) {
    caught_signal = signal;
}

/// The one progress bar: a line on stderr that is rewritten.
class Bar {
  public:
    explicit Bar(geo::Language language) : m_language(language) {}

    void show(const geo::Text& step, std::size_t done, std::size_t total) {
        const double elapsed =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
        std::string line = "\r\033[K[" + std::to_string(done) + "/" + std::to_string(total) + "] " +
                           in(step, m_language);
        if (done > 0 && done < total && elapsed > 0) {
            const double rate = static_cast<double>(done) / elapsed;
            line += in(geo::Text{"，每秒 ", ", "}, m_language) +
                    geo::fixed(rate, rate < 10 ? 1 : 0) +
                    in(geo::Text{"，约剩 ", "/s, about "}, m_language) +
                    geo::fixed(static_cast<double>(total - done) / rate, 0) +
                    in(geo::Text{" 秒", " s left"}, m_language);
        }
        std::cerr << line << std::flush;
        if (done == total) std::cerr << "\r\033[K" << std::flush;
    }

  private:
    geo::Language m_language;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace

void watch_signals() {
    struct sigaction action {};
    action.sa_handler = remember_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND); // a second signal ends the program at once
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

geo::StepObserver make_observer(const Session& session) {
    const bool visible = session.progress && !session.quiet && isatty(STDERR_FILENO) == 1;
    auto bar = std::make_shared<Bar>(session.language);
    return [bar, visible](const geo::Text& step, std::size_t finished, std::size_t total) {
        if (caught_signal != 0) throw geo::Interrupted(caught_signal);
        if (visible) bar->show(step, finished, total);
    };
}

void say(const Session& session, const geo::Text& text) {
    if (!session.quiet) std::cerr << in(text, session.language) << "\n";
}

void complain(const Session& session, const geo::Text& text) {
    std::cerr << in(text, session.language) << "\n";
}

void report_layers(const Session& session, const geo::NormaliseLog& log) {
    std::set<std::string> policies;
    for (const auto& report : log.reports) {
        say(session, describe(report.counts));
        if (!report.crs.policy.empty()) policies.insert(report.crs.policy);
    }
    for (const auto& policy : policies) {
        if (policy == "coincident-itrf")
            say(session, {"坐标基准策略 coincident-itrf：WGS 84、ETRS89、NAD83 视为与 CGCS2000 "
                          "重合（差别在 1–2 米内）。",
                          "datum policy coincident-itrf: WGS 84, ETRS89 and NAD83 are taken as "
                          "CGCS2000 (they agree within 1–2 m)."});
        if (policy == "declared-web-map-datum")
            say(session, {"坐标基准策略 declared-web-map-datum：已按声明消除 GCJ-02/BD-09 偏移。",
                          "datum policy declared-web-map-datum: the declared GCJ-02/BD-09 shift "
                          "was undone."});
    }
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const auto& problem : log.problems) {
        if (problem.severity == geo::Severity::error) ++errors;
        if (problem.severity == geo::Severity::warning) ++warnings;
        if (session.verbose)
            say(session, {problem.layer + " " + problem.feature_id + "：" + problem.message.zh,
                          problem.layer + " " + problem.feature_id + ": " + problem.message.en});
    }
    say(session, {"问题：" + std::to_string(errors) + " 个错误，" + std::to_string(warnings) +
                      " 个警告（明细见 parkline check）。",
                  "problems: " + std::to_string(errors) + " errors, " + std::to_string(warnings) +
                      " warnings (parkline check lists them)."});
}

void print(const std::string& text) {
    std::cout << text << std::flush;
    if (std::cout) return;
    throw geo::OutputError({"标准输出无法写入（磁盘已满或管道已关闭）。结果不完整。",
                            "standard output cannot be written (disk full, or the pipe was "
                            "closed). The result is not complete."});
}

namespace {

/// The form that was asked for, else that of the file's ending, else text.
geo::Format form_of(const std::string& format, const std::string& output) {
    if (!format.empty()) return *geo::format_from(format);
    const auto name = geo::ascii_lower(output);
    if (name.ends_with(".csv")) return geo::Format::csv;
    if (name.ends_with(".json") || name.ends_with(".sarif")) return geo::Format::json;
    return geo::Format::text;
}

void deliver_text(const std::string& text, const std::string& output, geo::Overwrite overwrite) {
    if (output.empty()) {
        print(text);
        return;
    }
    geo::StagedFile file(output, overwrite);
    geo::write_whole_file(file.temporary(), text);
    file.publish();
}

} // namespace

void refuse_same_file(const std::string& option, const std::string& output,
                      const std::string& input) {
    std::error_code none;
    const bool is_same =
        !output.empty() && (output == input || std::filesystem::equivalent(output, input, none));
    if (!is_same) return;
    throw geo::ConfigError(
        {option + " " + output + "：与另一个文件 " + input + " 相同，内容会丢失。请换一个文件名。",
         option + " " + output + ": that is " + input +
             " too, and what it holds would be lost. Choose another name."});
}

void deliver(const geo::Table& table, const std::string& format, const std::string& output,
             geo::Overwrite overwrite) {
    deliver_text(geo::render(table, form_of(format, output)), output, overwrite);
}

std::vector<Option> TableOutput::options() {
    return {{"-o,--output",
             "FILE",
             {"写入文件（缺省写到标准输出）", "write to a file (default: standard output)"},
             &output},
            {"--overwrite", "", {"替换已有文件", "replace an existing file"}, &overwrite},
            {"--format",
             "text|csv|json",
             {"输出形式（缺省按文件扩展名，否则为 text）",
              "form of the output (default: by the file's ending, else text)"},
             &format,
             {"text", "csv", "json"}}};
}

void TableOutput::require_writable() const {
    if (output.empty()) return;
    const geo::StagedFile probe(output, overwrite ? geo::Overwrite::yes : geo::Overwrite::no);
}

geo::Format TableOutput::form() const {
    return form_of(format, output);
}

void TableOutput::deliver(const geo::Table& table) const {
    parkline::deliver(table, format, output, overwrite ? geo::Overwrite::yes : geo::Overwrite::no);
}

void TableOutput::deliver(const geo::RowSource& rows) const {
    deliver(render(rows, form()));
}

void TableOutput::deliver(const std::string& text) const {
    deliver_text(text, output, overwrite ? geo::Overwrite::yes : geo::Overwrite::no);
}

void TableOutput::deliver(const geo::OutputLayer& layer, geo::LayerFormat file_format,
                          const std::string& crs,
                          const std::function<void()>& before_publishing) const {
    geo::StagedFile file(output, overwrite ? geo::Overwrite::yes : geo::Overwrite::no);
    geo::write_layer(file.temporary(), file_format, layer, crs, "1970-01-01");
    if (before_publishing) before_publishing();
    file.publish();
}

} // namespace parkline
