// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/confinement.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace geo {

namespace {

Protection outcome(const std::string& name, bool active, const Text& what) {
    if (active) return {name, true, what};
    const std::string why = std::strerror(errno);
    return {name,
            false,
            {what.zh + "：系统不允许（" + why + "）",
             what.en + ": the system does not allow it (" + why + ")"}};
}

Protection cut_network() {
    // Without privileges only the owner of a user namespace may make another one.
    const bool done = ::unshare(CLONE_NEWNET) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
    return outcome("network_namespace", done,
                   {"独立的网络命名空间", "a network namespace of its own"});
}

Protection keep_privileges() {
    return outcome("no_new_privileges", ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0,
                   {"不获得新权限", "no new privileges"});
}

/// The soft limit is `most`; the hard one may be above, so that a signal comes before the end.
bool set_limit(int resource, std::uint64_t most, std::uint64_t above = 0) {
    rlimit limit{};
    if (::getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0) return false;
    limit.rlim_max = std::min<rlim_t>(limit.rlim_max, most + above);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, most);
    return ::setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0;
}

Protection limit_resources(const ConfinementPlan& plan) {
    constexpr std::uint64_t open_files = 64;
    ::signal(SIGXFSZ, SIG_IGN); // a write then fails instead of killing
    const bool done = set_limit(RLIMIT_CPU, plan.cpu_s, 5) &&
                      set_limit(RLIMIT_AS, plan.memory_mb << 20U) && set_limit(RLIMIT_FSIZE, 0) &&
                      set_limit(RLIMIT_NOFILE, open_files) && set_limit(RLIMIT_CORE, 0);
    return outcome("resources", done,
                   {"处理器 " + std::to_string(plan.cpu_s) + " 秒，内存 " +
                        std::to_string(plan.memory_mb) + " MB，不写文件",
                    std::to_string(plan.cpu_s) + " s of processor time, " +
                        std::to_string(plan.memory_mb) + " MB of memory, no file written"});
}

/// A file descriptor that is closed.
class Descriptor {
  public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() {
        if (m_number >= 0) ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return m_number; }

  private:
    int m_number;
};

bool let_read(const Descriptor& rules, const std::string& path) {
    const Descriptor place(::open(path.c_str(), O_PATH | O_CLOEXEC));
    if (place.number() < 0) return true; // what is not there needs no rule
    struct stat status {};
    if (::fstat(place.number(), &status) != 0) return false;
    landlock_path_beneath_attr rule{};
    rule.parent_fd = place.number();
    rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
    if (S_ISDIR(status.st_mode)) rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    return ::syscall(SYS_landlock_add_rule, rules.number(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) ==
           0;
}

/// Libraries, the data of GDAL and PROJ, and what the C library asks the system for.
std::vector<std::string> system_places() {
    std::vector<std::string> places{"/usr",  "/lib", "/lib64",    "/etc/ld.so.cache",
                                    "/proc", "/sys", "/dev/null", "/dev/urandom"};
    for (const char* name : {"GDAL_DATA", "PROJ_DATA", "PROJ_LIB"})
        if (const char* value = ::getenv(name)) places.emplace_back(value);
    return places;
}

Protection close_files(const ConfinementPlan& plan) {
    const Text what{"只能读取输入文件和系统数据",
                    "only the input and the system's data can be read"};
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1; // all of version 1
    const Descriptor rules(static_cast<int>(
        ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0)));
    if (rules.number() < 0) return outcome("files", false, what);
    auto places = system_places();
    places.insert(places.end(), plan.readable.begin(), plan.readable.end());
    for (const auto& place : places)
        if (!let_read(rules, place)) return outcome("files", false, what);
    return outcome("files", ::syscall(SYS_landlock_restrict_self, rules.number(), 0) == 0, what);
}

/// Calls that a reader never needs: the network, other programs, other processes, files changed.
constexpr const char* forbidden_calls[] = {"socket",
                                           "socketpair",
                                           "connect",
                                           "bind",
                                           "listen",
                                           "accept",
                                           "accept4",
                                           "sendto",
                                           "sendmsg",
                                           "sendmmsg",
                                           "recvfrom",
                                           "recvmsg",
                                           "execve",
                                           "execveat",
                                           "fork",
                                           "vfork",
                                           "ptrace",
                                           "process_vm_readv",
                                           "process_vm_writev",
                                           "mount",
                                           "umount2",
                                           "pivot_root",
                                           "chroot",
                                           "unshare",
                                           "setns",
                                           "unlink",
                                           "unlinkat",
                                           "rename",
                                           "renameat",
                                           "renameat2",
                                           "mkdir",
                                           "mkdirat",
                                           "rmdir",
                                           "link",
                                           "linkat",
                                           "symlink",
                                           "symlinkat",
                                           "chmod",
                                           "fchmodat",
                                           "chown",
                                           "fchownat",
                                           "truncate",
                                           "creat",
                                           "mknod",
                                           "mknodat",
                                           "setxattr",
                                           "bpf",
                                           "perf_event_open",
                                           "io_uring_setup",
                                           "userfaultfd",
                                           "keyctl",
                                           "add_key",
                                           "request_key",
                                           "init_module",
                                           "finit_module",
                                           "kexec_load",
                                           "reboot",
                                           "swapon"};

/// A file may be opened for reading only.
bool forbid_writing(scmp_filter_ctx filter) {
    for (const int bit : {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC}) {
        const auto mask = static_cast<scmp_datum_t>(bit);
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, mask, mask)) != 0 ||
            seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(open), 1,
                             SCMP_A1(SCMP_CMP_MASKED_EQ, mask, mask)) != 0)
            return false;
    }
    return true;
}

bool forbid_calls(scmp_filter_ctx filter) {
    const auto refuse = SCMP_ACT_ERRNO(EACCES);
    for (const char* name : forbidden_calls) {
        const int call = seccomp_syscall_resolve_name(name);
        if (call != __NR_SCMP_ERROR && call >= 0 && seccomp_rule_add(filter, refuse, call, 0) != 0)
            return false;
    }
    // Threads yes, processes no; the C library falls back from clone3 to clone.
    return forbid_writing(filter) &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0) == 0 &&
           seccomp_rule_add(filter, refuse, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0;
}

Protection close_calls() {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const bool done = filter && forbid_calls(filter) && seccomp_load(filter) == 0;
    if (filter) seccomp_release(filter);
    return outcome("system_calls", done,
                   {"系统调用过滤：不联网、不启动程序、不改文件",
                    "system calls filtered: no network, no program started, no file changed"});
}

} // namespace

std::vector<Protection> confine(const ConfinementPlan& plan) {
    std::vector<Protection> all;
    all.push_back(keep_privileges());
    all.push_back(cut_network());
    all.push_back(close_files(plan));
    all.push_back(limit_resources(plan));
    all.push_back(close_calls());
    return all;
}

} // namespace geo
