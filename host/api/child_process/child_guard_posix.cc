// SPDX-License-Identifier: MIT
// The guard is a shell that reads the ids of children from a pipe. Its end comes with the end of
// the pipe, whose other side closes when this process is gone, whatever ended it. (prctl's
// PR_SET_PDEATHSIG would have to be called between fork and exec, where libuv lets nobody in, and
// means the thread that called.) It is nobody's child, so that the host never waits for it.

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <mutex>
#include <string>

#include "host/api/child_process/child_guard.h"
#include "host/io/write.h"

extern char** environ;

namespace plinth::api {
namespace {

constexpr const char* kScript = R"(
exec 3<&0
(
trap '' HUP INT QUIT TERM
all=' '
while read -r sign pid; do
    case $sign in
        +) all="$all$pid " ;;
        -) case $all in *" $pid "*) all="${all%% $pid *} ${all#* $pid }" ;; esac ;;
    esac
done
[ "$all" = ' ' ] && exit
kill -TERM $all
sleep 0.5
kill -KILL $all
) <&3 3<&- &
)";

/// Owner: nobody; it lasts as long as the OS process. Thread: any.
class Guard {
  public:
    static Guard& instance() {
        static Guard& guard = *new Guard();
        return guard;
    }

    void tell(char sign, int pid) {
        const std::lock_guard lock(mutex_);
        if (pipe_ < 0 && (sign == '-' || !start())) return;
        const std::string line = std::string(1, sign) + " " + std::to_string(pid) + "\n";
        if (write_all(pipe_, line) == 0) return;
        // Somebody ended it. The next child gets a new one.
        close(pipe_);
        pipe_ = -1;
    }

  private:
    bool start() {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) return false;
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, ends[0], STDIN_FILENO);
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        // Out of the terminal's reach: what interrupts the host must not interrupt it.
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
        char shell[] = "sh";
        char option[] = "-c";
        std::string script = kScript;
        char name[] = "plinth-child-guard";
        char* arguments[] = {shell, option, script.data(), name, nullptr};
        pid_t shell_id = -1;
        const int failed =
            posix_spawn(&shell_id, "/bin/sh", &files, &attributes, arguments, environ);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&files);
        close(ends[0]);
        if (failed != 0) {
            close(ends[1]);
            return false;
        }
        waitpid(shell_id, nullptr, 0);  // The guard is behind it.
        pipe_ = ends[1];
        return true;
    }

    std::mutex mutex_;
    int pipe_ = -1;
};

}  // namespace

void guard_child(int pid) {
    Guard::instance().tell('+', pid);
}

void forget_child(int pid) {
    Guard::instance().tell('-', pid);
}

}  // namespace plinth::api
