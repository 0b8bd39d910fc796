// SPDX-License-Identifier: MIT
// The JavaScript objects of shared memory. Script looks at two numbers beside the memory, how often
// it has changed and how many elements there are, and asks for new arrays when the first has.

#include "bindings/shared.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "bindings/compile.h"
#include "bindings/function.h"
#include "bindings/realm.h"

namespace plinth::js::detail {
namespace {

constexpr double kEnded = -1;

enum class Wrong : std::int32_t { Gone, Type, Range, Index };

/// wrong(kind, name, value, range)
void complain(const Info& info) {
    v8::Isolate* const isolate = info.GetIsolate();
    const std::string name = to_utf8(isolate, info[1].As<v8::String>());
    switch (static_cast<Wrong>(info[0].As<v8::Int32>()->Value())) {
        case Wrong::Gone:
            return throw_error(isolate, name + " no longer exists");
        case Wrong::Type:
            return throw_type_error(isolate,
                                    name + " must be a number, got " + kind_of(isolate, info[2]));
        case Wrong::Range:
            return throw_range_error(isolate, name + " must be " +
                                                  to_utf8(isolate, info[3].As<v8::String>()) +
                                                  ", got " + shown(isolate, info[2]));
        case Wrong::Index:
            return throw_range_error(isolate, name + ": there is no element " +
                                                  shown(isolate, info[2]) + " of " +
                                                  shown(isolate, info[3]));
    }
}

v8::Local<v8::Value> array_over(const char* kind, v8::Local<v8::ArrayBuffer> buffer,
                                std::size_t offset, std::size_t count) {
    const std::string_view name = kind;
    if (name == "Float32Array") return v8::Float32Array::New(buffer, offset, count);
    if (name == "Float64Array") return v8::Float64Array::New(buffer, offset, count);
    if (name == "Int8Array") return v8::Int8Array::New(buffer, offset, count);
    if (name == "Uint8Array") return v8::Uint8Array::New(buffer, offset, count);
    if (name == "Int16Array") return v8::Int16Array::New(buffer, offset, count);
    if (name == "Uint16Array") return v8::Uint16Array::New(buffer, offset, count);
    if (name == "Int32Array") return v8::Int32Array::New(buffer, offset, count);
    if (name == "Uint32Array") return v8::Uint32Array::New(buffer, offset, count);
    if (name == "BigInt64Array") return v8::BigInt64Array::New(buffer, offset, count);
    return v8::BigUint64Array::New(buffer, offset, count);
}

}  // namespace

/// What one realm has of it.
class SharedView final : public Kept {
  public:
    SharedView(Realm& realm, SharedMemory& memory)
        : Kept(realm), memory_(memory), state_(std::make_shared<std::array<double, 2>>()) {
        changed();
    }
    ~SharedView() override { close(); }

    /// The memory is another, or has another size.
    void changed() {
        ++(*state_)[0];
        (*state_)[1] = memory_.exists_ ? static_cast<double>(memory_.count_) : kEnded;
        array_.Reset();
    }
    void detach() {
        if (buffer_.IsEmpty()) return;
        v8::Isolate* const isolate = realm()->isolate();
        const v8::Isolate::Scope isolate_scope(isolate);
        const v8::HandleScope handles(isolate);
        buffer_.Get(isolate)->Detach();
        buffer_.Reset();
    }

    v8::MaybeLocal<v8::Value> object(v8::Local<v8::Context> context) {
        v8::Isolate* const isolate = context->GetIsolate();
        if (memory_.kind_ == SharedMemory::Kind::Numbers) {
            if (!memory_.exists_) {
                throw_error(isolate, "The array no longer exists");
                return {};
            }
            if (array_.IsEmpty()) array_.Reset(isolate, array(isolate, 0));
            return array_.Get(isolate);
        }
        if (facade_.IsEmpty() && !make_facade(context)) return {};
        return facade_.Get(isolate).As<v8::Value>();
    }

    const SharedMemory& memory() const { return memory_; }

  private:
    void close() {
        ++(*state_)[0];
        (*state_)[1] = kEnded;
        if (realm() != nullptr) detach();
    }
    void released() override {
        // The realm's handles still work.
        if (!buffer_.IsEmpty()) {
            const auto isolate = v8::Isolate::GetCurrent();
            const v8::HandleScope handles(isolate);
            buffer_.Get(isolate)->Detach();
            buffer_.Reset();
        }
        std::erase(memory_.views_, this);
        delete this;
    }

    v8::Local<v8::ArrayBuffer> buffer(v8::Isolate* isolate) {
        if (!buffer_.IsEmpty()) return buffer_.Get(isolate);
        v8::Local<v8::ArrayBuffer> made;
        if (memory_.bytes_ == 0) {
            made = v8::ArrayBuffer::New(isolate, 0);
        } else {
            // Nobody frees what it points to: it is detached before the memory goes.
            made = v8::ArrayBuffer::New(isolate, v8::ArrayBuffer::NewBackingStore(
                                                     memory_.begin_, memory_.bytes_,
                                                     [](void*, std::size_t, void*) {}, nullptr));
        }
        buffer_.Reset(isolate, made);
        return made;
    }

