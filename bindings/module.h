// SPDX-License-Identifier: MIT
// The builder that fills one object with what native code offers to script: a built-in's native
// half, or a game's binding module.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/convert/handle.h"
#include "bindings/convert/primitive.h"
#include "bindings/convert/string.h"
#include "bindings/enumeration.h"
#include "bindings/function.h"
#include "bindings/note.h"
#include "bindings/realm.h"
#include "bindings/type.h"

namespace plinth::js {

template <class T>
class Class;
struct ModuleDescription;

/// Fills one object with members. In collecting mode there is no isolate: it only records the
/// addresses that a startup snapshot of these members refers to, in the order of their making.
///
/// Owner: the stack of whoever fills the object. Calls JS: never.
class Module {
  public:
    Module(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string name);
    explicit Module(std::vector<std::intptr_t>& references) : references_(&references) {}
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    bool collecting() const { return references_ != nullptr; }
    /// While collecting: notes an address that the snapshot may refer to. Otherwise nothing.
    void record_reference(std::intptr_t address) {
        if (references_ != nullptr) references_->push_back(address);
    }
    /// The next three are for modules that are not collecting.
    v8::Isolate* isolate() const { return context_->GetIsolate(); }
    v8::Local<v8::Context> context() const { return context_; }
    v8::Local<v8::Object> target() const { return target_; }
    const std::string& name() const { return name_; }

    /// From here on, what is declared is also written down there, which must outlive the module.
    void describe_to(ModuleDescription& description) { description_ = &description; }
    /// Null unless the module is being described.
    ModuleDescription* description() const { return description_; }

    /// A function that is known when the program is compiled: the fastest kind. May be part of a
    /// startup snapshot.
    template <auto F>
    Module& function(const char* name, const Note& note = kNoNote) {
        return add(name, detail::plain_callable<F>(), note);
    }

    /// A function pointer or a lambda without captures, which may be part of a startup snapshot; or
    /// a lambda with captures or a std::function, which need a Realm and may not.
    template <class F>
    Module& function(const char* name, F&& function, const Note& note = kNoNote) {
        return add(name, detail::plain_callable(*this, name, std::forward<F>(function)), note);
    }

    /// One that optimised script calls directly. Include bindings/fast.h, which says what such a
    /// function may do.
    template <auto F>
    Module& fast_function(const char* name, const Note& note = kNoNote);

    /// An event that script listens to with `on`, `once` and `off` of this module; see events.h.
    template <class E>
    Module& event(const char* name, E& event, const Note& note = kNoNote);

    /// A value type: a record whose objects are of a class in script; see value_class.h.
    template <class T>
    Module& value_type(const char* name, const Note& note = kNoNote);

    /// A V8 callback written by hand. Its data is its name, so that Where can name it.
    Module& raw(const char* name, v8::FunctionCallback callback, const Note& note = kNoNote) {
        return add(name, {callback}, note);
    }

    /// A property of the module whose value is asked for each time: `game.score`.
    template <class G>
    Module& property(const char* name, G&& get, const Note& note = kNoNote) {
        return add_property(name, detail::plain_callable(*this, name, std::forward<G>(get)), {},
                            note);
    }
    template <class G, class S>
    requires(!std::is_same_v<std::remove_cvref_t<S>, Note>) Module& property(
        const char* name, G&& get, S&& set, const Note& note = kNoNote) {
        return add_property(name, detail::plain_callable(*this, name, std::forward<G>(get)),
                            detail::plain_callable(*this, name, std::forward<S>(set)), note);
    }

    /// A class; the builder is in class.h.
    template <class T>
    Class<T> type(const char* type_name);

    /// An object with the names of an enum that has a describe(): `game.Kind.Rock`. Neither it nor
    /// its members can be changed.
    template <NamedEnum T>
    Module& enumeration(const char* name, const Note& note = kNoNote) {
        return add_enumeration(name, detail::kEnumNames<T>, note);
    }

    /// An object inside the module, such as `game.draw`; `fill` gets the Module that fills it.
    template <class F>
    Module& object(const char* name, F&& fill, const Note& note = kNoNote) {
        if (collecting()) {
            fill(*this);
            return *this;
        }
        Module inner(context_, v8::Object::New(isolate()), name_ + "." + name);
        begin_object(name, inner, note);
        fill(inner);
        return end_object(name, inner);
    }

    /// A value that script can neither replace nor delete.
    template <class T>
    Module& constant(const char* name, const T& value, const Note& note = kNoNote) {
        if (collecting()) return *this;
        return define(name, to_js(context_, value), note);
    }

  private:
    Module& add(const char* name, const detail::Callable& callable, const Note& note);
    Module& add_property(const char* name, const detail::Callable& getter,
                         const detail::Callable& setter, const Note& note);
    Module& add_enumeration(const char* name, const detail::EnumNames& names, const Note& note);
    Module& define(const char* name, v8::MaybeLocal<v8::Value> value, const Note& note);
    void begin_object(const char* name, Module& inner, const Note& note);
    Module& end_object(const char* name, const Module& inner);
    bool collect(const detail::Callable& callable);
    v8::MaybeLocal<v8::Function> function_of(const char* name, const detail::Callable& callable,
                                             const Note& note);

    std::vector<std::intptr_t>* references_ = nullptr;
    v8::Local<v8::Context> context_;
    v8::Local<v8::Object> target_;
    std::string name_;
    ModuleDescription* description_ = nullptr;
};

namespace detail {

/// What a member of this name is really made of: `callable`, or its refusal where the plugin lacks
/// the permission that the note asks for.
Callable permitted(v8::Local<v8::Context> context, const Callable& callable, std::string_view name,
                   const Note& note);

/// The TypeScript type of a constant: `5`, `'native'`, or `number`.
std::string literal_type(v8::Isolate* isolate, v8::Local<v8::Value> value);

}  // namespace detail
}  // namespace plinth::js
