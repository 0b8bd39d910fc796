// SPDX-License-Identifier: MIT
// The V8 callbacks behind the members of a class: they find the C++ object that `this` stands for,
// and refuse every other.

#pragma once

#include <algorithm>
#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/argument.h"
#include "bindings/convert/object.h"
#include "bindings/function.h"
#include "bindings/object.h"
#include "bindings/realm.h"
#include "bindings/type.h"

namespace plinth::js::detail {

/// `member` is "()" for methods, and empty for properties.
void throw_wrong_this(const Info& info, std::string_view member, const std::string& name);
void throw_this_gone(const Info& info, std::string_view member, const std::string& name);
void throw_needs_new(const Info& info);
void throw_no_constructor(const Info& info);

/// The error of a member that was called on something else, or on what is gone.
[[gnu::cold]] void complain_of_this(const Info& info, std::string_view member, bool is_gone,
                                    TypeTag type, std::string_view cpp_name);

/// The object that a member was called on. It may go away while arguments are converted, so get()
/// asks again.
template <class T>
class This {
  public:
    This(const Info& info, std::string_view member) : info_(info), member_(member) {
        Wrapper* const wrapper = Wrapper::of(info.This());
        if (wrapper != nullptr && wrapper->is(tag_of<T>())) wrapper_ = wrapper;
    }
    /// Null when it has thrown.
    T* get() const {
        if (wrapper_ != nullptr && wrapper_->exists()) [[likely]]
            return static_cast<T*>(wrapper_->as(tag_of<T>()));
        complain_of_this(info_, member_, wrapper_ != nullptr, tag_of<T>(), type_name<T>());
        return nullptr;
    }
    /// Before it is handed to a function that may give it to script again.
    void pin() const {
        if (wrapper_->loose()) [[unlikely]]
            Objects::pin(info_.GetIsolate(), info_.This(), *wrapper_);
    }

