// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/staging.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/sqlite_file.hpp"

namespace geo {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view temporary_prefix = ".parkline-";
/// Lists what a `publish` is putting into the folder, while it does; stays when it is killed.
constexpr const char* unfinished_name = ".parkline-unfinished";
constexpr std::size_t hash_length = 64, name_start = 66; ///< its lines: "HASH  NAME"

[[noreturn]] void fail(const std::string& path, int error) {
    const std::string why = std::strerror(error);
    const bool full = error == ENOSPC || error == EDQUOT;
    throw OutputError({path + "：无法写入（" + why + "）。" +
                           (full ? "请腾出空间后重试。" : "请检查文件夹权限或换一个输出位置。"),
                       path + ": cannot be written (" + why + "). " +
                           (full ? "Free some space and run again."
                                 : "Check the folder's permissions or choose another place.")});
}

/// A file descriptor that is closed at the end of its scope.
class Descriptor {
  public:
    Descriptor(const std::string& path, int flags)
        : m_path(path), m_fd(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {
        if (m_fd < 0) fail(path, errno);
    }
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto n = ::write(m_fd, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) fail(m_path, errno);
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    void sync() {
        if (::fsync(m_fd) != 0) fail(m_path, errno);
    }
    /// Best effort: some network file systems have no locks.
    void lock() {
        while (::flock(m_fd, LOCK_EX) != 0 && errno == EINTR) {
        }
    }
    void close() {
        const int fd = m_fd;
        m_fd = -1;
        if (::close(fd) != 0) fail(m_path, errno);
    }

  private:
    std::string m_path;
    int m_fd;
};

/// Holds a folder for one process until the end of the scope; waits for the one that has it.
class FolderLock {
  public:
    explicit FolderLock(const std::string& folder) : m_folder(folder, O_RDONLY | O_DIRECTORY) {
        m_folder.lock();
    }

