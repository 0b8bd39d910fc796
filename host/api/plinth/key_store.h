// SPDX-License-Identifier: MIT
// A plugin's values by key, in one SQLite file. What is written is on the disk when write()
// returns, all of a batch or nothing, whatever ends the process. It knows nothing of JavaScript.

#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace plinth::api {

/// Keys from `from` up to, and without, `to`, in the order of their bytes.
struct KeyRange {
    std::string from;
    std::optional<std::string> to;
    std::uint64_t limit = UINT64_MAX;
    bool reverse = false;
};

struct KeyChange {
    std::string key;
    std::optional<std::string> value;  ///< Nothing: the key is deleted.
};

struct KeyList {
    std::vector<std::string> keys;
    std::vector<std::string> values;  ///< Empty when they were not asked for.
    /// Differs when a key of the range came, went, or was written since.
    std::uint64_t digest = 0;
};

/// What a batch relies on: the range must still look as it did.
struct KeyCheck {
    KeyRange range;
    std::uint64_t digest = 0;
};

/// For each change whether the key was there before; nothing: a check failed, and so nothing was
/// written.
using KeyOutcome = std::optional<std::vector<bool>>;

struct KeyBatch {
    std::vector<KeyChange> changes;
    std::vector<KeyCheck> checks;
};

/// Owner: a plugin's storage. Thread: any; calls wait for each other. Calls JS: no.
class KeyStore {
  public:
    /// Makes the file, and the folders above it, when they are missing. `most_bytes` is for keys
    /// and values together.
    static Result<std::unique_ptr<KeyStore>> open(const std::string& file,
                                                  std::uint64_t most_bytes);
    ~KeyStore();
    KeyStore(const KeyStore&) = delete;
    KeyStore& operator=(const KeyStore&) = delete;

    enum class With { Keys, Values };
    Result<KeyList> list(const KeyRange& range, With with);
    /// Every batch is a transaction of its own; together they cost one wait for the disk. The
    /// error of one does not touch the others.
    std::vector<Result<KeyOutcome>> write(const std::vector<KeyBatch>& batches);
    /// Bytes of keys and values.
    Result<std::uint64_t> bytes();

  private:
    enum Query {
        kBegin,
        kCommit,
        kRollback,
        kSave,
        kRelease,
        kUndo,
        kForward,
        kBackward,
        kFind,
        kPut,
        kDelete,
        kTotal,
        kSetTotal,
        kQueries
    };
    struct Total {
        std::int64_t bytes = 0;
        std::int64_t stamp = 0;  // Of the last change: each has a higher one.
    };
    class Run;

    KeyStore(std::string file, std::uint64_t most_bytes);
    Result<void> prepare();
    Result<void> execute(const char* sql);
    Result<void> step(Query query);
    Error failed(int status) const;
    Result<KeyList> read(const KeyRange& range, With with);
    Result<KeyOutcome> apply(const KeyBatch& batch);
    Result<KeyOutcome> apply_changes(const KeyBatch& batch);
    Result<Total> total();

    const std::string file_;
    const std::uint64_t most_bytes_;
    std::mutex mutex_;
    sqlite3* database_ = nullptr;
    sqlite3_stmt* queries_[kQueries] = {};
};

}  // namespace plinth::api
