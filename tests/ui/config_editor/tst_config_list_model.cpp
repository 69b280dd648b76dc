// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QUndoStack>

#include <cmath>

#include "core/base/progress_sink.h"
#include "core/pruning/pruner.h"
#include "core/speedup/physical_prediction.h"
#include "tests/support/gui_test.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/session_document.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

constexpr char kThree[] = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv1"], "sparsity": 0.3},
                              {"op_names": ["layer1.0.conv1"], "exclude": true}])";

/// A document with resnet_scripted, and its model under the eyes of Qt's tester.
struct Fixture
{
    explicit Fixture(const char* list = "[]", const QString& inputShape = {})
    {
        openInDocument(document, QStringLiteral("resnet_scripted"), inputShape);
        set(list);
    }

    void set(const char* list) { document.setConfigList(configList(list), QStringLiteral("edit")); }
    QVariant at(int row, int role) const { return model.index(row).data(role); }
    QStringList selectors() const
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(at(row, Qt::DisplayRole).toString());
        return texts;
    }
    /// What the background job does after each edit.
    void preview()
    {
        NullProgressSink sink;
        const Session& session = document.session();
        document.setPreviewMasks(
            prune(*document.model(), document.resolution(), {session.algorithm, session.profile, session.seed}, sink));
        settle();
    }
    /// What entries come to is told once for all signals of an edit.
    static void settle() { QCoreApplication::processEvents(); }

    SessionDocument document;
    ConfigListModel model{document};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
    QSignalSpy removed{&model, &QAbstractItemModel::rowsRemoved};
    QSignalSpy moved{&model, &QAbstractItemModel::rowsMoved};
    QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
    QSignalSpy reset{&model, &QAbstractItemModel::modelReset};
};

} // namespace

class TestConfigListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatEntriesWin();
    void sharesOfMacsNeedAnInputShape();
    void anOverruledEntryNeverWins();
    void tellsIssuesOfEachEntry();
    void offersTypesOfTheNetwork();
    void aValueIsChangedInPlace();
    void rowsComeAndGoWhereTheyStand_data();
    void rowsComeAndGoWhereTheyStand();
    void movingIsOneUndoStep();
    void impossibleMovesDoNothing_data();
    void impossibleMovesDoNothing();
    void tellsWhatIsAchieved_data();
    void tellsWhatIsAchieved();
    void tellsWhatIsCutOut();
    void countsTheMasksInForceWhileThereIsAPreview();
    void severalSignalsAreOneChange();
    void anUnknownPreviewTellsNothing();
    void closingEmptiesTheModel();
};

void TestConfigListModel::showsWhatEntriesWin()
{
    const Fixture f(kThree);
    const QStringList expected{QStringLiteral("Conv2d"), QStringLiteral("conv1"), QStringLiteral("layer1.0.conv1")};
    QCOMPARE(f.selectors(), expected);
    QCOMPARE(f.at(0, ConfigListModel::SparsityRole).toDouble(), 0.5);
    QVERIFY(!f.at(2, ConfigListModel::SparsityRole).isValid());
    QVERIFY(f.at(2, ConfigListModel::ExcludesRole).toBool());
    QCOMPARE(f.at(0, ConfigListModel::LayersWonRole).toInt(), 6);
    QCOMPARE(f.at(1, ConfigListModel::LayersWonRole).toInt(), 1);
    // All convolutions have 6104 weights, conv1 has 216 and layer1.0.conv1 576; the network has 6450.
    QCOMPARE(f.at(0, ConfigListModel::ParametersWonRole).toLongLong(), 6104 - 216 - 576);
    QCOMPARE(f.at(1, ConfigListModel::ParametersWonRole).toLongLong(), 216);
    QCOMPARE(f.at(1, ConfigListModel::ParametersShareRole).toDouble(), 216.0 / 6450.0);
}

void TestConfigListModel::sharesOfMacsNeedAnInputShape()
{
    const Fixture without(kThree);
    QVERIFY(!without.at(0, ConfigListModel::MacsShareRole).isValid());
    const Fixture with(kThree, QStringLiteral("1,3,16,16"));
    // conv1: 8 x 3 x 3 x 3 for each of 16 x 16 places.
    const double expected = 216.0 * 256.0 / static_cast<double>(*with.document.model()->macs());
    QCOMPARE(with.at(1, ConfigListModel::MacsShareRole).toDouble(), expected);
}

