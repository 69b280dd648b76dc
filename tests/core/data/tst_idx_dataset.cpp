// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <functional>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "sample_files.h"

using namespace espalier;
using namespace espalier::test;

namespace {

const Bytes kPixels{0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6};
const Bytes kImages = idxBytes({2, 2, 3}, kPixels);
const Bytes kLabels = idxBytes({2}, {1, 0});

std::string errorOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

class IdxDatasetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup() { qunsetenv("ESPALIER_FASHION_MNIST"); }
    void readsPixelsAndLabels_data();
    void readsPixelsAndLabels();
    void limitKeepsTheFirst();
    void resizesAndWidens();
    void refusesDamage_data();
    void refusesDamage();
    void lyingHeaderTakesNoMemory();
    void missingFilesAreNamed();
    void fashionMnistChecksLabels();
    void fashionMnistNamesThePackage();
    void installedFashionMnist();

private:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_dir->path().toStdString()) / name;
    }
    DatasetSpec spec() const { return parseDatasetSpec("mnist:" + m_dir->path().toStdString()); }
    void writePair(const Bytes& images = kImages, const Bytes& labels = kLabels) const
    {
        writeBytes(path("train-images-idx3-ubyte"), images);
        writeBytes(path("train-labels-idx1-ubyte"), labels);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void IdxDatasetTest::readsPixelsAndLabels_data()
{
    QTest::addColumn<QByteArray>("images");
    QTest::addColumn<QByteArray>("labels");
    QTest::addColumn<bool>("gzip");
    QTest::addColumn<int>("split");
    QTest::newRow("plain") << QByteArray("train-images-idx3-ubyte") << QByteArray("train-labels-idx1-ubyte") << false
                           << 0;
    QTest::newRow("gz") << QByteArray("train-images-idx3-ubyte.gz") << QByteArray("train-labels-idx1-ubyte.gz") << true
                        << 0;
    QTest::newRow("test") << QByteArray("t10k-images-idx3-ubyte") << QByteArray("t10k-labels-idx1-ubyte") << false << 1;
    QTest::newRow("dots") << QByteArray("t10k-images.idx3-ubyte") << QByteArray("t10k-labels.idx1-ubyte") << false << 1;
    QTest::newRow("content decides") << QByteArray("train-images-idx3-ubyte") << QByteArray("train-labels-idx1-ubyte")
                                     << true << 0;
}

void IdxDatasetTest::readsPixelsAndLabels()
{
    QFETCH(QByteArray, images);
    QFETCH(QByteArray, labels);
    QFETCH(bool, gzip);
    QFETCH(int, split);
    const auto write = gzip ? writeGzip : writeBytes;
    write(path(images.constData()), kImages);
    write(path(labels.constData()), kLabels);
    const auto dataset = openDataset(spec(), split == 0 ? Split::Train : Split::Test);
    QCOMPARE(dataset->size(), std::size_t{2});
    QVERIFY(dataset->imageSize() == (ImageSize{1, 2, 3}));
    QCOMPARE(dataset->label(0), 1);
    QCOMPARE(dataset->label(1), 0);
    QVERIFY(dataset->classNames() == (std::vector<std::string>{"0", "1"}));
    std::vector<float> image(6);
    dataset->read(0, image);
    for (std::size_t i = 0; i < image.size(); ++i)
        QCOMPARE(image[i], kPixels[i] / 255.0f);
    dataset->read(1, image);
    QCOMPARE(image[5], 6 / 255.0f);
}

void IdxDatasetTest::limitKeepsTheFirst()
{
    writePair();
    DatasetSpec limited = spec();
    limited.limit = 1;
    const auto dataset = openDataset(limited, Split::Train);
    QCOMPARE(dataset->size(), std::size_t{1});
    QCOMPARE(dataset->label(0), 1);
    // The classes are those of the whole file.
    QCOMPARE(dataset->classNames().size(), std::size_t{2});
    limited.limit = 1000;
    QCOMPARE(openDataset(limited, Split::Train)->size(), std::size_t{2});
}

void IdxDatasetTest::resizesAndWidens()
{
    writePair(idxBytes({2, 1, 2}, {10, 20, 30, 30}), kLabels);
    DatasetSpec wide = spec();
    wide.size = ImageSize{3, 1, 1};
    const auto dataset = openDataset(wide, Split::Train);
    QVERIFY(dataset->imageSize() == (ImageSize{3, 1, 1}));
    std::vector<float> image(3);
    dataset->read(0, image);
    for (float value : image)
        QCOMPARE(value, 15 / 255.0f);
    dataset->read(1, image);
    QCOMPARE(image[2], 30 / 255.0f);
}

void IdxDatasetTest::refusesDamage_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("named");
    const auto bytes = [](const Bytes& b) {
        return QByteArray(reinterpret_cast<const char*>(b.data()), int(b.size()));
    };
    const QByteArray images("train-images-idx3-ubyte");
    const QByteArray labels("train-labels-idx1-ubyte");
    QTest::newRow("empty") << images << QByteArray() << QByteArray("no IDX file");
    QTest::newRow("text") << images << QByteArray("<html>not found</html>") << QByteArray("no IDX file");
    QTest::newRow("floats") << images << QByteArray("\0\0\x0d\x03", 4) << QByteArray("type 13");
    QTest::newRow("labels as images") << images << bytes(kLabels) << QByteArray("1 dimensions");
    QTest::newRow("cut within the header") << images << bytes(kImages).left(9) << QByteArray("within its header");
    QTest::newRow("cut off") << images << bytes(kImages).chopped(1) << QByteArray("promises 12 bytes, 11 are");
    QTest::newRow("too long") << images << bytes(kImages) + 'x' << QByteArray("longer than the 12 bytes");
    QTest::newRow("no images") << images << bytes(idxBytes({0, 2, 3}, {})) << QByteArray("impossible sizes");
    QTest::newRow("no width") << images << bytes(idxBytes({2, 2, 0}, {})) << QByteArray("impossible sizes");
    QTest::newRow("more labels") << labels << bytes(idxBytes({3}, {0, 1, 2})) << QByteArray("2 images, but");
}