  private:
    const Info& info_;
    std::string_view member_;
    Wrapper* wrapper_ = nullptr;
};

/// How a callable takes the object that it is a member for, and what its other parameters are.
template <class F, class = typename Signature<F>::Parameters>
struct MemberSignature;

template <class F, class First, class... P>
requires std::is_void_v<typename Signature<F>::Self>
struct MemberSignature<F, List<First, P...>> {
    using Class = std::remove_cv_t<std::remove_pointer_t<std::remove_cvref_t<First>>>;
    using Parameters = List<P...>;
    static constexpr bool kByPointer = std::is_pointer_v<std::remove_cvref_t<First>>;
    /// It cannot hand the object to script.
    static constexpr bool kIsConst =
        std::is_const_v<std::remove_pointer_t<std::remove_cvref_t<First>>> ||
        std::is_const_v<std::remove_reference_t<First>>;
    static_assert(kByPointer || std::is_lvalue_reference_v<First>,
                  "a member's first parameter is the object: T&, const T& or T*");
};

template <class F, class... P>
requires(!std::is_void_v<typename Signature<F>::Self>) struct MemberSignature<F, List<P...>> {
    using Class = typename Signature<F>::Self;
    using Parameters = List<P...>;
    static constexpr bool kByPointer = false;
    static constexpr bool kIsConst = Signature<F>::kIsConst;
};

/// What is known of a member function, or of several overloads of one.
template <class F>
struct MemberTraits {
    using Parameters = typename MemberSignature<F>::Parameters;
    static constexpr int kFewest = required<kDefaults<F>>(Parameters{});
    static constexpr Shapes kShapes =
        shapes_of<typename Signature<F>::Result, kDefaults<F>>(Parameters{});
};
template <class... F>
struct MemberTraits<Overloads<F...>> {
    static constexpr int kFewest = std::min({MemberTraits<F>::kFewest...});
    static constexpr const Shape* kList[] = {MemberTraits<F>::kShapes.first[0]...};
    static constexpr Shapes kShapes{kList, sizeof...(F)};
    static constexpr Candidate kCandidates[] = {
        candidate<kDefaults<F>>(typename MemberSignature<F>::Parameters{})...};
};

/// A result that refers to an object which somebody else owns.
template <class R>
concept ReturnsObject = (std::is_lvalue_reference_v<R> &&
                         !std::is_const_v<std::remove_reference_t<R>> &&
                         ByReference<std::remove_cvref_t<R>>) ||
                        (std::is_pointer_v<R> && ByReference<std::remove_pointer_t<R>>);

/// Calls a member function of the object, or a function that takes it first.
template <class R, bool kByPointer, class F, class T, class... A>
R call_on(F& function, T& object, A&&... arguments) {
    if constexpr (std::is_member_pointer_v<std::remove_const_t<F>>)
        return (object.*function)(std::forward<A>(arguments)...);
    else if constexpr (kByPointer)
        return function(&object, std::forward<A>(arguments)...);
    else
        return function(object, std::forward<A>(arguments)...);
}

template <class T, class F, class... P, std::size_t... I>
void invoke_member(const Info& info, F& function, std::string_view member, List<P...> parameters,
                   std::index_sequence<I...>) {
    using Plain = std::remove_const_t<F>;
    using Member = MemberSignature<Plain>;
    using R = typename Signature<Plain>::Result;
    static_assert(std::derived_from<T, typename Member::Class>, "a member of another class");
    PLINTH_GUARDED {
        const This<T> self(info, member);
        T* object = self.get();
        if (object == nullptr || !may_run(info, function)) return;
        if constexpr (sizeof...(P) > 0) {
            Arguments<P...> arguments;
            if (!arguments.load(info, required<kDefaults<Plain>>(parameters),
                                DefaultValues<Plain>::of(function))) {
                return;
            }
            object = self.get();
            if (object == nullptr) return;
            if constexpr (!Member::kIsConst) self.pin();
            if constexpr (std::is_void_v<R>)
                call_on<R, Member::kByPointer>(callable(function), *object,
                                               arguments.template pass<I>(info)...);
            else
                Return<R>::set(info,
                               call_on<R, Member::kByPointer>(callable(function), *object,
                                                              arguments.template pass<I>(info)...));
        } else {
            if constexpr (!Member::kIsConst) self.pin();
            if constexpr (std::is_void_v<R>)
                call_on<R, Member::kByPointer>(callable(function), *object);
            else
                Return<R>::set(info, call_on<R, Member::kByPointer>(callable(function), *object));
        }
        if constexpr (ReturnsObject<R>)
            Objects::tie(info.GetIsolate()->GetCurrentContext(), info.GetReturnValue().Get(),
                         info.This(), sizeof(T));
    }
    PLINTH_GUARDED_END(info)
}

template <class... P>
constexpr std::index_sequence_for<P...> indexes_of(List<P...>) {
    return {};
}

/// What kind of member a callback is behind.
enum class Member { Method, Getter, Setter };

template <class F>
struct FieldOf {
    static constexpr bool kIsField = false;
};
template <class V, class C>
requires(!std::is_function_v<V>) struct FieldOf<V C::*> {
    static constexpr bool kIsField = true;
    static constexpr bool kIsConst = std::is_const_v<V>;
    using Value = std::remove_const_t<V>;
};

template <class F>
concept Field = FieldOf<F>::kIsField;

template <class T, class F, class V>
void invoke_setter(const Info& info, F& function, List<V>) {
    PLINTH_GUARDED {
        const This<T> self(info, "");
        if (!may_run(info, function)) return;
        Arguments<V> value;
        if (self.get() == nullptr || !value.load_property(info)) return;
        if (T* const object = self.get()) {
            self.pin();
            using Plain = std::remove_const_t<F>;
            static_cast<void>(
                call_on<typename Signature<Plain>::Result, MemberSignature<Plain>::kByPointer>(
                    callable(function), *object, value.template pass<0>(info)));
        }
    }
    PLINTH_GUARDED_END(info)
}

template <class T, Member kMember, class F>
void invoke_as(const Info& info, F& function) {
    using Plain = std::remove_const_t<F>;
    if constexpr (IsOverloads<Plain>) {
        function.choose(info, MemberTraits<Plain>::kCandidates,
                        [&](auto& chosen) { invoke_as<T, kMember>(info, chosen); });
    } else if constexpr (Field<Plain> && kMember == Member::Getter) {
        using Value = typename FieldOf<Plain>::Value;
        PLINTH_GUARDED {
            if (const T* const object = This<T>(info, "").get())
                Return<const Value&>::set(info, object->*function);
        }
        PLINTH_GUARDED_END(info)
    } else if constexpr (Field<Plain>) {
        using Value = typename FieldOf<Plain>::Value;
        static_assert(!std::is_pointer_v<Value> && !KeptDuringCall<Value>,
                      "what script assigns may not live as long as the field: give a getter and a "
                      "setter that decide who owns it");
        PLINTH_GUARDED {
            const This<T> self(info, "");
            Arguments<Value> value;
            if (self.get() == nullptr || !value.load_property(info)) return;
            if (T* const object = self.get()) object->*function = value.template pass<0>(info);
        }
        PLINTH_GUARDED_END(info)
    } else if constexpr (kMember == Member::Setter) {
        invoke_setter<T>(info, function, typename MemberSignature<Plain>::Parameters{});
    } else {
        using Parameters = typename MemberSignature<Plain>::Parameters;
        invoke_member<T>(info, function, kMember == Member::Method ? "()" : "", Parameters{},
                         indexes_of(Parameters{}));
    }
}

// The callbacks that V8 gets for members: the same four kinds as for functions.

template <class T, Member kMember, auto F>
void static_member(const Info& info) {
    constexpr auto function = F;
    invoke_as<T, kMember>(info, function);
}

template <class T, Member kMember, Stateless F>
void stateless_member(const Info& info) {
    const F function{};
    invoke_as<T, kMember>(info, function);
}

template <class T, Member kMember, Pointer F>
void pointer_member(const Info& info) {
    const F function = fixed_value<F>(info);
    invoke_as<T, kMember>(info, function);
}

template <class T, Member kMember, class F>
void stored_member(const Info& info) {
    // The object first: when its realm is gone, that is the better message.
    if (This<T>(info, kMember == Member::Method ? "()" : "").get() == nullptr) return;
    if (F* const function = stored_value<F>(info)) invoke_as<T, kMember>(info, *function);
}

/// Where the running constructor's object belongs; empty when it has thrown.
template <class T>
Place new_place(const Info& info, v8::Local<v8::Context> context) {
    Realm* const realm = Realm::from(context);
    const ClassRecord* const record =
        realm == nullptr ? nullptr : realm->objects().class_of(tag_of<T>());
    if (record == nullptr) throw_unavailable(info);
    return {realm, record};
}

/// Ties a new object to the one that `new` made.
template <class T>
void adopt(const Info& info, std::unique_ptr<Wrapper> wrapper, Borrowers* borrowers) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    const Place place = new_place<T>(info, context);
    if (place.record == nullptr) return;
    place.realm->objects().adopt(context, info.This(), *place.record, std::move(wrapper),
                                 borrowers);
}