  private:
    Descriptor m_folder;
};

void sync_file(const std::string& path) {
    Descriptor file(path, O_RDONLY);
    file.sync();
    file.close();
}

void sync_folder(const std::string& path) {
    Descriptor folder(path.empty() ? "." : path, O_RDONLY | O_DIRECTORY);
    folder.sync();
}

/// A file, or a file geodatabase with what is in it.
void sync_all(const std::string& path) {
    if (fs::is_directory(path))
        for (const auto& entry : fs::directory_iterator(path)) sync_file(entry.path().string());
    sync_file(path);
}

/// Removes a file, or a folder that holds plain files only, as a file geodatabase does.
void remove_old(const std::string& path) {
    std::error_code ignored;
    if (fs::is_directory(fs::symlink_status(path)))
        for (const auto& entry : fs::directory_iterator(path, ignored))
            if (fs::is_regular_file(entry.symlink_status())) fs::remove(entry.path(), ignored);
    fs::remove(path, ignored);
}

/// Removes a file of the folder, and the folders in front of its name when nothing else is in them.
void remove_dropped(const std::string& folder, const std::string& name) {
    remove_old(folder + "/" + name);
    std::error_code ignored;
    for (auto parent = fs::path(name).parent_path(); !parent.empty(); parent = parent.parent_path())
        if (!fs::remove(fs::path(folder) / parent, ignored)) return;
}

/// The write-ahead log or journal of an old database would be read into the new one of its name.
void remove_beside(const std::string& staged, const std::string& path) {
    if (!is_sqlite_file(staged)) return;
    for (const char* ending : {"-wal", "-shm", "-journal"}) remove_old(path + ending);
}

void rename_file(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) fail(to, errno);
}

/// A ledger is the one record of what people decided: nothing is put in its place.
void refuse_ledger(const std::string& path) {
    if (!holds_ledger(path)) return;
    throw OutputExists({path + " 中有账本，不能被替换。请换一个文件名。",
                        path + " holds a ledger, and nothing replaces that. Choose another name."});
}

void refuse_existing(const std::string& path, Overwrite overwrite,
                     Ledgers ledgers = Ledgers::stay) {
    if (!fs::exists(fs::symlink_status(path))) return;
    if (ledgers == Ledgers::stay) refuse_ledger(path);
    if (overwrite == Overwrite::yes) return;
    throw OutputExists({path + " 已存在。用 --overwrite 替换。",
                        path + " exists. Use --overwrite to replace it."});
}

std::string unfinished_path(const std::string& folder) {
    return folder + "/" + unfinished_name;
}

/// A line for each file that is about to be renamed, in that order: its hash and its name; a folder
/// has dashes for a hash.
void note_unfinished(const std::string& folder, const std::string& temporary,
                     const std::vector<std::string>& names) {
    std::string lines;
    for (const auto& name : names) {
        const auto path = temporary + "/" + name;
        const auto hash =
            fs::is_regular_file(path) ? sha256_of_file(path) : std::string(hash_length, '-');
        lines += hash + "  " + name + "\n";
    }
    const auto note = temporary + "/" + unfinished_name;
    Descriptor file(note, O_WRONLY | O_CREAT | O_TRUNC);
    file.write_all(lines);
    file.sync();
    file.close();
    rename_file(note, unfinished_path(folder));
}

/// What a killed `publish` noted: line by line, hash and name.
std::vector<std::string> unfinished_files(const std::string& folder) {
    std::vector<std::string> lines;
    std::ifstream file(unfinished_path(folder));
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

/// Refuses files that stand, but for those that a killed `publish` put there: they are whole, and
/// the same program goes on.
void refuse_existing(const std::string& folder, const std::vector<std::string>& names,
                     Overwrite overwrite) {
    const auto lines = unfinished_files(folder);
    const std::set<std::string> unfinished(lines.begin(), lines.end());
    for (const auto& name : names) {
        const auto path = folder + "/" + name;
        if (!unfinished.empty() && fs::is_regular_file(fs::symlink_status(path)) &&
            unfinished.contains(sha256_of_file(path) + "  " + name))
            continue;
        refuse_existing(path, overwrite);
    }
}

/// The note of a killed `publish` goes when it has nothing more to say. Its last file is removed
/// first and renamed last: where that one stands, either nothing was replaced yet or everything
/// was.
void forget_settled(const std::string& folder) {
    const auto lines = unfinished_files(folder);
    const bool is_open =
        !lines.empty() && lines.back().size() > name_start &&
        !fs::exists(fs::symlink_status(folder + "/" + lines.back().substr(name_start)));
    if (!is_open) remove_old(unfinished_path(folder));
}

/// Makes the folders in front of a name.
void make_parents(const std::string& path) {
    std::error_code error;
    const auto parent = fs::path(path).parent_path();
    fs::create_directories(parent, error);
    if (error) fail(parent.string(), error.value());
}

/// Process that made a temporary folder ".parkline-PID" or file ".parkline-PID-name"; 0: not ours.
pid_t maker_of(std::string_view name) {
    if (!name.starts_with(temporary_prefix)) return 0;
    name.remove_prefix(temporary_prefix.size());
    const auto pid = parse_number(name.substr(0, name.find('-')));
    return pid && *pid >= 1 && *pid <= 1e9 ? static_cast<pid_t>(*pid) : 0;
}

/// Removes the temporary folders and files of runs that were killed: their process is gone.
void remove_leftovers(const std::string& folder) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, ignored)) {
        const auto pid = maker_of(entry.path().filename().string());
        if (pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path(), ignored);
    }
}

/// The outermost folder of the path that does not exist yet; empty when all do.
std::string first_missing(const fs::path& folder) {
    fs::path missing;
    for (fs::path p = folder; !p.empty() && !fs::exists(p); p = p.parent_path()) missing = p;
    return missing.string();
}

} // namespace

std::string shown_output(const std::string& path) {
    fs::path shown;
    for (const auto& part : fs::path(path)) {
        const auto name = part.string();
        if (maker_of(name) == 0) {
            shown /= part;
            continue;
        }
        const auto dash = name.find('-', temporary_prefix.size()); // ".parkline-PID-NAME"
        if (dash != std::string::npos) shown /= name.substr(dash + 1);
    }
    return shown.string();
}

