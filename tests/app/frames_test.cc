// SPDX-License-Identifier: MIT
// `plinth frames`: its command line, its loop and its report.

#include "host/app/frames.h"

#include <nlohmann/json.hpp>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

TEST(FramesOptions, HasDefaultsAndTakesNumbersEitherWay) {
    const FramesOptions plain = parse_frames_options({"a", "b"});
    const FramesOptions given = parse_frames_options(
        {"--seconds", "0.5", "a", "--fps=30", "--render-ms", "0", "--budget-ms=0", "--json"});

    EXPECT_EQ(plain.folders, (Words{"a", "b"}));
    EXPECT_EQ(plain.fps, 60);
    EXPECT_EQ(plain.budget_ms, 2);
    EXPECT_FALSE(plain.json);
    EXPECT_EQ(given.error, "");
    EXPECT_EQ(given.seconds, 0.5);
    EXPECT_EQ(given.fps, 30);
    EXPECT_EQ(given.render_ms, 0);
    EXPECT_EQ(given.budget_ms, 0);
    EXPECT_TRUE(given.json);
}

TEST(FramesOptions, TakeAPlacement) {
    const auto placement = [](const Words& words) { return parse_frames_options(words).placement; };

    EXPECT_EQ(placement({"a"}), std::nullopt);
    EXPECT_EQ(placement({"a", "--placement", "shared"}), Placement::Shared);
    EXPECT_EQ(placement({"--placement=main", "a"}), Placement::Main);
    EXPECT_NE(parse_frames_options({"a", "--placement"}).error, "");
    EXPECT_NE(parse_frames_options({"--placement", "a"}).error, "");
}

TEST(FramesOptions, SayWhatIsWrong) {
    const auto error = [](const Words& words) { return parse_frames_options(words).error; };

    EXPECT_NE(error({}), "");
    EXPECT_NE(error({""}), "");
    EXPECT_NE(error({"a", "--nonsense"}), "");
    for (const char* number : {"", "x", "-1", "nan", "inf", "1e99", "2x"})
        EXPECT_NE(error({"a", "--fps", number}), "") << number;
    EXPECT_NE(error({"a", "--seconds"}), "");
    EXPECT_NE(error({"a", "--seconds=0"}), "");
    EXPECT_EQ(error({"--help"}), "");
}

TEST(Spread, IsOfTheNearestRank) {
    std::vector<double> values;
    for (int i = 1000; i > 0; --i)
        values.push_back(i);

    const Spread spread = spread_of(values);

    EXPECT_EQ(spread.p50, 500);
    EXPECT_EQ(spread.p99, 990);
    EXPECT_EQ(spread.p999, 999);
    EXPECT_EQ(spread.max, 1000);
    EXPECT_EQ(spread_of({}).max, 0);
    EXPECT_EQ(spread_of({7}).p50, 7);
}

class Frames : public testing::Test {
  protected:
    void write(const std::string& name, std::string_view text) { folder_.write(name, text); }

    int run(const Words& arguments) {
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int exit_code = run_frames(parse_frames_options(arguments));
        out_ = testing::internal::GetCapturedStdout();
        errors_ = testing::internal::GetCapturedStderr();
        return exit_code;
    }
    Json run_to_json(Words arguments) {
        for (const char* word : {"--json", "--fps", "250", "--render-ms", "0"})
            arguments.emplace_back(word);
        EXPECT_EQ(run(arguments), 0);
        return Json::parse(out_, nullptr, false);
    }
    std::string at(const std::string& name) { return (folder_.path() / name).string(); }

    test::TemporaryFolder folder_;
    std::string out_;
    std::string errors_;
};

TEST_F(Frames, ReportsEachPluginOfAFolder) {
    write("all/one/index.js", "exports.activate = (p) => p.on('frame', () => {});");
    write("all/two.js", "exports.activate = () => { setInterval(() => {}, 10000); };");

    const Json report = run_to_json({at("all"), "--seconds", "0.1"});

    ASSERT_TRUE(report.is_object()) << out_;
    EXPECT_GT(report["frames"], 3);
    EXPECT_GE(report["pump_ms"]["max"], report["pump_ms"]["p999"]);
    EXPECT_GE(report["pump_ms"]["p99"], report["pump_ms"]["p50"]);
    EXPECT_GT(report["rss_bytes"], 0);
    ASSERT_EQ(report["plugins"].size(), 2u);
    const Json& one = report["plugins"][0];
    EXPECT_EQ(one["name"], "one");
    EXPECT_EQ(one["placement"], "main");
    EXPECT_EQ(one["state"], "active");
    EXPECT_EQ(one["reason"], "");
    EXPECT_GT(one["js_ms"], 0);
    EXPECT_GT(one["heap_bytes"], 0);
    EXPECT_GE(one["callbacks"], report["frames"]);
    EXPECT_EQ(report["plugins"][1]["handles"], 1);
    EXPECT_EQ(errors_, "");
}

TEST_F(Frames, AFaultIsOneLineAndTheExitCodeStaysZero) {
    write("bad.js", "exports.activate = () => setTimeout(() => { missing(); }, 1);");
    write("good.js", "exports.activate = (p) => p.on('frame', () => {});");

    const Json report = run_to_json({at("bad.js"), at("good.js"), "--seconds", "0.2"});

    EXPECT_EQ(std::count(errors_.begin(), errors_.end(), '\n'), 1);
    EXPECT_NE(errors_.find("bad: ReferenceError: missing is not defined ("), std::string::npos);
    EXPECT_EQ(report["plugins"][0]["state"], "failed");
    EXPECT_EQ(report["plugins"][0]["reason"], "ReferenceError: missing is not defined");
    EXPECT_GT(report["plugins"][0]["js_ms"], 0);
    EXPECT_EQ(report["plugins"][1]["state"], "active");
}

TEST_F(Frames, PlainlyABudgetHoldsNobody) {
    // Each turn of the loop has 20 ms of work, in pieces.
    write("flood.js",
          "const spin = () => { const end = process.hrtime.bigint() + 1000000n;"
          "  while (process.hrtime.bigint() < end); };"
          "exports.activate = () => setInterval(() => {"
          "  for (let i = 0; i < 20; i++) setImmediate(spin); }, 1);");

    const Json fair = run_to_json({at("flood.js"), "--seconds", "0.3"});
    const Json plain = run_to_json({at("flood.js"), "--seconds", "0.3", "--plain"});

    EXPECT_GE(plain["pump_cpu_ms"]["p50"], 15);
    EXPECT_LT(fair["pump_cpu_ms"]["p50"], 15);
    EXPECT_EQ(plain["plain"], true);
}

TEST_F(Frames, TheTableNamesWhatWentWrong) {
    write("bad.js", "throw new TypeError('no');");

    EXPECT_EQ(run({at("bad.js"), "--seconds", "0.05"}), 0);

    EXPECT_NE(out_.find("p99.9"), std::string::npos);
    EXPECT_NE(out_.find("failed"), std::string::npos);
    EXPECT_NE(out_.find("TypeError: no"), std::string::npos);
}

TEST_F(Frames, WhatIsNoPluginIsRefused) {
    write("empty/readme.txt", "");

    EXPECT_EQ(run({at("missing")}), 2);
    EXPECT_EQ(run({at("empty")}), 2);
    EXPECT_NE(errors_.find("empty"), std::string::npos);
}

}  // namespace
}  // namespace plinth
