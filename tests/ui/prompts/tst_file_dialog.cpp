// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

#include "tests/support/gui_test.h"
#include "ui/prompts/file_dialog.h"
#include "ui/prompts/message_box.h"

using espalier::test::child;
using espalier::ui::FileDialog;

namespace {

constexpr int kReplace = 0;
constexpr int kKeep = 1;
constexpr int kPatience = 50; // turns of the timer
const QString kPictures = QStringLiteral("PNG picture (*.png);;SVG drawing (*.svg)");

/// Types into the dialog that comes next, and answers No to what it asks before replacing a file.
class Hand : public QObject
{
public:
    explicit Hand(const QString& name, const QString& filter = {})
        : m_name(name)
        , m_filter(filter)
    {
        connect(&m_timer, &QTimer::timeout, this, &Hand::act);
        m_timer.start(10);
    }

    QString question() const { return m_question; }

private:
    void act()
    {
        QWidget* active = QApplication::activeModalWidget();
        if (auto* box = qobject_cast<QMessageBox*>(active)) {
            m_question = box->text();
            box->button(QMessageBox::No)->click();
        } else if (auto* dialog = qobject_cast<QFileDialog*>(active)) {
            if (m_typed && ++m_waited > kPatience)
                dialog->reject(); // it did not take the name
            else if (!m_typed)
                type(dialog);
        }
    }

    void type(QFileDialog* dialog)
    {
        m_typed = true;
        auto* types = child<QComboBox>(dialog, "fileTypeCombo");
        if (const int item = types->findText(m_filter); item >= 0) {
            types->setCurrentIndex(item);
            Q_EMIT types->activated(item);
            Q_EMIT types->textActivated(m_filter);
        }
        child<QLineEdit>(dialog, "fileNameEdit")->setText(m_name);
        // Not from within the timer, which would not come back for the question.
        QMetaObject::invokeMethod(dialog, "accept", Qt::QueuedConnection);
    }

    QString m_name;
    QString m_filter;
    QString m_question;
    QTimer m_timer;
    bool m_typed = false;
    int m_waited = 0; // turns of the timer
};

} // namespace

class TestFileDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void asksAboutTheCompletedName();
    void theChosenFilterGivesTheSuffix();
    void aForeignSuffixIsNoSuffix();
    void namesOfTestsAreCompletedToo();

private:
    void make(const char* name);
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    QString save() const
    {
        return FileDialog::saveFile(nullptr, QStringLiteral("Save picture"), path("proposal.png"), kPictures);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFileDialog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestFileDialog::make(const char* name)
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
}

void TestFileDialog::asksAboutTheCompletedName()
{
    make("foo.png");
    {
        const Hand hand(path("foo"));
        QCOMPARE(save(), QString());
        QVERIFY2(hand.question().contains(QLatin1String("foo.png")), qPrintable(hand.question()));
    }
    const Hand hand(path("bar"));
    QCOMPARE(save(), path("bar.png"));
    QCOMPARE(hand.question(), QString());
}

void TestFileDialog::theChosenFilterGivesTheSuffix()
{
    make("foo.svg");
    const QString svg = QStringLiteral("SVG drawing (*.svg)");
    {
        const Hand hand(path("foo"), svg);
        QCOMPARE(save(), QString());
        QVERIFY2(hand.question().contains(QLatin1String("foo.svg")), qPrintable(hand.question()));
    }
    const Hand hand(path("bar"), svg);
    QCOMPARE(save(), path("bar.svg"));
}

void TestFileDialog::aForeignSuffixIsNoSuffix()
{
    {
        const Hand hand(path("foo.jpg"));
        QCOMPARE(save(), path("foo.jpg.png"));
    }
    make("foo.jpg.png");
    {
        const Hand hand(path("foo.jpg"));
        espalier::ui::MessageBox::setNextAnswer(kKeep);
        QCOMPARE(save(), QString());
        QVERIFY(espalier::ui::MessageBox::lastDetails().contains(QLatin1String("foo.jpg.png")));
    }
    const Hand hand(path("foo.jpg"));
    espalier::ui::MessageBox::setNextAnswer(kReplace);
    QCOMPARE(save(), path("foo.jpg.png"));
}

void TestFileDialog::namesOfTestsAreCompletedToo()
{
    FileDialog::setNextFileName(path("foo"));
    QCOMPARE(save(), path("foo.png"));
    FileDialog::setNextFileName(QString());
    QCOMPARE(save(), QString());
}

ESPALIER_GUI_TEST_MAIN(TestFileDialog)

#include "tst_file_dialog.moc"
