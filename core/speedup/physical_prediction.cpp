// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speedup/physical_prediction.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/graph/internal/channel_analysis.h"
#include "core/graph/internal/channel_removal.h"
#include "core/speedup/internal/tensor_shrinker.h"

namespace espalier {
namespace {

using namespace internal;

std::int64_t asCount(std::size_t size)
{
    return static_cast<std::int64_t>(size);
}

double product(const std::vector<std::int64_t>& sizes)
{
    double result = 1;
    for (const std::int64_t size : sizes)
        result *= static_cast<double>(size);
    return result;
}

/// The sizes that every tensor of the graph will have.
class ShrunkSizes
{
public:
    explicit ShrunkSizes(const ChannelRemoval& removal)
        : m_removal(removal)
        , m_analysis(removal.analysis())
    {
        for (const GraphTensor& tensor : m_analysis.tensors)
            m_sizes.push_back(tensor.tensor.sizes().vec());
        // A weight that a container holds as well has labels of its own there, which never go.
        for (const ElementUse& use : m_analysis.elements)
            shrinkElements(use);
        for (const WeightUse& use : m_analysis.weights)
            shrinkWeight(use);
        for (const VectorUse& use : m_analysis.vectors)
            setSize(use.tensor, use.dim, m_removal.keptCount(use.labels));
    }

    const std::vector<std::int64_t>& of(int tensor) const { return m_sizes[static_cast<std::size_t>(tensor)]; }

private:
    void setSize(int tensor, int dim, std::size_t size)
    {
        m_sizes[static_cast<std::size_t>(tensor)][static_cast<std::size_t>(dim)] = asCount(size);
    }

    void shrinkWeight(const WeightUse& use)
    {
        const std::size_t out = m_removal.keptCount(use.out);
        if (use.depthwise) {
            setSize(use.weight, 0, use.outDim == 1 ? m_removal.keptCount(use.in) : out);
        } else if (use.groups > 1) {
            // Dimension 1 counts within a group, dimension 0 over all of them.
            const auto groups = static_cast<std::size_t>(std::max<std::int64_t>(1, groupsLeft(m_removal, use)));
            const std::size_t in = m_removal.keptCount(use.in);
            setSize(use.weight, 0, use.outDim == 0 ? out : in);
            setSize(use.weight, 1, (use.outDim == 0 ? in : out) / groups);
        } else {
            setSize(use.weight, use.outDim, out);
            if (use.inDim >= 0)
                setSize(use.weight, use.inDim, m_removal.keptCount(use.in));
        }
        if (use.bias >= 0)
            setSize(use.bias, 0, out);
    }

    void shrinkElements(const ElementUse& use)
    {
        for (std::int64_t d = 0; d < use.labels.dim(); ++d) {
            const std::vector<bool> kept = m_removal.keptAlong(use.labels, d);
            setSize(use.tensor, static_cast<int>(d),
                    static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true)));
        }
    }

    const ChannelRemoval& m_removal;
    const ChannelAnalysis& m_analysis;
    std::vector<std::vector<std::int64_t>> m_sizes;
};

/// How many of the elements that labels stand for are kept.
double keptElements(const ChannelRemoval& removal, const LabelTensor& labels)
{
    double result = 1;
    for (std::int64_t d = 0; d < labels.dim(); ++d) {
        const std::vector<bool> kept = removal.keptAlong(labels, d);
        result *= static_cast<double>(std::count(kept.begin(), kept.end(), true));
    }
    return result;
}

class Prediction
{
public:
    Prediction(const Model& model, const ChannelRemoval& removal)
        : m_model(model)
        , m_removal(removal)
        , m_analysis(removal.analysis())
        , m_sizes(removal)
    {
    }

    PhysicalPrediction take(std::vector<Issue> issues)
    {
        m_result.issues = std::move(issues);
        m_result.parametersBefore = m_result.parametersAfter = m_model.parameterCount();
        m_result.macsBefore = m_model.macs().value_or(0);
        for (const LayerInfo& layer : m_model.layers()) {
            m_index.emplace(layer.name, m_result.layers.size());
            PhysicalLayer row;
            row.name = layer.name;
            row.macsBefore = row.macsAfter = layer.macs.value_or(0);
            m_result.layers.push_back(row);
        }
        m_read.assign(m_result.layers.size(), false);
        countTensors();
        countWeights();
        countMacs();
        dropUnread();
        return std::move(m_result);
    }

private:
    PhysicalLayer* rowOf(int tensor)
    {
        const auto found = m_index.find(m_analysis.tensors[static_cast<std::size_t>(tensor)].layer);
        return found == m_index.end() ? nullptr : &m_result.layers[found->second];
    }

