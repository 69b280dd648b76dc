// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>
#include <string>
#include <unordered_map>

#include "core/model/mask_set.h"
#include "ui/views/latest_task.h"

namespace espalier::ui {

/// Elements of weights that masks remove, by layer name.
using RemovedByLayer = std::unordered_map<std::string, qint64>;

/// Counts what masks remove, each set once and on a thread of its own: the masks of a large network are tens of
/// megabytes.
class MaskCounter : public QObject
{
    Q_OBJECT

public:
    explicit MaskCounter(QObject* parent = nullptr);

    /// What to count from now on. An empty set is counted at once.
    void setMasks(std::shared_ptr<const MaskSet> masks);
    /// Of those masks; while they are being counted, of those before them.
    const RemovedByLayer& removed() const { return m_removed; }
    /// @p prepare is called on the counting thread before each count.
    void setBeforeCount(std::function<void()> prepare) { m_task->setBeforeTask(std::move(prepare)); }

Q_SIGNALS:
    void counted();

private:
    LatestTask* m_task;
    std::shared_ptr<const MaskSet> m_masks;
    RemovedByLayer m_removed;
};

} // namespace espalier::ui
