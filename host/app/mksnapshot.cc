// SPDX-License-Identifier: MIT
// plinth_mksnapshot SNAPSHOT TEXTS CODE LIST: a build tool. Reads the built-ins' JavaScript named
// in LIST (lines of `id path`), bundles it into TEXTS, sets up a context with it and writes the
// startup snapshot, which refers to the texts instead of holding them. What the snapshot leaves out
// is compiled into CODE.

#include <array>
#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "host/engine/engine.h"
#include "host/engine/platform.h"
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

std::string compile_rest(const plinth::BuiltinTexts& texts, const std::set<std::string>& loaded) {
    std::array<plinth::CompiledBuiltins, plinth::kCodeSets> sets;
    for (std::size_t set = 0; set < plinth::kCodeSets; ++set) {
        if (set == 1) plinth::Platform::set_flags(plinth::kFlagsOfHosts);
        plinth::Engine engine((plinth::EngineOptions()));
        sets[set] = plinth::compile_builtins(engine.isolate(), texts, loaded);
    }
    return plinth::bundle_code(sets);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fprintf(stderr, "usage: plinth_mksnapshot SNAPSHOT TEXTS CODE LIST\n");
        return 2;
    }
    const std::string bundle = plinth::bundle_builtins(read_sources(argv[4]));
    const plinth::BuiltinTexts texts(bundle);
    const std::vector<std::intptr_t> references = plinth::snapshot_references(texts);
    std::set<std::string> loaded;
    const plinth::SnapshotResult snapshot =
        plinth::make_snapshot(references.data(), [&](v8::Local<v8::Context> context) {
            return plinth::set_up_builtins(context, texts, loaded);
        });
    if (!snapshot.error.empty()) {
        std::fprintf(stderr, "plinth_mksnapshot: %s\n", snapshot.error.c_str());
        return 1;
    }
    const std::string code = compile_rest(texts, loaded);
    const bool written = write_whole(argv[1], snapshot.bytes) && write_whole(argv[2], bundle) &&
                         write_whole(argv[3], code);
    return written ? 0 : 1;
}