    /// The array that field `index` is in.
    v8::Local<v8::Value> array(v8::Isolate* isolate, std::size_t index) {
        const SharedField& field = memory_.fields_[index];
        if (memory_.kind_ == SharedMemory::Kind::Rows)
            return array_over(field.array, buffer(isolate), 0, memory_.bytes_ / field.bytes);
        return array_over(field.array, buffer(isolate), memory_.places_[index].offset,
                          memory_.count_);
    }

    /// renew(): the arrays of all fields. Script asks only while there is memory, and so a view.
    static void renew(const Info& info) {
        auto* const view = static_cast<SharedView*>(info.Data().As<v8::External>()->Value());
        v8::Isolate* const isolate = info.GetIsolate();
        std::vector<v8::Local<v8::Value>> arrays;
        for (std::size_t i = 0; i < view->memory_.fields_.size(); ++i)
            arrays.push_back(view->array(isolate, i));
        info.GetReturnValue().Set(v8::Array::New(isolate, arrays.data(), arrays.size()));
    }

    std::string code() const {
        const bool rows = memory_.kind_ == SharedMemory::Kind::Rows;
        const std::size_t count = memory_.fields_.size();
        const auto number = [](std::size_t value) { return std::to_string(value); };
        std::string text = "'use strict';\nlet version = -1;\n";
        for (std::size_t i = 0; i < count; ++i)
            text += "let a" + number(i) + ", s" + number(i) + ";\n";
        text += "const look = () => {\n  const all = renew();\n";
        for (std::size_t i = 0; i < count; ++i) {
            text += "  a" + number(i) + " = all[" + number(i) + "];\n";
            if (!rows) continue;
            const auto& place = memory_.places_[i];
            const std::size_t bytes = memory_.fields_[i].bytes;
            text += "  s" + number(i) + " = { array: a" + number(i) +
                    ", offset: " + number(place.offset / bytes) +
                    ", stride: " + number(place.stride / bytes) + " };\n";
        }
        text += "  version = state[0];\n};\n";
        text += "const check = () => { if (state[1] < 0) wrong(0, names.all); ";
        text += "if (state[0] !== version) look(); };\n";
        text += "class Row {\n  #i;\n  constructor(i) { this.#i = i; }\n";
        text += "  get index() { return this.#i; }\n";
        text += "  next() { return ++this.#i < state[1]; }\n";
        for (std::size_t i = 0; i < count; ++i) {
            const SharedField& field = memory_.fields_[i];
            const std::size_t stride = rows ? memory_.places_[i].stride / field.bytes : 1;
            const std::size_t offset = rows ? memory_.places_[i].offset / field.bytes : 0;
            const std::string array = "a" + number(i);
            const std::string at =
                rows ? "[this.#i * " + number(stride) + " + " + number(offset) + "]" : "[this.#i]";
            const std::string key = "[names.keys[" + number(i) + "]]";
            const std::string full = "names.full[" + number(i) + "]";
            const std::string no_index = "wrong(3, names.type, this.#i, state[1]);\n";
            text += "  get " + key + "() {\n    check();\n    const value = " + array + at +
                    ";\n    if (value === undefined) " + no_index + "    return value;\n  }\n";
            text += "  set " + key + "(value) {\n    check();\n";
            text += "    if (typeof value !== 'number') wrong(1, " + full + ", value);\n";
            if (!field.range.empty()) {
                text += "    if (!(value >= " + number_text(field.least) +
                        " && value <= " + number_text(field.most) +
                        ") || value % 1 !== 0) wrong(2, " + full + ", value, names.ranges[" +
                        number(i) + "]);\n";
            }
            text += "    if (!(this.#i >= 0 && this.#i < state[1])) " + no_index;
            text += "    " + array + at + " = value;\n  }\n";
        }
        text += "}\nreturn {\n  get length() { if (state[1] < 0) wrong(0, names.all); ";
        text += "return state[1]; },\n";
        text +=
            "  at(i) {\n    check();\n    if (typeof i !== 'number') wrong(1, names.index, i);\n";
        text += "    if (i < 0) i += state[1];\n";
        text +=
            "    return i >= 0 && i < state[1] && i % 1 === 0 ? new Row(i) : undefined;\n  },\n";
        text += "  cursor() { check(); return new Row(-1); },\n";
        for (std::size_t i = 0; i < count; ++i)
            text += "  get [names.keys[" + number(i) + "]]() { check(); return " +
                    (rows ? "s" : "a") + number(i) + "; },\n";
        return text + "};\n";
    }
    static std::string number_text(double value) {
        return std::to_string(static_cast<long long>(value));
    }

