// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

#include "core/pruning/channel_choice.h"
#include "core/speedup/latency_profile.h"
#include "core/speedup/physical_prediction.h"

class QTimer;

namespace espalier::ui {

class JobRunner;
class SessionDocument;

/// Keeps the document's estimate of the physical result up to date. Channels are followed once per model; after that every
/// move of a slider is answered at once, straight from the config list; counts that need masks come a moment later.
class CompressionPreview : public QObject
{
    Q_OBJECT

public:
    CompressionPreview(SessionDocument& document, JobRunner& jobs, QObject* parent = nullptr);
    ~CompressionPreview() override;

private:
    /// What is found once per model, and again when channels are to be followed another way.
    struct Knowledge
    {
        std::shared_ptr<const PhysicalPredictor> predictor; ///< null: channels cannot be followed
        std::shared_ptr<ChannelChooser> chooser;
        Message why; ///< there is no predictor
    };

    void onModelChanged();
    void onSessionChanged();
    void followChannels();
    void adoptKnowledge(Knowledge found);
    void measureProfile();
    void estimate();
    void estimateFromList();
    void estimateFromMasks(std::shared_ptr<const MaskSet> masks);

    SessionDocument& m_document;
    JobRunner& m_jobs;
    QTimer* m_soon;
    std::shared_ptr<const Model> m_model; ///< that the rest is about
    Knowledge m_knowledge;
    ChannelOptions m_options; ///< that m_knowledge is, or will be, made with
    std::shared_ptr<const LatencyProfile> m_profile;
};

} // namespace espalier::ui
