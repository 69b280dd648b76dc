// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

#include "core/base/input_spec.h"
#include "core/base/message.h"

namespace espalier {
class Model;
}

namespace espalier::ui {

class JobRunner;
class SessionDocument;

/// Opens models, sessions, weights and input shapes in the background and hands them to the document. The old document stays
/// until the new one is there; what was done in it meanwhile is asked for before it goes. A newer request replaces an
/// older one.
class DocumentOpener : public QObject
{
    Q_OBJECT

public:
    DocumentOpener(SessionDocument& document, JobRunner& jobs, QObject* parent = nullptr);

    /// Asked when a file is there whose loading somebody has used to edit the open document or to begin a training:
    /// whether it may take the document's place. Without it, it may.
    void setMayReplace(std::function<bool(const QString& path)> ask) { m_mayReplace = std::move(ask); }

    /// A TorchScript file or a session; the content decides.
    void open(const QString& path);
    /// A session saved by RecoveryFile; @p originalFile is where the user had it, empty when never saved.
    void openRecovered(const QString& recoveryFile, const QString& originalFile);
    /// Loads a state dict into a copy of the open model.
    void loadWeights(const QString& path);
    /// Gives a copy of the open model these inputs.
    void setInputs(const std::vector<InputSpec>& inputs);

Q_SIGNALS:
    void opened(const QString& path);
    void inputsRefused(const QString& sentence);
    void failed(const QString& path, const QString& sentence);

private:
    void start(const QString& path, const QString& sessionFile, bool recovered);
    void onFailed(const QString& path, const Message& error, bool cancelled);

    SessionDocument& m_document;
    JobRunner& m_jobs;
    std::function<bool(const QString& path)> m_mayReplace;
    bool m_touched = false; ///< edits or a training since loading began
};

} // namespace espalier::ui
