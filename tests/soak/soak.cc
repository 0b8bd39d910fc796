// SPDX-License-Identifier: MIT
// plinth_soak [SECONDS [SEED]]: 50 plugins are loaded, broken, reloaded and unloaded in random
// order, with frames in between. Fails when a plugin is in a state that it can't be in, when one
// that does no harm was stopped, or when descriptors are left over. The seed is printed; the same
// one asks for the same actions (PLINTH_SOAK_SECONDS and PLINTH_SOAK_SEED do as well).

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>

#include "sdk/embed/plinth.h"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int kPlugins = 50;

struct Kind {
    const char* name;
    const char* script;
    bool harmless;
};

constexpr const char* kBusy =
    "exports.activate = (p, state) => { let n = state?.n ?? 0; p.on('frame', () => n++);"
    "  setInterval(() => Promise.resolve().then(() => n++), 2);"
    "  require('fs').writeFile(require('path').join(p.dataFolder, 'n'), String(n), () => n++);"
    "  exports.deactivate = async () => { await null; return { n }; }; };";

constexpr std::array kKinds = {
    Kind{"busy", kBusy, true},
    Kind{"idle", "exports.activate = () => { setInterval(() => {}, 10000); };", true},
    Kind{"slow to start",
         "exports.activate = () => new Promise((done) => setTimeout(done, 20));"
         "exports.deactivate = () => new Promise((done) => setTimeout(done, 20));",
         true},
    Kind{"throws", "exports.activate = (p) => setTimeout(() => { throw new Error('late'); }, 5);",
         false},
    Kind{"rejects", "exports.activate = async () => { throw new Error('early'); };", false},
    Kind{"hangs", "exports.activate = (p) => p.once('frame', () => { for (;;); });", false},
    Kind{"fills its heap",
         "exports.activate = (p) => p.once('frame', () => { for (const a = [];;) a.push([a]); });",
         false},
    Kind{"exits", "exports.activate = () => setImmediate(() => process.exit(1));", false},
    Kind{"does not parse", "exports.activate = (", false},
    Kind{"fails at its end",
         "exports.activate = () => {}; exports.deactivate = () => { throw new Error('end'); };",
         true},
};

long from(const char* argument, const char* variable, long otherwise) {
    if (argument == nullptr) argument = std::getenv(variable);
    return argument == nullptr ? otherwise : std::strtol(argument, nullptr, 10);
}