void TestConfigListModel::anOverruledEntryNeverWins()
{
    const Fixture f(R"([{"op_names": ["conv1"], "sparsity": 0.3}, {"op_types": ["Conv2d"], "sparsity": 0.5}])");
    QVERIFY(f.at(0, ConfigListModel::NeverWinsRole).toBool());
    QVERIFY(!f.at(1, ConfigListModel::NeverWinsRole).toBool());
    QCOMPARE(f.at(1, ConfigListModel::LayersWonRole).toInt(), 8);
}

void TestConfigListModel::tellsIssuesOfEachEntry()
{
    const Fixture f(R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv9"], "sparsity": 0.5}])");
    QVERIFY(f.at(0, ConfigListModel::IssuesRole).toStringList().isEmpty());
    const QStringList issues = f.at(1, ConfigListModel::IssuesRole).toStringList();
    QCOMPARE(issues.size(), 1);
    QVERIFY2(issues.first().contains(QLatin1String("conv9")), qPrintable(issues.first()));
}

void TestConfigListModel::offersTypesOfTheNetwork()
{
    const Fixture f(R"([{"op_types": ["Conv2d", "BatchNorm2d", "LSTM"], "sparsity": 0.5}])");
    QStringList types;
    for (const OpTypeChoice& choice : f.model.content(0).opTypes)
        types.append(QStringLiteral("%1 %2").arg(choice.type).arg(choice.layers));
    // What l1 prunes, and whatever the entry names besides.
    const QStringList expected{QStringLiteral("Conv2d 8"), QStringLiteral("BatchNorm2d 8"), QStringLiteral("Linear 1"),
                               QStringLiteral("LSTM 0")};
    QCOMPARE(types, expected);
}

void TestConfigListModel::aValueIsChangedInPlace()
{
    Fixture f(kThree);
    f.inserted.clear();
    f.changed.clear();
    ConfigList list = f.document.session().configList;
    list[1].sparsity = 0.4;
    f.document.setConfigList(list, QStringLiteral("drag"));
    QCOMPARE(f.at(1, ConfigListModel::SparsityRole).toDouble(), 0.4);
    QVERIFY(!f.changed.isEmpty());
    for (const auto& change : f.changed)
        QCOMPARE(change.first().toModelIndex().row(), 1);
    QCOMPARE(f.inserted.size() + f.removed.size() + f.moved.size() + f.reset.size(), 0);
}

void TestConfigListModel::rowsComeAndGoWhereTheyStand_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<int>("insertedAt");
    QTest::addColumn<int>("removedAt");
    QTest::newRow("in front") << QByteArray(R"([{"op_types": ["Linear"], "sparsity": 0.1},
        {"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv1"], "sparsity": 0.3},
        {"op_names": ["layer1.0.conv1"], "exclude": true}])")
                              << 0 << -1;
    QTest::newRow("behind") << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
        {"op_names": ["conv1"], "sparsity": 0.3}, {"op_names": ["layer1.0.conv1"], "exclude": true},
        {"op_types": ["Linear"], "sparsity": 0.1}])")
                            << 3 << -1;
    QTest::newRow("copy of the second") << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
        {"op_names": ["conv1"], "sparsity": 0.3}, {"op_names": ["conv1"], "sparsity": 0.3},
        {"op_names": ["layer1.0.conv1"], "exclude": true}])")
                                        << 2 << -1;
    QTest::newRow("second gone") << QByteArray(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
        {"op_names": ["layer1.0.conv1"], "exclude": true}])")
                                 << -1 << 1;
    QTest::newRow("all gone") << QByteArray("[]") << -1 << 0;
}

