// SPDX-License-Identifier: MIT
// The console's colours and measures, pushed around its window only: the app's style stays as is.

#pragma once

#include <imgui.h>

#include <string_view>

namespace plinth::imgui::theme {

inline const ImVec4 kText{0.84f, 0.87f, 0.91f, 1};
inline const ImVec4 kDim{0.47f, 0.52f, 0.60f, 1};
inline const ImVec4 kAccent{0.36f, 0.78f, 1.00f, 1};
inline const ImVec4 kGood{0.45f, 0.88f, 0.58f, 1};
inline const ImVec4 kWarning{1.00f, 0.80f, 0.38f, 1};
inline const ImVec4 kError{1.00f, 0.44f, 0.44f, 1};
inline const ImVec4 kResult{0.72f, 0.84f, 0.62f, 1};

/// Each plugin keeps one colour, made of its name.
ImVec4 color_of(std::string_view plugin);

/// Pushes the style when it is made, pops it when it goes.
class Scope {
  public:
    Scope();
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

  private:
    int colors_ = 0;
    int variables_ = 0;
};

}  // namespace plinth::imgui::theme
