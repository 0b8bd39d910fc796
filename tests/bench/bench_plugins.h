// SPDX-License-Identifier: MIT
// A folder of plugins that a benchmark writes, and a host that runs them without a word.

#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "sdk/embed/plinth.h"

namespace plinth::bench {

/// Lives as long as the benchmark's case; gone with its folder afterwards.
class PluginFolder {
  public:
    PluginFolder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "plinth-bench-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        std::filesystem::create_directories(plugins());
    }
    PluginFolder(const PluginFolder&) = delete;
    PluginFolder& operator=(const PluginFolder&) = delete;
    ~PluginFolder() { std::filesystem::remove_all(folder_); }

    std::filesystem::path plugins() const { return folder_ / "plugins"; }

    void write(const std::string& name, const std::string& script) const {
        std::filesystem::create_directories(plugins() / name);
        std::ofstream(plugins() / name / "index.js") << script;
    }

    HostOptions options() const {
        HostOptions options;
        options.plugins_dir = plugins();
        options.data_dir = folder_ / "data";
        options.watch = false;
        options.on_log = [](const LogLine&) {};
        return options;
    }

  private:
    std::filesystem::path folder_;
};

}  // namespace plinth::bench
