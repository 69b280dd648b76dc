// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flows/flow_window.h"

#include <QAction>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QWindow>

#include "ui/prompts/message_box.h"

namespace espalier::test {

namespace {

/// Enough for a training that shows something, little enough for a test.
const QString kData = QStringLiteral("fashion-mnist,limit=512");

QJsonObject exampleSession()
{
    QFile source(QStringLiteral(ESPALIER_SOURCE_DIR "/resources/examples/fashion_resnet.espalier"));
    if (!source.open(QIODevice::ReadOnly))
        qFatal("The example session cannot be read.");
    return QJsonDocument::fromJson(source.readAll()).object();
}

void writeExample(const QString& file)
{
    QJsonObject session = exampleSession();
    session[QLatin1String("model")] = QStringLiteral(ESPALIER_SOURCE_DIR "/resources/examples/fashion_resnet.pt");
    session[QLatin1String("data")] = kData;
    QFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(QJsonDocument(session).toJson()) < 0)
        qFatal("The test's session cannot be written.");
}

} // namespace

FlowWindow::FlowWindow(QSize size)
    : m_window(m_language)
{
    m_language.setLanguage(QStringLiteral("en"));
    writeExample(exampleFile());
    m_window.resize(size);
    m_window.show();
    if (!QTest::qWaitForWindowExposed(&m_window))
        qFatal("The window does not show.");
}

FlowWindow::~FlowWindow()
{
    // What a test leaves unsaved is not asked for.
    m_window.jobs().cancelAll();
    m_window.document().close();
}

void FlowWindow::open(const QString& path)
{
    m_window.openPath(path);
    if (!QTest::qWaitFor([this] { return !m_window.jobs().isRunning(ui::JobKind::LoadModel); }, 60000))
        qFatal("%s takes longer than a minute to open.", qPrintable(path));
}

void FlowWindow::openExample()
{
    open(exampleFile());
    waitUntilIdle();
}

void FlowWindow::waitUntilIdle(int milliseconds)
{
    // Timers of no length start further jobs: idle means idle twice.
    for (int round = 0; round < 2; ++round) {
        QCoreApplication::processEvents();
        if (!QTest::qWaitFor([this] { return m_window.jobs().isIdle(); }, milliseconds))
            qFatal("The background work does not end.");
    }
}

QAction* FlowWindow::action(const char* objectName) const
{
    return child<QAction>(&m_window, objectName);
}

} // namespace espalier::test
