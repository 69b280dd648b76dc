// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

#include "core/training/trainer.h"

class QTimer;

namespace espalier::ui {

/// What a run has told since the last delivery, in order.
struct TrainingNews
{
    std::optional<Evaluation> before; ///< the run has begun: the masked model, not yet trained
    std::vector<BatchEvent> batches;
    std::vector<EpochEvent> epochs;
    std::optional<double> evaluating; ///< an evaluation is under way, done 0 to 1

    bool isEmpty() const { return !before && batches.empty() && epochs.empty() && !evaluating; }
};

/// Brings what happens on the training thread to the UI thread: every event, in at most 20 deliveries per second.
class TrainingFeed : public QObject
{
    Q_OBJECT

public:
    explicit TrainingFeed(QObject* parent = nullptr);
    ~TrainingFeed() override;

    static constexpr int kInterval = 50; ///< ms between two deliveries at least

    /// An observer for the next run, to be called on any one thread. Earlier ones are no longer heard. It may outlive
    /// the feed: then nobody hears it.
    std::shared_ptr<TrainingObserver> observe();
    /// Delivers at once what is waiting.
    void deliver();

Q_SIGNALS:
    void arrived(const espalier::ui::TrainingNews& news);

private:
    class Observer;
    void onAnnounced();

    std::shared_ptr<Observer> m_observer;
    QTimer* m_timer;
    QElapsedTimer m_sinceDelivery;
};

} // namespace espalier::ui
