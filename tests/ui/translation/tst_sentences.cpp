// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/translation/sentences.h"

#include <QTest>
#include <QTranslator>

#include "tests/support/gui_test.h"

using namespace espalier::ui;

namespace {

/// As a language that sets no space between sentences.
class NoSpace : public QTranslator
{
public:
    QString translate(const char* context, const char* source, const char*, int) const override
    {
        const bool mine = QLatin1String(context) == QLatin1String("Sentences");
        return mine && QLatin1String(source) == QLatin1String("%1 %2") ? QStringLiteral("%1%2") : QString();
    }
    bool isEmpty() const override { return false; }
};

} // namespace

class SentencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentencesFollowEachOther_data()
    {
        QTest::addColumn<QStringList>("sentences");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << QStringList() << QString();
        QTest::newRow("one") << QStringList{QStringLiteral("One.")} << QStringLiteral("One.");
        QTest::newRow("three") << QStringList{QStringLiteral("One."), QStringLiteral("Two."), QStringLiteral("Three.")}
                               << QStringLiteral("One. Two. Three.");
        QTest::newRow("empty ones") << QStringList{QString(), QStringLiteral("One."), QString(), QStringLiteral("Two.")}
                                    << QStringLiteral("One. Two.");
        QTest::newRow("what looks like a place")
            << QStringList{QStringLiteral("%2 and %1."), QStringLiteral("50 %.")} << QStringLiteral("%2 and %1. 50 %.");
    }

    void sentencesFollowEachOther()
    {
        QFETCH(QStringList, sentences);
        QFETCH(QString, text);
        QCOMPARE(joinSentences(sentences), text);
    }

    void theLanguageDecidesWhatStandsBetween()
    {
        NoSpace language;
        QCoreApplication::installTranslator(&language);
        QCOMPARE(joinSentences({QStringLiteral("一。"), QStringLiteral("二。")}), QStringLiteral("一。二。"));
        QCoreApplication::removeTranslator(&language);
    }
};

ESPALIER_GUI_TEST_MAIN(SentencesTest)
#include "tst_sentences.moc"
