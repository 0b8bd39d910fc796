// SPDX-License-Identifier: MIT
// Checking and converting arguments, one type each.

#include "host/api/fs/call.h"

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "host/api/fs/request.h"
#include "host/env/errors.h"
#include "host/io/descriptors.h"

namespace plinth::api {
namespace {

constexpr double kLargestInteger = 9007199254740991.0;
constexpr std::size_t kWholeView = std::numeric_limits<std::size_t>::max();

std::string bytes_of(v8::Local<v8::ArrayBufferView> view) {
    std::string bytes(view->ByteLength(), '\0');
    view->CopyContents(bytes.data(), bytes.size());
    return bytes;
}

/// Where the arrays are that are used for one result after the other. Looking it up is much of what
/// a stat of a file costs otherwise.
///
/// Owner: an Env. Thread: its own. Calls JS: no.
class SharedFigures final : public EnvPart {
  public:
    explicit SharedFigures(Env&) {}

    struct Known {
        v8::Global<v8::Value> array;
        std::shared_ptr<v8::BackingStore> store;
    };
    Known small;
    Known big;
};

Access access_of(int flags) {
    constexpr int kModes = UV_FS_O_RDONLY | UV_FS_O_WRONLY | UV_FS_O_RDWR;
    constexpr int kChanges = UV_FS_O_CREAT | UV_FS_O_TRUNC;
    if ((flags & kModes) == UV_FS_O_WRONLY) return Access::Write;
    if ((flags & kModes) == UV_FS_O_RDONLY && (flags & kChanges) == 0) return Access::Read;
    return Access::ReadWrite;
}

}  // namespace

Call::Call(const Info& info, const char* syscall) : info_(info), env_(Env::from(info)) {
    operation_.syscall = syscall;
}

void Call::refuse(int index, const char* expected) {
    if (!valid_) return;
    valid_ = false;
    throw_type_error(info_.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                     std::string(operation_.syscall) + ": argument " + std::to_string(index) +
                         " must be " + expected);
}

std::string Call::text(int index) {
    if (!valid_) return {};
    std::string text;
    if (info_[index]->IsString()) {
        text = to_utf8(info_.GetIsolate(), info_[index]);
    } else if (info_[index]->IsArrayBufferView()) {
        text = bytes_of(info_[index].As<v8::ArrayBufferView>());
    } else {
        refuse(index, "a string or bytes");
    }
    if (text.find('\0') != std::string::npos) refuse(index, "free of null bytes");
    return text;
}

void Call::read_path(int index, PathArgument& path) {
    path.shown = text(index);
    if (valid_ && !path.shown.empty()) path.system = env_.absolute(path.shown);
}

void Call::path(int index, Access access, LastName last, Missing missing) {
    PathArgument& path = operation_.path;
    path.access = access;
    path.last = last;
    path.missing = missing;
    read_path(index, path);
}

void Call::destination(int index, Access access, LastName last) {
    PathArgument& path = operation_.destination;
    path.access = access;
    path.last = last;
    path.missing = Missing::MayBeMade;
    read_path(index, path);
}

void Call::opened_path(int path_index, int flags_index, int mode_index) {
    constexpr int kExclusive = UV_FS_O_CREAT | UV_FS_O_EXCL;
    operation_.flags = int32(flags_index);
    const int flags = operation_.flags;
    // Here the kernel itself refuses a symlink at the end of the path, and must see it.
    const bool refuses_links =
        (flags & kExclusive) == kExclusive || (flags & UV_FS_O_NOFOLLOW) != 0;
    path(path_index, access_of(flags), refuses_links ? LastName::Keep : LastName::Follow,
         (flags & UV_FS_O_CREAT) != 0 ? Missing::MayBeMade : Missing::Fails);
    operation_.mode =
        static_cast<int>(uint32(mode_index) & ~env_.options().file_mode_mask.value_or(0));
}

void Call::descriptor(int index) {
    operation_.descriptor = int32(index);
    if (valid_ && !may_use_descriptor(env_, operation_.descriptor)) {
        operation_.status_before = UV_EBADF;
    }
}

void Call::changed_descriptor(int index) {
    descriptor(index);
    if (!valid_ || !env_.restricted() || operation_.status_before < 0) return;
    operation_.refusal =
        env_.denied(Permission::FsWrite, resource_of_descriptor(env_, operation_.descriptor));
}

int Call::int32(int index) {
    if (info_[index]->IsInt32()) return info_[index].As<v8::Int32>()->Value();
    refuse(index, "a 32-bit integer");
    return 0;
}

std::uint32_t Call::uint32(int index) {
    if (info_[index]->IsUint32()) return info_[index].As<v8::Uint32>()->Value();
    refuse(index, "an unsigned 32-bit integer");
    return 0;
}

double Call::number(int index) {
    if (info_[index]->IsNumber()) return info_[index].As<v8::Number>()->Value();
    refuse(index, "a number");
    return 0;
}

std::int64_t Call::integer(int index) {
    const double value = number(index);
    if (std::trunc(value) == value && std::fabs(value) <= kLargestInteger) {
        return static_cast<std::int64_t>(value);
    }
    refuse(index, "an integer");
    return 0;
}

void Call::position(int index) {
    if (info_[index]->IsBigInt()) {
        bool lossless = false;
        operation_.position = info_[index].As<v8::BigInt>()->Int64Value(&lossless);
        if (!lossless) refuse(index, "a 64-bit integer");
    } else {
        operation_.position = integer(index);
    }
    if (operation_.position < 0) operation_.position = -1;
}

bool Call::add_buffer(v8::Local<v8::Value> value, std::size_t offset, std::size_t length) {
    const v8::Local<v8::ArrayBufferView> view = value.As<v8::ArrayBufferView>();
    const std::size_t size = view->ByteLength();
    if (length == kWholeView) length = size;
    if (offset > size || length > size - offset) return false;
    std::shared_ptr<v8::BackingStore> store = view->Buffer()->GetBackingStore();
    char* data = static_cast<char*>(store->Data());
    if (data != nullptr) data += view->ByteOffset() + offset;
    uv_buf_t part{};
    part.base = data;
    part.len = length;
    operation_.buffers.push_back(part);
    operation_.stores.push_back(std::move(store));
    return true;
}

void Call::buffer(int view, int offset, int length) {
    const std::int64_t from = integer(offset);
    const std::int64_t count = integer(length);
    if (!valid_) return;
    if (!info_[view]->IsArrayBufferView()) return refuse(view, "a view of memory");
    if (from < 0 || count < 0 ||
        !add_buffer(info_[view], static_cast<std::size_t>(from), static_cast<std::size_t>(count))) {
        valid_ = false;
        throw_range_error(info_.GetIsolate(), "ERR_OUT_OF_RANGE",
                          "offset and length must be inside the buffer");
    }
}

void Call::whole_buffer(int index) {
    if (!valid_) return;
    if (!info_[index]->IsArrayBufferView()) return refuse(index, "a view of memory");
    add_buffer(info_[index], 0, kWholeView);
}

void Call::buffers(int index) {
    if (!valid_) return;
    if (!info_[index]->IsArray()) return refuse(index, "an array of views");
    const v8::Local<v8::Array> array = info_[index].As<v8::Array>();
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        v8::Local<v8::Value> view;
        if (!array->Get(env_.context(), i).ToLocal(&view)) {
            valid_ = false;  // A getter threw: that is the error.
            return;
        }
        if (!view->IsArrayBufferView()) return refuse(index, "an array of views");
        add_buffer(view, 0, kWholeView);
    }
}

