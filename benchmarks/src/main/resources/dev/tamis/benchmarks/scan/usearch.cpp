// usearch's exact search over binary codes, from the sources in its npm package, with NumKong's kernel of this machine.
//
// The package's JavaScript interface offers exact search for floats and int8 only. Arguments: file of codes, bits of a
// code, how many, file of one query. For each line of input, which is a number of passes, prints the seconds of the
// median pass.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <vector>

#include <numkong/set.h>
#include <usearch/index_plugins.hpp>

using namespace unum::usearch;

static distance_punned_t hamming(std::uintptr_t a, std::uintptr_t b, std::size_t bytes) {
    nk_u32_t distance;
    nk_hamming_u1(reinterpret_cast<nk_u1x8_t const*>(a), reinterpret_cast<nk_u1x8_t const*>(b), bytes * 8, &distance);
    return static_cast<distance_punned_t>(distance);
}

static std::vector<char> read(char const* file, std::size_t bytes) {
    std::vector<char> data(bytes);
    std::ifstream(file, std::ios::binary).read(data.data(), static_cast<std::streamsize>(bytes));
    return data;
}

int main(int, char** argv) {
    std::size_t bits = std::strtoull(argv[2], nullptr, 10);
    std::size_t count = std::strtoull(argv[3], nullptr, 10);
    std::vector<char> codes = read(argv[1], count * bits / 8);
    std::vector<char> query = read(argv[4], bits / 8);
    auto metric = metric_punned_t::stateless(
        bits, reinterpret_cast<std::uintptr_t>(&hamming), metric_punned_signature_t::array_array_size_k,
        metric_kind_t::hamming_k, scalar_kind_t::b1x8_k);
    exact_search_t search;
    for (int passes; std::scanf("%d", &passes) == 1;) {
        std::vector<double> seconds;
        for (int pass = 0; pass < passes; pass++) {
            auto begin = std::chrono::steady_clock::now();
            auto found = search(
                reinterpret_cast<byte_t const*>(codes.data()), count, bits / 8,
                reinterpret_cast<byte_t const*>(query.data()), 1, bits / 8, 200, metric);
            seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
            if (!found) {
                return 1;
            }
        }
        std::sort(seconds.begin(), seconds.end());
        std::printf("%.9f\n", seconds[seconds.size() / 2]);
        std::fflush(stdout);
    }
}
