// SPDX-License-Identifier: MIT
// Functions that say which threads may call them (Note), where a realm speaks for a plugin on
// another thread: what is thread-safe can be made anew in the plugin's own realm, and what is for
// the game's thread alone throws.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/function.h"
#include "bindings/note.h"
#include "bindings/realm.h"

namespace plinth::js::detail {

/// A function for any thread. What it captured is shared by all realms that have it, and goes with
/// the last one, on that one's thread.
struct AnyThreadFunction {
    std::string name;
    Callable callable;
    std::shared_ptr<StoredFunction> stored;
};

/// Those of one realm. Owner: the realm.
class ThreadMarks final : public RealmPart {
  public:
    explicit ThreadMarks(Realm& realm) : realm_(realm) {}

    /// The plugin of this realm runs on another thread.
    void set_remote() { is_remote_ = true; }
    bool is_remote() const { return is_remote_; }

    void add(v8::Local<v8::Function> function, std::string_view name, const Callable& callable);
    /// Null when it is none.
    std::shared_ptr<const AnyThreadFunction> find(v8::Local<v8::Function> function) const;

  private:
    Realm& realm_;
    bool is_remote_ = false;
    std::vector<std::pair<v8::Global<v8::Function>, std::shared_ptr<const AnyThreadFunction>>>
        functions_;
};

/// The callable, or what throws in its place where it cannot be had on the plugin's thread.
Callable for_thread(v8::Local<v8::Context> context, const Callable& callable, const Note& note);

/// The function in another realm, whose context is `context`.
v8::MaybeLocal<v8::Function> make_function(v8::Local<v8::Context> context,
                                           const AnyThreadFunction& function);

}  // namespace plinth::js::detail
