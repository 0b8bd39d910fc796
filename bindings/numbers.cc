// SPDX-License-Identifier: MIT
// The script that copies numbers, and the memory that it copies them to.

#include "bindings/convert/numbers.h"

#include <algorithm>
#include <memory>

#include "bindings/compile.h"
#include "bindings/realm.h"

namespace plinth::js::detail {
namespace {

constexpr std::size_t kPiece = 1024;

// The last place says how far it came.
constexpr const char* kCode = R"js(
'use strict';
return [
  (array, from, to) => {
    let count = 0;
    for (let i = from; i < to; i++) {
      const value = array[i];
      if (typeof value !== 'number') {
        room[end] = count;
        return value;
      }
      room[count++] = value;
    }
    room[end] = count;
  },
  (count) => {
    // A literal has its elements already: no setter of a prototype is asked, as it would be for
    // those that are added.
    const array = count <= 16 ? [ELEMENTS_16] : count <= 64 ? [ELEMENTS_64] :
      count <= 128 ? [ELEMENTS_128] : count <= 256 ? [ELEMENTS_256] : [ELEMENTS_1024];
    for (let i = 0; i < count; i++) array[i] = room[i];
    array.length = count;
    return array;
  },
];
)js";

std::string code() {
    std::string text = kCode;
    for (const std::size_t count : {16, 64, 128, 256, 1024}) {
        const std::string word = "ELEMENTS_" + std::to_string(count);
        std::string elements;
        for (std::size_t i = 0; i < count; ++i)
            elements += i == 0 ? ".5" : ",.5";
        text.replace(text.find("[" + word + "]") + 1, word.size(), elements);
    }
    return text;
}

}  // namespace

/// Of one realm. Calls JS: its own, which calls getters of the arrays that it reads.
class NumberRoom final : public RealmPart {
  public:
    explicit NumberRoom(Realm& realm) : isolate_(realm.isolate()) {
        const v8::HandleScope handles(isolate_);
        const v8::Local<v8::Context> context = realm.context();
        numbers_ = std::make_shared<double[]>(kPiece + 1);
        // The memory outlives whatever V8 does with the buffer.
        auto store = v8::ArrayBuffer::NewBackingStore(
            numbers_.get(), (kPiece + 1) * sizeof(double),
            [](void*, std::size_t, void* holder) {
                delete static_cast<std::shared_ptr<double[]>*>(holder);
            },
            new std::shared_ptr<double[]>(numbers_));
        const auto buffer = v8::ArrayBuffer::New(isolate_, std::move(store));
        v8::Local<v8::Value> arguments[] = {v8::Float64Array::New(buffer, 0, kPiece + 1),
                                            v8::Integer::New(isolate_, static_cast<int>(kPiece))};
        v8::Local<v8::Value> made;
        if (!run_code(context, "numbers", code(), {"room", "end"}, arguments).ToLocal(&made))
            return;
        v8::Global<v8::Function>* const functions[] = {&read_, &write_};
        for (std::uint32_t i = 0; i < 2; ++i) {
            v8::Local<v8::Value> function;
            if (!made.As<v8::Array>()->Get(context, i).ToLocal(&function)) return;
            functions[i]->Reset(isolate_, function.As<v8::Function>());
        }
        ready_ = true;
    }

    /// The realm's, unless it is in use: a getter may read another array.
    static NumberRoom* of(v8::Local<v8::Context> context) {
        Realm* const realm = Realm::from(context);
        if (realm == nullptr) return nullptr;
        auto& room = realm->part<NumberRoom>();
        return room.ready_ && !room.busy_ ? &room : nullptr;
    }

    double* numbers() { return numbers_.get(); }

    v8::MaybeLocal<v8::Value> read(v8::Local<v8::Context> context, v8::Local<v8::Array> array,
                                   std::uint32_t from, std::uint32_t to) {
        v8::Local<v8::Value> arguments[] = {array, v8::Integer::NewFromUnsigned(isolate_, from),
                                            v8::Integer::NewFromUnsigned(isolate_, to)};
        busy_ = true;
        const auto result =
            read_.Get(isolate_)->Call(context, v8::Undefined(isolate_), 3, arguments);
        busy_ = false;
        return result;
    }
    v8::MaybeLocal<v8::Value> write(v8::Local<v8::Context> context, std::size_t count) {
        v8::Local<v8::Value> arguments[] = {v8::Integer::New(isolate_, static_cast<int>(count))};
        return write_.Get(isolate_)->Call(context, v8::Undefined(isolate_), 1, arguments);
    }

  private:
    v8::Isolate* isolate_;
    std::shared_ptr<double[]> numbers_;
    v8::Global<v8::Function> read_;
    v8::Global<v8::Function> write_;
    bool ready_ = false;
    bool busy_ = false;
};

NumberReader::NumberReader(v8::Local<v8::Context> context, v8::Local<v8::Array> array,
                           std::uint32_t length)
    : context_(context), array_(array), length_(length), room_(NumberRoom::of(context)) {}

std::span<const double> NumberReader::next() {
    if (index_ >= length_ || failed_ || !odd_.IsEmpty()) return {};
    // Script may have ended the realm, and the room with it.
    NumberRoom* const room = NumberRoom::of(context_);
    if (room == nullptr) {
        throw_error(context_->GetIsolate(), "The plugin has been unloaded");
        failed_ = true;
        return {};
    }
    const auto wanted = static_cast<std::uint32_t>(std::min<std::size_t>(length_ - index_, kPiece));
    v8::Local<v8::Value> stopped;
    if (!room->read(context_, array_, index_, index_ + wanted).ToLocal(&stopped)) {
        failed_ = true;
        return {};
    }
    const auto count = static_cast<std::uint32_t>(room->numbers()[kPiece]);
    index_ += count;
    if (count < wanted) odd_ = stopped;
    return {room->numbers(), count};
}

void NumberReader::skip_odd() {
    odd_.Clear();
    ++index_;
}

NumberWriter::NumberWriter(v8::Local<v8::Context> context, std::size_t count)
    : context_(context), count_(count) {
    if (count >= kManyNumbers && count <= kPiece) room_ = NumberRoom::of(context);
}

std::span<double> NumberWriter::numbers() {
    return {room_->numbers(), count_};
}

v8::MaybeLocal<v8::Value> NumberWriter::array() {
    return room_->write(context_, count_);
}

}  // namespace plinth::js::detail
