// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>
#include <QtGlobal>

#include <atomic>
#include <exception>
#include <functional>
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

    /// @p prepare is called on the other thread before each piece of work from now on: thread count, denormals.
    void setBeforeTask(std::function<void()> prepare) { m_prepare = std::move(prepare); }

    /// @p work runs on the other thread; its result goes to @p done on this one. Work that throws has no result: the log
    /// says so, and the picture stays as it is.
    template <class Work, class Done>
    void start(Work work, Done done)
    {
        using Result = decltype(work());
        const int number = cancel();
        m_pool.start(
            [this, newest = m_newest, number, prepare = m_prepare, work = std::move(work), done = std::move(done)] {
                if (newest->load() != number)
                    return;
                std::shared_ptr<Result> result;
                try {
                    if (prepare)
                        prepare();
                    result = std::make_shared<Result>(work());
                } catch (const std::exception& error) {
                    return qWarning("Work for a picture has failed: %s", error.what());
                } catch (...) {
                    return qWarning("Work for a picture has failed.");
                }
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
    std::function<void()> m_prepare;
    QThreadPool m_pool;
};

} // namespace espalier::ui
