// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/reader_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <new>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/raw_layer_bytes.hpp"
#include "libgeo/io/reading_policy.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

/// The first byte of an answer.
enum class Answer : std::uint8_t {
    layer,
    input_error,
    config_error,
    geometry_error,
    no_memory,
    failed
};

bool write_all(int to, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto n = ::write(to, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
}

ByteSink sink_to(int to) {
    return [to](std::span<const std::byte> bytes) {
        if (!write_all(to, bytes)) throw BadBytes();
    };
}

ByteSource source_from(int from) {
    return [from](std::span<std::byte> bytes) -> std::size_t {
        for (;;) {
            const auto n = ::read(from, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR) continue;
            return n < 0 ? 0 : static_cast<std::size_t>(n);
        }
    };
}

/// Both ends of a pipe.
class Pipe {
  public:
    Pipe() {
        if (::pipe2(m_ends.data(), O_CLOEXEC) != 0)
            throw OutputError({"无法建立管道。请关闭其他程序后重试。",
                               "a pipe could not be made. Close other programs and try again."});
    }
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    int from() const { return m_ends[0]; }
    int to() const { return m_ends[1]; }
    void close_end(std::size_t end) {
        if (m_ends[end] >= 0) ::close(m_ends[end]);
        m_ends[end] = -1;
    }

  private:
    std::array<int, 2> m_ends{-1, -1};
};

/// A process that reads; it is ended and waited for when it goes out of sight.
class Child {
  public:
    explicit Child(const std::string& program) {
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, m_request.from(), STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, m_answer.to(), STDOUT_FILENO);
        std::string name = "parkline";
        std::string word = reader_word;
        const std::array<char*, 3> arguments{name.data(), word.data(), nullptr};
        const int error =
            ::posix_spawn(&m_pid, program.c_str(), &actions, nullptr, arguments.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        if (error != 0) m_pid = -1;
        m_request.close_end(0);
        m_answer.close_end(1);
    }
    ~Child() {
        if (m_pid <= 0) return;
        ::kill(m_pid, SIGKILL);
        wait();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool started() const { return m_pid > 0; }
    int request() const { return m_request.to(); }
    int answer() const { return m_answer.from(); }
    void end_request() { m_request.close_end(1); }

    /// Its status, as waitpid gives it.
    int wait() {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_pid = -1;
        return status;
    }

  private:
    Pipe m_request;
    Pipe m_answer;
    pid_t m_pid = -1;
};

[[noreturn]] void refuse_start(const std::string& program) {
    throw ConfigError({program + "：无法启动隔离的读取进程。请检查安装，或去掉 --isolate。",
                       program + ": the isolated reader cannot be started. Check the installation, "
                                 "or leave out --isolate."});
}

[[noreturn]] void refuse_crash(const LayerSpec& spec, int status) {
    const auto limits = limits_for(spec);
    const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    const auto file = fs::path(spec.path).filename().string();
    if (signal == SIGXCPU) refuse_beyond(file, "cpu_s", limits.cpu_s + 1, limits.cpu_s);
    const std::string what = signal != 0 ? std::string(::strsignal(signal))
                                         : "exit code " + std::to_string(WEXITSTATUS(status));
    throw InputError(
        {file + "：隔离的读取进程在读取时中止（" + what + "），文件已拒绝。请重新导出该文件。",
         file + ": the isolated reader stopped while reading it (" + what +
             "), so it is refused. Export the file again."});
}

[[noreturn]] void throw_answer(Answer answer, const Text& text) {
    if (answer == Answer::config_error) throw ConfigError(text);
    if (answer == Answer::geometry_error) throw GeometryError(text);
    throw InputError(text);
}

RawLayer take_answer(Child& child, const LayerSpec& spec) {
    const auto source = source_from(child.answer());
    std::byte first{};
    if (source({&first, 1}) != 1) refuse_crash(spec, child.wait());
    const auto answer = static_cast<Answer>(first);
    try {
        if (answer == Answer::no_memory) {
            const auto most = limits_for(spec).memory_mb;
            refuse_beyond(fs::path(spec.path).filename().string(), "memory_mb", most + 1, most);
        }
        if (answer != Answer::layer) throw_answer(answer, read_text(source));
        return read_raw_layer(source);
    } catch (const BadBytes&) {
        refuse_crash(spec, child.wait());
    }
}

/// The files of an input, and its folder, since companions are looked for there.
std::vector<std::string> readable_for(const std::string& path) {
    const auto folder = fs::absolute(path.empty() ? "." : path).parent_path().string();
    return {folder.empty() ? "/" : folder};
}

void answer_with(Answer answer, const Text& text) {
    const auto first = static_cast<std::byte>(answer);
    const auto sink = sink_to(STDOUT_FILENO);
    sink({&first, 1});
    write_bytes(text, sink);
}

void read_and_answer(const LayerRequest& request) {
    try {
        const auto layer = read_layer(request.spec, request.fields);
        const auto first = static_cast<std::byte>(Answer::layer);
        const auto sink = sink_to(STDOUT_FILENO);
        sink({&first, 1});
        write_bytes(layer, sink);
    } catch (const ConfigError& error) {
        answer_with(Answer::config_error, error.text());
    } catch (const GeometryError& error) {
        answer_with(Answer::geometry_error, error.text());
    } catch (const Error& error) {
        answer_with(Answer::input_error, error.text());
    } catch (const std::bad_alloc&) {
        answer_with(Answer::no_memory, {"", ""});
    }
}

/// The answer to a request without a path: what holds this process in.
void tell_protections(const std::vector<Protection>& protections) {
    for (const auto& p : protections) {
        answer_with(p.active ? Answer::layer : Answer::failed, {p.name, ""});
        write_bytes(p.detail, sink_to(STDOUT_FILENO));
    }
}

} // namespace

RawLayer read_in_process(const LayerSpec& spec, Fields fields) {
    const auto& program = reading_policy().reader;
    Child child(program);
    if (!child.started()) refuse_start(program);
    try {
        write_bytes(spec, fields, sink_to(child.request()));
    } catch (const BadBytes&) {
        refuse_start(program);
    }
    child.end_request();
    return take_answer(child, spec);
}

int serve_reading() {
    ::signal(SIGPIPE, SIG_IGN);
    try {
        auto request = read_request(source_from(STDIN_FILENO));
        const auto limits = request.spec.limits.value_or(strict_limits());
        const auto readable = readable_for(request.spec.path);
        const auto protections = confine({readable, limits.cpu_s, limits.memory_mb});
        if (request.spec.path.empty())
            tell_protections(protections);
        else
            read_and_answer(request);
        return 0;
    } catch (const BadBytes&) {
        return 1;
    }
}

std::vector<Protection> protections_of(const std::string& program) {
    Child child(program);
    std::vector<Protection> found;
    if (!child.started()) return found;
    try {
        write_bytes(LayerSpec(), Fields::all, sink_to(child.request()));
        child.end_request();
        const auto source = source_from(child.answer());
        const ByteSource one = [&](std::span<std::byte> bytes) { return source(bytes.first(1)); };
        for (std::byte first{}; one({&first, 1}) == 1;) {
            const bool active = static_cast<Answer>(first) == Answer::layer;
            auto name = read_text(one).zh;
            found.push_back({std::move(name), active, read_text(one)});
        }
    } catch (const BadBytes&) {
        found.clear();
    }
    return found;
}

} // namespace geo
