// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/speedup_curve.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/progress_sink.h"
#include "core/config/config_resolver.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/channel_choice.h"
#include "core/pruning/pruner.h"
#include "core/speedup/physical_prediction.h"
#include "core/speedup/speedup.h"
#include "tests/bench/measurement.h"
#include "tests/bench/weight_shrink.h"

namespace espalier::bench {
namespace {

constexpr int kRounds = 5;
constexpr int kMoves = 20;

PruneOptions together()
{
    PruneOptions options;
    options.mode = PruningMode::DependencyAware;
    return options;
}

Resolution everyLayerAt(const Model& model, double sparsity)
{
    ConfigEntry entry;
    entry.opTypes = std::vector<std::string>{"Conv2d", "Linear"};
    entry.sparsity = sparsity;
    return resolveConfigList({entry}, model.layers(), model.modules(), &findPruner(together().algorithm)->info());
}

MaskSet halfOfAllChannels(const Model& model)
{
    NullProgressSink sink;
    return prune(model, everyLayerAt(model, 0.5), together(), sink).masks;
}

/// What the window does at each move of a slider: resolve the list, choose channels, predict the result.
double previewMilliseconds(const std::shared_ptr<const Model>& model)
{
    const PhysicalPredictor predictor(model);
    ChannelChooser chooser(model, predictor.graph());
    std::vector<double> times;
    for (int i = 0; i <= kMoves; ++i) {
        const double sparsity = 0.1 + 0.8 * i / kMoves;
        const double time = millisecondsOf([&] {
            const Resolution resolution = everyLayerAt(*model, sparsity);
            predictor.predict(*chooser.choose(resolution, together()), Profile::Default);
        });
        if (i > 0) // the first one scores the channels
            times.push_back(time);
    }
    return median(times);
}

} // namespace

bool benchSpeedup(const std::string& python, const std::string& maker, const std::string& name, double aimMs)
{
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("espalier-bench-" + name + "-" + std::to_string(::getpid()) + ".pt");
    if (std::system((python + " " + maker + " " + name + " " + file.string() + " 2>/dev/null").c_str()) != 0)
        return false;
    NullProgressSink sink;
    Model loaded = Model::load(file, sink);
    std::filesystem::remove(file);
    loaded.setInputs(parseInputSpecs("1,3,224,224"));
    const auto model = std::make_shared<const Model>(std::move(loaded));
    const MaskSet masks = halfOfAllChannels(*model);
    SpeedupOptions options;
    options.verify = false;
    std::vector<double> graph;
    std::vector<double> whole;
    resetPeak();
    const std::int64_t before = residentBytes();
    for (int i = 0; i < kRounds; ++i) {
        graph.push_back(millisecondsOf([&] { const DependencyGraph found(*model); }));
        whole.push_back(1000 * speedUp(model, masks, options, sink).seconds);
    }
    const double growth = static_cast<double>(peakResidentBytes() - before);
    const double bytes = 4.0 * static_cast<double>(model->parameterCount());
    std::printf("%-12s %6.1f M parameters, %4zu layers: graph %5.0f ms, graph + shrink %5.0f ms", name.c_str(),
                bytes / 4e6, model->layers().size(), median(graph), median(whole));
    if (aimMs > 0)
        std::printf(" (aim < %.0f)", aimMs);
    std::printf(", preview of one slider move %4.1f ms", previewMilliseconds(model));
    std::printf(", memory +%.2f x model (aim < 2.5)\n", growth / bytes);
    const Comparison shrink = compareShrinkWithCopy(*model, masks);
    std::printf("%-12s weights shrunk in %.1f ms, what is kept copied in %.1f ms, ratio %.2f%s\n", "",
                shrink.firstMedian, shrink.secondMedian, shrink.ratio, name == "vgg16" ? " (aim <= 2)" : "");
    return true;
}

} // namespace espalier::bench
