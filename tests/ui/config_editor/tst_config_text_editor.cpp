// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_text_editor.h"

#include <QClipboard>
#include <QFocusEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextLayout>
#include <QUndoStack>

#include "core/config/config_list_writer.h"
#include "tests/support/gui_test.h"
#include "ui/config_editor/config_list_text.h"
#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

struct Fixture
{
    Fixture()
    {
        openInDocument(document, QStringLiteral("resnet_scripted"));
        document.setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])"), QStringLiteral("first"));
    }

    void type(const QString& text) { editor.edit()->setPlainText(text); }
    /// Types and waits for no pause.
    void enter(const QString& text)
    {
        type(text);
        editor.flush();
    }
    QString text() const { return editor.edit()->toPlainText(); }
    double sparsity() const { return document.session().configList.at(0).sparsity.value_or(-1); }
    QString error() const { return child<QLabel>(&editor, "configErrorLabel")->text(); }

    SessionDocument document;
    ConfigTextEditor editor{document};
};

QString written(const ConfigList& list)
{
    return QString::fromStdString(writeConfigList(list, ConfigSyntax::Json));
}

} // namespace

class TestConfigTextEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheDocument();
    void typingActsAfterAPause();
    void pythonActsAsWell();
    void aBurstIsOneUndoStep();
    void leavingTheTextEndsABurst();
    void anErrorIsUnderlinedAndChangesNothing_data();
    void anErrorIsUnderlinedAndChangesNothing();
    void entriesThatCannotBeAreUnderlined();
    void aRepairedTextActs();
    void equalListsLeaveTheTextAlone();
    void changesElsewhereReplaceTheText();
    void changesElsewhereKeepThePlace();
    void anotherDocumentDropsWhatWasTyped();
    void hidingTakesOverWhatWasTyped();
    void aPastedListIsHandedOn();
    void aPastedPieceIsText();
    void keysAreMarkedByTheirEffect();
    void tellsEntriesFromLists_data();
    void tellsEntriesFromLists();
};

void TestConfigTextEditor::showsTheDocument()
{
    const Fixture f;
    QCOMPARE(f.text(), written(f.document.session().configList));
    QVERIFY(!f.editor.hasError());
}

void TestConfigTextEditor::typingActsAfterAPause()
{
    Fixture f;
    const int steps = f.document.undoStack()->count();
    const QString typed = QStringLiteral("[{\"sparsity\":0.75,   \"op_types\":[\"Conv2d\"]}]");
    f.type(typed);
    QCOMPARE(f.sparsity(), 0.5);
    QTRY_COMPARE(f.sparsity(), 0.75);
    QCOMPARE(f.text(), typed);
    QCOMPARE(f.document.undoStack()->count(), steps + 1);
    QCOMPARE(f.document.undoStack()->undoText(), QStringLiteral("Edit config list as text"));
}

void TestConfigTextEditor::pythonActsAsWell()
{
    Fixture f;
    f.enter(QStringLiteral("config_list = [{'sparsity': 0.8, 'op_types': ['Linear'], }]  # NNI"));
    QVERIFY(f.document.session().configList == configList(R"([{"sparsity": 0.8, "op_types": ["Linear"]}])"));
}

void TestConfigTextEditor::aBurstIsOneUndoStep()
{
    Fixture f;
    const int steps = f.document.undoStack()->count();
    f.enter(QStringLiteral("[{\"sparsity\": 0.7, \"op_types\": [\"Conv2d\"]}]"));
    f.enter(QStringLiteral("[{\"sparsity\": 0.72, \"op_types\": [\"Conv2d\"]}]"));
    QCOMPARE(f.sparsity(), 0.72);
    QCOMPARE(f.document.undoStack()->count(), steps + 1);
    f.document.undoStack()->undo();
    QCOMPARE(f.sparsity(), 0.5);
    QCOMPARE(f.text(), written(f.document.session().configList));
}

