// SPDX-License-Identifier: MIT
// TypeScript to JavaScript, in an isolate and a thread of its own: no plugin carries the
// transpiler, and none of its limits apply to it. What is kept between runs is
// host/modules/typescript.h's.

#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

namespace plinth {

class Engine;

/// The result of one file: JavaScript, or a problem.
struct Transpiled {
    struct Problem {
        std::string message;
        std::string snippet;       ///< The source line with an arrow below; may be empty.
        int line = 0;              ///< 1-based; 0 when there is no place.
        int column = 0;            ///< 1-based.
        bool unsupported = false;  ///< TypeScript that can't be turned into JavaScript.
    };
    std::string code;
    std::string map;  ///< A source map (JSON); empty when every place stayed where it was.
    std::optional<Problem> problem;
};

/// Starts when it is first used, and ends after a while without work.
/// Owner: the process. Thread: any; calls wait for each other. Calls JS: its own only.
class Transpiler {
  public:
    static Transpiler& shared();

    Transpiled transpile(const std::string& source);
    /// False: the next call will take long, as it has to start first.
    bool ready();

    /// Its name and version: a part of every cache key.
    static const char* version();

  private:
    void serve();

    std::mutex calls_;
    std::mutex state_;
    std::condition_variable asked_;
    std::condition_variable answered_;
    const std::string* request_ = nullptr;
    std::optional<Transpiled> answer_;
    Engine* engine_ = nullptr;
    bool serving_ = false;
    bool ready_ = false;
};

}  // namespace plinth
