// SPDX-License-Identifier: MIT
// The resolver, applied to the real disk with no policy: whoever types the command may read.

#include "host/modules/main_file.h"

#include <filesystem>

#include "host/io/files.h"
#include "host/modules/resolver.h"

namespace plinth {
MainFile find_main_file(const std::string& name) {
    if (name.empty()) return {{}, "no file or folder was named"};
    const std::string path = std::filesystem::absolute(name).lexically_normal();
    const Resolution found = find_module(DiskFiles(), path, {""}, {".js", ".json"});
    if (!found.error.empty()) return {{}, found.error};
    if (!found.path.empty()) return {found.path, {}};
    if (path_kind(path) == PathKind::Folder) {
        return {{},
                "the folder " + path +
                    " has no entry: neither a package.json with \"main\" nor an index.js"};
    }
    return {{}, "there is no file or folder " + path};
}

}  // namespace plinth
