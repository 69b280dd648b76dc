// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/document_opener.h"

#include <QFileInfo>
#include <QUndoStack>

#include <optional>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/progress_sink.h"
#include "core/data/dataset.h"
#include "core/model/model.h"
#include "core/serialization/file_kind.h"
#include "core/session/model_preparation.h"
#include "core/session/session.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

struct OpenedDocument
{
    std::shared_ptr<const Model> model;
    std::optional<Session> session; ///< nullopt: a bare model
    std::vector<Issue> issues;      ///< of reading the session
};

/// Data that cannot be opened is no reason not to open the session: measuring says later what is wrong with it.
void setInputsFromSessionData(Model& model, const std::string& data)
{
    try {
        setInputsFromData(model, *openDataset(parseDatasetSpec(data), Split::Test));
    } catch (const Error&) {
        return;
    }
}

OpenedDocument openDocument(const std::filesystem::path& path, ProgressSink& sink, const std::stop_token& stop)
{
    OpenedDocument opened;
    if (detectFileKind(path) != FileKind::Session) {
        opened.model = std::make_shared<Model>(Model::load(path, sink, stop));
        return opened;
    }
    opened.session = readSession(path, opened.issues);
    const Session& session = *opened.session;
    auto model = std::make_shared<Model>(loadModel(session.modelPath, session.weightsPath, session.inputs, sink, stop));
    if (model->inputs().empty() && !session.data.empty())
        setInputsFromSessionData(*model, session.data);
    opened.model = std::move(model);
    return opened;
}

} // namespace

DocumentOpener::DocumentOpener(SessionDocument& document, JobRunner& jobs, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_jobs(jobs)
{
    connect(document.undoStack(), &QUndoStack::indexChanged, this, [this] { m_touched = true; });
    connect(&jobs, &JobRunner::jobStarted, this,
            [this](JobKind kind) { m_touched = m_touched || kind == JobKind::Train; });
}

void DocumentOpener::open(const QString& path)
{
    start(path, path, false);
}

void DocumentOpener::openRecovered(const QString& recoveryFile, const QString& originalFile)
{
    start(recoveryFile, originalFile, true);
}

void DocumentOpener::start(const QString& path, const QString& sessionFile, bool recovered)
{
    m_touched = false;
    m_jobs.start(
        JobKind::LoadModel, tr("Opening %1").arg(QFileInfo(path).fileName()),
        [file = path.toStdString()](ProgressSink& sink, const std::stop_token& stop) {
            return openDocument(file, sink, stop);
        },
        this,
        [this, path, sessionFile, recovered](OpenedDocument opened) {
            if (m_touched && m_mayReplace && !m_mayReplace(path))
                return;
            if (opened.session)
                m_document.openSession(std::move(opened.model), std::move(*opened.session), sessionFile, recovered,
                                       std::move(opened.issues));
            else
                m_document.openModel(std::move(opened.model), path);
            Q_EMIT this->opened(path);
        },
        [this, path](JobEnd end, const Message& error) { onFailed(path, error, end == JobEnd::Cancelled); });
}

void DocumentOpener::loadWeights(const QString& path)
{
    m_jobs.start(
        JobKind::LoadModel, tr("Loading weights from %1").arg(QFileInfo(path).fileName()),
        [model = m_document.model(), file = path.toStdString()](ProgressSink&, const std::stop_token&) {
            auto loaded = std::make_shared<Model>(model->clone());
            loaded->loadStateDict(file);
            return std::pair<std::shared_ptr<const Model>, std::shared_ptr<const Model>>(model, std::move(loaded));
        },
        this,
        [this, path](std::pair<std::shared_ptr<const Model>, std::shared_ptr<const Model>> models) {
            if (m_document.model() == models.first)
                m_document.adoptWeights(std::move(models.second), path);
        },
        [this, path](JobEnd end, const Message& error) { onFailed(path, error, end == JobEnd::Cancelled); });
}

void DocumentOpener::setInputs(const std::vector<InputSpec>& inputs)
{
    m_jobs.start(
        JobKind::LoadModel, tr("Finding the shapes of all layers"),
        [model = m_document.model(), inputs](ProgressSink&, const std::stop_token&) {
            auto shaped = std::make_shared<Model>(model->clone());
            shaped->setInputs(inputs);
            return std::pair<std::shared_ptr<const Model>, std::shared_ptr<const Model>>(model, std::move(shaped));
        },
        this,
        [this](std::pair<std::shared_ptr<const Model>, std::shared_ptr<const Model>> models) {
            if (m_document.model() == models.first)
                m_document.adoptInputs(std::move(models.second));
        },
        [this](JobEnd end, const Message& error) {
            if (end == JobEnd::Failed)
                Q_EMIT inputsRefused(messageText(error));
        });
}

void DocumentOpener::onFailed(const QString& path, const Message& error, bool cancelled)
{
    if (!cancelled)
        Q_EMIT failed(path, messageText(error));
}

} // namespace espalier::ui