void Call::figures(int index, std::size_t count) {
    if (!valid_) return;
    auto& shared = env_.part<SharedFigures>();
    for (const auto* known : {&shared.small, &shared.big}) {
        if (known->store == nullptr || known->array != info_[index]) continue;
        operation_.big_figures = known == &shared.big;
        operation_.figures = known->store->Data();
        return;
    }
    operation_.big_figures = info_[index]->IsBigInt64Array();
    if (!operation_.big_figures && !info_[index]->IsFloat64Array()) {
        return refuse(index, "a Float64Array or a BigInt64Array");
    }
    const v8::Local<v8::TypedArray> array = info_[index].As<v8::TypedArray>();
    if (array->Length() < count) return refuse(index, "long enough");
    std::shared_ptr<v8::BackingStore> store = array->Buffer()->GetBackingStore();
    operation_.figures = static_cast<char*>(store->Data()) + array->ByteOffset();
    operation_.stores.push_back(std::move(store));
}

void share_figures(const Info& info) {
    const bool big = info[0]->IsBigInt64Array();
    if (!big && !info[0]->IsFloat64Array()) return;
    const v8::Local<v8::TypedArray> array = info[0].As<v8::TypedArray>();
    if (array->ByteOffset() != 0) return;
    auto& shared = Env::from(info).part<SharedFigures>();
    auto& known = big ? shared.big : shared.small;
    known.array.Reset(info.GetIsolate(), info[0]);
    known.store = array->Buffer()->GetBackingStore();
}

void Call::run(int last, Operation::Start start, Operation::Convert convert) {
    operation_.start = start;
    operation_.convert = convert;
    dispatch(last);
}

void Call::run_blocking(int last, Operation::Blocking blocking, Operation::Convert convert) {
    operation_.blocking = blocking;
    operation_.convert = convert;
    dispatch(last);
}

void Call::dispatch(int last) {
    if (!valid_) return;
    if (info_[last]->IsNull()) {
        run_now(info_, operation_);
    } else {
        run_later(info_, std::move(operation_), info_[last]);
    }
}

}  // namespace plinth::api
