// SPDX-License-Identifier: MIT
// Ambassador: speaks on the game's thread for a plugin that runs on a thread of its own. It is the
// realm in which the host's modules are declared for that plugin; no JavaScript of the plugin ever
// runs in it. All ambassadors of a host share one isolate, the Embassy's.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/realm.h"
#include "host/engine/engine.h"
#include "host/env/remote.h"

namespace plinth {

namespace js {
class Module;
}

/// Owner: a host that has such plugins. Thread: the game's. Calls JS: no.
class Embassy {
  public:
    explicit Embassy(const StartupSnapshot& snapshot);
    Embassy(const Embassy&) = delete;
    Embassy& operator=(const Embassy&) = delete;

    Engine& engine() { return engine_; }

  private:
    Engine engine_;
};

/// Where an Ambassador's words for its plugin go. Thread: the game's. Calls JS: no.
class AmbassadorPost {
  public:
    virtual ~AmbassadorPost() = default;
    virtual void answer(RemoteAnswer answer) = 0;
    virtual void tell(RemoteEvent event) = 0;
};

/// Owner: the plugin's run. Thread: the game's. Calls JS: bindings of the host, which are C++.
class Ambassador final : public js::Realm, private NativeObjects {
  public:
    Ambassador(Embassy& embassy, AmbassadorPost& post);
    ~Ambassador() override;

    /// In the order in which the host bound them: a class comes after its base.
    void declare(const std::string& name, const std::function<void(js::Module&)>& declare);
    /// What was declared, for the plugin. Once.
    RemoteDescription describe();

    /// Does what the plugin asked for, and answers now or when a promise is settled.
    void run(const RemoteCall& call);
    /// Promises that bindings returned and that are not settled yet, or other threads that may
    /// post: look_after() is due once a frame.
    bool waits_for_promises() const { return !promises_.empty() || may_be_posted_to_; }
    /// Lets promises that the game settled be answered, and tells of functions that nobody holds
    /// any more.
    void look_after();

    // js::Realm
    v8::MaybeLocal<v8::Value> call(v8::Local<v8::Function> function, v8::Local<v8::Value> receiver,
                                   int argc, v8::Local<v8::Value>* argv) override;
    bool can_call_js() const override { return !embassy_.engine().heap_exhausted(); }
    bool permits(std::string_view permission) const override {
        return granted_.contains(std::string(permission));
    }
    bool script_is_running() const override { return false; }  // The plugin's is elsewhere.
    /// What is posted runs in look_after().
    Post poster() override;

    /// The plugin has this permission of the host's. Before declare().
    void grant(std::string permission) { granted_.insert(std::move(permission)); }

  private:
    /// A function of the plugin, as bindings hold it.
    struct Proxy {
        Ambassador* ambassador = nullptr;
        std::uint64_t number = 0;
        std::uint32_t received = 0;
        v8::Global<v8::Function> function;
    };
    struct Shown {
        v8::Global<v8::Object> object;
        v8::Global<v8::Value> error;  // What its constructor threw, when there is no object.
        std::uint32_t sent = 0;
    };
    class Scope;
    class Shape;

    // NativeObjects
    bool write(v8::Local<v8::Object> object, v8::ValueSerializer& to) override;
    v8::MaybeLocal<v8::Object> read(v8::ValueDeserializer& from) override;

    static void on_collected(const v8::WeakCallbackInfo<Proxy>& info);
    static void on_settled(const v8::FunctionCallbackInfo<v8::Value>& info);
    static void call_proxy(const v8::FunctionCallbackInfo<v8::Value>& info);
    bool invoke_proxy(double number, v8::Local<v8::Array> arguments);
    bool is_proxy(v8::Local<v8::Value> function);
    v8::MaybeLocal<v8::Value> stand_in_for(v8::Local<v8::Function> function);
    v8::MaybeLocal<v8::Value> without_functions(v8::Local<v8::Value> value, int depth);
    v8::Local<v8::Function> proxy_of(std::uint64_t number);
    v8::MaybeLocal<v8::Value> execute(const RemoteCall& call);
    v8::MaybeLocal<v8::Object> object_of(std::int64_t number);
    std::int64_t number_of(v8::Local<v8::Object> object, const v8::Global<v8::Private>& by);
    std::uint32_t class_index(v8::Local<v8::Value> prototype);
    void release(const RemoteCall& call);
    std::optional<Serialized> copy(v8::Local<v8::Value> value);
    RemoteAnswer out_of_memory(std::uint64_t id);
    void answer_with(std::uint64_t id, v8::Local<v8::Value> value);
    void answer_with_error(std::uint64_t id, v8::Local<v8::Value> error);
    bool wait_for(std::uint64_t id, v8::Local<v8::Promise> promise);
    Serialized copy_of_error(v8::Local<v8::Value> error, std::string& code);
    void checkpoint();

    /// What other threads posted. Thread: any.
    struct Inbox {
        std::mutex mutex;
        std::vector<std::function<void()>> tasks;
    };

    Embassy& embassy_;
    AmbassadorPost& post_;
    std::unordered_set<std::string> granted_;
    std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
    std::unique_ptr<v8::MicrotaskQueue> microtasks_;
    v8::Global<v8::Private> key_;        // Of the number that an object or a proxy has.
    v8::Global<v8::Private> given_key_;  // Of the number that a function of the game has.
    v8::Global<v8::Private> class_key_;  // Of the number that a class's prototype has.
    v8::Global<v8::ObjectTemplate> stand_in_;
    std::vector<std::pair<std::string, v8::Global<v8::Object>>> modules_;
    std::vector<v8::Global<v8::Function>> members_;
    std::vector<std::shared_ptr<const js::detail::AnyThreadFunction>> direct_;
    std::unordered_map<std::uint64_t, Proxy> proxies_;
    std::vector<std::uint64_t> collected_;
    std::unordered_map<std::int64_t, Shown> shown_;
    std::vector<std::int64_t> written_;           // In the copy that is being made.
    std::unordered_set<std::uint64_t> promises_;  // The calls whose answers they are.
    std::int64_t last_shown_ = 0;
    bool may_be_posted_to_ = false;
};

}  // namespace plinth
