// SPDX-License-Identifier: MIT

#include "host/api/plinth/key_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace plinth::api {
namespace {

namespace files = std::filesystem;

constexpr std::uint64_t kPlenty = 1 << 30;

KeyRange all() {
    return {};
}

KeyBatch put(const std::string& key, const std::string& value) {
    KeyBatch batch;
    batch.changes.push_back({key, value});
    return batch;
}

class KeyStoreTest : public testing::Test {
  protected:
    KeyStoreTest() {
        std::string name = (files::temp_directory_path() / "plinth-store-XXXXXX").string();
        folder = mkdtemp(name.data());
        file = folder + "/sub/plugin.sqlite";
    }
    ~KeyStoreTest() override { files::remove_all(folder); }

    std::unique_ptr<KeyStore> open(std::uint64_t most_bytes = kPlenty) {
        auto store = KeyStore::open(file, most_bytes);
        if (!store) {
            ADD_FAILURE() << store.error().code << " " << store.error().message;
            return nullptr;
        }
        return std::move(store).value();
    }

    /// The code of the error, or what was there before: "10".
    static std::string write(KeyStore& store, KeyBatch batch) {
        const auto outcome = store.write({std::move(batch)}).front();
        if (!outcome) return outcome.error().code;
        if (!outcome.value()) return "conflict";
        std::string text;
        for (const bool was_there : *outcome.value())
            text += was_there ? '1' : '0';
        return text;
    }

    static std::string keys(KeyStore& store, const KeyRange& range = all()) {
        std::string text;
        const auto list = store.list(range, KeyStore::With::Keys);
        for (const std::string& key : list.value().keys)
            text += (text.empty() ? "" : " ") + key;
        return text;
    }

    static std::string value(KeyStore& store, const std::string& key) {
        const auto list = store.list({key, key + '\0', 1, false}, KeyStore::With::Values);
        if (!list) return list.error().code;
        return list.value().values.empty() ? "none" : list.value().values.front();
    }

    static std::size_t open_descriptors() {
        return static_cast<std::size_t>(
            std::distance(files::directory_iterator("/proc/self/fd"), files::directory_iterator()));
    }

    std::string folder;
    std::string file;
};

TEST_F(KeyStoreTest, KeepsWhatWasWritten) {
    {
        auto store = open();
        EXPECT_EQ(write(*store, put("a", "1")), "0");
        EXPECT_EQ(write(*store, put("a", "2")), "1");
        EXPECT_EQ(write(*store, put("empty", "")), "0");
        EXPECT_EQ(write(*store, put(std::string("nul\0l", 5), std::string("\0\xff", 2))), "0");
    }
    auto store = open();
    EXPECT_EQ(value(*store, "a"), "2");
    EXPECT_EQ(value(*store, "empty"), "");
    EXPECT_EQ(value(*store, std::string("nul\0l", 5)), std::string("\0\xff", 2));
    EXPECT_EQ(value(*store, "nul"), "none");
    EXPECT_EQ(store->bytes().value(), 1u + 1 + 5 + 5 + 2);
}

TEST_F(KeyStoreTest, ListsRangesInOrder) {
    auto store = open();
    for (const char* key : {"b1", "a", "b3", "c", "b2", "\xc3\xa9"})
        write(*store, put(key, "x"));

    EXPECT_EQ(keys(*store), "a b1 b2 b3 c \xc3\xa9");
    EXPECT_EQ(keys(*store, {"b", "c", UINT64_MAX, false}), "b1 b2 b3");
    EXPECT_EQ(keys(*store, {"b", "c", 2, true}), "b3 b2");
    EXPECT_EQ(keys(*store, {"b2", std::nullopt, 2, false}), "b2 b3");
    EXPECT_EQ(keys(*store, {"", std::nullopt, 0, false}), "");
}

TEST_F(KeyStoreTest, WritesABatchWhollyOrNotAtAll) {
    auto store = open(100);
    KeyBatch batch = put("a", std::string(60, 'x'));
    batch.changes.push_back({"b", std::string(60, 'x')});

    EXPECT_EQ(write(*store, batch), "ERR_STORAGE_QUOTA");
    EXPECT_EQ(keys(*store), "");
    EXPECT_EQ(store->bytes().value(), 0u);
}

TEST_F(KeyStoreTest, ErrorsOfOneBatchDoNotTouchTheOthers) {
    auto store = open(100);
    const auto outcomes =
        store->write({put("a", "1"), put("b", std::string(200, 'x')), put("c", "3")});

    EXPECT_TRUE(outcomes[0].ok());
    EXPECT_EQ(outcomes[1].error().code, "ERR_STORAGE_QUOTA");
    EXPECT_TRUE(outcomes[2].ok());
    EXPECT_EQ(keys(*store), "a c");
}

TEST_F(KeyStoreTest, AllowsWhatMakesRoomAlsoAboveTheQuota) {
    write(*open(), put("a", std::string(100, 'x')));
    auto store = open(50);

    EXPECT_EQ(write(*store, put("b", "x")), "ERR_STORAGE_QUOTA");
    EXPECT_EQ(write(*store, put("a", std::string(80, 'x'))), "1");
    KeyBatch removal;
    removal.changes.push_back({"a", std::nullopt});
    removal.changes.push_back({"none", std::nullopt});
    EXPECT_EQ(write(*store, removal), "10");
    EXPECT_EQ(store->bytes().value(), 0u);
    EXPECT_EQ(write(*store, put("b", "x")), "0");
}

TEST_F(KeyStoreTest, WritesNothingWhenWhatWasReadHasChanged) {
    auto store = open();
    auto other = open();
    write(*store, put("a", "1"));
    const KeyRange range = {"a", "b", UINT64_MAX, false};
    const auto seen = store->list(range, KeyStore::With::Keys).value().digest;
    KeyBatch batch = put("result", "1");
    batch.checks.push_back({range, seen});

    EXPECT_EQ(write(*store, batch), "0");
    EXPECT_EQ(write(*other, put("a", "1")), "1");  // The same value, and yet written.
    EXPECT_EQ(write(*store, batch), "conflict");
    EXPECT_EQ(write(*store, put("z", "1")), "0");
}

// Children write in a loop, say so, and are killed in the middle of it. All that they said is
// there, and no pair of values that belongs together is torn.
TEST_F(KeyStoreTest, SurvivesAKillAtAnyMoment) {
    int last = 0;
    for (int round = 0; round < 12; ++round) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) {
            auto store = KeyStore::open(file, kPlenty);
            if (!store) _exit(1);
            for (int i = last + 1;; ++i) {
                KeyBatch batch = put("one", std::to_string(i) + std::string(3000, 'x'));
                batch.changes.push_back({"two", std::to_string(i) + std::string(3000, 'x')});
                if (!store.value()->write({batch}).front()) _exit(2);
                if (::write(ends[1], &i, sizeof(i)) != sizeof(i)) _exit(3);
            }
        }
        close(ends[1]);
        usleep(static_cast<useconds_t>(3000 + 1700 * round));
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself: " << WEXITSTATUS(status);
        int said = 0;
        while (::read(ends[0], &said, sizeof(said)) == sizeof(said))
            last = said;
        close(ends[0]);