void TestConfigTextEditor::leavingTheTextEndsABurst()
{
    Fixture f;
    const int steps = f.document.undoStack()->count();
    f.enter(QStringLiteral("[{\"sparsity\": 0.7, \"op_types\": [\"Conv2d\"]}]"));
    QFocusEvent leave(QEvent::FocusOut);
    QApplication::sendEvent(f.editor.edit(), &leave);
    f.enter(QStringLiteral("[{\"sparsity\": 0.72, \"op_types\": [\"Conv2d\"]}]"));
    QCOMPARE(f.document.undoStack()->count(), steps + 2);
    f.document.undoStack()->undo();
    QCOMPARE(f.sparsity(), 0.7);
}

void TestConfigTextEditor::anErrorIsUnderlinedAndChangesNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("underlined");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("bare word") << QStringLiteral("[{\"sparsity\": half, \"op_types\": [\"Conv2d\"]}]")
                               << QStringLiteral("half") << QStringLiteral("Line 1: half is not a value;");
    QTest::newRow("second line") << QStringLiteral("[{\"op_types\": [\"Conv2d\"],\n \"sparsity\": half}]")
                                 << QStringLiteral("half") << QStringLiteral("Line 2: ");
    QTest::newRow("behind letters of several bytes")
        << QStringLiteral("[{\"op_names\": [\"gr\u00f6\u00dfe\u5c42\U0001F333\"], \"sparsity\": half}]")
        << QStringLiteral("half") << QStringLiteral("Line 1: ");
    QTest::newRow("wrong type") << QStringLiteral("[{\"sparsity\": \"0.5\", \"op_types\": [\"Conv2d\"]}]")
                                << QStringLiteral("\"0.5\"") << QStringLiteral("Line 1: sparsity expects a number");
    QTest::newRow("never closed") << QStringLiteral("[{\"op_types\": []}") << QStringLiteral("[")
                                  << QStringLiteral("Line 1: The bracket [ is never closed.");
    QTest::newRow("missing at the end") << QStringLiteral("[{\"sparsity\":") << QStringLiteral(":")
                                        << QStringLiteral("Line 1: The key sparsity has no value.");
}

void TestConfigTextEditor::anErrorIsUnderlinedAndChangesNothing()
{
    QFETCH(QString, text);
    QFETCH(QString, underlined);
    QFETCH(QString, sentence);
    Fixture f;
    const int steps = f.document.undoStack()->count();
    f.enter(text);
    QVERIFY(f.editor.hasError());
    QVERIFY2(f.error().startsWith(sentence), qPrintable(f.error()));
    const auto selections = f.editor.edit()->extraSelections();
    QCOMPARE(selections.size(), 1);
    QCOMPARE(selections.first().cursor.selectedText(), underlined);
    QCOMPARE(selections.first().format.underlineStyle(), QTextCharFormat::WaveUnderline);
    QCOMPARE(f.sparsity(), 0.5);
    QCOMPARE(f.document.undoStack()->count(), steps);
    QCOMPARE(f.text(), text);
}

void TestConfigTextEditor::entriesThatCannotBeAreUnderlined()
{
    Fixture f;
    const QString wrong = QStringLiteral("{\"sparsity\": 1.0, \"op_types\": [\"Conv2d\"]}");
    // Braces in strings and comments are none.
    const QString before = QStringLiteral("[ # {\n{'op_names': ['a}\\'{'], 'exclude': True},\n");
    f.enter(before + wrong + QStringLiteral("]"));
    QVERIFY(!f.editor.hasError()); // it can be read, and is the list now
    QCOMPARE(f.document.session().configList.size(), std::size_t(2));
    const auto selections = f.editor.edit()->extraSelections();
    QCOMPARE(selections.size(), 1);
    QCOMPARE(selections.first().cursor.selectedText(), wrong);
    QVERIFY2(f.error().contains(QStringLiteral("entry 2")), qPrintable(f.error()));
    // What pruning refuses is marked as well.
    f.enter(QStringLiteral("[{\"sparsity\": 0.5, \"op_types\": [\"Conv2d\"]}]"));
    QVERIFY(f.editor.edit()->extraSelections().isEmpty() && f.error().isEmpty());
    f.document.setPreviewIssues({{Severity::Error, {"It cannot be.", {}}, 0, "conv1"}});
    QCOMPARE(f.editor.edit()->extraSelections().size(), 1);
    QCOMPARE(f.error(), QStringLiteral("It cannot be."));
    f.enter(QStringLiteral("[{\"sparsity\": 0.5, \"op_types\": [\"Conv2d\"]} ]")); // equal: still so
    QCOMPARE(f.editor.edit()->extraSelections().size(), 1);
    f.document.setPreviewIssues({});
    QVERIFY(f.editor.edit()->extraSelections().isEmpty() && f.error().isEmpty());
}

