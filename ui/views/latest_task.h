// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <utility>

namespace espalier::ui {

/// Computes on a thread of its own what a picture needs. A newer start() replaces an older one, whose result is dropped.
/// Destruction waits for what is being computed. Not for work that a user would want to see or stop: that is a job.
class LatestTask : public QObject
{
public:
    explicit LatestTask(QObject* parent = nullptr)
        : QObject(parent)
    {
        m_pool.setMaxThreadCount(1);
    }

    ~LatestTask() override { cancel(); }

    /// @p work runs on the other thread and must not throw; its result goes to @p done on this one.
    template <class Work, class Done>
    void start(Work work, Done done)
    {
        const int number = cancel();
        m_pool.start([this, newest = m_newest, number, work = std::move(work), done = std::move(done)] {
            if (newest->load() != number)
                return;
            auto result = std::make_shared<decltype(work())>(work());
            QMetaObject::invokeMethod(
                this,
                [newest, number, result, done] {
                    if (newest->load() == number)
                        done(std::move(*result));
                },
                Qt::QueuedConnection);
        });
    }

    /// Drops the result that is on its way. Returns the number of the next start.
    int cancel()
    {
        m_pool.clear();
        return ++*m_newest;
    }

private:
    std::shared_ptr<std::atomic<int>> m_newest = std::make_shared<std::atomic<int>>(0);
    QThreadPool m_pool;
};

} // namespace espalier::ui