std::size_t open_descriptors() {
    const fs::directory_iterator files("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

class Soak {
  public:
    explicit Soak(unsigned seed) : random_(seed) {
        std::string name = (fs::temp_directory_path() / "plinth-soak-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) std::abort();
        folder_ = name;
    }
    ~Soak() { fs::remove_all(folder_); }
    Soak(const Soak&) = delete;
    Soak& operator=(const Soak&) = delete;

    bool run(std::chrono::seconds time) {
        for (int i = 0; i < kPlugins; ++i)
            rewrite(i);
        plinth::Host host(options());
        host.load_all();
        const auto end = plinth::Clock::now() + time;
        while (plinth::Clock::now() < end) {
            act(host);
            host.frame(2ms);
            ++frames_;
        }
        return settles(host);
    }

    void print() const {
        std::printf("%ld frames", frames_);
        for (const auto& [what, count] : counts_)
            std::printf(", %ld %s", count, what.c_str());
        std::printf("\n");
    }

  private:
    plinth::HostOptions options() const {
        plinth::HostOptions made;
        made.plugins_dir = folder_ / "plugins";
        made.data_dir = folder_ / "data";
        made.watch = false;
        made.on_log = [](const plinth::LogLine&) {};
        made.heap_limit_bytes = std::size_t{24} << 20;
        made.hang_limit = 100ms;
        made.restart = {2, 1000ms, 20ms};
        made.fault_policy = [](const plinth::PluginInfo& plugin) {
            return static_cast<plinth::FaultPolicy>(plugin.name.back() % 3);
        };
        made.placement = [](const plinth::PluginInfo& plugin) {
            return plugin.name.back() % 5 < 2 ? plinth::Placement::Shared : plinth::Placement::Main;
        };
        made.hardened = [](const plinth::PluginInfo& plugin) {
            return plugin.name.back() % 2 == 0;
        };
        return made;
    }

    int pick(int count) { return std::uniform_int_distribution(0, count - 1)(random_); }

    static std::string name_of(int which) { return "plugin" + std::to_string(which); }

    // Harmless kinds are as likely as all others together.
    void rewrite(int which) {
        const Kind& kind = kKinds[static_cast<std::size_t>(
            pick(2) == 0 ? pick(3) : pick(static_cast<int>(kKinds.size())))];
        kinds_[name_of(which)] = &kind;
        const fs::path folder = folder_ / "plugins" / name_of(which);
        fs::create_directories(folder);
        std::ofstream(folder / "index.js") << kind.script;
    }

    void act(plinth::Host& host) {
        const int which = pick(kPlugins);
        switch (pick(4)) {
            case 0:
                ++counts_["loads"];
                host.load(name_of(which));
                break;
            case 1:
                ++counts_["unloads"];
                host.unload(name_of(which));
                break;
            case 2:
                ++counts_["reloads"];
                host.reload(name_of(which));
                break;
            default:
                ++counts_["new versions"];
                rewrite(which);
                host.reload(name_of(which));
                break;
        }
    }

    // All harmless ones, loaded once more, run; then all are unloaded and nothing is left.
    bool settles(plinth::Host& host) {
        bool good = true;
        for (int i = 0; i < kPlugins; ++i)
            host.unload(name_of(i));
        run_frames(host, 200ms);
        for (int i = 0; i < kPlugins; ++i)
            host.load(name_of(i));
        const auto runs = [this](const plinth::PluginInfo& plugin) {
            // A bomb in the same heap may end all that share it.
            const bool shared_fate = plugin.error.find("shares with other") != std::string::npos;
            return !kinds_[plugin.name]->harmless || shared_fate ||
                   plugin.state == plinth::PluginState::Active;
        };
        run_frames_until(host, runs);
        for (const plinth::PluginInfo& plugin : host.plugins()) {
            if (runs(plugin)) continue;
            std::printf("%s (%s) does not run, state %d: %s\n", plugin.name.c_str(),
                        kinds_[plugin.name]->name, static_cast<int>(plugin.state),
                        plugin.error.c_str());
            good = false;
        }
        for (int i = 0; i < kPlugins; ++i)
            host.unload(name_of(i));
        const auto is_gone = [](const plinth::PluginInfo& plugin) {
            return plugin.state == plinth::PluginState::Unloaded && plugin.handles == 0;
        };
        run_frames_until(host, is_gone);
        for (const plinth::PluginInfo& plugin : host.plugins()) {
            if (is_gone(plugin)) continue;
            std::printf("%s (%s) is still there\n", plugin.name.c_str(), kinds_[plugin.name]->name);
            good = false;
        }
        return good;
    }

    // At least three seconds, so that the others have done their harm; sanitizers take longer.
    template <typename IsSettled>
    void run_frames_until(plinth::Host& host, IsSettled&& is_settled) {
        run_frames(host, 3s);
        for (int i = 0; i < 57 && !std::ranges::all_of(host.plugins(), is_settled); ++i)
            run_frames(host, 1s);
    }

    void run_frames(plinth::Host& host, std::chrono::milliseconds time) {
        const auto end = plinth::Clock::now() + time;
        while (plinth::Clock::now() < end) {
            host.frame(2ms);
            ++frames_;
        }
    }

    std::mt19937 random_;
    fs::path folder_;
    std::map<std::string, const Kind*> kinds_;
    std::map<std::string, long> counts_;
    long frames_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    const long seconds = from(argc > 1 ? argv[1] : nullptr, "PLINTH_SOAK_SECONDS", 1);
    const long seed = from(argc > 2 ? argv[2] : nullptr, "PLINTH_SOAK_SEED",
                           static_cast<long>(std::random_device{}() & 0xFFFFFFFF));
    std::printf("seed %ld, %ld seconds\n", seed, seconds);
    std::fflush(stdout);
    {
        Soak warm_up(0);  // What V8 and libuv open once.
        warm_up.run(0s);
    }
    const std::size_t before = open_descriptors();
    Soak soak(static_cast<unsigned>(seed));
    const bool good = soak.run(std::chrono::seconds(seconds));
    soak.print();
    const std::size_t after = open_descriptors();
    if (after > before) std::printf("%zu descriptors are left over\n", after - before);
    return good && after <= before ? 0 : 1;
}
