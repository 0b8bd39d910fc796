// SPDX-License-Identifier: MIT
// Arrays in memory that C++ and JavaScript share, for systems that touch thousands of entities a
// frame: script works on typed arrays over the game's own numbers, without a call for each.
//
//     struct Body { float x = 0, y = 0, dx = 0, dy = 0; };       // with a describe() (record.h)
//
//     js::Columns<Body> bodies;     // an array for each field, which it owns
//     js::Rows<Body> others;        // the game's own array of structs: others.assign(its_vector)
//     js::Numbers<float> heights;   // the game's own array of numbers: heights.assign(its_vector)
//
//     module.property("bodies", [&]() -> js::Columns<Body>& { return bodies; })
//
//     const { x, dx } = game.bodies;                                             // Float32Arrays
//     for (let i = 0; i < x.length; i++) x[i] += dx[i] * dt;
//     for (const b = game.others.cursor(); b.next();) b.x += b.dx * dt;
//
// When the memory moves or ends, what script has of it is detached: the typed arrays that it kept
// are empty from then on, `game.bodies.x` is a new one, and everything throws once the C++ object
// is gone. So script asks for its arrays at the beginning of each callback. Plugins on other
// threads cannot have them: say game_thread_only().

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/convert/buffer.h"
#include "bindings/convert/primitive.h"
#include "bindings/record.h"
#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

class SharedView;

/// A column of numbers in shared memory.
struct SharedField {
    const char* name;
    const char* array;  ///< The typed array of its kind: "Float32Array".
    std::size_t bytes;  ///< Of one number.
    /// What may be written, as in "an integer from 0 to 255"; empty for all numbers.
    std::string range;
    double least = 0;
    double most = 0;
};

/// What all kinds have in common: who sees the memory, and where it is.
///
/// Owner: the game. Thread: that of the realms that it was shown to. Calls JS: its own only.
class SharedMemory {
  public:
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    /// The JavaScript object for it, the same each time; empty when it has thrown.
    v8::MaybeLocal<v8::Value> show(v8::Local<v8::Context> context);

  protected:
    enum class Kind { Columns, Rows, Numbers };

    SharedMemory(Kind kind, std::string_view cpp_name) : kind_(kind), cpp_name_(cpp_name) {}
    ~SharedMemory();

    /// It lies elsewhere now, or has another size: script's arrays are detached.
    void moved(void* begin, std::size_t bytes, std::size_t count);
    /// As many of them are in use now, at the same place.
    void counted(std::size_t count);
    /// There is none any more, until it moves again.
    void ended();
    void set_fields(std::vector<SharedField> fields) { fields_ = std::move(fields); }
    const std::vector<SharedField>& fields() const { return fields_; }

    /// Where field `index` begins, and its distance from one element to the next.
    struct Place {
        std::size_t offset;
        std::size_t stride;
    };
    std::vector<Place> places_;

  private:
    friend class SharedView;

    Kind kind_;
    std::string_view cpp_name_;
    std::vector<SharedField> fields_;
    void* begin_ = nullptr;
    std::size_t bytes_ = 0;
    std::size_t count_ = 0;
    bool exists_ = false;
    std::vector<SharedView*> views_;
};

template <class V>
SharedField shared_field(const char* name) {
    static_assert(std::is_floating_point_v<V> || SmallInteger<V>,
                  "shared fields are numbers of up to 32 bits, float or double");
    SharedField field{name, ElementKind<V>::kName, sizeof(V), {}};
    if constexpr (std::is_integral_v<V>) {
        field.range = integer_range<V>();
        field.least = static_cast<double>(std::numeric_limits<V>::lowest());
        field.most = static_cast<double>(std::numeric_limits<V>::max());
    }
    return field;
}