    void countTensors()
    {
        for (std::size_t i = 0; i < m_analysis.tensors.size(); ++i) {
            const GraphTensor& tensor = m_analysis.tensors[i];
            const std::int64_t before = tensor.tensor.numel();
            const auto after = static_cast<std::int64_t>(product(m_sizes.of(static_cast<int>(i))));
            m_result.bytesRemoved += (before - after) * asCount(tensor.tensor.element_size());
            PhysicalLayer* row = rowOf(static_cast<int>(i));
            if (row)
                m_read[m_index.at(row->name)] = true;
            if (tensor.buffer)
                continue;
            m_result.parametersAfter -= before - after;
            if (row) {
                row->parametersBefore += before;
                row->parametersAfter += after;
            }
        }
    }

    void countWeights()
    {
        double before = 0;
        double after = 0;
        for (const WeightUse& use : m_analysis.weights) {
            for (const WeightUse::Call& call : use.calls) {
                before += static_cast<double>(call.outputs.numel());
                after += keptElements(m_removal, call.outputs);
            }
            PhysicalLayer* row = rowOf(use.weight);
            if (!row)
                continue;
            row->outputsBefore = asCount(use.out.size());
            row->outputsAfter = asCount(m_removal.keptCount(use.out));
            row->inputsBefore = asCount(use.in.size());
            row->inputsAfter = asCount(m_removal.keptCount(use.in));
            row->macsAfter = std::llround(static_cast<double>(row->macsBefore) * macRatio(use));
        }
        for (const VectorUse& use : m_analysis.vectors) {
            PhysicalLayer* row = rowOf(use.tensor);
            if (row && row->outputsBefore == 0) {
                row->outputsBefore = row->inputsBefore = asCount(use.labels.size());
                row->outputsAfter = row->inputsAfter = asCount(m_removal.keptCount(use.labels));
            }
        }
        m_result.activations = before > 0 ? after / before : 1;
    }

    /// Outputs that are kept, times the weights that each of them costs.
    double macRatio(const WeightUse& use) const
    {
        if (use.calls.empty() || use.out.empty())
            return 1;
        const LabelTensor& outputs = use.calls.front().outputs;
        const double out = static_cast<double>(m_removal.keptCount(use.out)) / static_cast<double>(use.out.size());
        const double elements = keptElements(m_removal, outputs) / static_cast<double>(outputs.numel());
        const auto& weight = m_analysis.tensors[static_cast<std::size_t>(use.weight)].tensor;
        return out > 0 ? elements / out * product(m_sizes.of(use.weight)) / static_cast<double>(weight.numel()) : 0;
    }

    void countMacs()
    {
        std::int64_t inLayers = 0;
        for (const PhysicalLayer& layer : m_result.layers) {
            inLayers += layer.macsBefore;
            m_result.macsAfter += layer.macsAfter;
        }
        // Products of two activations belong to no layer.
        double before = 0;
        double after = 0;
        for (const ProductUse& use : m_analysis.products) {
            before += static_cast<double>(use.result.numel() * use.left.size(-1));
            const std::vector<bool> inner = m_removal.keptAlong(use.left, use.left.dim() - 1);
            after +=
                keptElements(m_removal, use.result) * static_cast<double>(std::count(inner.begin(), inner.end(), true));
        }
        const double rest = static_cast<double>(m_result.macsBefore - inLayers);
        m_result.macsAfter += std::llround(before > 0 ? rest * after / before : rest);
    }

    void dropUnread()
    {
        std::size_t i = 0;
        std::erase_if(m_result.layers, [&](const PhysicalLayer&) { return !m_read[i++]; });
    }

    const Model& m_model;
    const ChannelRemoval& m_removal;
    const ChannelAnalysis& m_analysis;
    ShrunkSizes m_sizes;
    std::unordered_map<std::string, std::size_t> m_index;
    std::vector<bool> m_read; ///< per layer: the graph reads a tensor of its own
    PhysicalPrediction m_result;
};

} // namespace

const PhysicalLayer* PhysicalPrediction::find(const std::string& layer) const
{
    const auto found =
        std::find_if(layers.begin(), layers.end(), [&](const PhysicalLayer& row) { return row.name == layer; });
    return found == layers.end() ? nullptr : &*found;
}

PhysicalPredictor::PhysicalPredictor(std::shared_ptr<const Model> model, const ChannelOptions& options)
    : m_model(std::move(model))
    , m_graph(std::make_shared<const DependencyGraph>(*m_model, options))
{
}

PhysicalPrediction PhysicalPredictor::predict(const MaskSet& masks, Profile profile) const
{
    std::vector<Issue> issues;
    const ChannelRemoval removal = chooseRemoval(m_graph->analysis(), masks, {}, profile == Profile::Default, issues);
    return Prediction(*m_model, removal).take(std::move(issues));
}

PhysicalPrediction PhysicalPredictor::predict(const KeptChannels& kept, Profile profile) const
{
    std::vector<Issue> issues;
    const ChannelRemoval removal = chooseRemoval(m_graph->analysis(), kept, profile == Profile::Default, issues);
    return Prediction(*m_model, removal).take(std::move(issues));
}

} // namespace espalier
