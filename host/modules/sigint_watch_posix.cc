// SPDX-License-Identifier: MIT
// A signal handler may only post a semaphore; a thread waits for it and ends the script. Both are
// there while a script runs that asked for it; what handled the signal before is put back then.

#include <semaphore.h>
#include <signal.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <thread>
#include <vector>

#include "host/modules/sigint_watches.h"

namespace plinth {

class SigintListener {
  public:
    static SigintListener& instance() {
        // Never destroyed: the handler may be called while the program ends.
        static auto* listener = new SigintListener;
        return *listener;
    }

    bool add(SigintWatch& watch) {
        const std::lock_guard changing(changing_);
        if (!listening_ && !start()) return false;
        const std::lock_guard lock(mutex_);
        watches_.push_back(&watch);
        return true;
    }

    void remove(SigintWatch& watch) {
        const std::lock_guard changing(changing_);
        bool is_last = false;
        {
            const std::lock_guard lock(mutex_);
            watches_.erase(std::find(watches_.begin(), watches_.end(), &watch));
            is_last = watches_.empty();
        }
        if (is_last) stop();
    }

  private:
    SigintListener() { sem_init(&came_, 0, 0); }

    static void on_signal(int) {
        const int saved = errno;
        sem_post(&instance().came_);
        errno = saved;
    }

    bool start() {
        stopping_ = false;
        // The thread takes no signals: they are the other threads'.
        sigset_t all;
        sigset_t before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        thread_ = std::thread([this] { listen(); });
        pthread_sigmask(SIG_SETMASK, &before, nullptr);

        struct sigaction action {};
        action.sa_handler = &on_signal;
        action.sa_flags = SA_RESTART;
        sigfillset(&action.sa_mask);
        listening_ = sigaction(SIGINT, &action, &before_) == 0;
        if (!listening_) stop_thread();
        return listening_;
    }

    void stop() {
        struct sigaction now {};
        // Somebody may have put a handler of his own there since: it stays.
        if (sigaction(SIGINT, nullptr, &now) == 0 && now.sa_handler == &on_signal) {
            sigaction(SIGINT, &before_, nullptr);
        }
        stop_thread();
        listening_ = false;
    }

    void stop_thread() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        sem_post(&came_);
        thread_.join();
        while (sem_trywait(&came_) == 0) {
        }
    }

    void listen() {
        SigintWatch* ending = nullptr;
        for (;;) {
            const bool came = wait(ending != nullptr);
            const std::lock_guard lock(mutex_);
            if (stopping_) return;
            SigintWatch* last = watches_.empty() ? nullptr : watches_.back();
            // What the script just calls, such as process.send(), has a moment to end. And the
            // request is lost when it meets native code that takes it for its own: it is made again
            // until the script has ended.
            if (came && last != nullptr) SigintWatches::note(*last);
            if (!came && last == ending && ending != nullptr) SigintWatches::fire(*ending);
            ending = came || last == ending ? last : nullptr;
        }
    }

    // True when the signal came, false when the time for a request did.
    bool wait(bool is_ending) {
        if (!is_ending) {
            while (sem_wait(&came_) != 0) {
            }
            return true;
        }
        timespec until{};
        clock_gettime(CLOCK_REALTIME, &until);
        constexpr long kSecond = 1'000'000'000;
        until.tv_nsec += kMomentNs;
        until.tv_sec += until.tv_nsec / kSecond;
        until.tv_nsec %= kSecond;
        return sem_timedwait(&came_, &until) == 0;
    }

    static constexpr long kMomentNs = 20'000'000;

    std::mutex changing_;  // One thread at a time begins or ends a watch.
    std::mutex mutex_;     // Of what the listening thread reads.
    std::vector<SigintWatch*> watches_;
    bool stopping_ = false;
    bool listening_ = false;
    struct sigaction before_ {};
    sem_t came_{};
    std::thread thread_;
};

bool SigintWatches::add(SigintWatch& watch) {
    return SigintListener::instance().add(watch);
}

void SigintWatches::remove(SigintWatch& watch) {
    SigintListener::instance().remove(watch);
}

}  // namespace plinth
