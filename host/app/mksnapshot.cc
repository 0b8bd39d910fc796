// SPDX-License-Identifier: MIT
// plinth_mksnapshot SNAPSHOT TEXTS LIST: a build tool. Reads the built-ins' JavaScript named in
// LIST (lines of `id path`), bundles it into TEXTS, sets up a context with it and writes the
// startup snapshot, which refers to the texts instead of holding them.

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "host/engine/snapshot.h"
#include "host/modules/builtins.h"

namespace {

std::string read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

bool write_whole(const char* path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file.good();
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
    if (argc != 4) {
        std::fprintf(stderr, "usage: plinth_mksnapshot SNAPSHOT TEXTS LIST\n");
        return 2;
    }
    const std::string bundle = plinth::bundle_builtins(read_sources(argv[3]));
    const plinth::BuiltinTexts texts(bundle);
    const std::vector<std::intptr_t> references = plinth::snapshot_references(texts);
    const plinth::SnapshotResult snapshot = plinth::make_snapshot(
        references.data(),
        [&](v8::Local<v8::Context> context) { return plinth::set_up_builtins(context, texts); });
    if (!snapshot.error.empty()) {
        std::fprintf(stderr, "plinth_mksnapshot: %s\n", snapshot.error.c_str());
        return 1;
    }
    return write_whole(argv[1], snapshot.bytes) && write_whole(argv[2], bundle) ? 0 : 1;
}
