// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

#include "core/config/config_resolver.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/pruning/pruner.h"
#include "core/session/session.h"
#include "core/training/trainer.h"

class QUndoStack;

namespace espalier::ui {

/// A measured accuracy and what it was measured on, so that a number that is out of date can say so.
struct MeasuredAccuracy
{
    Evaluation evaluation;
    QString data; ///< DATASET text it was measured on
};

/// What a finished, adopted run left behind.
struct RunRecord
{
    QString name;
    TrainingOptions options;
    TrainingResult result;
};

/// The one state of the window: the open model, the session being edited, masks and measurements. Lives on the UI
/// thread. Every edit goes through the undo stack; views read snapshots and listen to the signals, never to each other.
class SessionDocument : public QObject
{
    Q_OBJECT

public:
    explicit SessionDocument(QObject* parent = nullptr);
    ~SessionDocument() override;

    // What is there. Pointers are null and lists empty while no model is open.
    std::shared_ptr<const Model> model() const { return m_model; }
    const Session& session() const { return m_session; }
    const Resolution& resolution() const { return m_resolution; }
    /// Masks adopted by pruning or a run; what export and fine-tuning use.
    const MaskSet& masks() const { return m_masks; }
    /// Masks that the current config list would give, recomputed in the background after each edit.
    const MaskSet& previewMasks() const { return m_previewMasks; }
    /// True when the config list, algorithm, profile or seed has changed since masks() were made.
    bool masksOutdated() const { return m_masksOutdated; }
    const std::optional<MeasuredAccuracy>& baseline() const { return m_baseline; }
    /// Accuracy of the model with masks() applied; reset whenever either changes.
    const std::optional<MeasuredAccuracy>& currentAccuracy() const { return m_currentAccuracy; }
    const std::vector<RunRecord>& runs() const { return m_runs; }
    /// Findings of model, config list, pruning and data, in this order.
    const std::vector<Issue>& issues() const { return m_issues; }
    QString sessionFile() const { return m_sessionFile; }
    bool isModified() const;
    QUndoStack* undoStack() const { return m_undoStack; }

    // Whole documents; they clear the undo stack.
    void openModel(std::shared_ptr<const Model> model, const QString& path);
    void openSession(std::shared_ptr<const Model> model, Session session, const QString& sessionFile);
    void close();
    /// @throws Error; on success the document is unmodified.
    void saveSession(const QString& sessionFile);

    // Edits: each is one undo step with @p text. Edits that carry the same non-zero @p mergeKey in a row become one step
    // (one drag of a slider). An edit that changes nothing pushes nothing.
    void setConfigList(ConfigList list, const QString& text, int mergeKey = 0);
    void setAlgorithm(const QString& algorithm);
    void setProfile(Profile profile);
    void setSeed(quint64 seed);
    void setData(const QString& datasetText);
    void setTrainingOptions(const TrainingOptions& options, int mergeKey = 0);
    void setInputs(const std::vector<InputSpec>& inputs);
    void adoptMasks(PruneResult result);
    void adoptRun(RunRecord record);

    /// Training options of the session's fine-tune step, or the defaults.
    TrainingOptions trainingOptions() const;

    // Results of background jobs; not undoable.
    void setPreviewMasks(PruneResult result);
    void setBaseline(MeasuredAccuracy accuracy);
    void setCurrentAccuracy(MeasuredAccuracy accuracy);
    void setDataIssues(std::vector<Issue> issues);

Q_SIGNALS:
    void modelChanged();      ///< another model, or other weights
    void sessionChanged();    ///< algorithm, profile, seed, data, training options, file name
    void configListChanged(); ///< entries and, with them, resolution()
    void masksChanged();
    void previewMasksChanged();
    void accuracyChanged();
    void runsChanged();
    void issuesChanged();
    void modifiedChanged(bool modified);

private:
    friend class DocumentStateCommand;
    struct Impl;

    void resolve();
    void collectIssues();

    std::shared_ptr<const Model> m_model;
    Session m_session;
    Resolution m_resolution;
    MaskSet m_masks;
    MaskSet m_previewMasks;
    bool m_masksOutdated = false;
    std::optional<MeasuredAccuracy> m_baseline;
    std::optional<MeasuredAccuracy> m_currentAccuracy;
    std::vector<RunRecord> m_runs;
    std::vector<Issue> m_issues;
    QString m_sessionFile;
    QUndoStack* m_undoStack = nullptr;
    std::unique_ptr<Impl> m_impl;
};

} // namespace espalier::ui