void TestConfigTextEditor::aRepairedTextActs()
{
    Fixture f;
    f.enter(QStringLiteral("[{"));
    QVERIFY(f.editor.hasError());
    f.enter(QStringLiteral("[{\"sparsity\": 0.25, \"op_types\": [\"Conv2d\"]}]"));
    QVERIFY(!f.editor.hasError());
    QVERIFY(f.editor.edit()->extraSelections().isEmpty());
    QVERIFY(f.error().isEmpty());
    QCOMPARE(f.sparsity(), 0.25);
}

void TestConfigTextEditor::equalListsLeaveTheTextAlone()
{
    Fixture f;
    const QString typed = QStringLiteral("[{'sparsity': 0.75, 'op_types': ['Conv2d']}]  # mine");
    f.enter(typed);
    QTextCursor cursor = f.editor.edit()->textCursor();
    cursor.setPosition(7);
    f.editor.edit()->setTextCursor(cursor);
    const QSignalSpy told(&f.document, &SessionDocument::configListChanged);
    f.document.setAlgorithm(QStringLiteral("l2"));
    QVERIFY(!told.isEmpty());
    QCOMPARE(f.text(), typed);
    QCOMPARE(f.editor.edit()->textCursor().position(), 7);
}

void TestConfigTextEditor::changesElsewhereReplaceTheText()
{
    Fixture f;
    f.enter(QStringLiteral("[{")); // an error does not stay when the list becomes another one
    const ConfigList other = configList(R"([{"op_names": ["conv1"], "exclude": true}])");
    f.document.setConfigList(other, QStringLiteral("other"));
    QCOMPARE(f.text(), written(other));
    QVERIFY(!f.editor.hasError());
    // Showing it is no typing: nothing comes back as an edit, now or later.
    const int steps = f.document.undoStack()->count();
    f.editor.flush();
    QCOMPARE(f.document.undoStack()->count(), steps);
    QVERIFY(!f.editor.edit()->document()->isUndoAvailable());
}

void TestConfigTextEditor::changesElsewhereKeepThePlace()
{
    Fixture f;
    QTextCursor cursor = f.editor.edit()->textCursor();
    cursor.setPosition(5);
    f.editor.edit()->setTextCursor(cursor);
    f.document.setConfigList(configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.9}])"), QStringLiteral("drag"));
    QCOMPARE(f.editor.edit()->textCursor().position(), 5);
    f.document.setConfigList({}, QStringLiteral("clear"));
    QVERIFY(f.editor.edit()->textCursor().position() <= f.text().size());
}

void TestConfigTextEditor::anotherDocumentDropsWhatWasTyped()
{
    SessionDocument document;
    openInDocument(document, QStringLiteral("resnet_scripted"));
    ConfigTextEditor editor(document);
    const QString empty = written({});
    QCOMPARE(editor.edit()->toPlainText(), empty);
    const auto open = [&](const char* typed) {
        editor.edit()->setPlainText(QLatin1String(typed));
        openInDocument(document, QStringLiteral("lenet_scripted"));
    };
    open("[{\"sparsity\": 0.5, ");
    QCOMPARE(editor.edit()->toPlainText(), empty);
    editor.edit()->setPlainText(QStringLiteral("[{"));
    editor.flush();
    QVERIFY(editor.hasError());
    openInDocument(document, QStringLiteral("resnet_scripted"));
    QVERIFY(!editor.hasError());
    QCOMPARE(editor.edit()->toPlainText(), empty);
    // A pause that was still running would bring it into the other document.
    open("[{\"sparsity\": 0.5, \"op_types\": [\"Conv2d\"]}]");
    editor.flush();
    QVERIFY(document.session().configList.empty());
    QCOMPARE(document.undoStack()->count(), 0);
}

