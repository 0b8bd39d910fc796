// SPDX-License-Identifier: MIT
// Arrays in memory that C++ and script share: columns, rows and numbers, and what is left of them
// when the memory moves or ends.

#include "bindings/shared.h"

#include <memory>
#include <optional>
#include <vector>

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

struct Body {
    float x = 0;
    double mass = 1;
    std::uint8_t kind = 0;
    float dx = 0;
};
constexpr auto describe(js::Type<Body>) {
    return js::fields(std::pair("x", &Body::x), std::pair("mass", &Body::mass),
                      std::pair("kind", &Body::kind), std::pair("dx", &Body::dx));
}

class Shared : public test::V8Test {
  protected:
    Shared() {
        columns_.emplace(3);
        globals()
            .property("bodies", [this]() -> js::Columns<Body>& { return *columns_; })
            .property("rows", [this]() -> js::Rows<Body>& { return *rows_; })
            .property("heights", [this]() -> js::Numbers<float>& { return heights_; });
    }

    std::optional<js::Columns<Body>> columns_;
    std::vector<Body> vector_ = std::vector<Body>(4);
    std::optional<js::Rows<Body>> rows_{std::in_place, vector_};
    std::vector<float> numbers_{1, 2, 3};
    js::Numbers<float> heights_{numbers_};
};

TEST_F(Shared, ColumnsAreTheGamesOwnNumbers) {
    EXPECT_EQ(eval("[bodies.length, bodies.x.constructor.name, bodies.mass.constructor.name, "
                   "bodies.kind.constructor.name, bodies.mass.join()]"),
              "3,Float32Array,Float64Array,Uint8Array,1,1,1");
    EXPECT_EQ(eval("bodies.x[1] = 2.5; bodies.kind[2] = 255; bodies === bodies && "
                   "bodies.x === bodies.x"),
              "true");
    EXPECT_EQ(columns_->get(1).x, 2.5F);
    EXPECT_EQ(columns_->get(2).kind, 255);

    columns_->column<&Body::dx>()[0] = 7;
    EXPECT_EQ(eval("bodies.dx[0]"), "7");
}

TEST_F(Shared, ColumnsGrow) {
    eval("globalThis.old = bodies.x");
    for (int i = 0; i < 100; ++i)
        columns_->push_back({static_cast<float>(i), 2, 3, 4});

    EXPECT_EQ(eval("[old.length, bodies.length, bodies.x.length, bodies.x[102], bodies.mass[50]]"),
              "0,103,103,99,2");
    columns_->swap_remove(0);
    EXPECT_EQ(eval("[bodies.length, bodies.x[0], bodies.x[101]]"), "102,99,98");
    columns_->clear();
    EXPECT_EQ(eval("[bodies.length, bodies.x.length, bodies.at(0)]"), "0,0,");
}

TEST_F(Shared, RowsAreTheGamesOwnStructs) {
    vector_[2] = {1, 5, 6, 0.5};
    EXPECT_EQ(eval("var r = rows.at(2); [rows.length, r.index, r.x, r.mass, r.kind, r.dx, "
                   "rows.at(-2).x, rows.at(4), rows.at(0.5)]"),
              "4,2,1,5,6,0.5,1,,");
    EXPECT_EQ(eval("for (const b = rows.cursor(); b.next();) { b.x += 1; b.kind = b.index } "
                   "rows.at(3).kind"),
              "3");
    EXPECT_EQ(vector_[2].x, 2);
    EXPECT_EQ(vector_[3].kind, 3);
    EXPECT_EQ(eval("const { array, offset, stride } = rows.dx; array[offset + 2 * stride] = 9; "
                   "stride === rows.x.stride"),
              "true");
    EXPECT_EQ(vector_[2].dx, 9);
}

