// SPDX-License-Identifier: GPL-3.0-or-later
// Usage: espalier_bench [--network FILE.pt] [--python PYTHON] [--threads N]
// Without --network, ResNet-50 is made by tests/bench/make_resnet50.py when that Python has torchvision.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/config/config_resolver.h"
#include "core/model/compute_environment.h"
#include "core/model/model.h"
#include "core/pruning/pruner.h"
#include "core/training/trainer.h"
#include "tests/bench/bare_torchscript.h"
#include "tests/bench/measurement.h"
#include "tests/bench/speedup_curve.h"
#include "tests/core/config/example_layers.h"

using namespace espalier;
using namespace espalier::bench;

namespace {

namespace fs = std::filesystem;

constexpr int kPairs = 7;
constexpr int kTrainingSteps = 12;
constexpr std::size_t kTrainingBatch = 128;

struct Options
{
    std::string network;
    std::string python = "/usr/bin/python3";
    int threads = 1;
};

std::string script(const char* name)
{
    return std::string(ESPALIER_SOURCE_DIR) + "/" + name;
}

bool runPython(const Options& options, const std::string& arguments)
{
    const std::string command = options.python + " " + arguments + " 2>/dev/null";
    return std::system(command.c_str()) == 0;
}

/// What a Python script printed as its only number; negative when it failed.
double pythonNumber(const Options& options, const std::string& arguments)
{
    const std::string command = options.python + " " + arguments + " 2>/dev/null";
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr)
        return -1;
    double value = -1;
    if (std::fscanf(pipe, "%lf", &value) != 1)
        value = -1;
    ::pclose(pipe);
    return value;
}

Model loadModel(const std::string& path)
{
    NullProgressSink sink;
    return Model::load(path, sink);
}

void benchOpeningMemory(const std::string& path, double bytes)
{
    loadModel(path); // what LibTorch needs once, it needs anyway
    resetPeak();
    const std::int64_t before = residentBytes();
    const Model model = loadModel(path);
    const double growth = static_cast<double>(peakResidentBytes() - before);
    std::printf("memory while opening: peak +%.1f MB = %.2f x file, kept +%.1f MB (aim <= 2.5 x)\n", growth / 1e6,
                growth / bytes, static_cast<double>(residentBytes() - before) / 1e6);
}

void benchOpening(const std::string& path)
{
    const auto bytes = static_cast<double>(fs::file_size(path));
    benchOpeningMemory(path, bytes);
    const Comparison times = compare(
        kPairs, [&] { loadModel(path); }, [&] { loadBareTorchScript(path); });
    std::printf("open %s (%.1f MB): %.0f ms, bare torch::jit::load %.0f ms, ratio %.2f (aim <= 1.3)\n",
                fs::path(path).filename().c_str(), bytes / 1e6, times.firstMedian, times.secondMedian, times.ratio);
}

void benchMasks(const Model& model)
{
    ConfigEntry entry;
    entry.opTypes = std::vector<std::string>{"Conv2d"};
    entry.sparsity = 0.5;
    const ConfigList list{entry};
    for (const char* algorithm : {"level", "l1", "l2", "fpgm"}) {
        const auto pruner = findPruner(algorithm);
        const Resolution resolution = resolveConfigList(list, model.layers(), model.modules(), &pruner->info());
        PruneOptions options;
        options.algorithm = algorithm;
        std::vector<double> times;
        for (int i = 0; i < kPairs; ++i) {
            NullProgressSink sink;
            times.push_back(millisecondsOf([&] { prune(model, resolution, options, sink); }));
        }
        std::printf("masks %-5s of %.1f M parameters: %.0f ms\n", algorithm,
                    static_cast<double>(model.parameterCount()) / 1e6, median(times));
    }
}

/// The window resolves the list on every move of a slider.
void benchResolving()
{
    const ExampleLayers network = longNetwork(300);
    const ConfigList list = longConfigList(network, 100);
    const auto pruner = findPruner("l1");
    std::vector<double> times;
    for (int i = 0; i < kPairs; ++i)
        times.push_back(
            millisecondsOf([&] { resolveConfigList(list, network.layers, network.modules, &pruner->info()); }));
    std::printf("resolving %zu layers x %zu entries: %.1f ms (aim <= 5 ms)\n", network.layers.size(), list.size(),
                median(times));
}

