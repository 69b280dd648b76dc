// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/internal/graph_inliner.h"

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/ir/scope.h>

#include "core/base/error.h"

namespace espalier::internal {
namespace {

using namespace torch::jit;

ScopePtr scopeOf(const std::string& path)
{
    ScopePtr scope = c10::make_intrusive<Scope>();
    return path.empty() ? scope : scope->push(c10::Symbol::scope(path));
}

void setScopeRecursively(Node* node, const ScopePtr& scope)
{
    node->setScope(scope);
    for (Block* block : node->blocks()) {
        for (Node* inner : block->nodes())
            setScopeRecursively(inner, scope);
    }
}

[[noreturn]] void throwCannotInline(const Node* node, const std::string& what)
{
    throw Error(
        ErrorCode::Unsupported,
        Message{ESPALIER_TR("core", "The network calls %1 (%2), which cannot be followed; write that part as an "
                                    "ordinary module and script it again."),
                {what, sourceLine(node)}});
}

/// The function a node calls, or nullptr when it calls none.
Function* calledFunction(Node* node)
{
    if (node->kind() == prim::CallMethod) {
        const auto type = node->input(0)->type()->cast<c10::ClassType>();
        Function* method = type ? type->findMethod(node->s(attr::name)) : nullptr;
        if (method == nullptr)
            throwCannotInline(node, node->s(attr::name));
        return method;
    }
    if (node->kind() == prim::CallFunction)
        return node->input(0)->type()->expect<c10::FunctionType>()->function();
    return nullptr;
}

class Inliner
{
public:
    explicit Inliner(Value* self)
        : m_self(self)
    {
    }

    void run(Block* block)
    {
        for (auto it = block->nodes().begin(); it != block->nodes().end();) {
            Node* node = *it;
            ++it;
            if (Function* function = calledFunction(node)) {
                Node* before = node->prev();
                inlineCall(node, function);
                it = graph_node_list_iterator(before, kNextDirection);
                ++it;
                continue;
            }
            for (Block* inner : node->blocks())
                run(inner);
        }
    }

private:
    void inlineCall(Node* node, Function* function)
    {
        GraphFunction* callee = tryToGraphFunction(*function);
        if (callee == nullptr)
            throwCannotInline(node, function->qualname().qualifiedName());
        std::string path = modulePath(node);
        if (node->kind() == prim::CallMethod) {
            if (const auto called = attributePath(node->input(0), m_self))
                path = *called;
        } else {
            node->removeInput(0);
        }
        Node* before = node->prev();
        const Node* after = node->next();
        const std::shared_ptr<Graph> body = callee->graph();
        replaceByBody(node, *body);
        const ScopePtr scope = scopeOf(path);
        for (Node* inner = before->next(); inner != after; inner = inner->next())
            setScopeRecursively(inner, scope);
    }

    /// LibTorch's inlineCallTo() would also note for each node who called it, which nobody here asks.
    static void replaceByBody(Node* call, Graph& body)
    {
        WithInsertPoint guard(call);
        const std::vector<Value*> results = insertGraph(*call->owningGraph(), body, call->inputs());
        for (std::size_t i = 0; i < results.size(); ++i) {
            if (call->output(i)->hasDebugName())
                results[i]->setDebugName(call->output(i)->debugName());
            call->output(i)->replaceAllUsesWith(results[i]);
        }
        call->destroy();
    }

    Value* m_self;
};

} // namespace

std::optional<std::string> attributePath(const Value* value, const Value* self)
{
    if (value == self)
        return std::string();
    const Node* node = value->node();
    if (node->kind() != prim::GetAttr)
        return std::nullopt;
    auto base = attributePath(node->input(0), self);
    if (!base)
        return std::nullopt;
    return base->empty() ? node->s(attr::name) : *base + "." + node->s(attr::name);
}

std::string modulePath(const Node* node)
{
    // Node::scope() lacks its const.
    const ScopePtr scope = const_cast<Node*>(node)->scope();
    if (!scope || scope->isBlank())
        return {};
    return scope->name().toUnqualString();
}

std::string moduleTitle(const Node* node)
{
    std::string path = modulePath(node);
    if (!path.empty())
        return path;
    const auto inputs = node->owningGraph()->inputs();
    const ClassTypePtr root = inputs.empty() ? nullptr : inputs[0]->type()->cast<ClassType>();
    return root && root->name() ? root->name()->name() : "forward";
}

void setModulePath(Node* node, const std::string& path)
{
    node->setScope(scopeOf(path));
}

std::string sourceLine(const Node* node)
{
    const auto location = node->sourceRange().file_line_col();
    if (!location)
        return "unknown source";
    return std::get<0>(*location) + ":" + std::to_string(std::get<1>(*location));
}

std::shared_ptr<Graph> inlinedForward(const Module& module)
{
    const std::shared_ptr<Graph> graph = module.get_method("forward").graph()->copy();
    // What forward() itself does belongs to the root; a traced graph may carry scopes of its own.
    const ScopePtr root = scopeOf({});
    for (Node* node : graph->block()->nodes())
        setScopeRecursively(node, root);
    Inliner(graph->inputs().at(0)).run(graph->block());
    return graph;
}

} // namespace espalier::internal
