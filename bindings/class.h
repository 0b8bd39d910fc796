// SPDX-License-Identifier: MIT
// The builder that declares a class: constructors, methods, properties, its base. The callbacks
// behind them are in member.h, objects as arguments in convert/object.h, ownership in object.h.

#pragma once

#include <concepts>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/convert/container.h"
#include "bindings/convert/object.h"
#include "bindings/convert/string.h"
#include "bindings/description.h"
#include "bindings/member.h"
#include "bindings/module.h"
#include "bindings/note.h"
#include "bindings/type.h"

namespace plinth::js {

/// What script may write to a view field.
struct ViewRule {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool writable = true;
};
/// From `least` to `most`, which are whole numbers; nor is NaN one of them.
constexpr ViewRule within(double least, double most) {
    return {least, most, true};
}
constexpr ViewRule read_only() {
    return {0, 0, false};
}

namespace detail {

/// A binary operator with both its types fixed.
template <class F, class A, class B>
struct Operation {
    auto operator()(const A& a, const B& b) const { return F{}(a, b); }
};

/// An iterator of script over values of this type.
template <class V>
struct ScriptIterator {
    v8::Local<v8::Value> value;
};

/// The iterator of an array; empty when it has thrown.
v8::MaybeLocal<v8::Value> iterator_of(v8::Local<v8::Context> context, v8::Local<v8::Array> array);

template <class T>
using ElementOf = std::remove_cvref_t<decltype(*std::begin(std::declval<T&>()))>;

template <class T>
ScriptIterator<ElementOf<T>> iterate(T& object, const Info& info) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    std::vector<v8::Local<v8::Value>> values;
    for (auto&& element : object) {
        v8::Local<v8::Value> value;
        if (!to_js(context, element).ToLocal(&value)) return {};
        if constexpr (ByReference<ElementOf<T>>)
            Objects::tie(context, value, info.This(), sizeof(T));
        values.push_back(value);
    }
    const auto array = v8::Array::New(info.GetIsolate(), values.data(), values.size());
    return {iterator_of(context, array).FromMaybe(v8::Local<v8::Value>())};
}

template <class T>
using IndexedOf = std::remove_cvref_t<decltype(std::declval<T&>()[std::size_t{0}])>;

template <class T>
std::optional<IndexedOf<T>> element_at(T& object, double index) {
    const auto size = static_cast<double>(object.size());
    if (index < 0) index += size;
    if (!(index >= 0) || !(index < size)) return std::nullopt;
    return object[static_cast<std::size_t>(index)];
}

/// A field that script reaches in memory.
struct ViewField {
    const char* name;
    const char* array;  ///< The typed array of its kind: "Float32Array".
    std::size_t offset;
    std::string range;  ///< What may be written, as in "an integer from 0 to 255"; empty for all.
    double least;
    double most;
    bool whole;  ///< Integers only.
    Shapes shapes;
    bool read_only;
};

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
    /// The record of a member's pointer.
    const FixedFunction* fixed_member(v8::FunctionCallback callback, const void* pointer,
                                      std::size_t size, const char* name) const;
    void add_narrower(Narrower narrower);
    void set_note(const Note& note);
    void set_constructor(const Callable& callable, const Note& note);
    void add_method(const char* name, const Callable& callable, const Note& note);
    void add_symbol_method(v8::Local<v8::Symbol> symbol, const char* name, const Callable& callable,
                           const Note& note);
    void add_property(const char* name, const Callable& getter, const Callable& setter,
                      const Note& note);
    void add_static(const char* name, const Callable& callable, const Note& note);
    void add_static_property(const char* name, const Callable& getter, const Callable& setter,
                             const Note& note);
    void add_view(const ViewField& field, std::size_t object_bytes, const Note& note);
    void add_constant(const char* name, v8::MaybeLocal<v8::Value> value, const Note& note);

    Module& module_;

  private:
    v8::Local<v8::FunctionTemplate> function_of(const Callable& callable, const std::string& name,
                                                const Note& note);
    /// The member's note, with what the class says of all its members.
    Note whole(const Note& note) const;
    MemberDescription* describe(MemberKind kind, const char* name, Shapes shapes, const Note& note);

    TypeTag type_;
    std::string name_;
    v8::Local<v8::FunctionTemplate> constructor_;
    std::size_t description_ = 0;  // Its index among the module's, if that is being described.
    bool inherits_ = false;
    std::vector<ViewField> views_;
    std::size_t view_bytes_ = 0;
    std::vector<v8::Local<v8::Function>> mixed_in_;  // Bases after the first.
    Note note_;
};

}  // namespace detail

