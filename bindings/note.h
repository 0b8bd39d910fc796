// SPDX-License-Identifier: MIT
// What a binding says about a member beside its types: documentation, names of parameters, since
// which version, which permission it needs, which threads may call it. It goes last in a
// declaration:
//
//     module.function("spawn", &spawn,
//                     js::doc("Puts a ship into the world.").names("x", "y")
//                         .since("1.2.0").permission("world.write"));

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace plinth::js {

/// Who may call a member, where a plugin runs on a thread of its own (placement `worker`).
enum class Threads : std::uint8_t {
    /// It runs on the game's thread: in a worker it returns a promise. What is not marked is this.
    Game,
    /// Any thread, at the same time as others: in a worker, too, it is called directly.
    Any,
    /// It cannot be offered to a worker at all: there it throws.
    GameOnly,
};

/// Texts have to be literals, or live as long as the program.
class Note {
  public:
    static constexpr std::size_t kMaxNames = 12;

    constexpr Note() = default;

    /// What the member does, for the typings and the reference. Markdown; may have several lines.
    constexpr Note& doc(const char* text) { return doc_ = text, *this; }
    /// The names of its parameters, in order. What has no name is called `a`, `b`, `c`, ...
    template <class... Name>
    constexpr Note& names(Name... name) {
        static_assert(sizeof...(Name) <= kMaxNames);
        return names_ = {name...}, *this;
    }
    /// The version of the module that has it first.
    constexpr Note& since(const char* version) { return since_ = version, *this; }
    /// Why not to use it any more, and what instead.
    constexpr Note& deprecated(const char* why) { return deprecated_ = why, *this; }
    /// What a plugin has to be granted to use it; others get an ERR_ACCESS_DENIED error.
    constexpr Note& permission(const char* name) { return permission_ = name, *this; }
    /// It may be called on any thread, at the same time as others. A function of a module then runs
    /// on the thread of a plugin in placement `worker`; a class's members still run in the game's
    /// frame.
    constexpr Note& thread_safe() { return threads_ = Threads::Any, *this; }
    /// It cannot be offered to plugins on other threads, not even by way of a promise.
    constexpr Note& game_thread_only() { return threads_ = Threads::GameOnly, *this; }

    constexpr const char* doc_text() const { return doc_; }
    constexpr const char* name_of(std::size_t parameter) const {
        return parameter < kMaxNames ? names_[parameter] : nullptr;
    }
    constexpr const char* since_text() const { return since_; }
    constexpr const char* deprecated_text() const { return deprecated_; }
    constexpr const char* permission_name() const { return permission_; }
    constexpr Threads threads() const { return threads_; }

  private:
    const char* doc_ = nullptr;
    const char* since_ = nullptr;
    const char* deprecated_ = nullptr;
    const char* permission_ = nullptr;
    std::array<const char*, kMaxNames> names_{};
    Threads threads_ = Threads::Game;
};

inline constexpr Note kNoNote{};

/// These begin a Note.
constexpr Note doc(const char* text) {
    return Note().doc(text);
}
template <class... Name>
constexpr Note names(Name... name) {
    return Note().names(name...);
}
constexpr Note since(const char* version) {
    return Note().since(version);
}
constexpr Note deprecated(const char* why) {
    return Note().deprecated(why);
}
constexpr Note permission(const char* name) {
    return Note().permission(name);
}
constexpr Note thread_safe() {
    return Note().thread_safe();
}
constexpr Note game_thread_only() {
    return Note().game_thread_only();
}

}  // namespace plinth::js