/// Where a field lies in an object.
template <class T, class V, class C>
std::size_t offset_in(V C::*field) {
    // Only addresses are taken; there is no object.
    alignas(T) static std::byte room[sizeof(T)];
    T* const object = reinterpret_cast<T*>(room);
    return static_cast<std::size_t>(
        reinterpret_cast<const volatile std::byte*>(std::addressof(object->*field)) -
        static_cast<const volatile std::byte*>(room));
}

template <class T>
using MembersOf = decltype(describe(Type<T>{}).members);

template <class T, std::size_t I>
inline constexpr auto kMemberAt = std::get<I>(describe(Type<T>{}).members).second;
template <class T>
inline constexpr std::size_t kFieldCount = std::tuple_size_v<MembersOf<T>>;
template <class T, std::size_t I>
using FieldAt =
    std::remove_cvref_t<decltype(std::declval<T&>().*(std::declval<decltype(kMemberAt<T, I>)>()))>;

template <class T>
std::vector<SharedField> shared_fields() {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return std::vector<SharedField>{shared_field<FieldAt<T, I>>(kFieldTexts<T>[I])...};
    }
    (std::make_index_sequence<kFieldCount<T>>{});
}

/// Which of T's described fields a member pointer is.
template <class T, auto kMember, std::size_t I = 0>
constexpr std::size_t field_index() {
    static_assert(I < kFieldCount<T>, "describe() does not have this field");
    if constexpr (std::is_same_v<std::remove_cv_t<decltype(kMemberAt<T, I>)>,
                                 std::remove_cv_t<decltype(kMember)>>) {
        if (kMemberAt<T, I> == kMember) return I;
    }
    if constexpr (I + 1 < kFieldCount<T>) return field_index<T, kMember, I + 1>();
    return kFieldCount<T>;
}

/// `{ readonly length: number; readonly x: Float32Array; ... }`
std::string spell_shared(const std::vector<SharedField>& fields, bool columns);

}  // namespace detail

/// A structure of arrays: for each described field of T an array, all of them in one block. T needs
/// no more than to be copied; what it has beside the described fields is lost.
template <Described T>
class Columns final : public detail::SharedMemory {
    static constexpr std::size_t kFields = detail::kFieldCount<T>;
    static constexpr std::size_t kAlignment = 64;

  public:
    explicit Columns(std::size_t count = 0) : SharedMemory(Kind::Columns, detail::type_name<T>()) {
        set_fields(detail::shared_fields<T>());
        places_.resize(kFields);
        moved(nullptr, 0, 0);
        resize(count);
    }
    ~Columns() { ended(); }

    std::size_t size() const { return size_; }
    std::size_t capacity() const { return capacity_; }

    /// The numbers of one field: `bodies.column<&Body::x>()`. Valid until the block moves.
    template <auto kMember>
    auto column() {
        constexpr std::size_t kIndex = detail::field_index<T, kMember>();
        static_assert(kIndex < kFields, "describe() does not have this field");
        return std::span<detail::FieldAt<T, kIndex>>(at<kIndex>(), size_);
    }

