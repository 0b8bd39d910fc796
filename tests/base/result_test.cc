// SPDX-License-Identifier: MIT
// Result and TRY.

#include "host/base/result.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace plinth {
namespace {

Error failure(const std::string& code) {
    Error error;
    error.code = code;
    return error;
}

Result<int> parse(const std::string& text) {
    if (text.empty()) return failure("EMPTY");
    return static_cast<int>(text.size());
}

Result<int> doubled(const std::string& text) {
    PLINTH_TRY(const int value, parse(text));
    return value * 2;
}

TEST(Result, HoldsItsValue) {
    const Result<int> result = parse("abc");

    ASSERT_TRUE(result.ok());
    EXPECT_EQ(*result, 3);
}

TEST(Result, HoldsItsError) {
    const Result<int> result = parse("");

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "EMPTY");
}

TEST(Result, MovesAValueThatCannotBeCopied) {
    Result<std::unique_ptr<int>> result(std::make_unique<int>(7));

    const std::unique_ptr<int> owned = std::move(result).value();

    EXPECT_EQ(*owned, 7);
}

TEST(Result, OfVoidIsOkByDefault) {
    const Result<void> fine;
    const Result<void> failed = failure("EIO");

    EXPECT_TRUE(fine.ok());
    EXPECT_EQ(failed.error().code, "EIO");
}

TEST(Try, GoesOnWithTheValue) {
    EXPECT_EQ(*doubled("ab"), 4);
}

TEST(Try, ReturnsTheErrorToTheCaller) {
    EXPECT_EQ(doubled("").error().code, "EMPTY");
}

TEST(ResultDeathTest, AskingAnErrorForItsValueEndsTheProcess) {
    EXPECT_DEATH(static_cast<void>(parse("").value()), "this must hold and does not: ok\\(\\)");
}

TEST(ResultDeathTest, AskingAValueForItsErrorEndsTheProcess) {
    EXPECT_DEATH(static_cast<void>(parse("abc").error()), "this must hold and does not: !ok\\(\\)");
}

}  // namespace
}  // namespace plinth
