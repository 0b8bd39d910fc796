// SPDX-License-Identifier: MIT
// glReadPixels and libstb's PNG writer.

#include "samples/common/screenshot.h"

#include <SDL_opengl.h>
#include <stb/stb_image_write.h>

#include <vector>

namespace samples {

std::string save_screenshot(const std::filesystem::path& file, int width, int height) {
    constexpr int kChannels = 3;
    const int stride = width * kChannels;
    std::vector<unsigned char> pixels(static_cast<std::size_t>(stride) *
                                      static_cast<std::size_t>(height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(GL_BACK);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());

    stbi_flip_vertically_on_write(1);  // OpenGL's first row is the lowest.
    if (stbi_write_png(file.c_str(), width, height, kChannels, pixels.data(), stride) != 0)
        return {};
    return "cannot write " + file.string();
}

}  // namespace samples
