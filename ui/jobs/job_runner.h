// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

#include "core/base/message.h"
#include "core/base/progress_sink.h"

namespace espalier::ui {

/// Kinds of work; a newer job of the same kind cancels the older one and the older result is dropped.
enum class JobKind {
    LoadModel,
    Baseline,
    Accuracy,
    Preview,
    Prune,
    Graph,
    Estimate,
    Profile,
    Speedup,
    Train,
    Export,
    OpenData
};

enum class JobEnd { Done, Failed, Cancelled };

/// Runs work on the compute thread, one job at a time, in the order of urgency: what the user waits for goes before
/// previews. Training has a thread of its own, and so have measurements of accuracy, which take long: looking,
/// selecting, previews and pruning go on meanwhile. Callbacks arrive on the UI thread, only while the context object
/// lives and the job was not replaced by a newer one of its kind. No exception leaves a job.
class JobRunner : public QObject
{
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override; ///< asks everything to stop and waits

    /// @param work runs on a worker thread; what it returns is passed to @p done.
    template <typename Work, typename Done, typename Failed>
    quint64 start(JobKind kind, const QString& name, Work work, QObject* context, Done done, Failed failed)
    {
        using Result = decltype(work(std::declval<ProgressSink&>(), std::stop_token{}));
        auto result = std::make_shared<std::shared_ptr<Result>>();
        return startErased(
            kind, name,
            [work = std::move(work), result](ProgressSink& sink, std::stop_token stop) mutable {
                *result = std::make_shared<Result>(work(sink, stop));
            },
            context,
            [done = std::move(done), failed = std::move(failed), result](JobEnd end, const Message& error) mutable {
                if (end == JobEnd::Done)
                    done(std::move(**result));
                else
                    failed(end, error);
            });
    }

    /// Called on the worker thread before each job: thread count, denormals. Set before the first start().
    void setBeforeJob(std::function<void()> prepare);

    /// Asks the job to stop. One that waits ends at once; one that runs ends when its work does. Nobody wants its result then,
    /// though it may be complete: it ends with Cancelled. Except what is there already: what a training returns, its best
    /// checkpoint, and what an export has written end with Done.
    void cancel(JobKind kind);
    void cancelAll();
    bool isRunning(JobKind kind) const;
    bool isIdle() const;
    QString name(JobKind kind) const; ///< of the job that is running; empty when none

Q_SIGNALS:
    void jobStarted(espalier::ui::JobKind kind, const QString& name);
    /// At most 20 times a second per job. @p fraction negative: unknown.
    void jobProgress(espalier::ui::JobKind kind, double fraction, const QString& what);
    /// A job that runs was asked to stop; jobFinished() follows when it has.
    void jobStopping(espalier::ui::JobKind kind);
    void jobFinished(espalier::ui::JobKind kind, const QString& name, espalier::ui::JobEnd end, const QString& error);

private:
    struct Job;
    class Worker;
    class ThrottledSink;
    using ErasedWork = std::function<void(ProgressSink&, std::stop_token)>;
    using ErasedDone = std::function<void(JobEnd, const Message&)>;
    quint64 startErased(JobKind kind, const QString& name, ErasedWork work, QObject* context, ErasedDone done);

    void finish(const std::shared_ptr<Job>& job, JobEnd end, const Message& error);
    void drop(std::shared_ptr<Job> job); // by value: it leaves the map, which may hold the last reference

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace espalier::ui