template <class T, class... A>
void adopt_value(const Info& info, A&&... arguments) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    const Place place = new_place<T>(info, context);
    if (place.record != nullptr) own<T>(context, place, info.This(), std::forward<A>(arguments)...);
}

template <class T>
void adopt_result(const Info& info, T&& object) {
    adopt_value<T>(info, std::move(object));
}
template <class T>
void adopt_result(const Info& info, std::shared_ptr<T>&& object) {
    if (object == nullptr) return throw_error(info.GetIsolate(), function_name(info) + " failed");
    auto wrapper = std::make_unique<ReferenceWrapper>(tag_of<T>(), object.get());
    wrapper->share(std::move(object));
    adopt<T>(info, std::move(wrapper), nullptr);
}
template <class T>
void adopt_result(const Info& info, std::unique_ptr<T>&& object) {
    adopt_result(info, std::shared_ptr<T>(std::move(object)));
}
template <class T>
void adopt_result(const Info& info, T* object) {
    if (object == nullptr) return throw_error(info.GetIsolate(), function_name(info) + " failed");
    adopt<T>(info, std::make_unique<ReferenceWrapper>(tag_of<T>(), object), own_borrowers(*object));
}

template <class T, class... P, std::size_t... I>
void construct_from(const Info& info, List<P...> parameters, std::index_sequence<I...>) {
    if (!info.IsConstructCall()) return throw_needs_new(info);
    PLINTH_GUARDED {
        Arguments<P...> arguments;
        if (!arguments.load(info, required<0>(parameters))) return;
        adopt_value<T>(info, arguments.template pass<I>(info)...);
    }
    PLINTH_GUARDED_END(info)
}
template <class T, class... P>
void construct(const Info& info) {
    construct_from<T>(info, List<P...>{}, std::index_sequence_for<P...>{});
}

