// SPDX-License-Identifier: GPL-3.0-or-later
// The networks of tests/data/models and what PyTorch computed with them (scripts/make_test_models.py).
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/model/model.h"

namespace espalier::test {

/// Largest difference from PyTorch, as a part of the largest output: other versions add in another order.
inline constexpr double kPyTorchTolerance = 1e-5;

inline std::string modelFile(const std::string& name)
{
    return ESPALIER_TEST_DATA "/models/" + name + ".pt";
}

inline Model openModel(const std::string& name)
{
    NullProgressSink sink;
    return Model::load(modelFile(name), sink);
}

inline nlohmann::json expectationOf(const std::string& name)
{
    std::ifstream stream(ESPALIER_TEST_DATA "/models/" + name + ".json");
    return nlohmann::json::parse(stream);
}

/// The input that the script made: element i is ((37 i) mod 101 - 50) / 64.
inline ModelOutput scriptInput(const Shape& shape)
{
    ModelOutput input{shape, {}};
    for (std::int64_t i = 0; i < elementCount(shape); ++i)
        input.values.push_back(static_cast<float>(i * 37 % 101 - 50) / 64.0F);
    return input;
}

inline std::vector<ModelOutput> scriptInputs(const nlohmann::json& expectation)
{
    std::vector<ModelOutput> inputs;
    for (const Shape& shape : expectation["inputs"].get<std::vector<Shape>>())
        inputs.push_back(scriptInput(shape));
    return inputs;
}

inline std::vector<InputSpec> inputSpecs(const nlohmann::json& expectation)
{
    std::vector<InputSpec> specs;
    for (const Shape& shape : expectation["inputs"].get<std::vector<Shape>>())
        specs.push_back({shape, DType::Float32});
    return specs;
}

/// max|a-b| / max|a|; infinity when the sizes differ or a value is not a number.
template <typename Expected, typename Actual>
double relativeDifference(const Expected& expected, const Actual& actual)
{
    if (expected.size() != actual.size())
        return HUGE_VAL;
    double largest = 0;
    double scale = 1e-6;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double difference = std::abs(static_cast<double>(expected[i]) - static_cast<double>(actual[i]));
        if (!std::isfinite(difference))
            return HUGE_VAL;
        largest = std::max(largest, difference);
        scale = std::max(scale, std::abs(static_cast<double>(expected[i])));
    }
    return largest / scale;
}

inline bool sameBits(std::span<const float> a, std::span<const float> b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) {
        return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
    });
}

inline bool sameOutputs(const std::vector<ModelOutput>& a, const std::vector<ModelOutput>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ModelOutput& x, const ModelOutput& y) {
        return x.shape == y.shape && sameBits(x.values, y.values);
    });
}

/// Full names of all tensors that layers own; those of float32 only when asked.
inline std::vector<std::string> tensorNames(const Model& model, bool floatsOnly = false)
{
    std::vector<std::string> names;
    for (const LayerInfo& layer : model.layers()) {
        for (const ParameterInfo& parameter : layer.parameters) {
            if (floatsOnly && parameter.dtype != DType::Float32)
                continue;
            names.push_back(layer.bareParameter ? layer.name : layer.name + "." + parameter.name);
        }
    }
    return names;
}

/// Every float32 tensor of @p a is bit for bit the one of @p b.
inline bool sameTensors(const Model& a, const Model& b)
{
    const auto names = tensorNames(a, true);
    return !names.empty() && names == tensorNames(b, true)
           && std::all_of(names.begin(), names.end(), [&](const auto& name) {
                  return sameBits(a.parameter(name).values, b.parameter(name).values);
              });
}

/// The values of a tensor, free to be changed.
inline std::vector<float> valuesOf(const Model& model, const std::string& name)
{
    const auto values = model.parameter(name).values;
    return {values.begin(), values.end()};
}

/// The sentence that @p action throws; empty when it throws none.
template <typename Action>
std::string errorOf(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

/// The code that @p action throws; Internal, which no test expects, when it throws none.
template <typename Action>
ErrorCode codeOf(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

} // namespace espalier::test
