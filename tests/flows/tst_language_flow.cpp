// SPDX-License-Identifier: GPL-3.0-or-later
// The language changes while the window is open: nothing stays behind in English.
#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSet>

#include "tests/flows/flow_window.h"

using namespace espalier;
using namespace espalier::test;

namespace {

QStringList visibleTexts(const QWidget& window)
{
    QStringList texts{window.windowTitle()};
    for (const auto* action : window.findChildren<QAction*>())
        texts.append(action->text());
    for (const auto* dock : window.findChildren<QDockWidget*>())
        texts.append(dock->windowTitle());
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible())
            texts.append(button->text());
    }
    return texts;
}

/// Names that are the same in every language: file names, op types, layer names, numbers, algorithms.
bool isSentence(const QString& text)
{
    static const QRegularExpression words(QStringLiteral("[A-Za-z]{3,}[ ,][A-Za-z ]*[a-z]{3,}"));
    return words.match(text).hasMatch();
}

} // namespace

class LanguageFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingChanges();
};

void LanguageFlow::everythingChanges()
{
    FlowWindow flow;
    flow.openExample();
    flow.window().selection().setLayers({QStringLiteral("layer1.0.conv1")});
    const QStringList texts = visibleTexts(flow.window());
    const QSet<QString> english(texts.begin(), texts.end());
    flow.language().setLanguage(QStringLiteral("zh_CN"));
    QCOMPARE(flow.language().language(), QStringLiteral("zh_CN"));
    QCoreApplication::processEvents();
    for (const QString& text : visibleTexts(flow.window()))
        QVERIFY2(!english.contains(text) || !isSentence(text), qPrintable(text));
    const QAction* open = flow.action("openFileAction");
    QVERIFY2(open->text().contains(QStringLiteral("打开")), qPrintable(open->text()));
    flow.language().setLanguage(QStringLiteral("en"));
    QCoreApplication::processEvents();
    QVERIFY(open->text().contains(QLatin1String("Open")));
    for (const auto* dock : flow.window().findChildren<QDockWidget*>())
        QVERIFY2(english.contains(dock->windowTitle()), qPrintable(dock->windowTitle()));
}

ESPALIER_GUI_TEST_MAIN(LanguageFlow)
#include "tst_language_flow.moc"
