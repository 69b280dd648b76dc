// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_runner.h"

#include <QElapsedTimer>
#include <QMetaObject>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <new>
#include <thread>

#include "core/base/error.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

constexpr qint64 kProgressInterval = 50; // ms: at most 20 a second

/// Smaller is more urgent.
int urgency(JobKind kind)
{
    switch (kind) {
    case JobKind::LoadModel:
    case JobKind::OpenData:
        return 0;
    case JobKind::Prune:
    case JobKind::Export:
    case JobKind::Train:
    case JobKind::Speedup:
        return 1;
    case JobKind::Graph:
        return 2;
    case JobKind::Estimate:
        return 3;
    case JobKind::Preview:
        return 4;
    case JobKind::Accuracy:
        return 5;
    case JobKind::Baseline:
        return 6;
    case JobKind::Profile:
        return 7;
    }
    return 8;
}

/// What it has done when it is cancelled counts.
bool keepsResult(JobKind kind)
{
    return kind == JobKind::Train || kind == JobKind::Export;
}

struct Outcome
{
    JobEnd end = JobEnd::Done;
    Message error;
};

} // namespace

struct JobRunner::Job
{
    quint64 number = 0;
    JobKind kind = JobKind::LoadModel;
    QString name;
    ErasedWork work;
    ErasedDone done;
    QPointer<QObject> context;
    QMetaObject::Connection contextEnd;
    std::stop_source stop;
    bool dropped = false; ///< a newer one took its place; UI thread only
};

/// One thread that takes the most urgent waiting job.
class JobRunner::Worker
{
public:
    using Execute = std::function<void(const std::shared_ptr<Job>&)>;

    explicit Worker(Execute execute)
        : m_execute(std::move(execute))
        , m_thread([this](const std::stop_token& stop) { run(stop); })
    {
    }

    void add(std::shared_ptr<Job> job)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_waiting.push_back(std::move(job));
        }
        m_wake.notify_one();
    }

    /// True when the job was still waiting: nobody will run it then.
    bool remove(const std::shared_ptr<Job>& job)
    {
        const std::lock_guard lock(m_mutex);
        return std::erase(m_waiting, job) > 0;
    }

private:
    void run(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            std::shared_ptr<Job> job;
            {
                std::unique_lock lock(m_mutex);
                if (!m_wake.wait(lock, stop, [this] { return !m_waiting.empty(); }))
                    return;
                const auto next =
                    std::min_element(m_waiting.begin(), m_waiting.end(),
                                     [](const auto& a, const auto& b) { return urgency(a->kind) < urgency(b->kind); });
                job = *next;
                m_waiting.erase(next);
            }
            m_execute(job);
        }
    }

    Execute m_execute;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::shared_ptr<Job>> m_waiting;
    std::jthread m_thread; // last: it uses everything above
};

/// Lets the first report and then at most one in kProgressInterval through.
class JobRunner::ThrottledSink final : public ProgressSink
{
public:
    ThrottledSink(JobRunner& runner, std::shared_ptr<Job> job)
        : m_runner(runner)
        , m_job(std::move(job))
    {
    }

    void progress(double fraction, const Message& what) override
    {
        if (m_timer.isValid() && m_timer.elapsed() < kProgressInterval)
            return;
        m_timer.start();
        QMetaObject::invokeMethod(
            &m_runner,
            [runner = &m_runner, job = m_job, fraction, what] {
                if (!job->dropped)
                    Q_EMIT runner->jobProgress(job->kind, fraction, messageText(what));
            },
            Qt::QueuedConnection);
    }

private:
    JobRunner& m_runner;
    std::shared_ptr<Job> m_job;
    QElapsedTimer m_timer;
};

struct JobRunner::State
{
    quint64 lastNumber = 0;
    std::map<JobKind, std::shared_ptr<Job>> current; ///< waiting or running, by kind
    std::function<void()> prepare;
    std::mutex prepareMutex;
    std::unique_ptr<Worker> computing;
    std::unique_ptr<Worker> measuring;
    std::unique_ptr<Worker> training;

    Worker& worker(JobKind kind)
    {
        switch (kind) {
        case JobKind::Train:
            return *training;
        case JobKind::Baseline:
        case JobKind::Accuracy:
        case JobKind::Profile:
            return *measuring;
        default:
            return *computing;
        }
    }
};