void IdxDatasetTest::refusesDamage()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, named);
    writePair();
    writeBytes(path(file.constData()), Bytes(content.begin(), content.end()));
    const std::string message = errorOf([&] { openDataset(spec(), Split::Train); });
    QVERIFY2(message.find(named.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.find(path(file.constData()).string()) != std::string::npos, message.c_str());

    // The same damage within a valid gzip file gives the same answer.
    writeGzip(path(file.constData()), Bytes(content.begin(), content.end()));
    QCOMPARE(QByteArray::fromStdString(errorOf([&] { openDataset(spec(), Split::Train); })),
             QByteArray::fromStdString(message));
}

void IdxDatasetTest::lyingHeaderTakesNoMemory()
{
    // Claims 2^31 images of 8 x 8: 128 GiB.
    writePair(idxBytes({0x80000000u, 8, 8}, Bytes(100, 1)), idxBytes({2}, {0, 1}));
    QVERIFY(errorOf([&] { openDataset(spec(), Split::Train); }).find("cut off") != std::string::npos);

    Bytes packed;
    writeGzip(path("whole"), kImages);
    packed = readBytes(path("whole"));
    packed.resize(packed.size() - 6);
    writeBytes(path("train-images-idx3-ubyte"), packed);
    const std::string message = errorOf([&] { openDataset(spec(), Split::Train); });
    QVERIFY2(message.find("damaged or cut off") != std::string::npos, message.c_str());
}

void IdxDatasetTest::missingFilesAreNamed()
{
    const std::string none = errorOf([&] { openDataset(spec(), Split::Train); });
    QVERIFY2(none.find("train-labels-idx1-ubyte") != std::string::npos, none.c_str());
    writePair();
    const std::string test = errorOf([&] { openDataset(spec(), Split::Test); });
    QVERIFY2(test.find("t10k-labels-idx1-ubyte") != std::string::npos, test.c_str());
    const std::string folder = errorOf([&] { openDataset(parseDatasetSpec("mnist:/no/such"), Split::Train); });
    QVERIFY2(folder.find("/no/such") != std::string::npos, folder.c_str());
}

void IdxDatasetTest::fashionMnistChecksLabels()
{
    qputenv("ESPALIER_FASHION_MNIST", m_dir->path().toUtf8());
    writePair();
    const auto dataset = openDataset(parseDatasetSpec("fashion-mnist"), Split::Train);
    QCOMPARE(dataset->classNames().size(), std::size_t{10});
    QCOMPARE(QByteArray::fromStdString(dataset->classNames()[0]), QByteArray("T-shirt/top"));
    QCOMPARE(QByteArray::fromStdString(dataset->classNames()[9]), QByteArray("Ankle boot"));
    writePair(kImages, idxBytes({2}, {9, 10}));
    const std::string message = errorOf([&] { openDataset(parseDatasetSpec("fashion-mnist"), Split::Train); });
    QVERIFY2(message.find("Label 10 of sample 1") != std::string::npos, message.c_str());
}

void IdxDatasetTest::fashionMnistNamesThePackage()
{
    qputenv("ESPALIER_FASHION_MNIST", (m_dir->path() + QStringLiteral("/none")).toUtf8());
    const std::string message = errorOf([&] { openDataset(parseDatasetSpec("fashion-mnist"), Split::Train); });
    QVERIFY2(message.find("dataset-fashion-mnist") != std::string::npos, message.c_str());
}

void IdxDatasetTest::installedFashionMnist()
{
    if (!std::filesystem::is_directory(fashionMnistFolder()))
        QSKIP("The package dataset-fashion-mnist is not installed.");
    const auto dataset = openDataset(parseDatasetSpec("fashion-mnist"), Split::Test);
    QCOMPARE(dataset->size(), std::size_t{10000});
    QVERIFY(dataset->imageSize() == (ImageSize{1, 28, 28}));
    std::vector<int> counts(10);
    for (std::size_t i = 0; i < dataset->size(); ++i)
        ++counts[static_cast<std::size_t>(dataset->label(i))];
    QVERIFY(counts == std::vector<int>(10, 1000));
    QCOMPARE(openDataset(parseDatasetSpec("fashion-mnist"), Split::Train)->size(), std::size_t{60000});
}

QTEST_GUILESS_MAIN(IdxDatasetTest)
#include "tst_idx_dataset.moc"
