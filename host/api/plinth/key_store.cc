// SPDX-License-Identifier: MIT
// SQLite in WAL mode with a sync at each commit. https://www.sqlite.org/wal.html

#include "host/api/plinth/key_store.h"

#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include <sqlite3.h>
#include <uv.h>

#include "host/env/errors.h"

namespace plinth::api {
namespace {

constexpr int kWaitMs = 5000;  // For the version of the plugin that is being replaced.
constexpr int kFormat = 1;

// What makes a new file one of ours, and how each connection works.
constexpr const char* kSettings =
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA journal_size_limit = 4194304;";
constexpr const char* kSchema =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS entry ("
    "  key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL, stamp INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS total ("
    "  id INTEGER PRIMARY KEY CHECK (id = 1), bytes INTEGER NOT NULL, stamp INTEGER NOT NULL);"
    "INSERT OR IGNORE INTO total VALUES (1, 0, 0);"
    "PRAGMA user_version = 1;"
    "COMMIT;";

std::string_view column(sqlite3_stmt* statement, int index) {
    const void* bytes = sqlite3_column_blob(statement, index);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, index));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(static_cast<const char*>(bytes), size);
}

// The bytes must stay until the statement is reset. Never null: that would be NULL.
void bind(sqlite3_stmt* statement, int index, std::string_view bytes) {
    sqlite3_bind_blob64(statement, index, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                        SQLITE_STATIC);
}

void bind(sqlite3_stmt* statement, int index, std::int64_t number) {
    sqlite3_bind_int64(statement, index, number);
}

// FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
class Digest {
  public:
    void add(std::string_view bytes) {
        for (const char byte : bytes)
            mix(static_cast<unsigned char>(byte));
    }
    void add(std::int64_t number) {
        for (int shift = 0; shift < 64; shift += 8)
            mix(static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> shift));
    }
    std::uint64_t value() const { return value_; }

  private:
    void mix(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3; }

    std::uint64_t value_ = 0xcbf29ce484222325;
};

Error storage_error(std::string code, std::string message) {
    Error error;
    error.code = std::move(code);
    error.message = std::move(message);
    return error;
}

}  // namespace

KeyStore::KeyStore(std::string file, std::uint64_t most_bytes)
    : file_(std::move(file)), most_bytes_(most_bytes) {}

KeyStore::~KeyStore() {
    for (sqlite3_stmt* query : queries_)
        sqlite3_finalize(query);
    sqlite3_close(database_);
}

Result<std::unique_ptr<KeyStore>> KeyStore::open(const std::string& file,
                                                 std::uint64_t most_bytes) {
    std::error_code failure;
    std::filesystem::create_directories(std::filesystem::path(file).parent_path(), failure);
    if (failure) {
        return uv_error(uv_translate_sys_error(failure.value()), "storage", file);
    }
    std::unique_ptr<KeyStore> store(new KeyStore(file, most_bytes));
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int status = sqlite3_open_v2(file.c_str(), &store->database_, kFlags, nullptr);
    if (status != SQLITE_OK) return store->failed(status);
    if (auto prepared = store->prepare(); !prepared) return std::move(prepared.error());
    return store;
}

