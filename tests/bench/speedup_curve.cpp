// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/speedup_curve.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/progress_sink.h"
#include "core/config/config_resolver.h"
#include "core/graph/dependency_graph.h"
#include "core/pruning/pruner.h"
#include "core/speedup/speedup.h"
#include "tests/bench/measurement.h"

namespace espalier::bench {
namespace {

constexpr int kRounds = 5;

MaskSet halfOfAllChannels(const Model& model)
{
    ConfigEntry entry;
    entry.opTypes = std::vector<std::string>{"Conv2d", "Linear"};
    entry.sparsity = 0.5;
    PruneOptions options;
    options.mode = PruningMode::DependencyAware;
    const Resolution resolution =
        resolveConfigList({entry}, model.layers(), model.modules(), &findPruner(options.algorithm)->info());
    NullProgressSink sink;
    return prune(model, resolution, options, sink).masks;
}

} // namespace

bool benchSpeedup(const std::string& python, const std::string& maker, const std::string& name, double aimMs)
{
    const std::filesystem::path file = std::filesystem::temp_directory_path() / ("espalier-bench-" + name + ".pt");
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
    const double bytes = 4.0 * static_cast<double>(model->parameterCount());
    std::printf("%-12s %6.1f M parameters, %4zu layers: graph %5.0f ms, graph + shrink %5.0f ms", name.c_str(),
                bytes / 4e6, model->layers().size(), median(graph), median(whole));
    if (aimMs > 0)
        std::printf(" (aim < %.0f)", aimMs);
    std::printf(", memory +%.2f x model (aim < 2.5)\n", static_cast<double>(peakResidentBytes() - before) / bytes);
    return true;
}

} // namespace espalier::bench
