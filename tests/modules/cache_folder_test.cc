// SPDX-License-Identifier: MIT
// The cache on disk, and what becomes of files that are broken, foreign or hostile.

#include "host/modules/cache_folder.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>

namespace plinth {
namespace {

namespace fs = std::filesystem;

class CacheFolderTest : public testing::Test {
  protected:
    CacheFolderTest() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        root_ = fs::temp_directory_path() /
                ("plinth-cache-" + std::string(test->name()) + "-" + std::to_string(getpid()));
        fs::remove_all(root_);
        fs::create_directories(root_);
    }
    ~CacheFolderTest() override { fs::remove_all(root_); }

    std::string folder() const { return root_ / "cache"; }

    static std::string read(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    static void write(const fs::path& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary | std::ios::trunc)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }

    fs::path root_;
};

TEST_F(CacheFolderTest, GivesBackWhatWasKept) {
    CacheFolder cache(folder());
    const std::string bytes("a\0b", 3);

    cache.keep(cache.key({"kind", "source"}), bytes);

    EXPECT_EQ(cache.find(cache.key({"kind", "source"})), bytes);
    EXPECT_EQ(CacheFolder(folder()).find(cache.key({"kind", "source"})), bytes);
}

TEST_F(CacheFolderTest, PartsOfAKeyDoNotRunIntoEachOther) {
    CacheFolder cache(folder());

    EXPECT_NE(cache.key({"ab", "c"}), cache.key({"a", "bc"}));
}

TEST_F(CacheFolderTest, OnlyTheOwnerMayReadOrWrite) {
    CacheFolder cache(folder());
    cache.keep(cache.key({"a"}), "bytes");

    for (const fs::path& path :
         {fs::path(folder()), fs::path(folder()) / "key", fs::path(folder()) / cache.key({"a"})}) {
        const auto others = fs::perms::group_all | fs::perms::others_all;
        EXPECT_EQ(fs::status(path).permissions() & others, fs::perms::none) << path;
    }
}

TEST_F(CacheFolderTest, AFileThatWasCutAnywhereIsMissing) {
    CacheFolder cache(folder());
    const std::string key = cache.key({"a"});
    cache.keep(key, "some bytes");
    const fs::path file = fs::path(folder()) / key;
    const std::string whole = read(file);

    for (std::size_t size = 0; size < whole.size(); ++size) {
        write(file, whole.substr(0, size));
        EXPECT_FALSE(cache.find(key)) << size;
    }
    write(file, whole + "x");
    EXPECT_FALSE(cache.find(key));
    write(file, whole);
    EXPECT_TRUE(cache.find(key));
}

TEST_F(CacheFolderTest, AFileWithAnyByteChangedIsMissing) {
    CacheFolder cache(folder());
    const std::string key = cache.key({"a"});
    cache.keep(key, "some bytes");
    const fs::path file = fs::path(folder()) / key;
    const std::string whole = read(file);

    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        write(file, changed);
        EXPECT_FALSE(cache.find(key)) << at;
    }
}

TEST_F(CacheFolderTest, AnEntryUnderAnotherNameIsMissing) {
    CacheFolder cache(folder());
    cache.keep(cache.key({"a"}), "bytes");

    fs::copy(fs::path(folder()) / cache.key({"a"}), fs::path(folder()) / cache.key({"b"}));

    EXPECT_FALSE(cache.find(cache.key({"b"})));
}

TEST_F(CacheFolderTest, EntriesOfAnotherUsersKeyAreMissing) {
    CacheFolder ours(folder());
    CacheFolder theirs(root_ / "other");
    theirs.keep(theirs.key({"a"}), "bytes");

    fs::copy(root_ / "other" / theirs.key({"a"}), fs::path(folder()) / ours.key({"a"}));

    EXPECT_FALSE(ours.find(ours.key({"a"})));
}

TEST_F(CacheFolderTest, AFolderThatOthersMayWriteIsNotUsed) {
    fs::create_directory(folder());
    fs::permissions(folder(), fs::perms::all);

    EXPECT_FALSE(CacheFolder(folder()).usable());
}

TEST_F(CacheFolderTest, ASymlinkInPlaceOfTheFolderIsNotUsed) {
    fs::create_directory(root_ / "elsewhere");
    fs::create_directory_symlink(root_ / "elsewhere", folder());

    EXPECT_FALSE(CacheFolder(folder()).usable());
}

TEST_F(CacheFolderTest, ASymlinkInPlaceOfAnEntryIsMissing) {
    CacheFolder cache(folder());
    cache.keep(cache.key({"a"}), "bytes");
    const fs::path file = fs::path(folder()) / cache.key({"a"});
    fs::rename(file, root_ / "moved");

    fs::create_symlink(root_ / "moved", file);

    EXPECT_FALSE(cache.find(cache.key({"a"})));
}

TEST_F(CacheFolderTest, AFolderThatCannotBeMadeKeepsNothing) {
    write(root_ / "file", "");
    CacheFolder cache((root_ / "file" / "cache").string());

    cache.keep(cache.key({"a"}), "bytes");

    EXPECT_FALSE(cache.usable());
    EXPECT_FALSE(cache.find("a"));
}

TEST_F(CacheFolderTest, ABrokenKeyFileKeepsNothing) {
    fs::create_directory(folder());
    fs::permissions(folder(), fs::perms::owner_all);
    write(fs::path(folder()) / "key", "short");
    fs::permissions(fs::path(folder()) / "key", fs::perms::owner_read | fs::perms::owner_write);

    CacheFolder cache(folder());

    // It is replaced by a fresh one.
    cache.keep(cache.key({"a"}), "bytes");
    EXPECT_TRUE(cache.find(cache.key({"a"})));
}

TEST_F(CacheFolderTest, TheOldestGoWhenItGrowsBeyondItsLimit) {
    CacheFolder cache(folder(), 10'000);
    const std::string bytes(1000, 'x');
    for (int i = 0; i < 8; ++i) {
        const std::string key = cache.key({std::to_string(i)});
        cache.keep(key, bytes);
        fs::last_write_time(fs::path(folder()) / key,
                            fs::file_time_type::clock::now() - std::chrono::hours(100 - i));
    }

    for (int i = 8; i < 12; ++i)
        cache.keep(cache.key({std::to_string(i)}), bytes);

    EXPECT_FALSE(cache.find(cache.key({"0"})));
    EXPECT_TRUE(cache.find(cache.key({"11"})));
    std::uintmax_t used = 0;
    for (const auto& entry : fs::directory_iterator(folder()))
        used += entry.file_size();
    EXPECT_LE(used, 10'016u);
}

}  // namespace
}  // namespace plinth
