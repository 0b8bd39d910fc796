// SPDX-License-Identifier: MIT
// The text of conversion errors: off the hot path, and the same for all types.

#include "bindings/type.h"

namespace plinth::js {

std::string Where::text() const {
    switch (kind_) {
        case Kind::Argument:
            return detail::function_name(*info_) + "(): argument " + std::to_string(index_ + 1);
        case Kind::Property:
            return detail::function_name(*info_);
        case Kind::Named:
            return label_;
        case Kind::Element:
            return outer_->text() + "[" + std::to_string(index_) + "]";
        case Kind::Field:
            return outer_->text() + "." + label_;
    }
    return {};
}

std::nullopt_t Where::wrong_type(std::string_view expected, v8::Local<v8::Value> got) const {
    throw_type_error(
        isolate_, text() + " must be " + std::string(expected) + ", got " + kind_of(isolate_, got));
    return std::nullopt;
}

std::nullopt_t Where::out_of_range(std::string_view expected, v8::Local<v8::Value> got) const {
    throw_range_error(
        isolate_, text() + " must be " + std::string(expected) + ", got " + shown(isolate_, got));
    return std::nullopt;
}

std::nullopt_t Where::refused(std::string_view text_after) const {
    throw_error(isolate_, text() + std::string(text_after));
    return std::nullopt;
}

}  // namespace plinth::js
