// SPDX-License-Identifier: MIT
// plinth_mksnapshot OUTPUT LIST: a build tool. Reads the built-ins' JavaScript named in LIST (lines
// of `id path`), sets up a context with them and writes the startup snapshot.

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "host/engine/snapshot.h"
#include "host/modules/builtins.h"

namespace {

std::string read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

plinth::BuiltinSources read_sources(const char* list) {
    plinth::BuiltinSources sources;
    std::ifstream lines(list);
    std::string id;
    std::string path;
    while (lines >> id >> path)
        sources[id] = read_whole(path);
    return sources;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: plinth_mksnapshot OUTPUT LIST\n");
        return 2;
    }
    const plinth::BuiltinSources sources = read_sources(argv[2]);
    const plinth::SnapshotResult snapshot = plinth::make_snapshot(
        plinth::native_references().data(),
        [&](v8::Local<v8::Context> context) { return plinth::set_up_builtins(context, sources); });
    if (!snapshot.error.empty()) {
        std::fprintf(stderr, "plinth_mksnapshot: %s\n", snapshot.error.c_str());
        return 1;
    }
    std::ofstream output(argv[1], std::ios::binary);
    output.write(snapshot.bytes.data(), static_cast<std::streamsize>(snapshot.bytes.size()));
    return output.good() ? 0 : 1;
}
