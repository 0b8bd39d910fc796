// SPDX-License-Identifier: MIT
// A process that may open only a few more files.

#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <vector>

#include <gtest/gtest.h>

namespace plinth::test {

/// As long as it lives, so many descriptors are free.
class FewDescriptors {
  public:
    explicit FewDescriptors(std::size_t free) {
        getrlimit(RLIMIT_NOFILE, &before_);
        rlimit few = before_;
        few.rlim_cur = 256;  // To be filled fast.
        setrlimit(RLIMIT_NOFILE, &few);
        for (int opened = 0; (opened = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;)
            held_.push_back(opened);
        EXPECT_GE(held_.size(), free);
        for (; free > 0 && !held_.empty(); --free)
            give_back();
    }
    ~FewDescriptors() {
        while (!held_.empty())
            give_back();
        setrlimit(RLIMIT_NOFILE, &before_);
    }
    FewDescriptors(const FewDescriptors&) = delete;
    FewDescriptors& operator=(const FewDescriptors&) = delete;

  private:
    void give_back() {
        close(held_.back());
        held_.pop_back();
    }

    rlimit before_{};
    std::vector<int> held_;
};

}  // namespace plinth::test
