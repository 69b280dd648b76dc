// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/training_feed.h"

#include <QMetaObject>
#include <QTimer>

#include <algorithm>
#include <exception>
#include <mutex>
#include <utility>

namespace espalier::ui {

class TrainingFeed::Observer final : public TrainingObserver
{
public:
    explicit Observer(TrainingFeed* feed)
        : m_feed(feed)
    {
    }

    void started(const Evaluation& before, std::size_t) override
    {
        note([&](TrainingNews& news) {
            news.before = before;
            news.evaluating.reset();
        });
    }

    void batchFinished(const BatchEvent& event) override
    {
        note([&](TrainingNews& news) {
            news.batches.push_back(event);
            news.evaluating.reset();
        });
    }

    void epochFinished(const EpochEvent& event) override
    {
        note([&](TrainingNews& news) {
            news.epochs.push_back(event);
            news.evaluating.reset();
        });
    }

    void evaluating(double fraction) override
    {
        note([&](TrainingNews& news) { news.evaluating = fraction; });
    }

    TrainingNews take()
    {
        const std::lock_guard lock(m_mutex);
        m_announced = false;
        return std::exchange(m_news, {});
    }

    void silence()
    {
        const std::lock_guard lock(m_mutex);
        m_feed = nullptr;
    }

private:
    template <typename Change>
    void note(Change change)
    {
        try {
            const std::lock_guard lock(m_mutex);
            if (m_feed == nullptr)
                return;
            change(m_news);
            // Under the lock, so that the feed cannot end between the question and the call.
            if (!std::exchange(m_announced, true))
                QMetaObject::invokeMethod(
                    m_feed, [feed = m_feed] { feed->onAnnounced(); }, Qt::QueuedConnection);
        } catch (const std::exception&) {
            // Out of memory for one more point: no reason to end the run.
        }
    }

    std::mutex m_mutex;
    TrainingFeed* m_feed;
    TrainingNews m_news;
    bool m_announced = false;
};

TrainingFeed::TrainingFeed(QObject* parent)
    : QObject(parent)
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &TrainingFeed::deliver);
}

TrainingFeed::~TrainingFeed()
{
    if (m_observer)
        m_observer->silence();
}

std::shared_ptr<TrainingObserver> TrainingFeed::observe()
{
    if (m_observer)
        m_observer->silence();
    m_observer = std::make_shared<Observer>(this);
    return m_observer;
}

void TrainingFeed::deliver()
{
    m_timer->stop();
    if (!m_observer)
        return;
    const TrainingNews news = m_observer->take();
    if (news.isEmpty())
        return;
    m_sinceDelivery.start();
    Q_EMIT arrived(news);
}

void TrainingFeed::onAnnounced()
{
    const qint64 waited = m_sinceDelivery.isValid() ? m_sinceDelivery.elapsed() : kInterval;
    if (waited >= kInterval)
        deliver();
    else if (!m_timer->isActive())
        m_timer->start(static_cast<int>(kInterval - waited));
}

} // namespace espalier::ui
