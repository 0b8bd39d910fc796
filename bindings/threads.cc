// SPDX-License-Identifier: MIT
// Members on other threads than the game's.

#include "bindings/threads.h"

namespace plinth::js::detail {
namespace {

void refuse_thread(const Info& info) {
    throw_error(info.GetIsolate(), function_name(info) +
                                       "() can only be called on the game's thread, and this "
                                       "plugin runs on its own");
}

}  // namespace

void ThreadMarks::add(v8::Local<v8::Function> function, std::string_view name,
                      const Callable& callable) {
    auto made = std::make_shared<AnyThreadFunction>(
        AnyThreadFunction{std::string(name), callable, realm_.share(callable.stored)});
    made->callable.fast = nullptr;  // It may be part of another isolate's code.
    functions_.emplace_back(v8::Global<v8::Function>(realm_.isolate(), function), std::move(made));
}

std::shared_ptr<const AnyThreadFunction> ThreadMarks::find(v8::Local<v8::Function> function) const {
    for (const auto& [known, made] : functions_) {
        if (known == function) return made;
    }
    return nullptr;
}

Callable for_thread(v8::Local<v8::Context> context, const Callable& callable, const Note& note) {
    if (note.threads() != Threads::GameOnly) return callable;
    Realm* const realm = Realm::from(context);
    if (realm == nullptr || !realm->part<ThreadMarks>().is_remote()) return callable;
    Callable refusing = callable;
    refusing.callback = &refuse_thread;
    refusing.fast = nullptr;
    return refusing;
}

v8::MaybeLocal<v8::Function> make_function(v8::Local<v8::Context> context,
                                           const AnyThreadFunction& function) {
    Realm* const realm = Realm::from(context);
    if (realm == nullptr) return {};
    Callable callable = function.callable;
    if (function.stored != nullptr) callable.stored = realm->store(function.stored);
    v8::Local<v8::Function> made;
    if (!v8::Function::New(context, callable.callback, data_of(context, callable, function.name),
                           callable.length, v8::ConstructorBehavior::kThrow)
             .ToLocal(&made)) {
        return {};
    }
    made->SetName(to_name(context->GetIsolate(), function.name));
    return made;
}

}  // namespace plinth::js::detail