template <class V>
struct Convert<detail::ScriptIterator<V>> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context>,
                                        const detail::ScriptIterator<V>& iterator) {
        return iterator.value;
    }
    static std::string spell(Spelling& spelling, Way way) {
        return "IterableIterator<" + spelling.of<V>(way) + ">";
    }
};

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

    /// What the class is for, and which members of it may be used where: a Note for all of it.
    Class& note(const Note& note) {
        set_note(note);
        return *this;
    }

    /// `new Name(...)` makes a T, which script owns.
    template <class... P>
    Class& constructor(const Note& note = kNoNote) {
        set_constructor({&detail::construct<T, P...>, detail::required<0>(detail::List<P...>{}),
                         detail::shapes_of<void, 0>(detail::List<P...>{})},
                        note);
        return *this;
    }
    /// Several ones: `.constructors<Ship(), Ship(double, double)>()`.
    template <class... F>
    Class& constructors(const Note& note = kNoNote) {
        return factory(detail::Overloads<typename detail::ConstructingOf<F>::Type...>{}, note);
    }

    /// `new Name(...)` is what `factory` returns: a T or a unique_ptr<T>, which script owns, a
    /// shared_ptr<T>, or a T* that the game owns.
    template <class F>
    Class& factory(F&& factory, const Note& note = kNoNote) {
        using Function = std::decay_t<F>;
        constexpr int kLength = detail::shortest<Function>();
        constexpr detail::Shapes kAll = detail::shapes<Function>();
        if constexpr (detail::Stateless<Function>) {
            set_constructor({&detail::stateless_factory<Function>, kLength, kAll}, note);
        } else if constexpr (detail::Pointer<Function>) {
            constexpr v8::FunctionCallback kCallback = &detail::pointer_factory<Function>;
            set_constructor({kCallback, kLength, kAll,
                             detail::fixed<Function>(kCallback, factory, constructor_name())},
                            note);
        } else {
            set_constructor(
                {&detail::stored_factory<Function>, kLength, kAll, nullptr,
                 detail::store(module_, std::make_unique<detail::Stored<Function>>(
                                            constructor_name(), std::forward<F>(factory)))},
                note);
        }
        return *this;
    }

    /// T inherits B's members, and is a B wherever one is wanted. B is bound before. Of several
    /// bases the first is the one that `instanceof` knows; members of the others are there as well.
    template <class B>
    Class& base() {
        static_assert(std::derived_from<T, B> && !std::same_as<T, B>);
        set_base(detail::tag_of<B>(), &detail::base_link<T, B>, detail::type_name<B>());
        return *this;
    }

    /// How to tell that a T is a D, which derives from it and is bound, too: such an object is a D
    /// in script even where C++ returns it as a T. `cast` is a `D*(T&)` that answers null for all
    /// others; without it, dynamic_cast.
    template <class D, class F>
    requires detail::Stateless<F> Class& derived(F) {
        static_assert(std::derived_from<D, T> && !std::same_as<T, D>);
        add_narrower(detail::narrower<T, D, F>());
        return *this;
    }
#if defined(__cpp_rtti)
    template <class D>
    Class& derived() {
        return derived<D>([](T& object) { return dynamic_cast<D*>(&object); });
    }
