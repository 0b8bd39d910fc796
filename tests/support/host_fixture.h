// SPDX-License-Identifier: MIT
// A Host over a folder of plugins that the test writes. Events and log lines are kept; frames are
// run until something happened, a bounded number of times.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "bindings/bindings.h"
#include "sdk/embed/plinth.h"

namespace plinth::test {

/// A folder of its own, gone with the test.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "plinth-test-XXXXXX").string();
        if (mkdtemp(name.data()) != nullptr) path_ = std::filesystem::canonical(name);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    void write(const std::filesystem::path& name, std::string_view text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }

  private:
    std::filesystem::path path_;
};

inline std::size_t open_descriptors() {
    const auto files = std::filesystem::directory_iterator("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

class HostTest : public testing::Test {
  protected:
    using Kind = PluginEvent::Kind;

    virtual HostOptions options() {
        HostOptions made;
        made.plugins_dir = folder_.path() / "plugins";
        made.data_dir = folder_.path() / "data";
        made.watch = false;
        made.on_log = [this](const LogLine& line) { log_.push_back(line); };
        made.on_event = [this](const PluginEvent& event) {
            events_.push_back(event);
            if (on_event_) on_event_(event);
        };
        return made;
    }

    /// The host, made at the first use. Plugins see require('test').say(text).
    Host& host() {
        if (host_ == nullptr) {
            host_ = std::make_unique<Host>(options());
            host_->bind("test", [this](js::Module& module) {
                module.function("say", [this](const std::string& text) {
                    said_ += said_.empty() ? text : " " + text;
                    if (on_say_) on_say_(text);
                });
            });
        }
        return *host_;
    }
    void destroy_host() { host_.reset(); }

    void write(const std::string& name, std::string_view text) {
        folder_.write("plugins/" + name, text);
    }
    /// Writes plugins/NAME/index.js with `say` at hand, and loads it.
    bool load(const std::string& name, std::string_view code) {
        write_plugin(name, code);
        return host().load(name);
    }
    void write_plugin(const std::string& name, std::string_view code) {
        write(name + "/index.js", "const { say } = require('test');" + std::string(code));
    }
    FrameStats frame() { return host().frame(std::chrono::milliseconds(20)); }
    void frames(int count) {
        for (int i = 0; i < count; ++i)
            frame();
    }
    /// Runs frames until it is true, for ten seconds at most.
    bool frames_until(const std::function<bool()>& happened) {
        const auto end = Clock::now() + std::chrono::seconds(10);
        while (!happened()) {
            if (Clock::now() > end) return false;
            frame();
        }
        return true;
    }
    PluginInfo info(std::string_view name) {
        for (const PluginInfo& one : host().plugins()) {
            if (one.name == name) return one;
        }
        return {};
    }
    std::size_t count(Kind kind) const {
        return static_cast<std::size_t>(
            std::count_if(events_.begin(), events_.end(),
                          [&](const PluginEvent& event) { return event.kind == kind; }));
    }
    bool logged(std::string_view part) const {
        return std::any_of(log_.begin(), log_.end(), [&](const LogLine& line) {
            return line.text.find(part) != std::string::npos;
        });
    }

    TemporaryFolder folder_;
    std::vector<PluginEvent> events_;
    std::vector<LogLine> log_;
    std::string said_;
    std::function<void(const PluginEvent&)> on_event_;
    std::function<void(const std::string&)> on_say_;
    std::unique_ptr<Host> host_;
};

}  // namespace plinth::test
