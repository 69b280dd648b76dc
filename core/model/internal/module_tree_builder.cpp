// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/module_tree_builder.h"

#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/ir/ir.h>

#include <unordered_map>
#include <utility>

#include "core/base/error.h"

namespace espalier::internal {
namespace {

using namespace torch::jit;

class TreeBuilder
{
public:
    TreeBuilder(RebuiltModule& result, const std::string& file)
        : m_result(result)
        , m_file(file)
        , m_unit(std::make_shared<CompilationUnit>())
    {
    }

    Module build(const Module& original, const std::string& path)
    {
        const auto key = original._ivalue().get();
        if (const auto known = m_modules.find(key); known != m_modules.end())
            return known->second;
        const c10::ClassTypePtr oldType = original.type();
        const c10::ClassTypePtr type = c10::ClassType::create(uniqueName(*oldType), m_unit, /*is_module=*/true);
        std::vector<c10::IValue> values;
        for (std::size_t i = 0; i < oldType->numAttributes(); ++i)
            addAttribute(original, *oldType, i, path, *type, values);
        if (!type->hasAttribute("training")) {
            type->addAttribute("training", c10::BoolType::get());
            values.emplace_back(false);
        }
        m_unit->register_type(type);
        Module module(m_unit, type);
        for (std::size_t i = 0; i < values.size(); ++i)
            module._ivalue()->setSlot(i, std::move(values[i]));
        m_modules.emplace(key, module);
        return module;
    }

    const std::shared_ptr<CompilationUnit>& unit() const { return m_unit; }

private:
    c10::QualifiedName uniqueName(const c10::ClassType& type)
    {
        // __torch__ first: Python's unpickler looks for classes there.
        std::string prefix;
        std::string last = "Module";
        if (type.name()) {
            last = type.name()->name();
            for (const std::string& atom : type.name()->atoms()) {
                if (atom != last && atom.rfind("___torch_mangle_", 0) != 0)
                    prefix += (prefix.empty() ? "" : ".") + atom;
            }
        }
        if (prefix.rfind("__torch__", 0) != 0)
            prefix = prefix.empty() ? "__torch__" : "__torch__." + prefix;
        return c10::QualifiedName(prefix + ".___torch_mangle_" + std::to_string(m_counter++) + "." + last);
    }

    void addAttribute(const Module& original, const c10::ClassType& oldType, std::size_t index, const std::string& path,
                      c10::ClassType& type, std::vector<c10::IValue>& values)
    {
        const std::string& name = oldType.getAttributeName(index);
        const std::string fullName = path.empty() ? name : path + "." + name;
        c10::IValue value = original._ivalue()->getSlot(index);
        c10::TypePtr attributeType = oldType.getAttribute(index);
        const auto asClass = attributeType->cast<c10::ClassType>();
        if (asClass && asClass->is_module() && value.isObject()) {
            const Module child = build(Module(value.toObject()), fullName);
            attributeType = child.type();
            value = child._ivalue();
        } else if (value.isTensor()) {
            value = asFloat(value.toTensor(), fullName);
        } else if (value.isObject() && attributeType->str().find("quantized") != std::string::npos) {
            throwQuantized(fullName);
        }
        type.addAttribute(name, attributeType, oldType.is_parameter(index), oldType.is_buffer(index));
        values.push_back(std::move(value));
    }

    [[noreturn]] void throwQuantized(const std::string& name) const
    {
        throw Error(ErrorCode::Unsupported,
                    Message{ESPALIER_TR("core", "%1: \"%2\" holds quantized weights, which cannot be edited; open the "
                                                "network as it was before quantization."),
                            {m_file, name}});
    }

    c10::IValue asFloat(const at::Tensor& tensor, const std::string& name)
    {
        if (!tensor.defined())
            return tensor;
        if (tensor.is_quantized())
            throwQuantized(name);
        const auto dtype = tensor.scalar_type();
        if (dtype != at::kHalf && dtype != at::kBFloat16 && dtype != at::kDouble)
            return tensor;
        auto& converted = m_converted[tensor.unsafeGetTensorImpl()];
        if (!converted.defined()) {
            converted = tensor.detach().to(at::kFloat);
            converted.set_requires_grad(tensor.requires_grad());
        }
        m_result.convertedTensors.push_back(name);
        return converted;
    }

    RebuiltModule& m_result;
    std::string m_file;
    std::shared_ptr<CompilationUnit> m_unit;
    std::unordered_map<const c10::ivalue::Object*, Module> m_modules;
    std::unordered_map<const c10::TensorImpl*, at::Tensor> m_converted;
    int m_counter = 0;
};

void retype(Block* block)
{
    for (Node* node : block->nodes()) {
        if (node->kind() == prim::GetAttr) {
            const auto type = node->input(0)->type()->cast<c10::ClassType>();
            if (type)
                node->output()->setType(type->getAttribute(node->s(attr::name)));
        }
        for (Block* inner : node->blocks())
            retype(inner);
    }
}

} // namespace

RebuiltModule rebuildModuleTree(const Module& original, const std::shared_ptr<Graph>& graph, const std::string& file)
{
    RebuiltModule result;
    TreeBuilder builder(result, file);
    result.module = builder.build(original, {});
    for (const auto* method : original.type()->methods()) {
        if (method->name() != "forward")
            result.droppedMethods.push_back(method->name());
    }
    const c10::ClassTypePtr type = result.module.type();
    graph->inputs().at(0)->setType(type);
    retype(graph->block());

    Function* forward = builder.unit()->create_function(c10::QualifiedName(*type->name(), "forward"), graph);
    type->addMethod(forward);
    // Default values of arguments live in the schema only.
    const c10::FunctionSchema& old = original.get_method("forward").function().getSchema();
    std::vector<c10::Argument> arguments = old.arguments();
    arguments.at(0) = c10::Argument(arguments.at(0).name(), type);
    forward->setSchema(old.cloneWithArguments(std::move(arguments)));
    return result;
}

std::string opTypeOf(const Module& module)
{
    const auto name = module.type()->name();
    return name ? name->name() : std::string("Module");
}

} // namespace espalier::internal
