// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/issue.h"
#include "core/base/profile.h"
#include "core/training/evaluator.h"

class QTimer;

namespace espalier {
class ProgressSink;
}

namespace espalier::ui {

class JobRunner;
class SessionDocument;

/// Measures the accuracy of the dense network as soon as model and data are known, and that of the network with masks after
/// pruning. What was found stays known for as long as the document is open, so that undo and redo bring it back without
/// measuring again: accuracies, what is wrong with the data, and failures. A measurement that the user cancelled is not
/// begun again before what it depends on changes. Lives on the UI thread.
class AccuracyMeasurement : public QObject
{
    Q_OBJECT

public:
    AccuracyMeasurement(SessionDocument& document, JobRunner& jobs, QObject* parent = nullptr);

    /// Both accuracies again, whatever is known and whatever was cancelled.
    void measureAgain();

Q_SIGNALS:
    /// A measurement went wrong; the sentence says why.
    void failed(const QString& sentence);

private:
    /// What is measured. The order is that of the members below.
    enum class Network { Dense, Masked };
    static constexpr std::size_t kNetworks = 2;

    /// What a measurement depends on. It keeps no network alive: undo steps that are gone need no accuracy.
    struct Key
    {
        std::weak_ptr<const Model> model;
        std::weak_ptr<const MaskSet> masks; ///< of the masked network
        std::string data;
        Profile profile = Profile::Default;
        std::vector<double> mean;
        std::vector<double> std;

        bool operator==(const Key& other) const;
    };

    struct Outcome
    {
        std::optional<Evaluation> evaluation; ///< nullopt: it failed
        std::vector<Issue> issues;            ///< of model and data
    };

    struct Known
    {
        Network network = Network::Dense;
        Key key;
        Outcome outcome;
    };

    struct Input;
    static Outcome measure(const Input& input, ProgressSink& sink, const std::stop_token& stop);

    bool canMeasure() const;
    Key keyOf(Network network) const;
    Input inputOf(Network network) const;
    void update();
    void require(Network network);
    void start(Network network, const Key& key);
    void stop(Network network);
    void stopOutdated();
    void onEnd(Network network, const Key& key, Outcome outcome);
    void onCancelled(Network network, const Key& key);
    void show(Network network, const Outcome& outcome);
    const Outcome* find(Network network, const Key& key) const;
    void forget(Network network, const Key& key);
    void forgetAll();
    void forgetOtherCancelled();

    SessionDocument& m_document;
    JobRunner& m_jobs;
    QTimer* m_soon;
    std::vector<Known> m_known;
    std::array<std::optional<Key>, kNetworks> m_running;
    std::array<std::optional<Key>, kNetworks> m_cancelled; ///< by the user
};

} // namespace espalier::ui
