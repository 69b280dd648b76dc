// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/input_spec.h"
#include "core/base/issue.h"
#include "core/model/layer_info.h"
#include "core/model/mask_set.h"

namespace espalier {

class ProgressSink;

namespace internal {
struct ModelImpl;
}

/// A read-only look at one float32 tensor. Valid as long as the model lives and the tensor is not replaced.
struct ParameterView
{
    Shape shape;
    std::span<const float> values; ///< row-major
};

/// Everything a forward pass returned: tensors in the order of the outputs, converted to float32.
struct ModelOutput
{
    Shape shape;
    std::vector<float> values;
};

/// A trained network: one inlined graph, its parameters, and the layers both belong to. Owns its tensors; a
/// moved-from model may only be destroyed or assigned. Not thread-safe: a job works on a clone, or on a
/// shared_ptr<const Model> that nobody changes.
class Model
{
public:
    Model(Model&&) noexcept;
    Model& operator=(Model&&) noexcept;
    ~Model();

    /// Reads a TorchScript file (scripted or traced). Content decides, not the suffix; every other kind of
    /// file (state dict, pickled nn.Module, ONNX, truncated zip, folder) is refused with one sentence that
    /// says what it is and how to make a file that opens. @throws Error
    static Model load(const std::filesystem::path& path, ProgressSink& sink, std::stop_token stop = {});

    /// A deep copy: no tensor is shared.
    Model clone() const;

    const std::vector<LayerInfo>& layers() const;
    const std::vector<ModuleInfo>& modules() const;
    const LayerInfo* findLayer(const std::string& name) const;
    /// What was noticed while loading: dropped methods, converted dtypes, what remained of control flow.
    const std::vector<Issue>& issues() const;
    /// Elements of all parameters, each counted once; buffers are not parameters.
    std::int64_t parameterCount() const;

    /// Inputs of forward(), the model itself not counted.
    std::size_t inputCount() const;
    /// The shapes last given to setInputs(), or stored in the file by us; empty when unknown.
    const std::vector<InputSpec>& inputs() const;
    /// Runs the network once on zeros of these shapes and fills shapes and MACs of every layer. On failure
    /// nothing changes. @throws Error(ShapeMismatch) naming the layer that does not accept its input.
    void setInputs(const std::vector<InputSpec>& inputs);
    /// A proposal from the first weighted layer: 1,C,224,224 for a 2-d convolution, 1,F for a linear layer.
    std::optional<std::vector<InputSpec>> proposedInputs() const;
    /// MACs for one sample; nullopt without an input shape.
    std::optional<std::int64_t> macs() const;
    /// Shapes of the outputs; empty without an input shape.
    const std::vector<Shape>& outputShapes() const;

    /// Channel means and standard deviations stored in the file by us; empty when none.
    struct Normalization
    {
        std::vector<double> mean;
        std::vector<double> std;
        bool operator==(const Normalization&) const = default;
    };
    const Normalization& normalization() const;
    void setNormalization(Normalization normalization);

    /// A float32 parameter or buffer by full name ("layer1.0.conv1.weight"). @throws Error(NotFound,
    /// Unsupported for other dtypes)
    ParameterView parameter(const std::string& fullName) const;
    /// Overwrites the values of a float32 tensor of the same shape. @throws Error(NotFound, ShapeMismatch)
    void setParameter(const std::string& fullName, std::span<const float> values);

    /// Multiplies weights and biases by their masks, for good (NNI's apply_compression_results). Under the
    /// default profile callers extend the masks to norms first (core/pruning/norm_masks.h).
    /// @throws Error(NotFound, ShapeMismatch) naming the layer; then nothing has changed.
    void applyMasks(const MaskSet& masks);

    /// Loads a state dict file (.pth) into this model. Missing, unexpected and misshapen keys are one error
    /// that lists them; then nothing has changed. @throws Error
    void loadStateDict(const std::filesystem::path& path);

    /// Evaluates the network (eval mode, no gradients) on float inputs of the given shapes.
    std::vector<ModelOutput> run(const std::vector<ModelOutput>& inputs) const;

    /// Writes a TorchScript file that Python's torch.jit.load reads, with original names, answering
    /// .train()/.eval(). @p path is written in place: callers stage it with OutputTransaction.
    void saveTorchScript(const std::filesystem::path& path) const;
    /// Writes torch.save(model.state_dict()). Same remark on @p path.
    void saveStateDict(const std::filesystem::path& path) const;

    internal::ModelImpl& impl() { return *m_impl; }
    const internal::ModelImpl& impl() const { return *m_impl; }
    explicit Model(std::unique_ptr<internal::ModelImpl> impl);

private:
    std::unique_ptr<internal::ModelImpl> m_impl;
};

} // namespace espalier
