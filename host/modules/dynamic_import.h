// SPDX-License-Identifier: MIT
// What V8 asks its host while ES modules run: import(), and the first look at import.meta. Both are
// answered in JavaScript.

#pragma once

#include <cstdint>

#include <v8.h>

namespace plinth {

/// Who calls import(), as the source text's origin says.
enum class Referrer : std::int32_t {
    Nobody = 0,    ///< A script that was compiled without saying how.
    File = 1,      ///< The script's name is a path, or stands for one in the working directory.
    Module = 2,    ///< The script's name is a URL.
    Callback = 3,  ///< A function of the plugin's answers; `id` says which.
};

/// Goes into SourceText::host_options.
v8::Local<v8::PrimitiveArray> referrer_options(v8::Isolate* isolate, Referrer referrer,
                                               std::int32_t id = 0);

/// Once for each isolate; again does no harm.
void install_import_callbacks(v8::Isolate* isolate);

}  // namespace plinth
