// SPDX-License-Identifier: MIT
// sdk/embed's Host, on top of the supervisor.

#include <utility>

#include "host/app/startup_snapshot.h"
#include "host/app/types.h"
#include "host/supervisor/supervisor.h"
#include "sdk/embed/plinth.h"

namespace plinth {

class Host::Impl {
  public:
    explicit Impl(HostOptions options) : supervisor(std::move(options), startup_snapshot()) {}
    Supervisor supervisor;
};

Host::Host(HostOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

Host::~Host() = default;

void Host::bind(std::string name, std::function<void(js::Module&)> declare) {
    impl_->supervisor.bind(name, "0.0.0", std::move(declare));
}

void Host::bind(std::string name, std::string_view version,
                std::function<void(js::Module&)> declare) {
    impl_->supervisor.bind(name, version, std::move(declare));
}

bool Host::write_types(const std::filesystem::path& folder) {
    const std::string error = plinth::write_types(impl_->supervisor.modules(), folder.string());
    if (error.empty()) return true;
    log(LogLevel::Error, "typings were not written: " + error);
    return false;
}

void Host::load_all() {
    impl_->supervisor.load_all();
}

FrameStats Host::frame(Clock::time_point deadline) {
    return impl_->supervisor.frame(deadline);
}

bool Host::load(std::string_view name) {
    return impl_->supervisor.load(name);
}

bool Host::unload(std::string_view name) {
    return impl_->supervisor.unload(name);
}

bool Host::reload(std::string_view name) {
    return impl_->supervisor.reload(name);
}

void Host::set_time_scale(double scale) {
    impl_->supervisor.set_time_scale(scale);
}

double Host::time_scale() const {
    return impl_->supervisor.time_scale();
}

Clock::time_point Host::next_due() const {
    return impl_->supervisor.next_due();
}

int Host::wake_descriptor() const {
    return impl_->supervisor.wake_descriptor();
}

std::vector<PluginInfo> Host::plugins() const {
    return impl_->supervisor.plugins();
}

std::vector<FrameStats> Host::recent_frames() const {
    return impl_->supervisor.recent_frames();
}

std::vector<PluginFrame> Host::recent_frames(std::string_view plugin) const {
    return impl_->supervisor.recent_frames(plugin);
}

std::optional<BlackBox> Host::black_box(std::string_view plugin) const {
    return impl_->supervisor.black_box(plugin);
}

std::vector<LogLine> Host::log_since(std::uint64_t after) const {
    return impl_->supervisor.log().since(after);
}

void Host::log(LogLevel level, std::string text) {
    impl_->supervisor.log().add(level, "", std::move(text));
}

void Host::evaluate(std::string_view plugin, std::string_view code,
                    std::function<void(Evaluation)> done) {
    impl_->supervisor.evaluate(plugin, code, std::move(done));
}

}  // namespace plinth