TEST_F(Shared, RefuseWhatDoesNotFit) {
    EXPECT_EQ(eval("rows.at(0).kind = 256"),
              "RangeError: Body.kind must be an integer from 0 to 255, got 256");
    EXPECT_EQ(eval("rows.at(0).kind = NaN"),
              "RangeError: Body.kind must be an integer from 0 to 255, got NaN");
    EXPECT_EQ(eval("bodies.at(0).x = '1'"), "TypeError: Body.x must be a number, got string");
    EXPECT_EQ(eval("rows.at('x')"), "TypeError: at(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("rows.cursor().x"), "RangeError: Body: there is no element -1 of 4");
    EXPECT_EQ(eval("rows.cursor().x = 1"), "RangeError: Body: there is no element -1 of 4");
    EXPECT_EQ(eval("'use strict'; rows.x = 1"),
              "TypeError: Cannot set property x of #<Object> which has only a getter");
    EXPECT_EQ(eval("var R = rows.at(0).constructor; new R(1e9).x"),
              "RangeError: Body: there is no element 1000000000 of 4");
    EXPECT_NE(eval("Object.getOwnPropertyDescriptor(R.prototype, 'x').get.call({})"), "0");
}

TEST_F(Shared, MoveWithTheGamesArray) {
    eval("globalThis.row = rows.at(1); row.x = 3; globalThis.strided = rows.x");
    std::vector<Body> moved(2);
    moved[1].x = 8;
    rows_->assign(moved);
    vector_ = {};

    EXPECT_EQ(eval("[row.x, rows.length, strided.array.length, rows.x.array.length > 0]"),
              "8,2,0,true");
    EXPECT_EQ(eval("rows.at(3)"), "undefined");
    rows_->end();
    EXPECT_EQ(eval("row.x"), "Error: The array of Body no longer exists");
    EXPECT_EQ(eval("row.x = 1"), "Error: The array of Body no longer exists");
    EXPECT_EQ(eval("rows.length"), "Error: The array of Body no longer exists");
    rows_->assign(moved);
    EXPECT_EQ(eval("row.x"), "8");
}

TEST_F(Shared, EndWithTheCppObject) {
    eval(
        "globalThis.b = bodies; globalThis.x = b.x; globalThis.row = b.at(0); "
        "globalThis.c = rows; globalThis.other = c.at(0)");
    columns_.reset();
    rows_.reset();

    EXPECT_EQ(eval("x.length"), "0");
    EXPECT_EQ(eval("x[0]"), "undefined");
    for (const char* const use : {"b.x", "b.length", "b.at(0)", "row.x", "row.x = 1", "b.cursor()",
                                  "c.x", "other.mass", "other.mass = 2"})
        EXPECT_EQ(eval(use), "Error: The array of Body no longer exists") << use;
    EXPECT_EQ(eval("b.cursor === undefined"), "false");
}

TEST_F(Shared, NumbersAreOneTypedArray) {
    EXPECT_EQ(eval("globalThis.h = heights; h[1] = 9; [h === heights, h.join()]"), "true,1,9,3");
    EXPECT_EQ(numbers_[1], 9);

    numbers_.resize(1000, 4);
    heights_.assign(numbers_);
    EXPECT_EQ(eval("[h.length, heights.length, heights[999]]"), "0,1000,4");
    heights_.end();
    EXPECT_EQ(eval("heights"), "Error: The array no longer exists");
}

TEST_F(Shared, EndWithTheRealm) {
    eval(
        "globalThis.b = bodies; globalThis.x = b.x; globalThis.r = rows.at(0); globalThis.h = "
        "heights; r.x = 1");

    destroy_realm();

    EXPECT_EQ(eval("[x.length, h.length]"), "0,0");
    EXPECT_EQ(eval("b.x"), "Error: The array of Body no longer exists");
    EXPECT_EQ(eval("r.x"), "Error: The array of Body no longer exists");
    columns_->push_back({});
    rows_->end();
}

TEST_F(Shared, AreSeenByEachRealmByItself) {
    const v8::Local<v8::Context> other = v8::Context::New(isolate());
    auto neighbour = std::make_unique<test::PlainRealm>(other);
    {
        const v8::Context::Scope scope(other);
        js::Module(other, other->Global(), "game")
            .property("bodies", [this]() -> js::Columns<Body>& { return *columns_; });
    }
    EXPECT_EQ(eval_in(other, "globalThis.x = bodies.x; x[0] = 5; x instanceof Float32Array"),
              "true");
    EXPECT_EQ(eval("bodies.x[0]"), "5");
    neighbour.reset();
    EXPECT_EQ(eval("bodies.x[0]"), "5");
    EXPECT_EQ(eval_in(other, "x.length"), "0");
}

}  // namespace
}  // namespace plinth