    /// Moves the block if it grows: script's arrays are new ones then.
    void reserve(std::size_t count) {
        if (count <= capacity_) return;
        std::vector<Place> places(kFields);
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < kFields; ++i) {
            places[i] = {bytes, fields()[i].bytes};
            bytes += (count * fields()[i].bytes + kAlignment - 1) / kAlignment * kAlignment;
        }
        Block block(static_cast<std::byte*>(::operator new (bytes, std::align_val_t{kAlignment})));
        std::memset(block.get(), 0, bytes);
        for (std::size_t i = 0; i < kFields && size_ != 0; ++i)
            std::memcpy(block.get() + places[i].offset, block_.get() + places_[i].offset,
                        size_ * fields()[i].bytes);
        std::swap(block_, block);
        std::swap(places_, places);
        capacity_ = count;
        moved(block_.get(), bytes, size_);  // And only then the old one is freed.
    }
    /// New ones are T{}.
    void resize(std::size_t count) {
        grow_to(count);
        const std::size_t before = std::exchange(size_, count);
        for (std::size_t i = before; i < count; ++i)
            set(i, T{});
        counted(count);
    }
    void push_back(const T& value) {
        grow_to(size_ + 1);
        set(size_++, value);
        counted(size_);
    }
    /// The last one takes its place.
    void swap_remove(std::size_t index) {
        set(index, get(size_ - 1));
        counted(--size_);
    }
    void clear() { resize(0); }

    T get(std::size_t index) const {
        T value{};
        each([&]<std::size_t I>() { value.*detail::kMemberAt<T, I> = at<I>()[index]; });
        return value;
    }
    void set(std::size_t index, const T& value) {
        each([&]<std::size_t I>() { at<I>()[index] = value.*detail::kMemberAt<T, I>; });
    }

  private:
    struct Free {
        void operator()(std::byte* block) const {
            ::operator delete (block, std::align_val_t{kAlignment});
        }
    };
    using Block = std::unique_ptr<std::byte[], Free>;

    template <std::size_t I>
    detail::FieldAt<T, I>* at() const {
        return reinterpret_cast<detail::FieldAt<T, I>*>(block_.get() + places_[I].offset);
    }
    template <class F>
    static void each(F&& body) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (body.template operator()<I>(), ...);
        }
        (std::make_index_sequence<kFields>{});
    }
    void grow_to(std::size_t count) {
        if (count > capacity_) reserve(std::max<std::size_t>({count, capacity_ * 2, 16}));
    }

    Block block_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// The game's own array of structs. It has to be told before the array moves or ends: assign() the
/// new one, or end().
///
/// Thread: that of the realms that it was shown to.
template <Described T>
class Rows final : public detail::SharedMemory {
  public:
    Rows() : SharedMemory(Kind::Rows, detail::type_name<T>()) {
        set_fields(detail::shared_fields<T>());
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (places_.push_back({detail::offset_in<T>(detail::kMemberAt<T, I>), sizeof(T)}), ...);
        }
        (std::make_index_sequence<detail::kFieldCount<T>>{});
    }
    explicit Rows(std::span<T> rows) : Rows() { assign(rows); }
    ~Rows() { end(); }

    void assign(std::span<T> rows) { moved(rows.data(), rows.size_bytes(), rows.size()); }
    /// From here on it throws, until assign() is called again.
    void end() { ended(); }
};

/// The game's own array of numbers: script gets a typed array of them. It has to be told before
/// they move or end; the typed array is empty from then on.
///
/// Thread: that of the realms that it was shown to.
template <class T>
requires detail::Element<T>
class Numbers final : public detail::SharedMemory {
  public:
    Numbers() : SharedMemory(Kind::Numbers, "array") {
        set_fields({{"", detail::ElementKind<T>::kName, sizeof(T), {}}});
        places_.push_back({0, sizeof(T)});
    }
    explicit Numbers(std::span<T> numbers) : Numbers() { assign(numbers); }
    ~Numbers() { end(); }

    void assign(std::span<T> numbers) {
        moved(numbers.data(), numbers.size_bytes(), numbers.size());
    }
    /// From here on it throws, until assign() is called again.
    void end() { ended(); }
};

/// Results only, by reference: `[&]() -> js::Columns<Body>& { return bodies; }`.
template <class T>
struct Convert<Columns<T>> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, Columns<T>& columns) {
        return columns.show(context);
    }
    static std::string spell(Spelling&, Way) {
        return detail::spell_shared(detail::shared_fields<T>(), true);
    }
};
template <class T>
struct Convert<Rows<T>> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, Rows<T>& rows) {
        return rows.show(context);
    }
    static std::string spell(Spelling&, Way) {
        return detail::spell_shared(detail::shared_fields<T>(), false);
    }
};
template <class T>
struct Convert<Numbers<T>> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, Numbers<T>& numbers) {
        return numbers.show(context);
    }
    static std::string spell(Spelling&, Way) { return detail::ElementKind<T>::kName; }
};

}  // namespace plinth::js
