// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

#include "core/config/config_resolver.h"
#include "core/graph/dependency_graph.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/pruning/pruner.h"
#include "core/session/session.h"
#include "core/speedup/latency_profile.h"
#include "core/speedup/speedup.h"
#include "core/training/trainer.h"
#include "ui/document/document_state.h"
#include "ui/document/kept_runs.h"

class QUndoStack;

namespace espalier::ui {

struct CompressionEstimate;

/// The one state of the window: the open model, the session being edited, masks and measurements. Lives on the UI
/// thread. Every edit goes through the undo stack; views read snapshots and listen to the signals, never to each other.
class SessionDocument : public QObject
{
    Q_OBJECT

public:
    explicit SessionDocument(QObject* parent = nullptr);
    ~SessionDocument() override;

    // What is there. Pointers are null and lists empty while no model is open.
    std::shared_ptr<const Model> model() const { return m_state.model; }
    /// The network that baseline() is measured from: model() before runs and cuts.
    std::shared_ptr<const Model> denseModel() const { return m_state.denseModel; }
    const Session& session() const { return m_state.session; }
    const Resolution& resolution() const { return m_resolution; }
    /// Masks adopted by pruning or a run; what export and fine-tuning use.
    const MaskSet& masks() const { return *m_state.masks; }
    /// Masks that the current config list would give, recomputed in the background after each edit.
    const MaskSet& previewMasks() const { return *m_previewMasks; }
    /// The same as shared snapshots, for jobs and for telling whether they changed.
    std::shared_ptr<const MaskSet> sharedMasks() const { return m_state.masks; }
    std::shared_ptr<const MaskSet> sharedPreviewMasks() const { return m_previewMasks; }
    /// The masks that views show are those of the preview: none are adopted, or they are out of date.
    bool showsPreview() const { return m_state.masks->empty() || masksOutdated(); }
    /// How the session prunes.
    PruneOptions pruneOptions() const;
    /// What the masks in sight would give; null while nothing is known.
    std::shared_ptr<const CompressionEstimate> estimate() const { return m_estimate; }
    /// Which channels go together; null while unknown, and where they cannot be followed.
    std::shared_ptr<const DependencyGraph> dependencyGraph() const { return m_graph; }
    /// Where a pass of the present model spends its time; null until measured.
    std::shared_ptr<const LatencyProfile> latencyProfile() const { return m_latencyProfile; }
    /// What the masks ask for and reach, per layer; empty when masks() came from no pruning.
    const std::vector<LayerSparsity>& maskedLayers() const { return m_state.maskedLayers; }
    /// True when the config list, algorithm, profile or seed has changed since masks() were made.
    bool masksOutdated() const;
    const std::optional<MeasuredAccuracy>& baseline() const { return m_state.baseline; }
    /// Accuracy of the model with masks() applied; reset whenever either changes.
    const std::optional<MeasuredAccuracy>& currentAccuracy() const { return m_state.currentAccuracy; }
    /// True when currentAccuracy() is the accuracy a training run ended with.
    bool currentAccuracyIsFromRun() const { return m_state.accuracyFromRun; }
    /// That led to the present network, in order.
    const std::vector<RunRecord>& runs() const { return m_state.runs; }
    /// Every finished run of this document, also those that were undone or not taken over.
    const std::vector<RunRecord>& allRuns() const { return m_keptRuns.records(); }
    /// The weights of that one of allRuns() are there still.
    bool canUseRun(std::size_t index) const { return m_keptRuns.state(index) != nullptr; }
    /// For the next of allRuns(): numbers go on, so that no two have the same.
    QString nextRunName() const { return QString::number(allRuns().size() + 1); }
    /// Findings of model, config list, pruning and data, in this order.
    const std::vector<Issue>& issues() const { return m_issues; }
    /// The config list cannot be pruned by as it is; the preview is that of an earlier one.
    bool listHasErrors() const;
    QString sessionFile() const { return m_sessionFile; }
    bool isModified() const;
    /// The session comes from a recovery file and has not been saved since.
    bool isRecovered() const { return m_recovered; }
    QUndoStack* undoStack() const { return m_undoStack; }
    /// The whole undoable state, for comparing before and after.
    const DocumentState& state() const { return m_state; }

    /// The network that was opened, when the model is a smaller one by now.
    const std::optional<ShrunkFrom>& shrunkFrom() const { return m_state.shrunkFrom; }

    // Whole documents; they clear the undo stack.
    void openModel(std::shared_ptr<const Model> model, const QString& path);
    /// @param recovered the session comes from a recovery file: it counts as modified until it is saved.
    /// @param readingIssues what was said while the file was read; it holds as long as the config list is as it was read.
    void openSession(std::shared_ptr<const Model> model, Session session, const QString& sessionFile,
                     bool recovered = false, std::vector<Issue> readingIssues = {});
    void close();
    /// @throws Error; on success the document is unmodified.
    void saveSession(const QString& sessionFile);
    /// What saveSession() would write: the session with steps for what was done in the window.
    Session sessionToSave() const;