void TestConfigListModel::rowsComeAndGoWhereTheyStand()
{
    QFETCH(QByteArray, list);
    QFETCH(int, insertedAt);
    QFETCH(int, removedAt);
    Fixture f(kThree);
    f.inserted.clear();
    f.set(list.constData());
    QCOMPARE(f.model.rowCount(), static_cast<int>(f.document.session().configList.size()));
    for (int row = 0; row < f.model.rowCount(); ++row)
        QVERIFY(f.model.content(row).entry == f.document.session().configList[static_cast<std::size_t>(row)]);
    QCOMPARE(f.inserted.isEmpty() ? -1 : f.inserted.first().at(1).toInt(), insertedAt);
    QCOMPARE(f.removed.isEmpty() ? -1 : f.removed.first().at(1).toInt(), removedAt);
    QCOMPARE(f.reset.size(), 0);
    f.document.undoStack()->undo();
    QCOMPARE(f.model.rowCount(), 3);
}

void TestConfigListModel::movingIsOneUndoStep()
{
    Fixture f(kThree);
    const QStringList before = f.selectors();
    const int steps = f.document.undoStack()->count();
    f.inserted.clear();
    QVERIFY(f.model.moveRow({}, 0, {}, 3));
    QCOMPARE(f.selectors(), QStringList({before[1], before[2], before[0]}));
    QCOMPARE(f.moved.size(), 1);
    QCOMPARE(f.inserted.size() + f.removed.size() + f.reset.size(), 0);
    QCOMPARE(f.document.undoStack()->count(), steps + 1);
    QCOMPARE(f.document.undoStack()->undoText(), QStringLiteral("Move entry 1 to place 3"));
    // The type now overrules both names.
    QVERIFY(f.at(0, ConfigListModel::NeverWinsRole).toBool());
    f.document.undoStack()->undo();
    QCOMPARE(f.selectors(), before);
    QCOMPARE(f.moved.size(), 2);
}

void TestConfigListModel::impossibleMovesDoNothing_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("to");
    QTest::newRow("same place") << 1 << 1 << 1;
    QTest::newRow("right behind itself") << 1 << 1 << 2;
    QTest::newRow("two at once") << 0 << 2 << 3;
    QTest::newRow("no such row") << 3 << 1 << 0;
    QTest::newRow("negative row") << -1 << 1 << 2;
    QTest::newRow("far behind the end") << 0 << 1 << 5;
}

void TestConfigListModel::impossibleMovesDoNothing()
{
    QFETCH(int, from);
    QFETCH(int, count);
    QFETCH(int, to);
    Fixture f(kThree);
    const int steps = f.document.undoStack()->count();
    QVERIFY(!f.model.moveRows({}, from, count, {}, to));
    QCOMPARE(f.document.undoStack()->count(), steps);
}

void TestConfigListModel::tellsWhatIsCutOut()
{
    Fixture f(R"([{"op_names": ["conv1"], "sparsity": 0.5}, {"op_names": ["fc"], "exclude": true}])",
              QStringLiteral("1,3,32,32"));
    QVERIFY(!f.model.content(0).physical);
    CompressionEstimate estimate;
    estimate.physical = PhysicalPrediction{};
    PhysicalLayer conv;
    conv.name = "conv1";
    conv.outputsBefore = 8;
    conv.outputsAfter = 4;
    conv.parametersBefore = 200;
    conv.parametersAfter = 100;
    conv.macsBefore = 1000;
    conv.macsAfter = 250;
    PhysicalLayer other = conv;
    other.name = "fc";
    estimate.physical->layers = {conv, other};
    estimate.physical->bytesRemoved = 400;
    f.document.setEstimate(std::make_shared<const CompressionEstimate>(estimate));
    Fixture::settle();
    const auto& physical = f.model.content(0).physical;
    QVERIFY(physical.has_value());
    QCOMPARE(physical->channels, 0.5);
    QCOMPARE(physical->parameters, 0.5);
    QCOMPARE(physical->macs, 0.25);
    QVERIFY(!f.model.content(1).physical); // excludes
    estimate.physical->bytesRemoved = 0;   // nothing goes: no promise
    f.document.setEstimate(std::make_shared<const CompressionEstimate>(estimate));
    Fixture::settle();
    QVERIFY(!f.model.content(0).physical);
}

void TestConfigListModel::tellsWhatIsAchieved_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<double>("achieved");
    QTest::addColumn<QString>("reason");
    // conv1 has 8 channels.
    QTest::newRow("exactly") << QByteArray(R"([{"op_names": ["conv1"], "sparsity": 0.5}])") << 0.5 << QString();
    QTest::newRow("whole channels") << QByteArray(R"([{"op_names": ["conv1"], "sparsity": 0.3}])") << 0.25
                                    << QStringLiteral("Only whole channels can be removed.");
    QTest::newRow("output layer") << QByteArray(R"([{"op_names": ["fc"], "sparsity": 0.5}])") << 0.0
                                  << QStringLiteral("fc makes the output of the model; all its channels are kept.");
}

