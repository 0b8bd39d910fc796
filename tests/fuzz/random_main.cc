// SPDX-License-Identifier: MIT
// Runs a fuzz target on random inputs, the same each time: `bindings_fuzz COUNT [FIRST]`. With a
// file it runs that input, to look at what libFuzzer found.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    const long count = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 100;
    if (argc > 1 && count == 0) {
        std::ifstream file(argv[1], std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
        return LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                      bytes.size());
    }
    const long first = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 0;
    for (long i = first; i < first + count; ++i) {
        std::mt19937 random(static_cast<unsigned>(i));
        std::vector<std::uint8_t> bytes(64 + random() % 1024);
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(random());
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::printf("%ld inputs\n", count);
    return 0;
}
