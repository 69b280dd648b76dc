// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/compute_environment.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/version.h>

#include <dlfcn.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "core/model/internal/warning_handler.h"

namespace espalier {
namespace {

// Taken before anyone changes it: LibTorch forgets its own choice once a number was set.
int defaultThreads()
{
    static const int threads = at::get_num_threads();
    return threads;
}

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// The file that really provides the matrix product, links followed: Debian's alternatives all call themselves
// libblas.so.3. Empty when the product is built into LibTorch.
std::string matrixProductLibrary()
{
    void* function = dlsym(RTLD_DEFAULT, "sgemm_");
    Dl_info info{};
    if (!function || dladdr(function, &info) == 0 || !info.dli_fname)
        return {};
    std::error_code error;
    const auto path = std::filesystem::canonical(info.dli_fname, error);
    return lowerCase(error ? info.dli_fname : path.string());
}

// Runs on the calling thread and its pool. at::parallel_for does so only in files compiled with OpenMP, and linking a
// second OpenMP beside the one inside a LibTorch package would give a second pool: the loaded one is asked instead.
void onEveryThread(void (*function)(void*))
{
    using Parallel = void (*)(void (*)(void*), void*, unsigned, unsigned);
    const auto parallel = reinterpret_cast<Parallel>(dlsym(RTLD_DEFAULT, "GOMP_parallel"));
    if (parallel != nullptr)
        parallel(function, nullptr, static_cast<unsigned>(at::get_num_threads()), 0);
    else
        function(nullptr);
}

std::string openBlasName()
{
    using ParallelKind = int (*)();
    const auto kind = reinterpret_cast<ParallelKind>(dlsym(RTLD_DEFAULT, "openblas_get_parallel"));
    switch (kind ? kind() : -1) {
    case 0:
        return "OpenBLAS (serial)";
    case 1:
        return "OpenBLAS (pthread)";
    case 2:
        return "OpenBLAS (openmp)";
    default:
        return "OpenBLAS";
    }
}

std::string nameFromBuildConfiguration()
{
    const std::string config = lowerCase(at::show_config());
    if (config.find("blas_info=open") != std::string::npos)
        return openBlasName();
    if (config.find("blas_info=accelerate") != std::string::npos)
        return "Accelerate";
    return "built into LibTorch";
}

} // namespace

void setComputeThreads(int count)
{
    const int automatic = defaultThreads();
    at::set_num_threads(count < 1 ? automatic : count);
}

int computeThreads()
{
    defaultThreads();
    return at::get_num_threads();
}

void flushDenormals()
{
    // The processor keeps this setting per thread, and the pool belongs to the calling thread.
    onEveryThread([](void*) { at::globalContext().setFlushDenormal(true); });
}

void silenceLibrary()
{
    static internal::SilentWarningHandler handler;
    internal::SilentWarningHandler::install(&handler);
}

void seedCompute(unsigned long long seed)
{
    at::manual_seed(seed);
}

std::string libTorchVersion()
{
    // Debian's 1.13.1 calls itself 1.13.0, in its headers and its library alike: the third number is not to be trusted.
    return std::to_string(TORCH_VERSION_MAJOR) + "." + std::to_string(TORCH_VERSION_MINOR);
}

std::string blasName()
{
    if (at::globalContext().hasMKL())
        return "MKL";
    const std::string library = matrixProductLibrary();
    if (library.find("openblas") != std::string::npos)
        return openBlasName();
    if (library.find("mkl") != std::string::npos)
        return "MKL";
    if (library.find("blis") != std::string::npos)
        return "BLIS";
    if (library.find("atlas") != std::string::npos)
        return "ATLAS";
    if (library.find("blas") != std::string::npos)
        return "reference BLAS";
    return nameFromBuildConfiguration();
}

bool usesReferenceBlas()
{
    return blasName() == "reference BLAS";
}

} // namespace espalier
