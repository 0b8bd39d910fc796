// SPDX-License-Identifier: MIT
// Taking hold of a JavaScript function.

#include "bindings/callback.h"

namespace plinth::js::detail {

KeptFunction::~KeptFunction() {
    if (lender_ != nullptr) lender_->function_ = nullptr;
}

void LentFunction::keep() {
    function_->lender_ = nullptr;
    if (function_->realm() == nullptr) return;
    function_->function_.Reset(function_->realm()->isolate(), function_->lent_);
    function_->lent_.Clear();
}

FunctionHold keep_function(const Where& where, v8::Local<v8::Value> value, LentFunction* lender) {
    if (!value->IsFunction()) {
        where.wrong_type("a function", value);
        return {};
    }
    Realm* const realm = Realm::from(where.context());
    if (realm == nullptr) {
        where.refused(": the plugin that it belongs to has been unloaded");
        return {};
    }
    if (lender == nullptr) return FunctionHold(new KeptFunction(*realm, value.As<v8::Function>()));
    lender->function_ = new KeptFunction(*realm, value.As<v8::Function>(), *lender);
    return FunctionHold(lender->function_);
}

}  // namespace plinth::js::detail
