// SPDX-License-Identifier: MIT
// The intrusive list.

#include "host/base/list.h"

#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace plinth {
namespace {

struct Item : ListNode<Item> {
    explicit Item(int number) : value(number) {}
    int value;
};

std::vector<int> values(const List<Item>& list) {
    std::vector<int> all;
    for (const Item* at = list.front(); at != nullptr; at = list.next(*at))
        all.push_back(at->value);
    return all;
}

TEST(List, KeepsTheOrderOfPushing) {
    Item one(1), two(2), three(3);
    List<Item> list;

    list.push_back(one);
    list.push_back(two);
    list.push_back(three);

    EXPECT_EQ(values(list), (std::vector{1, 2, 3}));
    EXPECT_EQ(list.count(), 3u);
    one.unlink();
    two.unlink();
    three.unlink();
}

TEST(List, AnElementThatDiesLeavesItsList) {
    Item first(1), last(3);
    List<Item> list;
    list.push_back(first);
    {
        Item middle(2);
        list.push_back(middle);
        list.push_back(last);
    }

    EXPECT_EQ(values(list), (std::vector{1, 3}));
    first.unlink();
    last.unlink();
}

TEST(List, AnElementThatLeftCanBePushedAgain) {
    Item one(1), two(2);
    List<Item> list;
    list.push_back(one);
    list.push_back(two);

    one.unlink();
    EXPECT_FALSE(one.linked());
    list.push_back(one);

    EXPECT_EQ(values(list), (std::vector{2, 1}));
    one.unlink();
    two.unlink();
}

TEST(List, UnlinkingTwiceIsHarmless) {
    Item one(1);
    List<Item> list;
    list.push_back(one);

    one.unlink();
    one.unlink();

    EXPECT_TRUE(list.empty());
    EXPECT_EQ(list.front(), nullptr);
}

TEST(ListDeathTest, PushingAnElementTwiceEndsTheProcess) {
    EXPECT_DEATH(
        {
            Item one(1);
            List<Item> list;
            list.push_back(one);
            list.push_back(one);
        },
        "this must hold and does not");
}

TEST(ListDeathTest, AListThatDiesWithElementsEndsTheProcess) {
    EXPECT_DEATH(
        {
            Item one(1);
            List<Item> list;
            list.push_back(one);
        },
        "empty\\(\\)");
}

}  // namespace
}  // namespace plinth
