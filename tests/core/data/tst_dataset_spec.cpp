// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/data/dataset.h"

using namespace espalier;

class DatasetSpecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips_data();
    void roundTrips();
    void refuses_data();
    void refuses();
    void readsEveryOption();
    void pathMayHoldColonsAndCommas();
};

void DatasetSpecTest::roundTrips_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    const auto row = [](const char* text, const char* canonical) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(canonical);
    };
    row("fashion-mnist", "fashion-mnist");
    row(" fashion-mnist , limit=100 ", "fashion-mnist,limit=100");
    row("mnist:/data/mnist", "mnist:/data/mnist");
    row("cifar10:data,split=test", "cifar10:data,split=test");
    row("folder:a,size=64x48", "folder:a,size=64x48");
    row("folder:a,size=3x64x48,limit=5,split=train", "folder:a,split=train,limit=5,size=3x64x48");
    row("folder:a,mean=.485:.456:.406,std=.229:.224:.225", "folder:a,mean=0.485:0.456:0.406,std=0.229:0.224:0.225");
    row("folder:a,mean=-1e-3,std=1", "folder:a,mean=-0.001,std=1");
}

void DatasetSpecTest::roundTrips()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);
    const DatasetSpec spec = parseDatasetSpec(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(datasetSpecText(spec)), canonical);
    QVERIFY(parseDatasetSpec(datasetSpecText(spec)) == spec);
}

void DatasetSpecTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* text, const char* named) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(named);
    };
    row("", "no kind of data");
    row("imagenet:/x", "imagenet");
    row("mnist", "mnist:DIR");
    row("mnist:", "mnist:DIR");
    row("mnist:  ,limit=1", "mnist:DIR");
    row("fashion-mnist:/x", "takes no folder");
    row("folder:a,limit=0", "limit is \"0\"");
    row("folder:a,limit=ten", "limit is \"ten\"");
    row("folder:a,limit=99999999999999999999", "limit");
    row("folder:a,split=val", "split is \"val\"");
    row("folder:a,size=64", "size is \"64\"");
    row("folder:a,size=64x0", "size is \"64x0\"");
    row("folder:a,size=2x64x64", "size is \"2x64x64\"");
    row("folder:a,size=64x64x", "size is \"64x64x\"");
    row("folder:a,size=64x70000", "size");
    row("folder:a,std=0", "std=0");
    row("folder:a,std=1:-1", "\"-1\"");
    row("folder:a,mean=", "mean=");
    row("folder:a,mean=nan", "\"nan\"");
    row("folder:a,mean=.1:x", "\"x\"");
    row("folder:a,limits=3", "\"limits=3\"");
    row("fashion-mnist,limit", "\"limit\"");
    row("folder:a,limit=3,train", "\"train\"");
}

void DatasetSpecTest::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, named);
    try {
        parseDatasetSpec(text.toStdString());
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidConfig);
        QVERIFY2(QByteArray(error.what()).contains(named), error.what());
        return;
    }
    QFAIL("accepted");
}

void DatasetSpecTest::readsEveryOption()
{
    const DatasetSpec spec = parseDatasetSpec("folder:/a b,split=test,limit=7,size=32x48,mean=.5:.25:1,std=2");
    QCOMPARE(QByteArray::fromStdString(spec.kind), QByteArray("folder"));
    QCOMPARE(QByteArray::fromStdString(spec.folder.string()), QByteArray("/a b"));
    QVERIFY(spec.split == Split::Test);
    QVERIFY(spec.limit == 7);
    QVERIFY(spec.size == (ImageSize{0, 32, 48}));
    QVERIFY(spec.mean == (std::vector<double>{.5, .25, 1}));
    QVERIFY(spec.std == (std::vector<double>{2}));
}

void DatasetSpecTest::pathMayHoldColonsAndCommas()
{
    const DatasetSpec colon = parseDatasetSpec("mnist:C:/data:1,limit=2");
    QCOMPARE(QByteArray::fromStdString(colon.folder.string()), QByteArray("C:/data:1"));
    QVERIFY(colon.limit == 2);
    const DatasetSpec comma = parseDatasetSpec("folder:/cats, dogs,limit=2");
    QCOMPARE(QByteArray::fromStdString(comma.folder.string()), QByteArray("/cats, dogs"));
    QVERIFY(parseDatasetSpec(datasetSpecText(comma)) == comma);
}

QTEST_GUILESS_MAIN(DatasetSpecTest)
#include "tst_dataset_spec.moc"
