// SPDX-License-Identifier: MIT
// Records: aggregates that cross by copy, as plain objects. A type becomes one by a describe()
// beside it, found by its namespace:
//
//     constexpr auto describe(js::Type<Address>) {
//         return js::fields(std::pair("address", &Address::address),
//                           std::pair("family", &Address::family));
//     }
//
// Objects that cross by reference are in class.h.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/realm.h"
#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {

/// The fields of a record in the order of their conversion: pairs of a name and a member pointer.
template <class... M>
struct Fields {
    std::tuple<std::pair<const char*, M>...> members;
};

template <class... M>
constexpr Fields<M...> fields(std::pair<const char*, M>... members) {
    return {{members...}};
}

template <class T>
concept Described = std::is_class_v<T> && requires {
    describe(Type<T>{}).members;
};

namespace detail {

/// Identifies the names of a record's fields in Realm::names().
template <class T>
inline char record_key = 0;

/// The name of one field: from the realm's list, or made anew while there is none (in a snapshot).
class FieldNames {
  public:
    FieldNames(v8::Local<v8::Context> context, const void* key, std::span<const char* const> texts)
        : isolate_(context->GetIsolate()), texts_(texts) {
        if (Realm* const realm = Realm::from(context)) record_ = &realm->record(key, texts);
    }
    v8::Local<v8::String> operator[](std::size_t index) const {
        if (record_ != nullptr) return record_->names[index].Get(isolate_);
        return to_name(isolate_, texts_[index]);
    }
    /// Empty where the record is a plain object.
    v8::Local<v8::Function> maker() const {
        return record_ == nullptr ? v8::Local<v8::Function>() : record_->maker.Get(isolate_);
    }

  private:
    v8::Isolate* isolate_;
    std::span<const char* const> texts_;
    const RecordCache* record_ = nullptr;
};

template <class V, class C>
Spelling::Field spelled_field(Spelling& spelling, Way way,
                              const std::pair<const char*, V C::*>& member) {
    using Value = std::remove_const_t<V>;
    bool optional = false;
    if constexpr (requires { Convert<Value>::kOptional; }) optional = Convert<Value>::kOptional;
    return {member.first, spelling.of<Value>(way), optional};
}

template <class T>
inline constexpr auto kFieldTexts = std::apply(
    [](const auto&... member) {
        return std::array<const char*, sizeof...(member)>{member.first...};
    },
    describe(Type<T>{}).members);

}  // namespace detail

/// From JavaScript, every field must be there unless its type can be missing (std::optional);
/// further properties of the object are ignored. Reading a field may run script (a getter).
template <Described T>
struct Convert<T> {
    static std::optional<T> from(const Where& where, v8::Local<v8::Value> value) {
        if (!value->IsObject() || value->IsFunction()) return where.wrong_type("an object", value);
        const v8::Local<v8::Object> object = value.As<v8::Object>();
        const v8::Local<v8::Context> context = where.context();
        const detail::FieldNames names(context, &detail::record_key<T>, detail::kFieldTexts<T>);
        std::optional<T> record(std::in_place);
        std::size_t index = 0;
        const auto load = [&](const auto& member) {
            return load_field(where, context, object, names[index++], member.first,
                              (*record).*(member.second));
        };
        if (!std::apply([&](const auto&... member) { return (load(member) && ...); },
                        describe(Type<T>{}).members)) {
            record.reset();
        }
        return record;
    }

    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const T& record) {
        const detail::FieldNames names(context, &detail::record_key<T>, detail::kFieldTexts<T>);
        if (const auto maker = names.maker(); !maker.IsEmpty()) return made(context, maker, record);
        const v8::Local<v8::Object> object = v8::Object::New(context->GetIsolate());
        std::size_t index = 0;
        const auto store = [&](const auto& member) {
            v8::Local<v8::Value> value;
            return to_js(context, record.*(member.second)).ToLocal(&value) &&
                   object->CreateDataProperty(context, names[index++], value).FromMaybe(false);
        };
        if (!std::apply([&](const auto&... member) { return (store(member) && ...); },
                        describe(Type<T>{}).members)) {
            return {};
        }
        return object.As<v8::Value>();
    }

    static bool matches(v8::Local<v8::Value> value) {
        return value->IsObject() && !value->IsFunction() && !value->IsArray();
    }
    static std::string spell(Spelling& spelling, Way way) {
        const void* const key = &detail::record_key<T>;
        if (spelling.wants_record(key, detail::type_name<T>(), way)) {
            std::vector<Spelling::Field> fields;
            std::apply(
                [&](const auto&... member) {
                    (fields.push_back(detail::spelled_field(spelling, way, member)), ...);
                },
                describe(Type<T>{}).members);
            spelling.add_record(key, way, std::move(fields));
        }
        return spelling.record_name(key, way);
    }

  private:
    static v8::MaybeLocal<v8::Value> made(v8::Local<v8::Context> context,
                                          v8::Local<v8::Function> maker, const T& record) {
        std::array<v8::Local<v8::Value>, detail::kFieldTexts<T>.size()> values;
        std::size_t index = 0;
        const auto store = [&](const auto& member) {
            return to_js(context, record.*(member.second)).ToLocal(&values[index++]);
        };
        if (!std::apply([&](const auto&... member) { return (store(member) && ...); },
                        describe(Type<T>{}).members)) {
            return {};
        }
        return maker->Call(context, v8::Undefined(context->GetIsolate()),
                           static_cast<int>(values.size()), values.data());
    }

    template <class V>
    static bool load_field(const Where& where, v8::Local<v8::Context> context,
                           v8::Local<v8::Object> object, v8::Local<v8::String> name,
                           const char* text, V& field) {
        v8::Local<v8::Value> value;
        if (!object->Get(context, name).ToLocal(&value)) return false;
        std::optional<V> converted = Convert<V>::from(where.field(text), value);
        if (converted) field = std::move(*converted);
        return converted.has_value();
    }
};

}  // namespace plinth::js