JobRunner::JobRunner(QObject* parent)
    : QObject(parent)
    , m_state(std::make_unique<State>())
{
    const auto execute = [this](const std::shared_ptr<Job>& job) {
        Outcome outcome;
        try {
            {
                const std::lock_guard lock(m_state->prepareMutex);
                if (m_state->prepare)
                    m_state->prepare();
            }
            throwIfStopped(job->stop.get_token());
            ThrottledSink sink(*this, job);
            job->work(sink, job->stop.get_token());
        } catch (const Error& error) {
            outcome = {error.code() == ErrorCode::Cancelled ? JobEnd::Cancelled : JobEnd::Failed, error.message()};
        } catch (const std::bad_alloc&) {
            outcome = {JobEnd::Failed, {ESPALIER_TR("core", "There is not enough memory for this."), {}}};
        } catch (const std::exception& error) {
            outcome = {JobEnd::Failed, {ESPALIER_TR("core", "An unexpected failure: %1"), {error.what()}}};
        } catch (...) {
            outcome = {JobEnd::Failed, {ESPALIER_TR("core", "An unexpected failure of unknown kind."), {}}};
        }
        QMetaObject::invokeMethod(
            this, [this, job, outcome] { finish(job, outcome.end, outcome.error); }, Qt::QueuedConnection);
    };
    m_state->computing = std::make_unique<Worker>(execute);
    m_state->measuring = std::make_unique<Worker>(execute);
    m_state->training = std::make_unique<Worker>(execute);
}

JobRunner::~JobRunner()
{
    for (const auto& [kind, job] : m_state->current)
        job->stop.request_stop();
    // Joins the threads while everything that their jobs use is still there.
    m_state->computing.reset();
    m_state->measuring.reset();
    m_state->training.reset();
}

void JobRunner::setBeforeJob(std::function<void()> prepare)
{
    const std::lock_guard lock(m_state->prepareMutex);
    m_state->prepare = std::move(prepare);
}

quint64 JobRunner::startErased(JobKind kind, const QString& name, ErasedWork work, QObject* context, ErasedDone done)
{
    if (const auto older = m_state->current.find(kind); older != m_state->current.end())
        drop(older->second);
    auto job = std::make_shared<Job>();
    job->number = ++m_state->lastNumber;
    job->kind = kind;
    job->name = name;
    job->work = std::move(work);
    job->done = std::move(done);
    job->context = context;
    job->contextEnd =
        connect(context, &QObject::destroyed, this, [stop = job->stop]() mutable { stop.request_stop(); });
    m_state->current[kind] = job;
    Q_EMIT jobStarted(kind, name);
    m_state->worker(kind).add(job);
    return job->number;
}

void JobRunner::cancel(JobKind kind)
{
    const auto found = m_state->current.find(kind);
    if (found == m_state->current.end())
        return;
    const std::shared_ptr<Job> job = found->second;
    job->stop.request_stop();
    if (m_state->worker(kind).remove(job))
        finish(job, JobEnd::Cancelled, CancelledError().message());
    else
        Q_EMIT jobStopping(kind);
}

void JobRunner::cancelAll()
{
    std::vector<JobKind> kinds;
    for (const auto& [kind, job] : m_state->current)
        kinds.push_back(kind);
    for (const JobKind kind : kinds)
        cancel(kind);
}

bool JobRunner::isRunning(JobKind kind) const
{
    return m_state->current.contains(kind);
}

bool JobRunner::isIdle() const
{
    return m_state->current.empty();
}

QString JobRunner::name(JobKind kind) const
{
    const auto found = m_state->current.find(kind);
    return found == m_state->current.end() ? QString() : found->second->name;
}

/// A newer job of the same kind takes its place.
void JobRunner::drop(std::shared_ptr<Job> job)
{
    job->dropped = true;
    job->stop.request_stop();
    m_state->worker(job->kind).remove(job);
    disconnect(job->contextEnd);
    m_state->current.erase(job->kind);
    Q_EMIT jobFinished(job->kind, job->name, JobEnd::Cancelled, {});
}

void JobRunner::finish(const std::shared_ptr<Job>& job, JobEnd end, const Message& error)
{
    if (job->dropped)
        return;
    // The work may end, or have ended, without a look at the request.
    if (end == JobEnd::Done && job->stop.stop_requested() && !keepsResult(job->kind)) {
        finish(job, JobEnd::Cancelled, CancelledError().message());
        return;
    }
    job->dropped = true; // progress that is still under way comes too late
    disconnect(job->contextEnd);
    m_state->current.erase(job->kind);
    Q_EMIT jobFinished(job->kind, job->name, end, end == JobEnd::Failed ? messageText(error) : QString());
    if (job->context)
        job->done(end, error);
}

} // namespace espalier::ui
