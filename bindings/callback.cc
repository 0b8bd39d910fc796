// SPDX-License-Identifier: MIT
// Taking hold of a JavaScript function.

#include "bindings/callback.h"

namespace plinth::js::detail {

std::shared_ptr<KeptFunction> keep_function(const Where& where, v8::Local<v8::Value> value) {
    if (!value->IsFunction()) {
        where.wrong_type("a function", value);
        return nullptr;
    }
    Realm* const realm = Realm::from(where.context());
    if (realm == nullptr) {
        where.refused(": the plugin that it belongs to has been unloaded");
        return nullptr;
    }
    return std::make_shared<KeptFunction>(*realm, value.As<v8::Function>());
}

}  // namespace plinth::js::detail