        auto store = open();
        ASSERT_NE(store, nullptr);
        if (last == 0) continue;
        EXPECT_EQ(value(*store, "one"), value(*store, "two"));
        const int kept = std::atoi(value(*store, "one").c_str());
        EXPECT_GE(kept, last);
        last = kept;
    }
    EXPECT_GT(last, 0);
}

TEST_F(KeyStoreTest, IsWholeWhenTheFileMayGrowNoFurther) {
    // As a full disk, for who is not root. In a child, as the limit is the process's.
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        auto store = KeyStore::open(file, kPlenty);
        if (!store) _exit(10);
        rlimit limit{200 << 10, 200 << 10};
        setrlimit(RLIMIT_FSIZE, &limit);
        bool failed = false;
        for (int i = 0; i < 100 && !failed; ++i) {
            failed = !store.value()
                          ->write({put("k" + std::to_string(i), std::string(9000, 'x'))})
                          .front();
        }
        if (!failed) _exit(11);
        const auto list = store.value()->list(all(), KeyStore::With::Values);
        _exit(list && !list.value().keys.empty() ? 0 : 12);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);

    auto store = open();
    const std::size_t before = store->bytes().value();
    EXPECT_EQ(write(*store, put("again", "x")), "0");
    EXPECT_EQ(store->bytes().value(), before + 6);
}

TEST_F(KeyStoreTest, IsWholeWhenTheDiskIsFull) {
    files::create_directories(folder + "/small");
    const std::string small = folder + "/small";
    if (mount("plinth", small.c_str(), "tmpfs", 0, "size=256k") != 0) return;  // Only root may.
    file = small + "/plugin.sqlite";
    {
        auto store = open();
        std::string code = "0";
        for (int i = 0; i < 100 && code == "0"; ++i)
            code = write(*store, put("k" + std::to_string(i), std::string(9000, 'x')));
        EXPECT_EQ(code, "ENOSPC");
        const std::string first = value(*store, "k0");
        EXPECT_EQ(first, std::string(9000, 'x'));
    }
    {
        auto store = open();
        EXPECT_EQ(value(*store, "k0"), std::string(9000, 'x'));
        EXPECT_EQ(value(*store, "k99"), "none");
    }
    umount(small.c_str());
}

TEST_F(KeyStoreTest, RefusesADamagedFileAndLeavesIt) {
    files::create_directories(folder + "/sub");
    std::ofstream(file) << std::string(10000, '?');
    const std::size_t before = open_descriptors();

    const auto store = KeyStore::open(file, kPlenty);

    EXPECT_EQ(store.error().code, "ERR_STORAGE_CORRUPT");
    EXPECT_EQ(files::file_size(file), 10000u);
    EXPECT_EQ(open_descriptors(), before);
}

TEST_F(KeyStoreTest, SaysWhatKeepsItFromOpening) {
    std::ofstream(folder + "/file") << "x";

    EXPECT_EQ(KeyStore::open(folder + "/file/plugin.sqlite", kPlenty).error().code, "ENOTDIR");
    files::create_directories(file);
    const std::string code = KeyStore::open(file, kPlenty).error().code;
    EXPECT_FALSE(code.empty());
}

}  // namespace
}  // namespace plinth::api
