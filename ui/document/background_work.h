// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

#include "core/pruning/pruner.h"
#include "core/training/evaluator.h"

class QTimer;

namespace espalier::ui {

class JobRunner;
class SessionDocument;

/// Keeps what follows from the document up to date: preview masks after every edit, the dense network's accuracy as soon as
/// model and data are known, accuracy with masks after pruning. The newest state wins.
class BackgroundWork : public QObject
{
    Q_OBJECT

public:
    BackgroundWork(SessionDocument& document, JobRunner& jobs, QObject* parent = nullptr);

    /// Computes masks for every selected layer and adopts them as one undo step.
    void prune();
    /// Preview and accuracies again, whatever is known.
    void recompute();

Q_SIGNALS:
    /// A measurement or a pruning went wrong; the sentence says which and why.
    void failed(const QString& sentence);
    void pruned();

private:
    void startPreview();
    void measureMissing();
    void measureBaseline();
    void measureCurrent();

    /// What a measurement depends on: the same one is not started twice.
    struct MeasurementKey
    {
        std::shared_ptr<const Model> model;
        std::shared_ptr<const MaskSet> masks;
        std::string data;
        Profile profile = Profile::Default;
        std::vector<double> mean;
        std::vector<double> std;

        bool operator==(const MeasurementKey&) const = default;
    };
    MeasurementKey measurementKey(std::shared_ptr<const MaskSet> masks) const;

    SessionDocument& m_document;
    JobRunner& m_jobs;
    QTimer* m_previewTimer;
    QTimer* m_measureTimer;
    QString m_unusableData; ///< DATASET text that failed: not tried again until data or model change
    std::shared_ptr<const Model> m_unusableModel;
    MeasurementKey m_baselineKey;
    MeasurementKey m_accuracyKey;
};

} // namespace espalier::ui
