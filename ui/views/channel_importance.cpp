// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/channel_importance.h"

#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/pruning/pruner.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

std::vector<double> scoresOf(const ImportanceBasis& basis, const WeightMatrix& matrix)
{
    const auto pruner = findPruner(basis.algorithm);
    if (pruner == nullptr || !pruner->info().structured)
        return rowMagnitudes(matrix);
    return pruner->importance(pruningTarget(*basis.model, basis.layer, 0.0), basis.seed);
}

std::vector<std::size_t> columnOffsets(const WeightMatrix& matrix)
{
    std::vector<std::size_t> offsets(static_cast<std::size_t>(matrix.columns));
    for (std::size_t column = 0; column < offsets.size(); ++column)
        offsets[column] = matrix.columnOffset(static_cast<std::int64_t>(column));
    return offsets;
}

} // namespace

std::vector<double> rowMagnitudes(const WeightMatrix& matrix)
{
    const auto columns = columnOffsets(matrix);
    std::vector<double> sums(static_cast<std::size_t>(matrix.rows), 0.0);
    for (std::size_t row = 0; row < sums.size(); ++row) {
        const std::size_t start = matrix.rowOffset(static_cast<std::int64_t>(row));
        for (const std::size_t column : columns)
            sums[row] += std::abs(static_cast<double>(matrix.values[start + column]));
    }
    return sums;
}

std::vector<double> rowRemovedShares(const WeightMatrix& matrix, const WeightMask& mask)
{
    if (!mask || matrix.isEmpty())
        return {};
    const auto columns = columnOffsets(matrix);
    std::vector<double> shares(static_cast<std::size_t>(matrix.rows));
    for (std::size_t row = 0; row < shares.size(); ++row) {
        const std::size_t start = matrix.rowOffset(static_cast<std::int64_t>(row));
        std::size_t removed = 0;
        for (const std::size_t column : columns)
            removed += mask.isRemoved(start + column) ? 1 : 0;
        shares[row] = static_cast<double>(removed) / static_cast<double>(columns.size());
    }
    return shares;
}

ChannelImportance channelImportance(const ImportanceBasis& basis, const WeightMatrix& matrix, const WeightMask& mask,
                                    std::shared_ptr<const std::vector<double>> known)
{
    ChannelImportance result;
    result.basis = basis;
    result.scores = std::move(known);
    try {
        if (result.scores == nullptr)
            result.scores = std::make_shared<const std::vector<double>>(scoresOf(basis, matrix));
        result.removedShares = rowRemovedShares(matrix, mask);
    } catch (const Error& error) {
        result.failure = messageText(error.message());
    } catch (const std::exception& error) {
        result.failure = QString::fromLocal8Bit(error.what());
    }
    return result;
}

} // namespace espalier::ui
