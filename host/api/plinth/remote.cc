// SPDX-License-Identifier: MIT
// The host's modules in a plugin on a thread of its own: RemoteLink, as remote.js calls it.
//
// Thread: the plugin's. Calls JS: getters, while arguments are copied.

#include "host/api/plinth/remote.h"

#include "host/env/native_module.h"
#include "host/env/remote_link.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

RemoteLink& link(const Info& info) {
    return Env::from(info).part<RemoteLink>();
}

void answer(const Info& info, v8::MaybeLocal<v8::Value> result) {
    v8::Local<v8::Value> value;
    if (result.ToLocal(&value)) info.GetReturnValue().Set(value);
}

bool is_remote(Env& env) {
    return env.part<RemoteLink>().connected();
}

void shape(const Info& info) {
    answer(info, link(info).shape());
}

void constants(const Info& info) {
    answer(info, link(info).constants());
}

// direct(index)
void direct(const Info& info) {
    answer(info, link(info).direct(info[0].As<v8::Uint32>()->Value()));
}

// defineClass(index, prototype)
void define_class(const Info& info) {
    link(info).define_class(info[0].As<v8::Uint32>()->Value(), info[1].As<v8::Object>());
}

// call(member, receiver, arguments)
void call(const Info& info) {
    answer(info,
           link(info).call(info[0].As<v8::Uint32>()->Value(), info[1], info[2].As<v8::Array>()));
}

// construct(member, arguments, prototype)
void construct(const Info& info) {
    answer(info, link(info).construct(info[0].As<v8::Uint32>()->Value(), info[1].As<v8::Array>(),
                                      info[2].As<v8::Object>()));
}

}  // namespace

void add_remote(NativeModule& module) {
    module.function<&is_remote>("isRemote")
        .raw("remoteShape", &shape)
        .raw("remoteConstants", &constants)
        .raw("remoteDirect", &direct)
        .raw("defineRemoteClass", &define_class)
        .raw("remoteCall", &call)
        .raw("remoteConstruct", &construct);
}

}  // namespace plinth::api