Result<void> KeyStore::prepare() {
    sqlite3_busy_timeout(database_, kWaitMs);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Closing happens on the game's thread: what is in the WAL stays there for the next time.
    sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (auto done = execute(kSettings); !done) return done;
    sqlite3_stmt* version = nullptr;
    int format = 0;
    int status = sqlite3_prepare_v2(database_, "PRAGMA user_version", -1, &version, nullptr);
    if (status == SQLITE_OK && sqlite3_step(version) == SQLITE_ROW) {
        format = sqlite3_column_int(version, 0);
    }
    sqlite3_finalize(version);
    if (status != SQLITE_OK) return failed(status);
    if (format > kFormat) {
        return storage_error("ERR_STORAGE_CORRUPT",
                             "the storage was written by a newer version: " + file_);
    }
    if (format == 0) {
        if (auto done = execute(kSchema); !done) return done;
    }
    constexpr const char* kTexts[kQueries] = {
        "BEGIN IMMEDIATE",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT batch",
        "RELEASE batch",
        "ROLLBACK TO batch",
        "SELECT key, stamp, CASE WHEN ?4 THEN value END FROM entry"
        " WHERE key >= ?1 AND (?2 IS NULL OR key < ?2) ORDER BY key LIMIT ?3",
        "SELECT key, stamp, CASE WHEN ?4 THEN value END FROM entry"
        " WHERE key >= ?1 AND (?2 IS NULL OR key < ?2) ORDER BY key DESC LIMIT ?3",
        "SELECT length(key) + length(value) FROM entry WHERE key = ?1",
        "INSERT INTO entry VALUES (?1, ?2, ?3)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value, stamp = excluded.stamp",
        "DELETE FROM entry WHERE key = ?1",
        "SELECT bytes, stamp FROM total",
        "UPDATE total SET bytes = ?1, stamp = ?2",
    };
    for (int i = 0; i < kQueries; ++i) {
        status = sqlite3_prepare_v3(database_, kTexts[i], -1, SQLITE_PREPARE_PERSISTENT,
                                    &queries_[i], nullptr);
        if (status != SQLITE_OK) return failed(status);
    }
    return {};
}

Error KeyStore::failed(int status) const {
    const int system = database_ == nullptr ? 0 : sqlite3_system_errno(database_);
    switch (status & 0xff) {
        case SQLITE_FULL:
            return uv_error(UV_ENOSPC, "storage", file_);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return uv_error(UV_EBUSY, "storage", file_);
        case SQLITE_READONLY:
            return uv_error(UV_EROFS, "storage", file_);
        case SQLITE_NOMEM:
            return uv_error(UV_ENOMEM, "storage", file_);
        case SQLITE_TOOBIG:
            return uv_error(UV_E2BIG, "storage", file_);
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return storage_error("ERR_STORAGE_CORRUPT", "the storage is damaged: " + file_);
        default:
            return uv_error(system == 0 ? UV_EIO : uv_translate_sys_error(system), "storage",
                            file_);
    }
}

