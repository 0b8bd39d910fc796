// SPDX-License-Identifier: MIT
// The builder that declares a class: constructors, methods, properties, its base. The callbacks
// behind them are in member.h, objects as arguments in convert/object.h, ownership in object.h.

#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/convert/object.h"
#include "bindings/convert/string.h"
#include "bindings/member.h"
#include "bindings/module.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// The part of Class<T> that is the same for all classes.
class ClassBuilder {
  public:
    ClassBuilder(const ClassBuilder&) = delete;
    ClassBuilder& operator=(const ClassBuilder&) = delete;

  protected:
    ClassBuilder(Module& module, TypeTag type, const char* name);
    ~ClassBuilder();

    std::string member_name(const char* name) const { return name_ + "." + name; }
    std::string constructor_name() const { return "new " + name_; }

    void set_base(TypeTag base, const TypeNode::Base* link, std::string_view cpp_name);
    void set_constructor(Callable callable);
    void add_method(const char* name, Callable callable);
    void add_property(const char* name, Callable getter, Callable setter);
    void add_static(const char* name, Callable callable);
    void add_constant(const char* name, v8::MaybeLocal<v8::Value> value);

    Module& module_;

  private:
    v8::Local<v8::FunctionTemplate> function_of(Callable& callable, const std::string& name);

    TypeTag type_;
    std::string name_;
    v8::Local<v8::FunctionTemplate> constructor_;
};

}  // namespace detail

/// Declares a class on a module; the class is there when the builder goes away, at the end of the
/// statement. A callable may be given as template argument (the fastest), as function or member
/// pointer, or as a lambda; a lambda takes the object as its first parameter.
///
///     module.type<Ship>("Ship")
///         .constructor<double, double>()
///         .method<&Ship::fire>("fire")
///         .property("x", &Ship::x)
///         .property("speed", &Ship::speed, &Ship::set_speed);
///
/// Classes need a Realm; they cannot be part of a startup snapshot.
template <class T>
class Class : public detail::ClassBuilder {
    using Member = detail::Member;

  public:
    Class(Module& module, const char* name) : ClassBuilder(module, detail::tag_of<T>(), name) {}

    /// `new Name(...)` makes a T, which script owns.
    template <class... P>
    Class& constructor() {
        set_constructor({&detail::construct<T, P...>, detail::required<0>(detail::List<P...>{}),
                         nullptr, nullptr});
        return *this;
    }

    /// `new Name(...)` is what `factory` returns: a T or a unique_ptr<T>, which script owns, a
    /// shared_ptr<T>, or a T* that the game owns.
    template <class F>
    Class& factory(F&& factory) {
        using Function = std::decay_t<F>;
        constexpr int kLength = detail::kRequired<Function>;
        if constexpr (detail::Stateless<Function>) {
            set_constructor({&detail::stateless_factory<Function>, kLength, nullptr, nullptr});
        } else if constexpr (detail::Pointer<Function>) {
            constexpr v8::FunctionCallback kCallback = &detail::pointer_factory<Function>;
            set_constructor({kCallback, kLength,
                             detail::fixed<Function>(kCallback, factory, constructor_name()),
                             nullptr});
        } else {
            set_constructor({&detail::stored_factory<Function>, kLength, nullptr,
                             std::make_unique<detail::Stored<Function>>(constructor_name(),
                                                                        std::forward<F>(factory))});
        }
        return *this;
    }

    /// T inherits B's members, and is a B wherever one is wanted. B is bound before.
    template <class B>
    Class& base() {
        static_assert(std::derived_from<T, B> && !std::same_as<T, B>);
        set_base(detail::tag_of<B>(), &detail::base_link<T, B>, detail::type_name<B>());
        return *this;
    }

    template <auto F>
    Class& method(const char* name) {
        add_method(name, member<Member::Method, F>());
        return *this;
    }
    template <class F>
    Class& method(const char* name, F&& function) {
        add_method(name, member<Member::Method>(name, std::forward<F>(function)));
        return *this;
    }

    /// A field, which can be written unless it is const; or a getter alone.
    template <auto F>
    Class& property(const char* name) {
        if constexpr (writable<decltype(F)>()) {
            add_property(name, member<Member::Getter, F>(), member<Member::Setter, F>());
        } else {
            add_property(name, member<Member::Getter, F>(), {});
        }
        return *this;
    }
    template <auto Get, auto Set>
    Class& property(const char* name) {
        add_property(name, member<Member::Getter, Get>(), member<Member::Setter, Set>());
        return *this;
    }
    template <class F>
    Class& property(const char* name, F&& get) {
        if constexpr (writable<std::decay_t<F>>()) {
            add_property(name, member<Member::Getter>(name, get),
                         member<Member::Setter>(name, get));
        } else {
            add_property(name, member<Member::Getter>(name, std::forward<F>(get)), {});
        }
        return *this;
    }
    template <class G, class S>
    Class& property(const char* name, G&& get, S&& set) {
        add_property(name, member<Member::Getter>(name, std::forward<G>(get)),
                     member<Member::Setter>(name, std::forward<S>(set)));
        return *this;
    }

    template <auto F>
    Class& static_function(const char* name) {
        add_static(name, detail::plain_callable<F>());
        return *this;
    }
    template <class F>
    Class& static_function(const char* name, F&& function) {
        add_static(name, detail::plain_callable(member_name(name), std::forward<F>(function)));
        return *this;
    }

    /// A number, boolean or text on the class itself.
    template <class V>
    Class& constant(const char* name, const V& value) {
        static_assert(std::is_arithmetic_v<V> || std::is_enum_v<V> ||
                      std::is_convertible_v<const V&, std::string_view>);
        if (!module_.collecting()) add_constant(name, to_js(module_.context(), value));
        return *this;
    }

  private:
    template <class F>
    static constexpr bool writable() {
        if constexpr (detail::Field<F>) return !detail::FieldOf<F>::kIsConst;
        return false;
    }

    template <Member kMember, class F>
    static constexpr int length() {
        if constexpr (detail::Field<F> || kMember != Member::Method) {
            return kMember == Member::Setter ? 1 : 0;
        } else {
            return detail::required<detail::kDefaults<F>>(
                typename detail::MemberSignature<F>::Parameters{});
        }
    }

    template <Member kMember, auto F>
    detail::Callable member() {
        return {&detail::static_member<T, kMember, F>, length<kMember, decltype(F)>(), nullptr,
                nullptr};
    }

    template <Member kMember, class F>
    detail::Callable member(const char* name, F&& function) {
        using Function = std::decay_t<F>;
        constexpr int kLength = length<kMember, Function>();
        if constexpr (detail::Stateless<Function>) {
            return {&detail::stateless_member<T, kMember, Function>, kLength, nullptr, nullptr};
        } else if constexpr (detail::Pointer<Function>) {
            constexpr v8::FunctionCallback kCallback =
                &detail::pointer_member<T, kMember, Function>;
            return {kCallback, kLength,
                    detail::fixed<Function>(kCallback, function, member_name(name)), nullptr};
        } else {
            return {&detail::stored_member<T, kMember, Function>, kLength, nullptr,
                    std::make_unique<detail::Stored<Function>>(member_name(name),
                                                               std::forward<F>(function))};
        }
    }
};

template <class T>
Class<T> Module::type(const char* type_name) {
    return Class<T>(*this, type_name);
}

}  // namespace plinth::js
