// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/internal/taken_branch.h"

#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

namespace espalier::internal {
namespace {

using namespace torch::jit;

void settle(Value* condition, bool value)
{
    if (condition->node()->kind() == prim::Constant || condition->node()->kind() == prim::Param)
        return;
    const WithInsertPoint guard(condition->node()->next());
    condition->replaceAllUsesWith(condition->owningGraph()->insertConstant(value));
}

} // namespace

void pairNodes(const Block* from, Block* to, NodePairs& pairs)
{
    auto target = to->nodes().begin();
    for (const Node* node : from->nodes()) {
        pairs.emplace(node, *target);
        for (std::size_t i = 0; i < node->blocks().size(); ++i)
            pairNodes(node->blocks()[i], (*target)->blocks()[i], pairs);
        ++target;
    }
}

void takeBranch(Node* branch, bool first)
{
    Block* block = branch->blocks()[first ? 0 : 1];
    while (block->nodes().begin() != block->nodes().end())
        (*block->nodes().begin())->moveBefore(branch);
    for (std::size_t i = 0; i < branch->outputs().size(); ++i)
        branch->outputs()[i]->replaceAllUsesWith(block->outputs()[i]);
    settle(branch->input(0), first);
    branch->destroy();
}

} // namespace espalier::internal