#endif

    template <auto F>
    Class& method(const char* name, const Note& note = kNoNote) {
        add_method(name, member<Member::Method, F>(), note);
        return *this;
    }
    template <class F>
    Class& method(const char* name, F&& function, const Note& note = kNoNote) {
        add_method(name, member<Member::Method>(name, std::forward<F>(function)), note);
        return *this;
    }

    /// One that optimised script calls directly. Include bindings/fast.h, which says what such a
    /// method may do.
    template <auto F>
    Class& fast_method(const char* name, const Note& note = kNoNote);

    /// A field, which can be written unless it is const; or a getter alone.
    template <auto F>
    Class& property(const char* name, const Note& note = kNoNote) {
        if constexpr (writable<decltype(F)>()) {
            add_property(name, member<Member::Getter, F>(), member<Member::Setter, F>(), note);
        } else {
            add_property(name, member<Member::Getter, F>(), {}, note);
        }
        return *this;
    }
    template <auto Get, auto Set>
    Class& property(const char* name, const Note& note = kNoNote) {
        add_property(name, member<Member::Getter, Get>(), member<Member::Setter, Set>(), note);
        return *this;
    }
    template <class F>
    Class& property(const char* name, F&& get, const Note& note = kNoNote) {
        if constexpr (writable<std::decay_t<F>>()) {
            add_property(name, member<Member::Getter>(name, get), member<Member::Setter>(name, get),
                         note);
        } else {
            add_property(name, member<Member::Getter>(name, std::forward<F>(get)), {}, note);
        }
        return *this;
    }
    template <class G, class S>
    requires(!std::same_as<std::remove_cvref_t<S>, Note>) Class& property(
        const char* name, G&& get, S&& set, const Note& note = kNoNote) {
        add_property(name, member<Member::Getter>(name, std::forward<G>(get)),
                     member<Member::Setter>(name, std::forward<S>(set)), note);
        return *this;
    }
    /// A field that script may read, and not write.
    template <auto F>
    Class& readonly(const char* name, const Note& note = kNoNote) {
        add_property(name, member<Member::Getter, F>(), {}, note);
        return *this;
    }
    template <class F>
    Class& readonly(const char* name, F&& get, const Note& note = kNoNote) {
        add_property(name, member<Member::Getter>(name, std::forward<F>(get)), {}, note);
        return *this;
    }

    template <auto F>
    Class& static_function(const char* name, const Note& note = kNoNote) {
        add_static(name, detail::plain_callable<F>(), note);
        return *this;
    }
    template <class F>
    Class& static_function(const char* name, F&& function, const Note& note = kNoNote) {
        add_static(name,
                   detail::plain_callable(module_, member_name(name), std::forward<F>(function)),
                   note);
        return *this;
    }

    template <class G>
    Class& static_property(const char* name, G&& get, const Note& note = kNoNote) {
        add_static_property(
            name, detail::plain_callable(module_, member_name(name), std::forward<G>(get)), {},
            note);
        return *this;
    }
    template <class G, class S>
    requires(!std::same_as<std::remove_cvref_t<S>, Note>) Class& static_property(
        const char* name, G&& get, S&& set, const Note& note = kNoNote) {
        add_static_property(
            name, detail::plain_callable(module_, member_name(name), std::forward<G>(get)),
            detail::plain_callable(module_, member_name(name), std::forward<S>(set)), note);
        return *this;
    }

    /// A field of a number type that script reads and writes where it lies, without a call into
    /// C++: as fast as a property of a plain object. What is written is checked as ever. Include
    /// bindings/view.h for it.
    template <class V, class C>
    Class& view(const char* name, V C::*field, const Note& note = kNoNote);
    /// With a rule for what script may write: `js::within(0, 100)`, `js::read_only()`.
    template <class V, class C>
    Class& view(const char* name, V C::*field, const ViewRule& rule, const Note& note = kNoNote);
    /// A field of a field: `.view("x", &Ship::position, &Vec::x)`.
    template <class M, class C, class V>
    Class& view(const char* name, M C::*outer, V M::*inner, const ViewRule& rule = {},
                const Note& note = kNoNote);

    // Operators, as methods. Each may take several types: `.op_multiply<double, Vec>()`.

    /// `a + b` is `a.add(b)`.
    template <class... Other>
    Class& op_add(const Note& note = kNoNote) {
        return operation<Other...>("add", note,
                                   []<class B>(const T& a, const B& b) { return a + b; });
    }
    /// `a - b` is `a.subtract(b)`.
    template <class... Other>
    Class& op_subtract(const Note& note = kNoNote) {
        return operation<Other...>("subtract", note,
                                   []<class B>(const T& a, const B& b) { return a - b; });
    }
    /// `a * b` is `a.multiply(b)`.
    template <class... Other>
    Class& op_multiply(const Note& note = kNoNote) {
        return operation<Other...>("multiply", note,
                                   []<class B>(const T& a, const B& b) { return a * b; });
    }
    /// `a / b` is `a.divide(b)`.
    template <class... Other>
    Class& op_divide(const Note& note = kNoNote) {
        return operation<Other...>("divide", note,
                                   []<class B>(const T& a, const B& b) { return a / b; });
    }
    /// `a == b` is `a.equals(b)`.
    template <class... Other>
    Class& op_equals(const Note& note = kNoNote) {
        return operation<Other...>("equals", note,
                                   []<class B>(const T& a, const B& b) -> bool { return a == b; });
    }
    /// `a < b` is `a.lessThan(b)`.
    template <class... Other>
    Class& op_less(const Note& note = kNoNote) {
        return operation<Other...>("lessThan", note,
                                   []<class B>(const T& a, const B& b) -> bool { return a < b; });
    }
    /// `-a` is `a.negate()`.
    Class& op_negate(const Note& note = kNoNote) {
        return method(
            "negate", [](const T& a) { return -a; }, note);
    }
    /// `a(...)` is `a.call(...)`.
    template <class... P>
    Class& op_call(const Note& note = kNoNote) {
        return method(
            "call", [](T& a, P... values) { return a(std::forward<P>(values)...); }, note);
    }
    /// `String(a)`: `function` is a std::string(const T&).
    template <class F>
    Class& to_string(F&& function, const Note& note = kNoNote) {
        return method("toString", std::forward<F>(function), note);
    }
    /// `a[i]` is `a.at(i)`, undefined where there is no such element, from the end for a negative
    /// i; `a.size()` is `a.length`.
    Class& indexed(const Note& note = kNoNote) {
        property("length", [](const T& a) { return static_cast<double>(a.size()); });
        return method("at", &detail::element_at<T>, note);
    }
    /// `for (const x of a)`: what begin() to end() were when the loop began, so that the loop may
    /// change them.
    Class& iterable(const Note& note = kNoNote) {
        if (module_.collecting()) return *this;
        add_symbol_method(v8::Symbol::GetIterator(module_.isolate()), "[Symbol.iterator]",
                          member<Member::Method>("[Symbol.iterator]", &detail::iterate<T>), note);
        return *this;
    }

    /// A number, boolean or text on the class itself.
    template <class V>
    Class& constant(const char* name, const V& value, const Note& note = kNoNote) {
        static_assert(std::is_arithmetic_v<V> || std::is_enum_v<V> ||
                      std::is_convertible_v<const V&, std::string_view>);
        if (!module_.collecting()) add_constant(name, to_js(module_.context(), value), note);
        return *this;
    }

  private:
    template <class... Other, class F>
    Class& operation(const char* name, const Note& note, F) {
        if constexpr (sizeof...(Other) == 0) {
            return method(name, detail::Operation<F, T, T>{}, note);
        } else if constexpr (sizeof...(Other) == 1) {
            return method(name, detail::Operation<F, T, Other...>{}, note);
        } else {
            return method(name, overload(detail::Operation<F, T, Other>{}...), note);
        }
    }

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
            return detail::MemberTraits<F>::kFewest;
        }
    }

    template <Member kMember, class F>
    static constexpr detail::Shapes member_shapes() {
        if constexpr (detail::Field<F>) {
            using Value = typename detail::FieldOf<F>::Value;
            if constexpr (kMember == Member::Setter) {
                return detail::shapes_of<void, 0>(detail::List<Value>{});
            } else {
                return detail::shapes_of<Value, 0>(detail::List<>{});
            }
        } else {
            return detail::MemberTraits<F>::kShapes;
        }
    }

    template <Member kMember, auto F>
    detail::Callable member() {
        return {&detail::static_member<T, kMember, F>, length<kMember, decltype(F)>(),
                member_shapes<kMember, decltype(F)>()};
    }

    template <Member kMember, class F>
    detail::Callable member(const char* name, F&& function) {
        using Function = std::decay_t<F>;
        constexpr int kLength = length<kMember, Function>();
        constexpr detail::Shapes kAll = member_shapes<kMember, Function>();
        if constexpr (detail::Stateless<Function>) {
            return {&detail::stateless_member<T, kMember, Function>, kLength, kAll};
        } else if constexpr (detail::Pointer<Function>) {
            static_assert(sizeof(Function) <= detail::FixedFunction::kBytes);
            constexpr v8::FunctionCallback kCallback =
                &detail::pointer_member<T, kMember, Function>;
            const Function pointer = function;
            return {kCallback, kLength, kAll,
                    fixed_member(kCallback, &pointer, sizeof(pointer), name)};
        } else {
            return {&detail::stored_member<T, kMember, Function>, kLength, kAll, nullptr,
                    detail::store(module_, std::make_unique<detail::Stored<Function>>(
                                               member_name(name), std::forward<F>(function)))};
        }
    }
};

template <class T>
Class<T> Module::type(const char* type_name) {
    return Class<T>(*this, type_name);
}

}  // namespace plinth::js
