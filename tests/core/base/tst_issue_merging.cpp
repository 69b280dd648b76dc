// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/issue_merging.h"

using namespace espalier;

namespace {

Issue locks(const std::string& op, const std::string& layer, const char* text = "%1 of %2 (%3) locks.")
{
    return {Severity::Info, {text, {op, layer, "net.py:7"}}, std::nullopt, layer};
}

} // namespace

class TestIssueMerging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesThatCountUpAreToldByTheirEnds_data();
    void namesThatCountUpAreToldByTheirEnds();
    void issuesOfOneOperatorAreOne();
    void otherIssuesStayAsTheyAre();
};

void TestIssueMerging::namesThatCountUpAreToldByTheirEnds_data()
{
    QTest::addColumn<QByteArrayList>("names");
    QTest::addColumn<QByteArray>("list");
    const auto row = [](const QByteArrayList& names, const char* list) {
        QTest::newRow(list) << names << QByteArray(list);
    };
    row({"a"}, "a");
    row({"a", "b"}, "a, b");
    row({"e.0", "e.1"}, "e.0, e.1");
    row({"e.0", "e.1", "e.2"}, "e.0 to e.2");
    row({"e.9", "e.10", "e.11"}, "e.9 to e.11");
    row({"e.0.mlp", "e.1.mlp", "e.2.mlp", "head"}, "e.0.mlp to e.2.mlp, head");
    row({"e.0", "e.2", "e.4"}, "e.0, e.2, e.4");
    // Another number counts from here on.
    row({"e.0.0", "e.0.1", "e.1.1", "e.2.1", "e.3.1"}, "e.0.0, e.0.1 to e.3.1");
    row({"e.0", "e.0", "e.1", "e.2"}, "e.0 to e.2");
    row({"layer1", "layer2", "layer3"}, "layer1, layer2, layer3");
    row({"99999999999", "100000000000", "100000000001"}, "99999999999, 100000000000, 100000000001");
}

void TestIssueMerging::namesThatCountUpAreToldByTheirEnds()
{
    QFETCH(QByteArrayList, names);
    QFETCH(QByteArray, list);
    std::vector<std::string> texts;
    for (const QByteArray& name : names)
        texts.push_back(name.toStdString());
    QCOMPARE(QByteArray::fromStdString(listOfLayers(texts)), list);
}

void TestIssueMerging::issuesOfOneOperatorAreOne()
{
    const std::vector<Issue> merged =
        mergedOverLayers({locks("softmax", "e.0"), locks("fused", "e.0"), locks("fused", "e.1"),
                          locks("softmax", "head"), locks("fused", "e.2")});
    QCOMPARE(merged.size(), std::size_t(2));
    QCOMPARE(merged[0].message.english(), std::string("softmax of e.0, head (net.py:7) locks."));
    QCOMPARE(merged[0].layer, std::string("e.0"));
    QCOMPARE(merged[1].message.english(), std::string("fused of e.0 to e.2 (net.py:7) locks."));
}

void TestIssueMerging::otherIssuesStayAsTheyAre()
{
    Issue warning = locks("softmax", "b");
    warning.severity = Severity::Warning;
    const std::vector<Issue> issues{locks("softmax", "a"),
                                    locks("softmax", "b", "%1 of %2 (%3) says something else."),
                                    warning,
                                    {Severity::Info, {"Nothing of %1.", {"a"}}, std::nullopt, "a"},
                                    {Severity::Info, {"Nothing of %1.", {"b"}}, std::nullopt, "b"}};
    QVERIFY(mergedOverLayers(issues) == issues);
    QVERIFY(mergedOverLayers(std::vector<Issue>{}).empty());
}

QTEST_GUILESS_MAIN(TestIssueMerging)
#include "tst_issue_merging.moc"
