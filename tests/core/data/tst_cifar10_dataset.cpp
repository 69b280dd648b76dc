// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "sample_files.h"

using namespace espalier;
using namespace espalier::test;

namespace {

// One record: red, green and blue planes of one value each.
Bytes record(std::uint8_t label, std::uint8_t red, std::uint8_t green, std::uint8_t blue)
{
    Bytes bytes{label};
    for (std::uint8_t value : {red, green, blue})
        bytes.insert(bytes.end(), 32 * 32, value);
    return bytes;
}

} // namespace

class Cifar10DatasetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void readsAllBatchesInOrder();
    void findsTheInnerFolderAndNames();
    void refusesDamage();

private:
    std::filesystem::path folder() const { return m_dir->path().toStdString(); }
    DatasetSpec spec() const { return parseDatasetSpec("cifar10:" + m_dir->path().toStdString()); }
    void writeBatches(const std::filesystem::path& where) const
    {
        for (std::uint8_t i = 1; i <= 5; ++i)
            writeBytes(where / ("data_batch_" + std::to_string(i) + ".bin"), record(i, i, 100, 200));
        writeBytes(where / "test_batch.bin", record(9, 0, 0, 255));
    }
    std::string openError(Split split) const
    {
        try {
            openDataset(spec(), split);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void Cifar10DatasetTest::readsAllBatchesInOrder()
{
    writeBatches(folder());
    const auto train = openDataset(spec(), Split::Train);
    QCOMPARE(train->size(), std::size_t{5});
    QVERIFY(train->imageSize() == (ImageSize{3, 32, 32}));
    std::vector<float> image(3 * 32 * 32);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(train->label(static_cast<std::size_t>(i)), i + 1);
        train->read(static_cast<std::size_t>(i), image);
        QCOMPARE(image[0], static_cast<float>(i + 1) / 255.0f);
        QCOMPARE(image[1024], 100 / 255.0f);
        QCOMPARE(image[3071], 200 / 255.0f);
    }
    const auto test = openDataset(spec(), Split::Test);
    QCOMPARE(test->size(), std::size_t{1});
    QCOMPARE(test->label(0), 9);
    QCOMPARE(QByteArray::fromStdString(test->classNames()[9]), QByteArray("truck"));
}

void Cifar10DatasetTest::findsTheInnerFolderAndNames()
{
    const auto inner = folder() / "cifar-10-batches-bin";
    writeBatches(inner);
    const std::string names = "zero\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n\n";
    writeBytes(inner / "batches.meta.txt", Bytes(names.begin(), names.end()));
    const auto train = openDataset(spec(), Split::Train);
    QCOMPARE(train->classNames().size(), std::size_t{10});
    QCOMPARE(QByteArray::fromStdString(train->classNames()[3]), QByteArray("three"));
}

void Cifar10DatasetTest::refusesDamage()
{
    QVERIFY(openError(Split::Train).find("data_batch_1.bin") != std::string::npos);
    writeBatches(folder());
    Bytes cut = record(1, 2, 3, 4);
    cut.pop_back();
    writeBytes(folder() / "data_batch_3.bin", cut);
    const std::string length = openError(Split::Train);
    QVERIFY2(length.find("data_batch_3.bin") != std::string::npos && length.find("3072 bytes") != std::string::npos,
             length.c_str());
    writeBytes(folder() / "test_batch.bin", record(10, 2, 3, 4));
    const std::string label = openError(Split::Test);
    QVERIFY2(label.find("Label 10 of sample 0") != std::string::npos, label.c_str());
    writeBytes(folder() / "test_batch.bin", {});
    QVERIFY(openError(Split::Test).find("0 bytes") != std::string::npos);
}

QTEST_GUILESS_MAIN(Cifar10DatasetTest)
#include "tst_cifar10_dataset.moc"
