// SPDX-License-Identifier: MIT

#include "host/io/path_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace plinth {
namespace {

namespace files = std::filesystem;

class PathCheck : public testing::Test {
  protected:
    PathCheck() {
        std::string name = (files::temp_directory_path() / "plinth-path-XXXXXX").string();
        root = files::canonical(mkdtemp(name.data())).string();
        files::create_directories(root + "/a/b");
        std::ofstream(root + "/a/file") << "x";
    }
    ~PathCheck() override { files::remove_all(root); }

    std::string followed(const std::string& path) const {
        return check_path(root + path, LastName::Follow).resource;
    }
    std::string kept(const std::string& path) const {
        return check_path(root + path, LastName::Keep).resource;
    }

    std::string root;
};

TEST_F(PathCheck, ResolvesSymlinksAnywhere) {
    files::create_symlink("a/b", root + "/link");
    files::create_symlink(root + "/link", root + "/second");

    EXPECT_EQ(followed("/second"), root + "/a/b");
    EXPECT_EQ(followed("/second/../file"), root + "/a/file");
    EXPECT_EQ(followed("/second/none"), root + "/a/b/none");
    EXPECT_EQ(kept("/second/none"), root + "/a/b/none");
}

TEST_F(PathCheck, KeepsTheLastNameWhenAsked) {
    files::create_symlink("a/b", root + "/link");

    EXPECT_EQ(kept("/link"), root + "/link");
    EXPECT_EQ(kept("/a/../link"), root + "/link");
}

TEST_F(PathCheck, DoesNotKeepALastNameThatTheKernelFollows) {
    files::create_symlink("a/b", root + "/link");

    EXPECT_EQ(kept("/link/"), root + "/a/b");
    EXPECT_EQ(kept("/link/."), root + "/a/b");
    EXPECT_EQ(kept("/link/.."), root + "/a");
    EXPECT_EQ(check_path(root + "/link/", LastName::Keep).system, root + "/a/b/");
}

TEST_F(PathCheck, FollowsASymlinkToNothing) {
    files::create_symlink("elsewhere/new", root + "/dangling");
    files::create_symlink("dangling", root + "/again");

    EXPECT_EQ(followed("/again"), root + "/elsewhere/new");
    EXPECT_EQ(followed("/again/below"), root + "/elsewhere/new/below");
}

TEST_F(PathCheck, LeavesMissingFoldersByTheirText) {
    EXPECT_EQ(followed("/none/../../x"), files::path(root).parent_path().string() + "/x");
    EXPECT_EQ(followed("/none/./deep"), root + "/none/deep");
}

TEST_F(PathCheck, EndsWithALoopOfSymlinks) {
    files::create_symlink("two", root + "/one");
    files::create_symlink("one", root + "/two");

    EXPECT_TRUE(followed("/one").starts_with(root + "/"));
}

TEST_F(PathCheck, KnowsTheRoot) {
    EXPECT_EQ(check_path("/", LastName::Follow).system, "/");
    EXPECT_EQ(check_path("/..", LastName::Keep).resource, "/");
    EXPECT_EQ(check_path("//", LastName::Keep).resource, "/");
}

}  // namespace
}  // namespace plinth
