// SPDX-License-Identifier: Apache-2.0
// A translator: command line -> options -> run -> exit code.
#include <cmath>
#include <filesystem>
#include <iostream>

#include "libgeo/core/error.hpp"
#include "libgeo/io/reader_process.hpp"
#include "libgeo/io/reading_policy.hpp"
#include "libgeo/overlay/thread_limit.hpp"
#include "tools/console.hpp"
#include "tools/memory.hpp"
#include "tools/parser.hpp"

namespace {

using namespace parkline;

int complain(const geo::Text& text, const Session& session, int code) {
    std::cerr << "parkline: " << in(text, session.language) << "\n";
    return code;
}

/// "features=1000000"
std::pair<std::string, std::uint64_t> limit_from(const std::string& text) {
    const auto sign = text.find('=');
    const auto number =
        geo::parse_number(sign == std::string::npos ? std::string() : text.substr(sign + 1));
    if (number && *number >= 0 && *number <= 1e18 && std::floor(*number) == *number)
        return {text.substr(0, sign), static_cast<std::uint64_t>(*number)};
    throw geo::ConfigError({"--limit '" + text + "' 不是 名称=整数。例如 features=1000000。",
                            "--limit '" + text + "' is not NAME=N. For example features=1000000."});
}

geo::ReadingPolicy policy_of(const Session& session) {
    geo::ReadingPolicy policy;
    if (session.isolate) policy.reader = this_program;
    for (const auto& text : session.limits) policy.limits.push_back(limit_from(text));
    return policy;
}

int run(Verb& verb, const Session& session) {
    try {
        if (session.threads < 0)
            throw geo::ConfigError(
                {"--threads 不能为负数。请写 0（全部核）或正整数。",
                 "--threads cannot be negative. Give 0 (all cores) or a number."});
        const geo::ThreadLimit limit(session.threads);
        const geo::ReadingScope scope(policy_of(session));
        watch_signals();
        return verb.run(session);
    } catch (const geo::Interrupted& stop) {
        return complain(stop.text(), session, 128 + stop.signal());
    } catch (const geo::OutputExists& error) {
        return complain(error.text(), session, rejected);
    } catch (const geo::OutputError& error) {
        return complain(error.text(), session, could_not_finish);
    } catch (const geo::GeometryError& error) {
        return complain(error.text(), session, could_not_finish);
    } catch (const geo::Error& error) {
        return complain(error.text(), session, rejected);
    } catch (const std::bad_alloc&) {
        return complain({"内存不足。请关闭其他程序，或分县运行。",
                         "out of memory. Close other programs, or run county by county."},
                        session, could_not_finish);
    } catch (const std::filesystem::filesystem_error& error) {
        const auto path = error.path1().string(), why = error.code().message();
        return complain({path + "：无法访问（" + why + "）。请检查路径和权限。",
                         path + ": cannot be reached (" + why +
                             "). Check the path and the permissions of its folders."},
                        session, could_not_finish);
    } catch (const std::exception& error) {
        const std::string what = error.what();
        return complain({"程序内部错误（" + what + "）。请附上输入文件和 parkline --version 报告。",
                         "internal error (" + what +
                             "). Please report it with the input and parkline --version."},
                        session, could_not_finish);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 2 && argv[1] == std::string_view(geo::reader_word)) return geo::serve_reading();
    prepare_memory();
    std::ios::sync_with_stdio(false);
    const auto verbs = make_verbs();
    const auto request = parse(argc, argv, verbs);
    if (request.verb) return run(*request.verb, request.session);
    if (!request.is_error) {
        std::cout << request.text;
        return done;
    }
    return complain({request.text, request.text}, request.session, rejected);
}