Staging::Staging(std::string folder, const std::vector<std::string>& final_names,
                 Overwrite overwrite)
    : m_folder(std::move(folder)) {
    std::error_code error;
    m_first_made = first_missing(m_folder);
    fs::create_directories(m_folder, error);
    if (error) fail(m_folder, error.value());
    refuse_existing(m_folder, final_names, overwrite);
    forget_settled(m_folder);
    remove_leftovers(m_folder);
    m_temporary = m_folder + "/" + std::string(temporary_prefix) + std::to_string(::getpid());
    fs::create_directory(m_temporary, error);
    if (error) fail(m_folder, error.value());
}

Staging::~Staging() {
    std::error_code ignored;
    fs::remove_all(m_temporary, ignored);
    if (m_first_made.empty()) return;
    // Folders that this run made go again when nothing was published into them.
    for (fs::path p = m_folder; fs::remove(p, ignored) && p != m_first_made;) p = p.parent_path();
}

std::string Staging::path_for(const std::string& name) {
    m_names.push_back(name);
    make_parents(m_temporary + "/" + name);
    return m_temporary + "/" + name;
}

void Staging::write(const std::string& name, std::string_view bytes) {
    write_whole_file(path_for(name), bytes);
}

void Staging::publish() {
    if (m_names.empty()) return;
    for (const auto& name : m_names) sync_all(m_temporary + "/" + name);
    // One publisher at a time: two runs into one folder must not mix their files.
    const FolderLock lock(m_folder);
    for (const auto& name : m_names) refuse_ledger(m_folder + "/" + name);
    for (const auto& name : m_dropped) refuse_ledger(m_folder + "/" + name);
    note_unfinished(m_folder, m_temporary, m_names);
    remove_old(m_folder + "/" + m_names.back());
    for (const auto& name : m_dropped) remove_dropped(m_folder, name);
    sync_folder(m_folder); // the old manifest is gone for good before the first new file stands
    for (const auto& name : m_names) {
        make_parents(m_folder + "/" + name);
        remove_beside(m_temporary + "/" + name, m_folder + "/" + name);
        rename_file(m_temporary + "/" + name, m_folder + "/" + name);
    }
    sync_folder(m_folder);
    remove_old(unfinished_path(m_folder));
}

StagedFile::StagedFile(std::string path, Overwrite overwrite, Ledgers ledgers)
    : m_path(std::move(path)) {
    refuse_existing(m_path, overwrite, ledgers);
    const fs::path final_path(m_path);
    const auto parent = final_path.parent_path();
    remove_leftovers(parent.empty() ? "." : parent.string());
    const auto name = std::string(temporary_prefix) + std::to_string(::getpid()) + "-" +
                      final_path.filename().string();
    m_temporary = (final_path.parent_path() / name).string();
    remove_leftovers(final_path.parent_path().string());
    Descriptor probe(m_temporary, O_WRONLY | O_CREAT | O_TRUNC);
    probe.close();
    ::unlink(m_temporary.c_str());
}

StagedFile::~StagedFile() {
    ::unlink(m_temporary.c_str());
    ::unlink((m_temporary + "-journal").c_str());
}

void StagedFile::publish() {
    sync_file(m_temporary);
    remove_beside(m_temporary, m_path);
    rename_file(m_temporary, m_path);
    sync_folder(fs::path(m_path).parent_path().string());
}

void write_whole_file(const std::string& path, std::string_view bytes) {
    Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
    file.write_all(bytes);
    file.close();
}

std::string read_whole_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    if (file.peek() != std::ifstream::traits_type::eof()) bytes << file.rdbuf();
    if (!file.is_open() || file.bad() || bytes.bad())
        throw InputError({path + "：无法读取。请检查路径和权限。",
                          path + ": cannot be read. Check the path and its permissions."});
    return bytes.str();
}

} // namespace geo
