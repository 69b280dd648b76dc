// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/gui_test.h"
#include "ui/prompts/message_box.h"
#include "ui/prompts/replace_question.h"

using espalier::ui::mayReplace;
using espalier::ui::MessageBox;

namespace {

constexpr int kReplace = 0;
constexpr int kKeep = 1;

} // namespace

class TestReplaceQuestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhatIsThere();
    void asksNothingWhereNothingIs();
};

void TestReplaceQuestion::namesWhatIsThere()
{
    const QTemporaryDir folder;
    const QStringList files{folder.filePath(QStringLiteral("a.pt")), folder.filePath(QStringLiteral("a.py")),
                            folder.filePath(QStringLiteral("a.pth"))};
    for (const QString& path : {files[0], files[1]}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    MessageBox::setNextAnswer(kKeep);
    QVERIFY(!mayReplace(nullptr, files));
    QVERIFY(MessageBox::lastText().contains(QDir::toNativeSeparators(folder.path())));
    QVERIFY(MessageBox::lastDetails().contains(QLatin1String("a.pt, a.py.")));
    MessageBox::setNextAnswer(kReplace);
    QVERIFY(mayReplace(nullptr, files));
}

void TestReplaceQuestion::asksNothingWhereNothingIs()
{
    const QTemporaryDir folder;
    MessageBox::setNextAnswer(kKeep);
    QVERIFY(mayReplace(nullptr, {folder.filePath(QStringLiteral("a.pt"))}));
    QVERIFY(mayReplace(nullptr, {}));
    // The answer is still there for the next question.
    QCOMPARE(MessageBox::ask(nullptr, QString(), QString(), {}, kReplace), kKeep);
}

ESPALIER_GUI_TEST_MAIN(TestReplaceQuestion)

#include "tst_replace_question.moc"
