// SPDX-License-Identifier: MIT
// What spellings share.

#include "bindings/spelling.h"

namespace plinth::js {

std::string as_element(std::string text) {
    const bool compound =
        text.find_first_of(" |") != std::string::npos && text.front() != '{' && text.front() != '[';
    return compound ? "(" + text + ")" : text;
}

}  // namespace plinth::js
