// SPDX-License-Identifier: MIT
// The JavaScript of value types.

#include "bindings/value_class.h"

#include <cmath>

#include "bindings/compile.h"

namespace plinth::js::detail {
namespace {

bool is_word(const char* text) {
    if (*text == '\0' || (*text >= '0' && *text <= '9')) return false;
    for (; *text != '\0'; ++text) {
        const char letter = *text;
        const bool fine = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || letter == '_';
        if (!fine) return false;
    }
    return true;
}

/// `f(x), f(y), f(z)`, joined.
template <class F>
std::string each(const std::vector<const char*>& fields, const char* between, F&& text_of) {
    std::string text;
    for (const char* const field : fields)
        text += (text.empty() ? "" : between) + text_of(std::string(field));
    return text;
}

std::string number_text(double number) {
    std::string text = std::to_string(number);
    return std::isfinite(number) ? text : "0";
}

std::string code_of(const ValueClass& value) {
    const std::string name = value.name;
    const auto made = [&](const std::string& parts) { return "new " + name + "(" + parts + ")"; };
    const auto by = [&](const char* sign) {
        return made(each(value.fields, ", ", [&](const std::string& field) {
            return "this." + field + " " + sign + " other." + field;
        }));
    };
    const auto with = [&](const char* sign) {
        return made(each(value.fields, ", ", [&](const std::string& field) {
            return "this." + field + " " + sign + " other";
        }));
    };
    const auto method = [](const std::string& head, const std::string& result) {
        return "  " + head + " { return " + result + "; }\n";
    };
    const auto either = [&](const char* head, bool other, bool number, const char* sign) {
        if (other && number)
            return method(head, "typeof other === 'number' ? " + with(sign) + " : " + by(sign));
        if (other) return method(head, by(sign));
        return number ? method(head, with(sign)) : std::string();
    };

    std::string parameters;
    for (std::size_t i = 0; i < value.fields.size(); ++i)
        parameters += std::string(i == 0 ? "" : ", ") + value.fields[i] + " = " +
                      number_text(value.defaults[i]);
    std::string code = "'use strict';\nclass " + name + " {\n  constructor(" + parameters + ") {\n";
    for (const char* const field : value.fields)
        code += std::string("    this.") + field + " = " + field + ";\n";
    code += "  }\n";
    if (value.has.add) code += method("add(other)", by("+"));
    if (value.has.subtract) code += method("subtract(other)", by("-"));
    code += either("multiply(other)", value.has.multiply, value.has.scale, "*");
    code += either("divide(other)", value.has.divide, value.has.divide_by, "/");
    if (value.has.negate)
        code += method("negate()", made(each(value.fields, ", ", [](const std::string& field) {
                           return "-this." + field;
                       })));
    if (value.has.add && value.has.scale) {
        code += method("dot(other)", each(value.fields, " + ", [](const std::string& field) {
                           return "this." + field + " * other." + field;
                       }));
        code +=
            method("length()", "sqrt(" + each(value.fields, " + ", [](const std::string& field) {
                                   return "this." + field + " * this." + field;
                               }) + ")");
        code +=
            method("lerp(other, t)", made(each(value.fields, ", ", [](const std::string& field) {
                       return "this." + field + " + (other." + field + " - this." + field + ") * t";
                   })));
    }
    code += method("equals(other)", each(value.fields, " && ", [](const std::string& field) {
                       return "this." + field + " === other." + field;
                   }));
    code += method("clone()", made(each(value.fields, ", ",
                                        [](const std::string& field) { return "this." + field; })));
    code +=
        "  set(other) { " +
        each(value.fields, " ",
             [](const std::string& field) { return "this." + field + " = other." + field + ";"; }) +
        " return this; }\n";
    const std::string array =
        "[" + each(value.fields, ", ", [](const std::string& field) { return "this." + field; }) +
        "]";
    code += method("toArray()", array);
    code += "  *[iterator]() {" +
            each(value.fields, "",
                 [](const std::string& field) { return " yield this." + field + ";"; }) +
            " }\n";
    code += method(
        "toString()",
        "'" + name + "(' + " + each(value.fields, " + ', ' + ", [](const std::string& field) {
            return "this." + field;
        }) + " + ')'");
    const std::string list =
        each(value.fields, ", ", [](const std::string& field) { return field; });
    code += "}\nreturn [" + name + ", (" + list + ") => new " + name + "(" + list + ")];\n";
    return code;
}

}  // namespace

void declare_value_class(Module& module, ValueClass value, std::span<const char* const> texts,
                         const Note& note) {
    if (module.collecting()) return;
    const std::string name = value.name;
    Realm* const realm = Realm::from(module.context());
    if (realm == nullptr) fail("value type " + name + " needs a Realm and cannot be in a snapshot");
    for (const char* const field : value.fields) {
        if (!is_word(field))
            fail(name + "." + field + ": a field of a value type has to be a plain word");
    }
    if (!is_word(value.name)) fail(name + " is no name for a class");
    for (const OperatorSample& sample : value.samples) {
        for (std::size_t i = 0; i < sample.is.size(); ++i) {
            if (std::abs(sample.is[i] - sample.wanted[i]) > 1e-5 * std::abs(sample.wanted[i]))
                fail(name + ": its " + sample.name +
                     " does not go by components; bind it as a class, with type()");
        }
    }

    const v8::Local<v8::Context> context = module.context();
    v8::Isolate* const isolate = module.isolate();
    // sqrt and not Math.sqrt: what a plugin does to Math is its own.
    const auto root =
        v8::Function::New(context, [](const Info& info) {
            info.GetReturnValue().Set(std::sqrt(
                info[0]->NumberValue(info.GetIsolate()->GetCurrentContext()).FromMaybe(0)));
        }).ToLocalChecked();
    v8::Local<v8::Value> math;
    v8::Local<v8::Value> native_root = root;
    if (context->Global()->Get(context, to_name(isolate, "Math")).ToLocal(&math) &&
        math->IsObject()) {
        v8::Local<v8::Value> given;
        if (math.As<v8::Object>()->Get(context, to_name(isolate, "sqrt")).ToLocal(&given) &&
            given->IsFunction()) {
            native_root = given;
        }
    }
    v8::Local<v8::Value> arguments[] = {native_root, v8::Symbol::GetIterator(isolate)};
    v8::Local<v8::Value> made;
    if (!run_code(context, name, code_of(value), {"sqrt", "iterator"}, arguments).ToLocal(&made))
        return;
    const auto pair = made.As<v8::Array>();
    const auto constructor = pair->Get(context, 0).ToLocalChecked();
    const auto maker = pair->Get(context, 1).ToLocalChecked().As<v8::Function>();
    realm->record(value.key, texts).maker.Reset(isolate, maker);
    if (ModuleDescription* const description = module.description()) {
        ClassDescription one;
        one.name = name;
        one.type = static_cast<TypeTag>(value.key);
        one.note = note;
        one.value = true;
        one.members = std::move(value.members);
        description->classes.push_back(std::move(one));
    }
    static_cast<void>(
        module.target()
            ->DefineOwnProperty(context, to_name(isolate, name), constructor,
                                static_cast<v8::PropertyAttribute>(v8::ReadOnly | v8::DontDelete))
            .IsNothing());
}

}  // namespace plinth::js::detail