    bool make_facade(v8::Local<v8::Context> context) {
        v8::Isolate* const isolate = context->GetIsolate();
        auto store = v8::ArrayBuffer::NewBackingStore(
            state_->data(), sizeof(*state_),
            [](void*, std::size_t, void* holder) {
                delete static_cast<std::shared_ptr<std::array<double, 2>>*>(holder);
            },
            new std::shared_ptr<std::array<double, 2>>(state_));
        const auto state = v8::Float64Array::New(v8::ArrayBuffer::New(isolate, std::move(store)), 0,
                                                 state_->size());
        const std::string type(memory_.cpp_name_);
        const auto list = [&](auto&& text_of) {
            std::vector<v8::Local<v8::Value>> texts;
            for (const SharedField& field : memory_.fields_)
                texts.push_back(to_name(isolate, text_of(field)));
            return v8::Array::New(isolate, texts.data(), texts.size());
        };
        const v8::Local<v8::Object> names = v8::Object::New(isolate);
        const auto set = [&](const char* key, v8::Local<v8::Value> value) {
            names->CreateDataProperty(context, to_name(isolate, key), value).Check();
        };
        set("keys", list([](const SharedField& field) { return std::string(field.name); }));
        set("full", list([&](const SharedField& field) { return type + "." + field.name; }));
        set("ranges", list([](const SharedField& field) { return field.range; }));
        set("type", to_name(isolate, type));
        set("all", to_name(isolate, "The array of " + type));
        set("index", to_name(isolate, "at(): argument 1"));
        v8::Local<v8::Value> arguments[] = {
            state,
            v8::Function::New(context, &renew, v8::External::New(isolate, this)).ToLocalChecked(),
            v8::Function::New(context, &complain).ToLocalChecked(), names};
        v8::Local<v8::Value> made;
        if (!run_code(context, "shared " + type, code(), {"state", "renew", "wrong", "names"},
                      arguments)
                 .ToLocal(&made)) {
            return false;
        }
        const auto facade = made.As<v8::Object>();
        static_cast<void>(
            facade->SetIntegrityLevel(context, v8::IntegrityLevel::kFrozen).IsNothing());
        facade_.Reset(isolate, facade);
        return true;
    }

    SharedMemory& memory_;
    // How often it has changed, and how many elements there are.
    std::shared_ptr<std::array<double, 2>> state_;
    v8::Global<v8::ArrayBuffer> buffer_;
    v8::Global<v8::Value> array_;
    v8::Global<v8::Object> facade_;
};

SharedMemory::~SharedMemory() {
    exists_ = false;
    for (SharedView* const view : std::exchange(views_, {}))
        delete view;
}

v8::MaybeLocal<v8::Value> SharedMemory::show(v8::Local<v8::Context> context) {
    Realm* const realm = Realm::from(context);
    if (realm == nullptr) {
        throw_error(context->GetIsolate(), "The plugin has been unloaded");
        return {};
    }
    for (SharedView* const view : views_) {
        if (view->realm() == realm) return view->object(context);
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const SharedField& field = fields_[i];
        const std::string_view name = field.name;
        for (const std::string_view taken : {"length", "at", "cursor", "index", "next"}) {
            if (name == taken)
                fail(std::string(cpp_name_) + "." + field.name +
                     ": shared fields cannot have this name");
        }
        if (places_[i].offset % field.bytes != 0 || places_[i].stride % field.bytes != 0)
            fail(std::string(cpp_name_) + "." + field.name +
                 " is not aligned: it cannot be shared");
    }
    views_.push_back(new SharedView(*realm, *this));
    return views_.back()->object(context);
}

void SharedMemory::moved(void* begin, std::size_t bytes, std::size_t count) {
    begin_ = begin;
    bytes_ = bytes;
    count_ = count;
    exists_ = true;
    for (SharedView* const view : views_) {
        view->detach();
        view->changed();
    }
}

void SharedMemory::counted(std::size_t count) {
    if (count_ == count) return;
    count_ = count;
    for (SharedView* const view : views_)
        view->changed();
}

void SharedMemory::ended() {
    exists_ = false;
    for (SharedView* const view : views_) {
        view->detach();
        view->changed();
    }
}

std::string spell_shared(const std::vector<SharedField>& fields, bool columns) {
    std::string text = "{ readonly length: number";
    std::string row = "{ readonly index: number";
    for (const SharedField& field : fields) {
        const std::string array = field.array;
        text += "; readonly " + std::string(field.name) + ": ";
        text += columns ? array : "{ array: " + array + "; offset: number; stride: number }";
        row += "; " + std::string(field.name) + ": number";
    }
    row += "; next(): boolean }";
    return text + "; at(index: number): " + row + " | undefined; cursor(): " + row + " }";
}

}  // namespace plinth::js::detail
