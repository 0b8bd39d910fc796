// SPDX-License-Identifier: MIT
// Compiled code of built-ins: what a block holds is found again, and V8 takes it.

#include "host/modules/builtin_code.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "host/modules/builtins.h"
#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

std::string_view bytes_of(const BuiltinCode::Code* code) {
    if (code == nullptr) return "(none)";
    return {reinterpret_cast<const char*>(code->data), static_cast<std::size_t>(code->length)};
}

TEST(BuiltinCodeTest, FindsWhatWasBundled) {
    const std::string bundle =
        bundle_code({{{{"a", "123"}, {"b/c", std::string(9, 'x')}}, {{"a", "of hosts"}}}});
    const BuiltinCode code(bundle);

    EXPECT_EQ(bytes_of(code.find("a")), "123");
    EXPECT_EQ(bytes_of(code.find("b/c")), "xxxxxxxxx");
    EXPECT_EQ(code.find("d"), nullptr);
    const auto offset = reinterpret_cast<const char*>(code.find("b/c")->data) - bundle.data();
    EXPECT_EQ(offset % 8, 0);
}

TEST(BuiltinCodeTest, GoesOnWithTheNextSetWhenOneIsRefused) {
    const std::string bundle = bundle_code({{{{"a", "first"}}, {{"a", "second"}}}});
    const BuiltinCode code(bundle);
    const BuiltinCode::Code* first = code.find("a");

    code.refuse(first);
    EXPECT_EQ(bytes_of(code.find("a")), "second");
    code.refuse(first);  // Another thread, late.
    EXPECT_EQ(bytes_of(code.find("a")), "second");
    code.refuse(code.find("a"));
    EXPECT_EQ(code.find("a"), nullptr);
}

class BuiltinCodeOfHostsTest : public test::HostTest {};

// Else flags of hosts and of the build tool differ (kFlagsOfHosts).
TEST_F(BuiltinCodeOfHostsTest, IsTakenByV8) {
    load("p", "require('http'); require('crypto');");

    ASSERT_NE(builtin_code(), nullptr);
    EXPECT_NE(builtin_code()->find("http"), nullptr);
}

}  // namespace
}  // namespace plinth
