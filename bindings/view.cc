// SPDX-License-Identifier: MIT
// The JavaScript behind view fields. It is made from a few words per field; names come as strings
// and never as code.

#include "bindings/view.h"

#include <cmath>
#include <map>

#include "bindings/compile.h"

namespace plinth::js::detail {
namespace {

/// "new Float32Array(buffer, 0, 5)": the elements of that kind which lie wholly in the object.
std::string array_over(const std::string& kind, std::size_t last_index) {
    return "new " + kind + "(buffer, 0, " + std::to_string(last_index + 1) + ")";
}

std::size_t element_bytes(const std::string& kind) {
    if (kind == "Float64Array") return 8;
    if (kind == "Int8Array" || kind == "Uint8Array") return 1;
    if (kind == "Int16Array" || kind == "Uint16Array") return 2;
    return 4;
}

void throw_view_gone(const Info& info) {
    throw_error(info.GetIsolate(),
                to_utf8(info.GetIsolate(), info[0].As<v8::String>()) + " no longer exists");
}

void throw_view_type(const Info& info) {
    throw_type_error(info.GetIsolate(), to_utf8(info.GetIsolate(), info[0].As<v8::String>()) +
                                            " must be a number, got " +
                                            kind_of(info.GetIsolate(), info[1]));
}

void throw_view_range(const Info& info) {
    throw_range_error(info.GetIsolate(), to_utf8(info.GetIsolate(), info[0].As<v8::String>()) +
                                             " must be " +
                                             to_utf8(info.GetIsolate(), info[2].As<v8::String>()) +
                                             ", got " + shown(info.GetIsolate(), info[1]));
}

void throw_view_this(const Info& info) {
    throw_type_error(info.GetIsolate(), to_utf8(info.GetIsolate(), info[0].As<v8::String>()) +
                                            ", got " + kind_of(info.GetIsolate(), info[1]));
}

std::string number_text(double number) {
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    return std::to_string(static_cast<long long>(number));
}

}  // namespace

std::string view_range(bool whole, double least, double most) {
    if (std::isinf(least) && std::isinf(most)) return {};
    return (whole ? "an integer from " : "a number from ") + number_text(least) + " to " +
           number_text(most);
}

std::shared_ptr<v8::Global<v8::Function>> make_views(v8::Local<v8::Context> context,
                                                     const std::string& class_name,
                                                     v8::Local<v8::Object> prototype,
                                                     const std::vector<ViewField>& fields) {
    // Where the class has no field of a kind, no array of that kind is made.
    std::map<std::string, std::size_t> last;
    for (const ViewField& field : fields) {
        const std::size_t index = field.offset / element_bytes(field.array);
        auto& highest = last[field.array];
        highest = std::max(highest, index);
    }
    // `super(object)` makes `object` itself what the private fields are put on: it is the only way
    // to them, and they tell a foreign `this` by themselves.
    std::string code =
        "'use strict';\nclass Stamp extends class { constructor(object) { return object; } } {\n";
    for (const auto& [kind, index] : last)
        code += "  #" + kind + ";\n";
    code += "  constructor(object, buffer) {\n    super(object);\n";
    for (const auto& [kind, index] : last)
        code += "    this.#" + kind + " = " + array_over(kind, index) + ";\n";
    code += "  }\n  static define(prototype, define, gone, type, range, wrong, names, ranges) {\n";
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const ViewField& field = fields[i];
        const std::string array = "#" + std::string(field.array);
        const std::string at =
            "[" + std::to_string(field.offset / element_bytes(field.array)) + "]";
        const std::string text = "names[" + std::to_string(i) + "]";
        code += "    define(prototype, " + text + ".key, {\n      get() {\n";
        code += "        if (!(" + array + " in this)) wrong(" + text + ".foreign, this);\n";
        code += "        const value = this." + array + at + ";\n";
        code += "        if (value === undefined) gone(" + text + ".gone);\n";
        code += "        return value;\n      },\n";
        if (!field.read_only) {
            code += "      set(value) {\n";
            code += "        if (!(" + array + " in this)) wrong(" + text + ".foreign, this);\n";
            code += "        const array = this." + array + ";\n";
            // Asking for the length instead costs ten times as much.
            code += "        if (array" + at + " === undefined) gone(" + text + ".gone);\n";
            code += "        if (typeof value !== 'number') type(" + text + ".full, value);\n";
            if (!field.range.empty()) {
                // NaN fails both.
                code += "        if (!(value >= " + number_text(field.least) +
                        " && value <= " + number_text(field.most) + ")" +
                        (field.whole ? " || value % 1 !== 0" : "") + ") range(" + text +
                        ".full, value, ranges[" + std::to_string(i) + "]);\n";
            }
            code += "        array" + at + " = value;\n      },\n";
        } else {
            code += "      set: undefined,\n";
        }
        code += "      enumerable: false, configurable: true });\n";
    }
    code += "  }\n}\n";
    code +=
        "Stamp.define(prototype, define, gone, type, range, wrong, names, ranges);\n"
        "return (object, buffer) => { new Stamp(object, buffer); };\n";

    v8::Isolate* const isolate = context->GetIsolate();
    const v8::Local<v8::Array> names = v8::Array::New(isolate);
    const v8::Local<v8::Array> ranges = v8::Array::New(isolate);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const v8::Local<v8::Object> texts = v8::Object::New(isolate);
        const std::string full = class_name + "." + fields[i].name;
        const auto set = [&](const char* key, const std::string& text) {
            texts->CreateDataProperty(context, to_name(isolate, key), to_name(isolate, text))
                .Check();
        };
        set("key", fields[i].name);
        set("full", full);
        set("gone", full + ": the " + class_name);
        set("foreign", full + ": this must be an instance of " + class_name);
        const auto index = static_cast<std::uint32_t>(i);
        names->CreateDataProperty(context, index, texts).Check();
        ranges->CreateDataProperty(context, index, to_name(isolate, fields[i].range)).Check();
    }
    const auto native = [&](v8::FunctionCallback callback) {
        return v8::Function::New(context, callback).ToLocalChecked().As<v8::Value>();
    };
    v8::Local<v8::Value> arguments[] = {prototype,
                                        define_property_of(context),
                                        native(&throw_view_gone),
                                        native(&throw_view_type),
                                        native(&throw_view_range),
                                        native(&throw_view_this),
                                        names,
                                        ranges};
    v8::Local<v8::Value> stamp;
    if (!run_code(context, "view fields of " + class_name, code,
                  {"prototype", "define", "gone", "type", "range", "wrong", "names", "ranges"},
                  arguments)
             .ToLocal(&stamp) ||
        !stamp->IsFunction()) {
        return nullptr;
    }
    return std::make_shared<v8::Global<v8::Function>>(isolate, stamp.As<v8::Function>());
}

}  // namespace plinth::js::detail
