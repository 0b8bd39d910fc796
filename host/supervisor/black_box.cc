// SPDX-License-Identifier: MIT
// The file is for people and for tools: plain JSON, one file a fault, named after its time.

#include "host/supervisor/black_box.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "host/supervisor/instance.h"

namespace plinth {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kKeptFiles = 5;

BlackBox::Kind to_kind(Fault::Kind kind) {
    switch (kind) {
        case Fault::Kind::UncaughtError:
            return BlackBox::Kind::Error;
        case Fault::Kind::HeapLimit:
            return BlackBox::Kind::HeapLimit;
        case Fault::Kind::Hang:
            return BlackBox::Kind::Hang;
        case Fault::Kind::Exit:
            return BlackBox::Kind::Exit;
        case Fault::Kind::Terminated:
            break;
    }
    return BlackBox::Kind::Other;
}

const char* to_string(BlackBox::Kind kind) {
    switch (kind) {
        case BlackBox::Kind::Error:
            return "error";
        case BlackBox::Kind::Hang:
            return "hang";
        case BlackBox::Kind::HeapLimit:
            return "heap-limit";
        case BlackBox::Kind::Exit:
            return "exit";
        case BlackBox::Kind::Other:
            break;
    }
    return "other";
}

const char* to_string(LogLevel level) {
    switch (level) {
        case LogLevel::Debug:
            return "debug";
        case LogLevel::Info:
            return "info";
        case LogLevel::Warning:
            return "warning";
        case LogLevel::Error:
            break;
    }
    return "error";
}

// "2026-11-21T03:50:01.123Z"; with other marks between the digits, a file's name.
std::string to_text(std::chrono::system_clock::time_point time, const char* format) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    const auto ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() %
        1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), format, &parts);
    std::snprintf(text.data() + length, text.size() - length, ".%03dZ", static_cast<int>(ms));
    return text.data();
}

std::string to_text(std::chrono::system_clock::time_point time) {
    return to_text(time, "%Y-%m-%dT%H:%M:%S");
}

double to_ms(std::chrono::nanoseconds time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

Json to_json(const BlackBox& box) {
    Json log = Json::array();
    for (const LogLine& line : box.log) {
        log.push_back(
            {{"time", to_text(line.time)}, {"level", to_string(line.level)}, {"text", line.text}});
    }
    return {{"plugin", box.plugin},
            {"version", box.version},
            {"time", to_text(box.time)},
            {"kind", to_string(box.kind)},
            {"reason", box.reason},
            {"text", box.text},
            {"file", box.file},
            {"line", box.line},
            {"column", box.column},
            {"uptimeMs", box.uptime.count()},
            {"heapBytes", box.heap_bytes},
            {"heapLimitBytes", box.heap_limit_bytes},
            {"externalBytes", box.external_bytes},
            {"callbacks", box.callbacks},
            {"jsMs", to_ms(box.usage.js_time)},
            {"longestCallbackMs", to_ms(box.usage.longest_callback)},
            {"gcMs", to_ms(box.usage.gc_time)},
            {"syncCalls", box.usage.sync_calls},
            {"reloads", box.reloads},
            {"restarts", box.restarts},
            {"handles", box.handles},
            {"log", std::move(log)}};
}

// Their names sort by time.
void remove_oldest(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    if (files.size() <= kKeptFiles) return;
    std::sort(files.begin(), files.end());
    files.resize(files.size() - kKeptFiles);
    for (const fs::path& file : files)
        fs::remove(file, ignored);
}

}  // namespace

BlackBox make_black_box(const PluginInfo& info, PluginRun& instance, const Fault& fault,
                        std::vector<LogLine> log) {
    const HeapFigures heap = instance.heap_figures();
    BlackBox box;
    box.kind = to_kind(fault.kind);
    box.plugin = info.name;
    box.version = info.version;
    box.time = std::chrono::system_clock::now();
    box.reason = fault.message;
    box.text = fault.text;
    box.file = fault.file;
    box.line = fault.line;
    box.column = fault.column;
    box.uptime = instance.uptime();
    box.heap_bytes = heap.used;
    box.heap_limit_bytes = instance.heap_limit_bytes();
    box.external_bytes = heap.array_buffers;
    box.callbacks = instance.usage().callbacks;
    box.usage = info.usage;
    box.reloads = info.reloads;
    box.restarts = info.restarts;
    box.handles = instance.handles_by_kind();
    box.log = std::move(log);
    return box;
}

Result<void> write_black_box(const fs::path& folder, const BlackBox& box) {
    const fs::path own = folder / box.plugin;
    std::error_code failed;
    fs::create_directories(own, failed);
    const fs::path file = own / (to_text(box.time, "%Y-%m-%dT%H-%M-%S") + ".json");
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    // What a plugin logs need not be UTF-8.
    out << to_json(box).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    out.close();
    if (!out) {
        Error error;
        error.code = "EIO";
        error.message = "can't write " + file.string();
        return error;
    }
    remove_oldest(own);
    return {};
}

}  // namespace plinth