Result<void> KeyStore::execute(const char* sql) {
    const int status = sqlite3_exec(database_, sql, nullptr, nullptr, nullptr);
    if (status == SQLITE_OK) return {};
    Error error = failed(status);
    if (sqlite3_get_autocommit(database_) == 0) {
        sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    return error;
}

// Makes a statement ready for the next time when it goes.
class KeyStore::Run {
  public:
    Run(KeyStore& store, Query query) : store_(store), statement_(store.queries_[query]) {}
    ~Run() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    sqlite3_stmt* get() const { return statement_; }
    /// Whether there is a row.
    Result<bool> next() {
        const int status = sqlite3_step(statement_);
        if (status == SQLITE_ROW) return true;
        if (status == SQLITE_DONE) return false;
        return store_.failed(status);
    }

  private:
    KeyStore& store_;
    sqlite3_stmt* statement_;
};

Result<void> KeyStore::step(Query query) {
    Run run(*this, query);
    PLINTH_TRY([[maybe_unused]] const bool row, run.next());
    return {};
}

Result<KeyList> KeyStore::read(const KeyRange& range, With with) {
    Run run(*this, range.reverse ? kBackward : kForward);
    bind(run.get(), 1, std::string_view(range.from));
    if (range.to) bind(run.get(), 2, std::string_view(*range.to));
    const auto limit = std::min<std::uint64_t>(range.limit, INT64_MAX);
    bind(run.get(), 3, static_cast<std::int64_t>(limit));
    bind(run.get(), 4, static_cast<std::int64_t>(with == With::Values));
    KeyList list;
    Digest digest;
    for (;;) {
        PLINTH_TRY(const bool row, run.next());
        if (!row) break;
        list.keys.emplace_back(column(run.get(), 0));
        digest.add(list.keys.back());
        digest.add(sqlite3_column_int64(run.get(), 1));
        if (with == With::Values) list.values.emplace_back(column(run.get(), 2));
    }
    list.digest = digest.value();
    return list;
}

Result<KeyList> KeyStore::list(const KeyRange& range, With with) {
    const std::lock_guard lock(mutex_);
    return read(range, with);
}

Result<KeyStore::Total> KeyStore::total() {
    Run run(*this, kTotal);
    PLINTH_TRY(const bool row, run.next());
    if (!row) return failed(SQLITE_CORRUPT);
    return Total{sqlite3_column_int64(run.get(), 0), sqlite3_column_int64(run.get(), 1)};
}

Result<std::uint64_t> KeyStore::bytes() {
    const std::lock_guard lock(mutex_);
    PLINTH_TRY(const Total now, total());
    return static_cast<std::uint64_t>(now.bytes);
}

Result<KeyOutcome> KeyStore::apply_changes(const KeyBatch& batch) {
    for (const KeyCheck& check : batch.checks) {
        PLINTH_TRY(const KeyList now, read(check.range, With::Keys));
        if (now.digest != check.digest) return KeyOutcome();
    }
    PLINTH_TRY(Total now, total());
    std::vector<bool> was_there;
    bool grew = false;
    for (const KeyChange& change : batch.changes) {
        std::int64_t before = 0;
        {
            Run find(*this, kFind);
            bind(find.get(), 1, std::string_view(change.key));
            PLINTH_TRY(const bool found, find.next());
            if (found) before = sqlite3_column_int64(find.get(), 0);
            was_there.push_back(found);
        }
        if (!change.value && !was_there.back()) continue;
        Run run(*this, change.value ? kPut : kDelete);
        bind(run.get(), 1, std::string_view(change.key));
        std::int64_t after = 0;
        if (change.value) {
            after = static_cast<std::int64_t>(change.key.size() + change.value->size());
            bind(run.get(), 2, std::string_view(*change.value));
            bind(run.get(), 3, ++now.stamp);
        }
        PLINTH_TRY([[maybe_unused]] const bool row, run.next());
        now.bytes += after - before;
        grew = grew || after > before;
    }
    // What makes room is always allowed, also when the limit was lowered.
    if (grew && static_cast<std::uint64_t>(now.bytes) > most_bytes_) {
        return storage_error("ERR_STORAGE_QUOTA",
                             "the storage would hold " + std::to_string(now.bytes) +
                                 " bytes; it may hold " + std::to_string(most_bytes_));
    }
    Run save(*this, kSetTotal);
    bind(save.get(), 1, now.bytes);
    bind(save.get(), 2, now.stamp);
    PLINTH_TRY([[maybe_unused]] const bool row, save.next());
    return KeyOutcome(std::move(was_there));
}

Result<KeyOutcome> KeyStore::apply(const KeyBatch& batch) {
    if (auto saved = step(kSave); !saved) return std::move(saved.error());
    Result<KeyOutcome> outcome = apply_changes(batch);
    if (!outcome || !*outcome) {
        // A full disk has ended the whole transaction by itself.
        if (sqlite3_get_autocommit(database_) != 0) return outcome;
        if (auto undone = step(kUndo); !undone) return std::move(undone.error());
    }
    if (auto released = step(kRelease); !released) return std::move(released.error());
    return outcome;
}

std::vector<Result<KeyOutcome>> KeyStore::write(const std::vector<KeyBatch>& batches) {
    const std::lock_guard lock(mutex_);
    std::vector<Result<KeyOutcome>> outcomes;
    const auto fail_all = [&](const Error& error) {
        outcomes.clear();
        for (std::size_t i = 0; i < batches.size(); ++i)
            outcomes.emplace_back(error);
        if (sqlite3_get_autocommit(database_) == 0) std::ignore = step(kRollback);
    };
    if (auto begun = step(kBegin); !begun) {
        fail_all(begun.error());
        return outcomes;
    }
    for (const KeyBatch& batch : batches) {
        outcomes.push_back(apply(batch));
        if (sqlite3_get_autocommit(database_) != 0) {
            fail_all(outcomes.back() ? uv_error(UV_EIO, "storage", file_)
                                     : Error(outcomes.back().error()));
            return outcomes;
        }
    }
    if (auto committed = step(kCommit); !committed) fail_all(committed.error());
    return outcomes;
}

}  // namespace plinth::api