    // Edits: each is one undo step with @p text. Edits that carry the same non-zero @p mergeKey in a row become one step
    // (one drag of a slider). An edit that changes nothing pushes nothing.
    void setConfigList(ConfigList list, const QString& text, int mergeKey = 0);
    void setAlgorithm(const QString& algorithm);
    /// Of the algorithm; its fallback takes the parameter out of the session. What the algorithm refuses is no edit.
    void setParameter(const QString& name, const QString& value, int mergeKey = 0);
    void setProfile(Profile profile);
    void setSeed(quint64 seed, int mergeKey = 0);
    /// Each layer by itself, or layers that depend on each other together, or all. Totals become sparsities when mode global
    /// is left.
    void setMode(PruningMode mode);
    /// Layers keep a multiple of @p channels.
    void setAlign(int channels, int mergeKey = 0);
    /// Channels that norms, means, softmaxes, ... compute with together may go all the same.
    void setThroughReductions(bool through);
    void setData(const QString& datasetText);
    void setTrainingOptions(const TrainingOptions& options, int mergeKey = 0);
    /// Fine-tuning prunes by the config list as this schedule says; empty: it does not. A schedule begins with the dense
    /// network, so that the session's pruning steps go.
    void setSparsitySchedule(const QString& schedule);
    void setScheduleParameter(const QString& name, const QString& value, int mergeKey = 0);
    /// @p model is the open one with input shapes set. Runs once through the network, so a job makes it.
    void adoptInputs(std::shared_ptr<const Model> model);
    /// @p model is the open one with the state dict @p path loaded.
    void adoptWeights(std::shared_ptr<const Model> model, const QString& path);
    /// @param basis what the masks were made from; without it: the session as it is now. @param model the open one, as it
    /// is to be with these masks: reductions may work on what is left; null: as it is.
    void adoptMasks(PruneResult result, std::optional<MaskBasis> basis = {}, std::shared_ptr<const Model> model = {});
    void adoptRun(RunRecord record);
    /// Network, masks, config list and settings as that one of allRuns() left them, in one undo step. Does nothing when its
    /// weights are gone.
    void useRun(std::size_t index);
    /// The smaller network becomes the current model; masks and config list have done their work and go.
    /// @param latencyBeforeMs of the present model, @param latencyAfterMs of the smaller one, measured in turns; nullopt: not
    /// measured.
    void adoptSpeedup(const SpeedupResult& result, std::optional<double> latencyBeforeMs,
                      std::optional<double> latencyAfterMs = {});

    /// The session's fine-tune step, or one with the defaults.
    SessionStep finetuneStep() const;
    TrainingOptions trainingOptions() const { return finetuneStep().training; }

    // Results of background jobs; not undoable.
    /// A finished run that does not become the current model for now.
    void keepRun(const RunRecord& record);
    void setPreviewMasks(PruneResult result);
    /// Why there can be no preview of the list in force; the last one stays.
    void setPreviewIssues(std::vector<Issue> issues);
    void setBaseline(MeasuredAccuracy accuracy);
    void setCurrentAccuracy(MeasuredAccuracy accuracy);
    void setDataIssues(std::vector<Issue> issues);
    /// A model was written: the session, once it is saved, writes it too when it is run elsewhere.
    void recordExport(const std::filesystem::path& file, const std::string& format);
    /// The weights of @p model are in a file.
    void markExported(const std::shared_ptr<const Model>& model);
    /// Weights that were trained or cut here and that no file has; a session does not hold them. Of several runs one file is
    /// enough.
    bool holdsUnexportedWeights() const;
    /// Where the last export of this document went; empty: there was none.
    QString exportFolder() const { return m_exportFolder; }
    void setEstimate(std::shared_ptr<const CompressionEstimate> estimate);
    void setDependencyGraph(std::shared_ptr<const DependencyGraph> graph);
    void setLatencyProfile(std::shared_ptr<const LatencyProfile> profile);

Q_SIGNALS:
    /// Another document is open, or none; comes before the other signals.
    void replaced();
    void modelChanged();      ///< another model, or other weights
    void sessionChanged();    ///< algorithm, profile, seed, data, training options, file name
    void configListChanged(); ///< entries and, with them, resolution()
    void masksChanged();
    void previewMasksChanged();
    void estimateChanged();
    void dependencyGraphChanged();
    void accuracyChanged();
    void runsChanged(); ///< runs() or allRuns()
    void issuesChanged();
    void modifiedChanged(bool modified);

private:
    friend class DocumentStateCommand;

    void push(DocumentState state, const QString& text, int mergeKey = 0);
    /// Makes @p state the current one and tells about every difference.
    void enter(DocumentState state);
    void enterNew(DocumentState state, const QString& sessionFile);
    void forgetWhatBelongsToAnotherModel();
    void resolve();
    void collectIssues();
    void updateModified();

    DocumentState m_state;
    Resolution m_resolution;
    std::shared_ptr<const MaskSet> m_previewMasks;
    std::shared_ptr<const CompressionEstimate> m_estimate;
    std::shared_ptr<const DependencyGraph> m_graph;
    std::shared_ptr<const LatencyProfile> m_latencyProfile;
    KeptRuns m_keptRuns;
    std::vector<Issue> m_readingIssues;
    ConfigList m_readList; ///< that m_readingIssues are about
    std::vector<Issue> m_previewIssues;
    std::vector<Issue> m_dataIssues;
    std::vector<Issue> m_issues;
    QString m_sessionFile;
    QUndoStack* m_undoStack = nullptr;
    QString m_exportFolder;
    std::weak_ptr<const Model> m_exportedModel;
    std::vector<SessionStep> m_exports; ///< of this window; not undone, since the files stay
    bool m_recovered = false;
    bool m_modified = false;
};

} // namespace espalier::ui
