// SPDX-License-Identifier: MIT
// What an isolate makes of its options.

#include "host/engine/engine.h"

#include <gtest/gtest.h>

namespace plinth {
namespace {

// Collections while 120 MB of texts are made, of which the last 3 MB live: V8 grows the young
// generation only for what survives.
std::uint64_t collections_with(std::size_t young_generation_bytes) {
    EngineOptions options;
    options.young_generation_bytes = young_generation_bytes;
    Engine engine(options);
    GcFigures figures;
    engine.gc_meter().charge_to(&figures);
    const v8::Isolate::Scope entered(engine.isolate());
    const v8::HandleScope handles(engine.isolate());
    const v8::Local<v8::Context> context = v8::Context::New(engine.isolate());
    const v8::Context::Scope scope(context);
    const v8::Local<v8::String> code =
        v8::String::NewFromUtf8Literal(engine.isolate(),
                                       "const kept = []; for (let i = 0; i < 2e6; ++i) kept[i % "
                                       "50000] = 'a text that is not flat ' + i;");
    EXPECT_FALSE(v8::Script::Compile(context, code).ToLocalChecked()->Run(context).IsEmpty());
    return figures.collections;
}

TEST(Engine, ASmallerYoungGenerationIsCollectedMoreOften) {
    const std::uint64_t small = collections_with(std::size_t{3} << 19);
    const std::uint64_t large = collections_with(std::size_t{48} << 20);

    EXPECT_GT(small, 2 * large) << large;
}

}  // namespace
}  // namespace plinth
