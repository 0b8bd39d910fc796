// SPDX-License-Identifier: MIT
// One call from JavaScript: its arguments become an Operation. Arguments are hostile: one of the
// wrong type throws, and the call does nothing.

#pragma once

#include <v8.h>

#include "host/api/fs/operation.h"

namespace plinth::api {

using Info = v8::FunctionCallbackInfo<v8::Value>;

/// Every reader takes the argument's index. After the first bad one, run() does nothing.
///
///     Call call(info, "unlink");
///     call.path(0, Access::Write, LastName::Keep);
///     call.run(1, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
///         return uv_fs_unlink(loop, uv, operation.path.c_str(), done);
///     });
class Call {
  public:
    Call(const Info& info, const char* syscall);

    Env& env() { return env_; }
    Operation& operation() { return operation_; }
    bool valid() const { return valid_; }

    /// A path, as string or bytes.
    void path(int index, Access access, LastName last, Missing missing = Missing::Fails);
    /// A second path, which the call makes.
    void destination(int index, Access access, LastName last);
    /// A path to open, its flags and the mode of a new file, which the plugin's mask applies to.
    void opened_path(int path, int flags, int mode);
    /// A text that is stored, not used as a path: a symlink's target.
    std::string text(int index);
    /// A descriptor the plugin may use; any other ends in EBADF.
    void descriptor(int index);
    /// As descriptor(), for calls that change a file without writing: they need the permission to.
    void changed_descriptor(int index);
    int int32(int index);
    std::uint32_t uint32(int index);
    double number(int index);
    std::int64_t integer(int index);
    bool boolean(int index) { return info_[index]->IsTrue(); }
    /// Where in a file: a number or BigInt, negative for "where it stands".
    void position(int index);
    /// A view, and the part of it between two further arguments.
    void buffer(int view, int offset, int length);
    /// A view, all of it.
    void whole_buffer(int index);
    /// An array of views.
    void buffers(int index);
    /// A Float64Array or BigInt64Array of `count` numbers or more.
    void figures(int index, std::size_t count);

    /// The last argument says how: null is now, a function is called back, else a promise.
    void run(int last, Operation::Start start, Operation::Convert convert = nullptr);
    void run_blocking(int last, Operation::Blocking blocking, Operation::Convert convert = nullptr);

  private:
    void read_path(int index, PathArgument& path);
    bool add_buffer(v8::Local<v8::Value> value, std::size_t offset, std::size_t length);
    void refuse(int index, const char* expected);
    void dispatch(int last);

    const Info& info_;
    Env& env_;
    Operation operation_;
    bool valid_ = true;
};

/// shareFigures(array): what figures() finds at once from now on, as it is used again and again.
/// One array of each of the two kinds, which no script has.
void share_figures(const Info& info);

}  // namespace plinth::api
