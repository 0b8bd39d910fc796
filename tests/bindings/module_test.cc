// SPDX-License-Identifier: MIT
// The module builder: constants, hand-written functions, and startup snapshots.

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

int add(int left, int right) {
    return left + right;
}
std::string greet(std::string_view name) {
    return "hello " + std::string(name);
}

struct Address {
    std::string host;
    int port = 0;
};

constexpr auto describe(js::Type<Address>) {
    return js::fields(std::pair("host", &Address::host), std::pair("port", &Address::port));
}

void raw_double(const js::Info& info) {
    const auto number = js::Convert<double>::from(js::Where::argument(info, 0), info[0]);
    if (number) info.GetReturnValue().Set(*number * 2);
}

void declare(js::Module& module) {
    module.function<&add>("add")
        .function("greet", &greet)
        .function("negate", [](double number) { return -number; })
        .function("parse",
                  [](std::string host) {
                      return Address{std::move(host), 80};
                  })
        .function("port", [](const Address& address) { return address.port; })
        .raw("twice", &raw_double)
        .constant("LIMIT", 5)
        .constant("NAME", "native");
}

class Module : public test::V8Test {};

TEST_F(Module, FillsItsTarget) {
    const v8::Local<v8::Object> target = v8::Object::New(isolate());
    js::Module module(context(), target, "native");
    declare(module);
    context()->Global()->Set(context(), js::to_name(isolate(), "native"), target).Check();

    EXPECT_FALSE(module.collecting());
    EXPECT_EQ(module.name(), "native");
    EXPECT_EQ(eval("Object.keys(native)"), "add,greet,negate,parse,port,twice,LIMIT,NAME");
    EXPECT_EQ(eval("[native.add(1, 2), native.twice(4), native.LIMIT, native.NAME]"),
              "3,8,5,native");
}

TEST_F(Module, NamesHandWrittenFunctionsInErrors) {
    globals().raw("twice", &raw_double);

    EXPECT_EQ(eval("twice('a')"), "TypeError: twice(): argument 1 must be a number, got string");
}

TEST_F(Module, HasConstantsThatStay) {
    globals().constant("LIMIT", 5);

    EXPECT_EQ(eval("'use strict'; try { LIMIT = 6 } catch (error) { error.name }"), "TypeError");
    EXPECT_EQ(eval("delete globalThis.LIMIT; LIMIT"), "5");
}

TEST_F(Module, CollectsTheSameReferencesEachTime) {
    const auto collect = [] {
        std::vector<std::intptr_t> references;
        js::Module module(references);
        EXPECT_TRUE(module.collecting());
        declare(module);
        return references;
    };

    const auto references = collect();

    EXPECT_GE(references.size(), 6u);
    EXPECT_EQ(references, collect());
}

/// A snapshot of a context whose global `native` was filled by declare().
class Snapshot : public testing::Test {
  protected:
    Snapshot() {
        test::v8_platform();
        {
            js::Module module(references_);
            declare(module);
        }
        references_.push_back(0);

        v8::SnapshotCreator creator(references_.data());
        v8::Isolate* const isolate = creator.GetIsolate();
        {
            const v8::HandleScope handles(isolate);
            const auto context = v8::Context::New(isolate);
            const v8::Context::Scope scope(context);
            context->SetAlignedPointerInEmbedderData(js::Realm::kSlot, nullptr);
            const auto target = v8::Object::New(isolate);
            js::Module module(context, target, "native");
            declare(module);
            context->Global()->Set(context, js::to_name(isolate, "native"), target).Check();
            run(isolate, context,
                "var early = native.parse('a').host + native.port({host: '', port: 4})");
            context->SetAlignedPointerInEmbedderData(js::Realm::kSlot, nullptr);
            creator.SetDefaultContext(context);
        }
        blob_ = creator.CreateBlob(v8::SnapshotCreator::FunctionCodeHandling::kKeep);
    }
    ~Snapshot() override { delete[] blob_.data; }

    static std::string run(v8::Isolate* isolate, v8::Local<v8::Context> context,
                           std::string_view code) {
        const v8::TryCatch caught(isolate);
        v8::Local<v8::Value> value;
        const auto source = js::to_string(isolate, code).ToLocalChecked();
        if (!v8::Script::Compile(context, source).ToLocalChecked()->Run(context).ToLocal(&value))
            value = caught.Exception();
        return *v8::String::Utf8Value(isolate, value);
    }

    std::vector<std::intptr_t> references_;
    v8::StartupData blob_{};
};

TEST_F(Snapshot, HoldsFunctionsAndConstants) {
    const std::unique_ptr<v8::ArrayBuffer::Allocator> allocator(
        v8::ArrayBuffer::Allocator::NewDefaultAllocator());
    v8::Isolate::CreateParams parameters;
    parameters.array_buffer_allocator = allocator.get();
    parameters.snapshot_blob = &blob_;
    parameters.external_references = references_.data();
    v8::Isolate* const isolate = v8::Isolate::New(parameters);
    {
        const v8::Isolate::Scope isolate_scope(isolate);
        const v8::HandleScope handles(isolate);
        const auto context = v8::Context::New(isolate);
        const v8::Context::Scope scope(context);
        test::PlainRealm realm(context);

        EXPECT_TRUE(blob_.CanBeRehashed());
        EXPECT_EQ(run(isolate, context, "early"), "a4");
        EXPECT_EQ(run(isolate, context,
                      "[native.add(1, 2), native.greet('you'), native.negate(3), native.twice(2), "
                      "native.parse('h').port, native.LIMIT, native.NAME]"),
                  "3,hello you,-3,4,80,5,native");
        EXPECT_EQ(run(isolate, context, "native.greet(1)"),
                  "TypeError: greet(): argument 1 must be a string, got number");
        EXPECT_EQ(run(isolate, context, "native.negate()"),
                  "TypeError: negate() needs 1 argument, got 0");
    }
    isolate->Dispose();
}

using ModuleDeathTest = Module;

TEST_F(ModuleDeathTest, RefusesWhatNeedsARealmInASnapshot) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    const auto without_realm = [this] {
        const auto bare = v8::Context::New(isolate());
        js::Module module(bare, bare->Global(), "native");
        int captured = 1;
        module.function("counts", [captured] { return captured; });
    };

    EXPECT_DEATH(without_realm(), "counts has captures: it needs a Realm");
}

}  // namespace
}  // namespace plinth