template <class F, class... P, std::size_t... I>
void construct_by(const Info& info, F& factory, List<P...>, std::index_sequence<I...>) {
    if (!info.IsConstructCall()) return throw_needs_new(info);
    PLINTH_GUARDED {
        using Plain = std::remove_const_t<F>;
        if (!may_run(info, factory)) return;
        Arguments<P...> arguments;
        if (!arguments.load(info, kRequired<Plain>, DefaultValues<Plain>::of(factory))) return;
        adopt_result(info, callable(factory)(arguments.template pass<I>(info)...));
    }
    PLINTH_GUARDED_END(info)
}

template <class F>
void construct_by(const Info& info, F& factory) {
    if constexpr (IsOverloads<F>) {
        if (!info.IsConstructCall()) return throw_needs_new(info);
        factory.choose(info, std::remove_const_t<F>::kPlainCandidates,
                       [&](auto& chosen) { construct_by(info, chosen); });
    } else {
        using Parameters = typename Signature<std::remove_const_t<F>>::Parameters;
        construct_by(info, factory, Parameters{}, indexes_of(Parameters{}));
    }
}

/// `T(P...)` as a callable, for constructors that are overloaded.
template <class T, class... P>
struct Constructing {
    std::unique_ptr<T> operator()(P... arguments) const {
        return std::make_unique<T>(std::forward<P>(arguments)...);
    }
};
template <class F>
struct ConstructingOf;
template <class T, class... P>
struct ConstructingOf<T(P...)> {
    using Type = Constructing<T, P...>;
};

template <Stateless F>
void stateless_factory(const Info& info) {
    const F factory{};
    construct_by(info, factory);
}

template <Pointer F>
void pointer_factory(const Info& info) {
    const F factory = fixed_value<F>(info);
    construct_by(info, factory);
}

template <class F>
void stored_factory(const Info& info) {
    if (F* const factory = stored_value<F>(info)) construct_by(info, *factory);
}

/// How a T is found to be a D.
template <class T, class D, class Cast>
Narrower narrower() {
    return {[](void* object) -> void* { return Cast{}(*static_cast<T*>(object)); },
            [](v8::Local<v8::Context> context, void* object) {
                return Convert<D*>::to(context, static_cast<D*>(object));
            },
            [](v8::Local<v8::Context> context, std::shared_ptr<void> object) {
                return Convert<std::shared_ptr<D>>::to(context,
                                                       std::static_pointer_cast<D>(object));
            }};
}

}  // namespace plinth::js::detail