void TestConfigTextEditor::hidingTakesOverWhatWasTyped()
{
    Fixture f;
    f.editor.show();
    f.type(QStringLiteral("[{\"sparsity\": 0.75, \"op_types\": [\"Conv2d\"]}]"));
    QCOMPARE(f.sparsity(), 0.5);
    f.editor.hide();
    QCOMPARE(f.sparsity(), 0.75);
}

void TestConfigTextEditor::aPastedListIsHandedOn()
{
    Fixture f;
    const QString list = QStringLiteral("config = [\n  {'sparsity': 0.8, 'op_types': ['default']},  # all\n]");
    const QString before = f.text();
    const QSignalSpy pasted(&f.editor, &ConfigTextEditor::listPasted);
    QGuiApplication::clipboard()->setText(list);
    f.editor.edit()->paste();
    QCOMPARE(pasted.size(), 1);
    QCOMPARE(pasted.first().first().toString(), list);
    QCOMPARE(f.text(), before);
}

void TestConfigTextEditor::aPastedPieceIsText()
{
    Fixture f;
    const QSignalSpy pasted(&f.editor, &ConfigTextEditor::listPasted);
    f.editor.edit()->selectAll();
    QGuiApplication::clipboard()->setText(QStringLiteral("{'sparsity': 0.8}"));
    f.editor.edit()->paste();
    QCOMPARE(pasted.size(), 0);
    QCOMPARE(f.text(), QStringLiteral("{'sparsity': 0.8}"));
}

void TestConfigTextEditor::keysAreMarkedByTheirEffect()
{
    Fixture f;
    f.type(QStringLiteral("[{\"sparsity\": 0.5, \"speed\": 1, \"op_types\": [\"Conv2d\"]}]"));
    const ThemeColors& colors = ThemeManager::instance().colors();
    const auto colorAt = [&f](const QString& part) {
        const int place = static_cast<int>(f.text().indexOf(part)) + 1;
        for (const auto& range : f.editor.edit()->document()->firstBlock().layout()->formats()) {
            if (range.start <= place && place < range.start + range.length)
                return range.format.foreground().color();
        }
        return QColor();
    };
    QTRY_COMPARE(colorAt(QStringLiteral("\"sparsity\"")), colors.accent);
    QCOMPARE(colorAt(QStringLiteral("\"op_types\"")), colors.accent);
    QCOMPARE(colorAt(QStringLiteral("\"speed\"")), colors.secondaryText);
    QCOMPARE(colorAt(QStringLiteral("\"Conv2d\"")), QColor());
}

void TestConfigTextEditor::tellsEntriesFromLists_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("single");
    QTest::addColumn<bool>("whole");
    QTest::newRow("list") << QStringLiteral("[{'sparsity': 0.5}]") << false << true;
    QTest::newRow("dict") << QStringLiteral("{'sparsity': 0.5}") << true << false;
    QTest::newRow("assigned dict") << QStringLiteral("entry = {'op_names': ['a']}") << true << false;
    QTest::newRow("brackets in comments") << QStringLiteral("# [1]\n// [2]\n{'sparsity': 0.5}") << true << false;
    QTest::newRow("empty list") << QStringLiteral("[]") << false << false;
    QTest::newRow("list of names") << QStringLiteral("['conv1', 'conv2']") << false << false;
    QTest::newRow("no list") << QStringLiteral("conv1") << false << false;
}

void TestConfigTextEditor::tellsEntriesFromLists()
{
    QFETCH(QString, text);
    QFETCH(bool, single);
    QFETCH(bool, whole);
    QCOMPARE(isSingleEntry(text), single);
    QCOMPARE(isWholeConfigList(text), whole);
}

ESPALIER_GUI_TEST_MAIN(TestConfigTextEditor)

#include "tst_config_text_editor.moc"
