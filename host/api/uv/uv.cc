// SPDX-License-Identifier: MIT
// uv, native half only: names and texts of system errors, for internal/error-system and util.
//
// Thread: any. Calls JS: never.

#include <string>

#include "host/env/native_module.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

struct Row {
    int number;
    const char* name;
    const char* text;
};

constexpr Row kRows[] = {
#define PLINTH_UV_ROW(name, text) {UV_##name, #name, text},
    UV_ERRNO_MAP(PLINTH_UV_ROW)
#undef PLINTH_UV_ROW
};

// uv_err_name() leaks memory for a number that it does not know, and script chooses the number.
const Row* find(int number) {
    for (const Row& row : kRows) {
        if (row.number == number) return &row;
    }
    return nullptr;
}

std::string errname(int number) {
    const Row* row = find(number);
    return row != nullptr ? row->name : "Unknown system error " + std::to_string(number);
}

std::string strerror(int number) {
    const Row* row = find(number);
    return row != nullptr ? row->text : "Unknown system error " + std::to_string(number);
}

// A Map of number to [name, text].
void get_error_map(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    v8::Local<v8::Map> map = v8::Map::New(isolate);
    for (const Row& row : kRows) {
        v8::Local<v8::Value> pair[] = {to_string(isolate, row.name), to_string(isolate, row.text)};
        if (!map->Set(context, v8::Integer::New(isolate, row.number),
                      v8::Array::New(isolate, pair, 2))
                 .ToLocal(&map)) {
            return;
        }
    }
    info.GetReturnValue().Set(map);
}

}  // namespace

void init_uv(NativeModule& module) {
    module.function<&errname>("errname")
        .function<&strerror>("strerror")
        .raw("getErrorMap", &get_error_map);
#define PLINTH_UV_CONSTANT(name, text) module.constant("UV_" #name, static_cast<int>(UV_##name));
    UV_ERRNO_MAP(PLINTH_UV_CONSTANT)
#undef PLINTH_UV_CONSTANT
}

}  // namespace plinth::api
