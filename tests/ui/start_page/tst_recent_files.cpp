// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>

#include <algorithm>

#include "tests/support/gui_test.h"
#include "ui/settings/settings_store.h"
#include "ui/start_page/recent_files.h"

using namespace espalier;
using namespace espalier::ui;

namespace {

QStringList paths()
{
    QStringList result;
    for (const RecentFile& file : RecentFiles::list())
        result.append(file.path);
    return result;
}

QString path(int number)
{
    return QStringLiteral("/models/net %1.pt").arg(number);
}

void compareProfiles(const QList<double>& actual, const QList<double>& expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (qsizetype i = 0; i < actual.size(); ++i)
        QVERIFY2(qAbs(actual[i] - expected[i]) <= 0.0005, qPrintable(QString::number(actual[i])));
}

} // namespace

class RecentFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_model = test::openTestModel(QStringLiteral("lenet_scripted")); }
    void init() { SettingsStore::instance().setValue(SettingKey::RecentFiles, QStringList()); }

    void theNewestStandsFirst()
    {
        QVERIFY(RecentFiles::list().isEmpty());
        for (const int number : {1, 2, 3, 1})
            RecentFiles::add(path(number), *m_model);
        QCOMPARE(paths(), (QStringList{path(1), path(3), path(2)}));
        RecentFiles::remove(path(3));
        QCOMPARE(paths(), (QStringList{path(1), path(2)}));
        RecentFiles::remove(path(9));
        QCOMPARE(paths().size(), 2);
    }

    void tenAreRemembered()
    {
        for (int number = 1; number <= 12; ++number)
            RecentFiles::add(path(number), *m_model);
        QCOMPARE(paths().size(), RecentFiles::kLimit);
        QCOMPARE(paths().first(), path(12));
        QCOMPARE(paths().last(), path(3));
    }

    void aRelativePathIsTheSameFile()
    {
        RecentFiles::add(QStringLiteral("net.pt"), *m_model);
        RecentFiles::add(QDir::current().absoluteFilePath(QStringLiteral("net.pt")), *m_model);
        QCOMPARE(paths(), QStringList{QDir::current().absoluteFilePath(QStringLiteral("net.pt"))});
    }

    void thePictureIsRemembered()
    {
        RecentFiles::add(path(1), *m_model);
        const RecentFile file = RecentFiles::list().first();
        QCOMPARE(file.parameters, 11126);
        // conv1, conv2, fc1, fc2 with their biases; the largest is 1.
        compareProfiles(file.profile, {156 / 8224.0, 2416 / 8224.0, 1.0, 330 / 8224.0});
    }

    void normsAreNoPartOfThePicture()
    {
        const auto resnet = test::openTestModel(QStringLiteral("resnet_scripted"));
        const QList<double> profile = RecentFiles::profileOf(*resnet);
        QCOMPARE(profile.size(), 9); // 8 convolutions and the classifier, no batch norm
        QCOMPARE(*std::max_element(profile.begin(), profile.end()), 1.0);
    }

    void settingsEditedByHandDoNoHarm()
    {
        SettingsStore::instance().setValue(SettingKey::RecentFiles,
                                           QStringList{QString(), QStringLiteral("\t5\t7"), QStringLiteral("/a.pt"),
                                                       QStringLiteral("/b.pt\tmany\t-3 odd 5000"),
                                                       QStringLiteral("/c.pt\t1\t2\t3\t4")});
        QCOMPARE(paths(), (QStringList{QStringLiteral("/a.pt"), QStringLiteral("/b.pt"), QStringLiteral("/c.pt")}));
        QVERIFY(RecentFiles::list()[0].profile.isEmpty());
        QCOMPARE(RecentFiles::list()[1].parameters, 0);
        compareProfiles(RecentFiles::list()[1].profile, {0.0, 0.0, 1.0});
    }

private:
    std::shared_ptr<const Model> m_model;
};

ESPALIER_GUI_TEST_MAIN(RecentFilesTest)

#include "tst_recent_files.moc"
