// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer where there is none: runs a fuzz target on every file of the given folders, as they are and with
// reproducible damage.
//
//     xxx_fuzzer [--mutations N] [--seed S] FILE-OR-FOLDER...

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

struct Options
{
    int mutations = 0;
    std::uint64_t seed = 1;
    std::vector<fs::path> paths;
};

// Sizes and counts at the edges of their types, which random bytes seldom hit.
constexpr std::uint64_t kInteresting[] = {
    0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff, 0x7fffffffffffffff, 0xffffffffffffffff};

class Mutator
{
public:
    explicit Mutator(std::uint64_t seed)
        : m_generator(seed)
    {
    }

    std::string mutate(std::string bytes, const std::string& donor)
    {
        for (std::uint64_t i = 0, count = 1 + below(4); i < count; ++i)
            mutateOnce(bytes, donor);
        return bytes;
    }

private:
    std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : m_generator() % bound; }

    void mutateOnce(std::string& bytes, const std::string& donor)
    {
        const std::uint64_t place = below(bytes.size() + 1);
        const std::uint64_t length = std::min<std::uint64_t>(1 + below(16), bytes.size() - place);
        switch (below(7)) {
        case 0:
            if (place < bytes.size())
                bytes[place] = static_cast<char>(bytes[place] ^ static_cast<char>(1u << below(8)));
            break;
        case 1:
            if (place < bytes.size())
                bytes[place] = static_cast<char>(below(256));
            break;
        case 2:
            bytes.erase(place, length);
            break;
        case 3:
            bytes.insert(place, bytes.substr(below(bytes.size()), 1 + below(16)));
            break;
        case 4:
            if (!donor.empty())
                bytes.replace(place, length, donor.substr(below(donor.size()), 1 + below(32)));
            break;
        case 5:
            overwrite(bytes, place, kInteresting[below(std::size(kInteresting))]);
            break;
        default:
            bytes.resize(place);
            break;
        }
    }

    void overwrite(std::string& bytes, std::uint64_t place, std::uint64_t value)
    {
        const std::uint64_t width = std::uint64_t{1} << below(4);
        for (std::uint64_t i = 0; i < width && place + i < bytes.size(); ++i)
            bytes[place + i] = static_cast<char>(value >> (8 * i));
    }

    std::mt19937_64 m_generator;
};

std::vector<fs::path> filesOf(const std::vector<fs::path>& paths)
{
    std::vector<fs::path> files;
    for (const fs::path& path : paths) {
        if (!fs::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
            if (entry.is_regular_file())
                files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string contentOf(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void run(const std::string& bytes)
{
    // A copy of exactly this size: reading beyond it is then visible to the address sanitizer.
    const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(copy.data(), copy.size());
}

Options parse(int argc, char** argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--mutations" && i + 1 < argc)
            options.mutations = std::atoi(argv[++i]);
        else if (argument == "--seed" && i + 1 < argc)
            options.seed = std::strtoull(argv[++i], nullptr, 10);
        else
            options.paths.emplace_back(argument);
    }
    return options;
}

// So that a crash can be replayed: the input that is being run lies here.
void keep(const std::string& bytes)
{
    if (const char* path = std::getenv("ESPALIER_FUZZ_LAST"))
        std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parse(argc, argv);
    const std::vector<fs::path> files = filesOf(options.paths);
    if (files.empty()) {
        std::cerr << "no input files\n";
        return 1;
    }
    Mutator mutator(options.seed);
    std::size_t runs = 0;
    std::string donor;
    for (const fs::path& file : files) {
        const std::string bytes = contentOf(file);
        run(bytes);
        for (int i = 0; i < options.mutations; ++i) {
            const std::string mutated = mutator.mutate(bytes, donor);
            keep(mutated);
            run(mutated);
        }
        runs += static_cast<std::size_t>(options.mutations) + 1;
        donor = bytes;
    }
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    std::cout << runs << " inputs from " << files.size() << " files, largest memory " << usage.ru_maxrss / 1024
              << " MiB\n";
    constexpr long kLargestMemory = 1024L * 1024;
    if (usage.ru_maxrss > kLargestMemory) {
        std::cerr << "a small input made the program take more than 1 GiB\n";
        return 1;
    }
    return 0;
}
