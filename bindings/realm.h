// SPDX-License-Identifier: MIT
// One JavaScript world (a v8::Context) as bindings see it: the way to call into it, and the list of
// what native code keeps alive in it. Budgets, microtasks and error reports are the host's.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/object.h"
#include "bindings/type.h"

namespace plinth::js {

class Realm;

namespace detail {

/// Something native that holds on to script: on its realm's list from its making to its end.
class Kept {
  public:
    explicit Kept(Realm& realm);
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;

    /// Null once the realm has released everything.
    Realm* realm() const { return realm_; }

  protected:
    virtual ~Kept();
    /// Let go of every V8 handle; the realm has already forgotten this.
    virtual void released() = 0;

  private:
    friend class plinth::js::Realm;
    Realm* realm_;
    Kept* previous_ = nullptr;
    Kept* next_ = nullptr;
};

/// A callable that has state: a lambda with captures. The realm owns it; script refers to it by its
/// index, so that a function that outlives the realm finds nothing instead of freed memory.
class StoredFunction {
  public:
    explicit StoredFunction(std::string name) : name_(std::move(name)) {}
    virtual ~StoredFunction() = default;
    const std::string& name() const { return name_; }

  private:
    std::string name_;
};

/// Notices that a function which C++ made for script has been collected.
class GivenFunction;

}  // namespace detail

/// See Realm::part().
class RealmPart {
  public:
    virtual ~RealmPart() = default;
};

/// One record type in one realm.
struct RecordCache {
    std::vector<v8::Global<v8::String>> names;  ///< Of its fields, internalised.
    /// Makes an object of its class from the values of its fields; empty for plain objects.
    v8::Global<v8::Function> maker;
};

/// Owner: whoever derives from it (host/env's Env).
/// Thread: made, used and released on one thread.
/// Calls JS: in call() only.
class Realm {
  public:
    /// Embedder data slot of the context that holds the Realm. While a startup snapshot is built,
    /// the slot holds null.
    static constexpr int kSlot = 1;

    Realm() = default;
    Realm(const Realm&) = delete;
    Realm& operator=(const Realm&) = delete;
    virtual ~Realm();

    /// The realm of a context; null when it has none, or has released everything.
    static Realm* from(v8::Local<v8::Context> context) {
        if (context->GetNumberOfEmbedderDataFields() <= static_cast<std::uint32_t>(kSlot))
            return nullptr;
        return static_cast<Realm*>(context->GetAlignedPointerFromEmbedderData(kSlot));
    }
    /// The realm of the running function.
    static Realm* from(const Info& info) { return from(info.GetIsolate()->GetCurrentContext()); }

    v8::Isolate* isolate() const { return isolate_; }
    /// Empty after release_all(). Needs an open HandleScope.
    v8::Local<v8::Context> context() const { return context_.Get(isolate_); }

    /// The only way a binding calls script: opens scopes, charges the budget, drains microtasks,
    /// reports what was not caught. Empty when it threw or may not run.
    virtual v8::MaybeLocal<v8::Value> call(v8::Local<v8::Function> function,
                                           v8::Local<v8::Value> receiver, int argc,
                                           v8::Local<v8::Value>* argv) = 0;
    virtual bool can_call_js() const = 0;

    /// Whether its plugin has a permission that the host defines ("world.write"). Asked when a
    /// member that needs it is declared.
    virtual bool permits(std::string_view) const { return true; }

    /// Whether script of this realm is on the stack, so that what is thrown finds a catcher.
    virtual bool script_is_running() const { return true; }

    /// A way to run something on this realm's thread, from any thread and at any time: false once
    /// that is not possible any more. What is posted may come after the realm has ended.
    using Post = std::function<bool(std::function<void()>)>;
    virtual Post poster() { return {}; }

    /// Something that a part of the bindings keeps for each realm, made on first use. It goes
    /// before the context does.
    template <class T>
    T& part() {
        static const char key = 0;
        auto& slot = parts_[&key];
        if (slot == nullptr) slot = std::make_unique<T>(*this);
        return static_cast<T&>(*slot);
    }

    /// Reports an exception that no script is there to catch, by the way of call().
    void report(v8::Local<v8::Value> exception);

    /// Keeps a callable for this realm's life; the answer goes into its function's data.
    std::int32_t store(std::shared_ptr<detail::StoredFunction> function);
    /// Keeps it as long as script has this function, which was made with the index of store().
    void store_for(v8::Local<v8::Function> function, std::int32_t index);
    /// Null for an index that store() never gave out.
    detail::StoredFunction* stored(std::int32_t index) const;
    /// The same, for a realm on another thread that may call it, too.
    std::shared_ptr<detail::StoredFunction> share(std::int32_t index) const;

    /// Destroys the C++ objects whose JavaScript owners have been collected. Call it between
    /// callbacks; making a new object does it, too.
    void sweep() {
        objects_.sweep();
        if (!ended_functions_.empty()) drop_ended_functions();
    }

    /// For class.h: the classes and wrapped objects of this realm.
    detail::Objects& objects() { return objects_; }
    /// For record.h: what is kept of the record type behind `key`.
    RecordCache& record(const void* key, std::span<const char* const> texts);

  protected:
    /// Makes `context` this realm's: from now on from() finds it. Once.
    void attach(v8::Local<v8::Context> context);

    /// Lets go of everything in script that native code holds, and of everything native that script
    /// holds: callbacks do nothing from here on, wrapped objects no longer exist for script,
    /// objects that script owned are destroyed. Needs a living isolate, and no script on the stack.
    /// Weak callbacks do not suffice: V8 promises none when an isolate is disposed of.
    void release_all();

  private:
    friend class detail::Kept;
    friend class detail::GivenFunction;

    void drop_ended_functions();

    v8::Isolate* isolate_ = nullptr;
    v8::Global<v8::Context> context_;
    detail::Kept* kept_ = nullptr;
    std::vector<std::shared_ptr<detail::StoredFunction>> stored_;
    std::vector<std::int32_t> free_indexes_;
    // Collected functions whose callables wait for sweep(): their destructors may do anything.
    std::vector<std::int32_t> ended_functions_;
    detail::Objects objects_;
    std::unordered_map<const void*, RecordCache> records_;
    std::unordered_map<const void*, std::unique_ptr<RealmPart>> parts_;
};

template <>
struct Inject<Realm&> {
    static bool available(const Info& info) { return Realm::from(info) != nullptr; }
    static Realm& from(const Info& info) { return *Realm::from(info); }
};

}  // namespace plinth::js
