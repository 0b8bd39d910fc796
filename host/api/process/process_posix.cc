// SPDX-License-Identifier: MIT
// POSIX calls of process. Windows gets a process_win.cc of the same functions.

#include "host/api/process/process_posix.h"

#include <errno.h>
#include <features.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>

#include <uv.h>

namespace plinth::api {
namespace {

// For one entry of the user or group database.
constexpr std::size_t kEntrySize = std::size_t{64} << 10;

int status_of(int answer) {
    return answer == 0 ? 0 : uv_translate_sys_error(errno);
}

}  // namespace

std::string glibc_version() {
#ifdef __GLIBC__
    return gnu_get_libc_version();
#else
    return {};
#endif
}

std::array<unsigned, 4> process_ids() {
    return {getuid(), geteuid(), getgid(), getegid()};
}

std::optional<unsigned> user_id(const std::string& name) {
    std::vector<char> memory(kEntrySize);
    passwd entry{};
    passwd* found = nullptr;
    getpwnam_r(name.c_str(), &entry, memory.data(), memory.size(), &found);
    return found == nullptr ? std::nullopt : std::optional<unsigned>(found->pw_uid);
}

std::optional<unsigned> group_id(const std::string& name) {
    std::vector<char> memory(kEntrySize);
    group entry{};
    group* found = nullptr;
    getgrnam_r(name.c_str(), &entry, memory.data(), memory.size(), &found);
    return found == nullptr ? std::nullopt : std::optional<unsigned>(found->gr_gid);
}

std::optional<std::string> user_name(unsigned id) {
    std::vector<char> memory(kEntrySize);
    passwd entry{};
    passwd* found = nullptr;
    getpwuid_r(id, &entry, memory.data(), memory.size(), &found);
    return found == nullptr ? std::nullopt : std::optional<std::string>(found->pw_name);
}

int set_credential(Credential which, unsigned id) {
    switch (which) {
        case Credential::User:
            return status_of(setuid(id));
        case Credential::EffectiveUser:
            return status_of(seteuid(id));
        case Credential::Group:
            return status_of(setgid(id));
        case Credential::EffectiveGroup:
            return status_of(setegid(id));
    }
    return UV_EINVAL;
}

std::vector<unsigned> group_ids() {
    std::vector<unsigned> ids(static_cast<std::size_t>(std::max(getgroups(0, nullptr), 0)));
    const int count = getgroups(static_cast<int>(ids.size()), ids.data());
    ids.resize(static_cast<std::size_t>(std::max(count, 0)));
    if (std::find(ids.begin(), ids.end(), getegid()) == ids.end()) ids.push_back(getegid());
    return ids;
}

int set_group_ids(const std::vector<unsigned>& ids) {
    return status_of(setgroups(ids.size(), ids.data()));
}

int initialise_groups(const std::string& user, unsigned group) {
    return status_of(initgroups(user.c_str(), group));
}

void read_time_zone() {
    tzset();
}

unsigned file_mode_mask() {
    const mode_t mask = umask(0);
    umask(mask);
    return mask;
}

const std::vector<SignalName>& signal_names() {
    static const std::vector<SignalName> all = {
        {"SIGHUP", SIGHUP},       {"SIGINT", SIGINT},     {"SIGQUIT", SIGQUIT},
        {"SIGILL", SIGILL},       {"SIGTRAP", SIGTRAP},   {"SIGABRT", SIGABRT},
        {"SIGIOT", SIGIOT},       {"SIGBUS", SIGBUS},     {"SIGFPE", SIGFPE},
        {"SIGKILL", SIGKILL},     {"SIGUSR1", SIGUSR1},   {"SIGSEGV", SIGSEGV},
        {"SIGUSR2", SIGUSR2},     {"SIGPIPE", SIGPIPE},   {"SIGALRM", SIGALRM},
        {"SIGTERM", SIGTERM},     {"SIGCHLD", SIGCHLD},
#ifdef SIGSTKFLT
        {"SIGSTKFLT", SIGSTKFLT},
#endif
        {"SIGCONT", SIGCONT},     {"SIGSTOP", SIGSTOP},   {"SIGTSTP", SIGTSTP},
        {"SIGTTIN", SIGTTIN},     {"SIGTTOU", SIGTTOU},   {"SIGURG", SIGURG},
        {"SIGXCPU", SIGXCPU},     {"SIGXFSZ", SIGXFSZ},   {"SIGVTALRM", SIGVTALRM},
        {"SIGPROF", SIGPROF},     {"SIGWINCH", SIGWINCH}, {"SIGIO", SIGIO},
#ifdef SIGPOLL
        {"SIGPOLL", SIGPOLL},
#endif
#ifdef SIGPWR
        {"SIGPWR", SIGPWR},
#endif
        {"SIGSYS", SIGSYS},
    };
    return all;
}

}  // namespace plinth::api
