// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/mask_counter.h"

#include <utility>

namespace espalier::ui {

namespace {

RemovedByLayer removedBy(const MaskSet& masks)
{
    RemovedByLayer removed;
    for (const auto& [layer, mask] : masks.items())
        removed[layer] = mask.weight.removedCount();
    return removed;
}

} // namespace

MaskCounter::MaskCounter(QObject* parent)
    : QObject(parent)
    , m_task(new LatestTask(this))
{
}

void MaskCounter::setMasks(std::shared_ptr<const MaskSet> masks)
{
    if (masks == m_masks)
        return;
    m_masks = std::move(masks);
    if (m_masks == nullptr || m_masks->empty()) {
        m_task->cancel();
        m_removed.clear();
        return;
    }
    m_task->start([counting = m_masks] { return removedBy(*counting); },
                  [this](RemovedByLayer removed) {
                      m_removed = std::move(removed);
                      Q_EMIT counted();
                  });
}

} // namespace espalier::ui