/// Random images held in memory, so that only the training step is timed.
class RandomImages final : public Dataset
{
public:
    explicit RandomImages(std::size_t count)
        : m_count(count)
    {
    }
    std::size_t size() const override { return m_count; }
    ImageSize imageSize() const override { return {1, 28, 28}; }
    const std::vector<std::string>& classNames() const override { return m_classes; }
    int label(std::size_t index) const override { return static_cast<int>(index % 10); }
    void read(std::size_t index, std::span<float> out) const override
    {
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = static_cast<float>((index * 31 + i * 17) % 255) / 255.0F;
    }
    const std::vector<Issue>& issues() const override { return m_issues; }

private:
    std::size_t m_count;
    std::vector<std::string> m_classes{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    std::vector<Issue> m_issues;
};

class StepTimes final : public TrainingObserver
{
public:
    void batchFinished(const BatchEvent& event) override
    {
        if (event.samplesPerSecond > 0)
            m_samplesPerSecond = event.samplesPerSecond;
    }
    double stepMilliseconds() const { return 1000.0 * static_cast<double>(kTrainingBatch) / m_samplesPerSecond; }

private:
    double m_samplesPerSecond = 0;
};

double espalierStep(const std::string& path)
{
    const auto model = std::make_shared<const Model>(loadModel(path));
    TrainingOptions options;
    options.epochs = 1;
    options.batchSize = kTrainingBatch;
    Trainer trainer(model, {}, options);
    StepTimes times;
    trainer.setObserver(&times);
    const auto train = std::make_shared<RandomImages>(kTrainingBatch * kTrainingSteps);
    const auto test = std::make_shared<RandomImages>(10);
    trainer.run(train, test);
    return times.stepMilliseconds();
}

void benchTraining(const Options& options, const fs::path& scratch)
{
    const std::string network = (scratch / "untrained.pt").string();
    const std::string maker = script("scripts/make_example_network.py");
    if (!runPython(options, maker + " " + network)) {
        std::printf("training: skipped, %s cannot import torch\n", options.python.c_str());
        return;
    }
    std::vector<double> ours;
    std::vector<double> eager;
    std::vector<double> ratios;
    for (int pair = 0; pair < 5; ++pair) {
        ours.push_back(espalierStep(network));
        eager.push_back(pythonNumber(
            options, script("tests/bench/eager_training.py") + " " + maker + " " + std::to_string(options.threads) + " "
                         + std::to_string(kTrainingBatch) + " " + std::to_string(kTrainingSteps)));
        ratios.push_back(eager.back() / ours.back());
    }
    std::printf("training step, batch %zu, %d thread(s): %.1f ms, eager PyTorch %.1f ms, throughput ratio %.2f "
                "(aim >= 1.0)\n",
                kTrainingBatch, options.threads, median(ours), median(eager), median(ratios));
}

/// The cost must grow with the network, not faster.
void benchSpeedups(const Options& options)
{
    struct Aim
    {
        const char* network;
        double milliseconds;
    };
    for (const Aim& aim : {Aim{"resnet18", 0},
                           {"resnet34", 0},
                           {"resnet50", 150},
                           {"resnet101", 0},
                           {"resnet152", 400},
                           {"densenet121", 0},
                           {"densenet169", 0},
                           {"densenet201", 1000},
                           {"vgg16", 0}}) {
        if (!benchSpeedup(options.python, script("tests/bench/make_network.py"), aim.network, aim.milliseconds))
            std::printf("speedup of %s: skipped, %s cannot import torchvision\n", aim.network, options.python.c_str());
    }
}

Options parseOptions(int argc, char** argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string key = argv[i];
        if (key == "--network")
            options.network = argv[i + 1];
        else if (key == "--python")
            options.python = argv[i + 1];
        else if (key == "--threads")
            options.threads = std::atoi(argv[i + 1]);
    }
    return options;
}

int runAll(const Options& options, const fs::path& scratch)
{
    std::string network = options.network;
    if (network.empty()) {
        network = (scratch / "resnet50.pt").string();
        if (!runPython(options, script("tests/bench/make_resnet50.py") + " " + network)) {
            std::fprintf(stderr, "%s cannot import torchvision; name a network with --network FILE.pt.\n",
                         options.python.c_str());
            return 1;
        }
    }
    setComputeThreads(options.threads);
    std::printf("LibTorch %s, %s, %d thread(s)\n", libTorchVersion().c_str(), blasName().c_str(), computeThreads());
    benchResolving();
    benchOpening(network);
    benchMasks(loadModel(network));
    benchSpeedups(options);
    benchTraining(options, scratch);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parseOptions(argc, argv);
    const fs::path scratch = fs::temp_directory_path() / ("espalier-bench-" + std::to_string(::getpid()));
    fs::create_directories(scratch);
    int result = 1;
    try {
        result = runAll(options, scratch);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
    }
    fs::remove_all(scratch);
    return result;
}