void TestConfigListModel::tellsWhatIsAchieved()
{
    QFETCH(QByteArray, list);
    QFETCH(double, achieved);
    QFETCH(QString, reason);
    Fixture f(list.constData());
    QVERIFY(!f.at(0, ConfigListModel::AchievedRole).isValid());
    f.changed.clear();
    f.preview();
    QVERIFY(!f.changed.isEmpty());
    QVERIFY(std::abs(f.at(0, ConfigListModel::AchievedRole).toDouble() - achieved) < 1e-9);
    QCOMPARE(f.model.content(0).achievedReason, reason);
    QCOMPARE(f.model.content(0).achievesOther(), !reason.isEmpty());
}

void TestConfigListModel::countsTheMasksInForceWhileThereIsAPreview()
{
    Fixture f(R"([{"op_names": ["conv1"], "sparsity": 0.5}])");
    f.preview();
    // Masks that another mode gave, say.
    PruneResult other;
    LayerMask mask;
    mask.weight.shape = *f.document.model()->findLayer("conv1")->weightShape();
    mask.weight.keep.assign(216, 1);
    mask.weight.keep[0] = 0;
    other.masks.set("conv1", mask);
    f.document.adoptMasks(std::move(other));
    QVERIFY(!f.document.showsPreview());
    Fixture::settle();
    QCOMPARE(f.at(0, ConfigListModel::AchievedRole).toDouble(), 1.0 / 216.0);
    f.document.undoStack()->undo();
    Fixture::settle();
    QCOMPARE(f.at(0, ConfigListModel::AchievedRole).toDouble(), 0.5);
}

void TestConfigListModel::severalSignalsAreOneChange()
{
    Fixture f(R"([{"op_names": ["conv1"], "sparsity": 0.5}])", QStringLiteral("1,3,32,32"));
    f.changed.clear();
    for (const std::int64_t after : {6, 5, 4}) {
        CompressionEstimate estimate;
        estimate.physical = PhysicalPrediction{};
        PhysicalLayer conv;
        conv.name = "conv1";
        conv.outputsBefore = 8;
        conv.outputsAfter = after;
        estimate.physical->layers = {conv};
        estimate.physical->bytesRemoved = 4;
        f.document.setEstimate(std::make_shared<const CompressionEstimate>(estimate));
    }
    f.preview();
    QCOMPARE(f.changed.count(), 1);
    QCOMPARE(f.model.content(0).physical->channels, 0.5);
    QCOMPARE(f.at(0, ConfigListModel::AchievedRole).toDouble(), 0.5);
}

void TestConfigListModel::anUnknownPreviewTellsNothing()
{
    Fixture f(R"([{"op_names": ["conv1"], "sparsity": 0.3}])");
    f.preview();
    // The preview knows nothing of the second entry, and cannot be made while there is an error.
    f.set(R"([{"op_names": ["conv1"], "sparsity": 0.3}, {"op_names": ["layer1.0.conv1"], "sparsity": 0.3}])");
    QVERIFY(f.at(0, ConfigListModel::AchievedRole).isValid());
    QVERIFY(!f.at(1, ConfigListModel::AchievedRole).isValid());
    f.set(R"([{"op_names": ["conv1"], "sparsity": 0.3}, {"sparsity": 0.3}])");
    QVERIFY(!f.at(0, ConfigListModel::AchievedRole).isValid());
}

void TestConfigListModel::closingEmptiesTheModel()
{
    Fixture f(kThree);
    f.document.close();
    QCOMPARE(f.model.rowCount(), 0);
    openInDocument(f.document, QStringLiteral("lenet_scripted"));
    f.set(R"([{"op_types": ["Linear"], "sparsity": 0.5}])");
    QCOMPARE(f.selectors(), QStringList(QStringLiteral("Linear")));
}

ESPALIER_GUI_TEST_MAIN(TestConfigListModel)

#include "tst_config_list_model.moc"
