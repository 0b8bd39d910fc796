// SPDX-License-Identifier: MIT
// An intrusive doubly linked list: an element is on at most one list, and leaves it when it dies.

#pragma once

#include <cstddef>

#include "host/base/check.h"

namespace plinth {

/// Base of an element. T derives from ListNode<T>.
template <class T>
class ListNode {
  public:
    ListNode() = default;
    ListNode(const ListNode&) = delete;
    ListNode& operator=(const ListNode&) = delete;
    ~ListNode() { unlink(); }

    bool linked() const { return next_ != this; }
    void unlink() {
        previous_->next_ = next_;
        next_->previous_ = previous_;
        next_ = previous_ = this;
    }

  private:
    template <class>
    friend class List;
    ListNode* next_ = this;
    ListNode* previous_ = this;
};

template <class T>
class List {
  public:
    List() = default;
    List(const List&) = delete;
    List& operator=(const List&) = delete;
    ~List() { PLINTH_CHECK(empty()); }

    bool empty() const { return !head_.linked(); }
    T* front() const { return empty() ? nullptr : static_cast<T*>(head_.next_); }
    T* next(const T& element) const {
        ListNode<T>* node = static_cast<const ListNode<T>&>(element).next_;
        return node == &head_ ? nullptr : static_cast<T*>(node);
    }
    void push_back(T& element) {
        ListNode<T>& node = element;
        PLINTH_CHECK(!node.linked());
        node.previous_ = head_.previous_;
        node.next_ = &head_;
        head_.previous_->next_ = &node;
        head_.previous_ = &node;
    }
    std::size_t count() const {
        std::size_t total = 0;
        for (T* at = front(); at != nullptr; at = next(*at))
            ++total;
        return total;
    }

  private:
    mutable ListNode<T> head_;
};

}  // namespace plinth
