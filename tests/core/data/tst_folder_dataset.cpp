// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/data/parallel_for.h"
#include "sample_files.h"

using namespace espalier;
using namespace espalier::test;

namespace {

namespace fs = std::filesystem;

constexpr float kJpegTolerance = 3 / 255.0f;

std::multiset<int> firstPixels(const Dataset& dataset)
{
    const ImageSize size = dataset.imageSize();
    std::vector<float> image(static_cast<std::size_t>(size.channels * size.height * size.width));
    std::multiset<int> values;
    for (std::size_t i = 0; i < dataset.size(); ++i) {
        dataset.read(i, image);
        values.insert(static_cast<int>(std::lround(image[0] * 255)));
    }
    return values;
}

} // namespace

class FolderDatasetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void readsTrainAndTestFolders();
    void valStandsInForTest();
    void classesAreSortedBytewise();
    void splitsOneTree();
    void limitKeepsAMixture();
    void greyStaysGreyColourWidensAll();
    void readsPngAndJpegInPlanes();
    void mixedSizesNameTwoFilesAndTheRemedy();
    void resizesWhenAsked();
    void otherFilesAreReported();
    void damagedFilesAreNamed();
    void wrongTreesAreExplained();
    void readingFromManyThreadsGivesTheSame();

private:
    fs::path root() const { return m_dir->path().toStdString(); }
    std::shared_ptr<const Dataset> open(Split split, const std::string& options = {}) const
    {
        return openDataset(parseDatasetSpec("folder:" + root().string() + options), split);
    }
    std::string openError(Split split, const std::string& options = {}) const
    {
        try {
            open(split, options);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }
    void writeClass(const std::string& folder, int count, std::uint8_t first, int channels = 1) const
    {
        for (int i = 0; i < count; ++i) {
            writePng(root() / folder / (std::to_string(i) + ".png"),
                     plainImage(channels, 4, 4, static_cast<std::uint8_t>(first + i)));
        }
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void FolderDatasetTest::readsTrainAndTestFolders()
{
    writeClass("train/cat", 3, 10);
    writeClass("train/dog", 2, 20);
    writeClass("test/dog", 1, 30);
    const auto train = open(Split::Train);
    QCOMPARE(train->size(), std::size_t{5});
    QVERIFY(train->classNames() == (std::vector<std::string>{"cat", "dog"}));
    QVERIFY(firstPixels(*train) == (std::multiset<int>{10, 11, 12, 20, 21}));
    const auto test = open(Split::Test);
    QCOMPARE(test->size(), std::size_t{1});
    // Labels mean the same in both parts, though test has no cats.
    QCOMPARE(test->label(0), 1);
    QVERIFY(test->classNames() == train->classNames());
    QCOMPARE(test->issues().size(), std::size_t{1});
    QVERIFY(test->issues()[0].message.english().find("cat") != std::string::npos);
    QCOMPARE(openDataset(parseDatasetSpec("folder:" + root().string() + ",split=test"), Split::Train)->size(),
             std::size_t{1});
}

void FolderDatasetTest::valStandsInForTest()
{
    writeClass("train/cat", 1, 10);
    writeClass("val/cat", 2, 20);
    QVERIFY(firstPixels(*open(Split::Test)) == (std::multiset<int>{20, 21}));
    writeClass("test/cat", 1, 30);
    QVERIFY(firstPixels(*open(Split::Test)) == (std::multiset<int>{30}));
}

void FolderDatasetTest::classesAreSortedBytewise()
{
    for (const char* name : {"b", "B", "a10", "a9", "\xc3\xa4"})
        writeClass(std::string("train/") + name, 1, 1);
    QVERIFY(open(Split::Train)->classNames() == (std::vector<std::string>{"B", "a10", "a9", "b", "\xc3\xa4"}));
}

void FolderDatasetTest::splitsOneTree()
{
    writeClass("cat", 10, 0);
    writeClass("dog", 3, 100);
    writeClass("emu", 1, 200);
    const auto train = firstPixels(*open(Split::Train));
    const auto test = firstPixels(*open(Split::Test));
    QCOMPARE(train.size(), std::size_t{11});
    QCOMPARE(test.size(), std::size_t{3});
    std::multiset<int> all = train;
    all.insert(test.begin(), test.end());
    std::multiset<int> expected{100, 101, 102, 200};
    for (int i = 0; i < 10; ++i)
        expected.insert(i);
    QVERIFY(all == expected);
    QCOMPARE(std::count_if(test.begin(), test.end(), [](int v) { return v < 100; }), 2);
    QVERIFY(train.count(200) == 1);
    QVERIFY(firstPixels(*open(Split::Test)) == test);
}

void FolderDatasetTest::limitKeepsAMixture()
{
    writeClass("train/cat", 40, 0);
    writeClass("train/dog", 40, 100);
    const auto limited = open(Split::Train, ",limit=20");
    QCOMPARE(limited->size(), std::size_t{20});
    int dogs = 0;
    for (std::size_t i = 0; i < limited->size(); ++i)
        dogs += limited->label(i);
    QVERIFY(dogs >= 4 && dogs <= 16);
    QVERIFY(firstPixels(*open(Split::Train, ",limit=20")) == firstPixels(*limited));
}

void FolderDatasetTest::greyStaysGreyColourWidensAll()
{
    writeClass("train/cat", 2, 10);
    QVERIFY(open(Split::Train)->imageSize() == (ImageSize{1, 4, 4}));
    writeClass("train/dog", 1, 20, 3);
    QVERIFY(open(Split::Train)->imageSize() == (ImageSize{3, 4, 4}));
    QVERIFY(open(Split::Train, ",size=1x4x4")->imageSize() == (ImageSize{1, 4, 4}));
}

void FolderDatasetTest::readsPngAndJpegInPlanes()
{
    Bytes pixels;
    for (int i = 0; i < 16; ++i)
        pixels.insert(pixels.end(), {200, 100, 50});
    writePng(root() / "train/a/1.png", {3, 4, 4, pixels});
    writeJpeg(root() / "train/a/deeper/2.jpeg", 4, 4, 3, pixels);
    const auto dataset = open(Split::Train);
    QCOMPARE(dataset->size(), std::size_t{2});
    for (std::size_t i = 0; i < 2; ++i) {
        // Read twice: decoded first, from the cache then.
        for (int time = 0; time < 2; ++time) {
            std::vector<float> image(48);
            dataset->read(i, image);
            QVERIFY(std::abs(image[0] - 200 / 255.0f) <= kJpegTolerance);
            QVERIFY(std::abs(image[16] - 100 / 255.0f) <= kJpegTolerance);
            QVERIFY(std::abs(image[47] - 50 / 255.0f) <= kJpegTolerance);
        }
    }
}

void FolderDatasetTest::mixedSizesNameTwoFilesAndTheRemedy()
{
    writePng(root() / "train/a/1.png", plainImage(1, 4, 4, 1));
    writePng(root() / "train/a/2.png", plainImage(1, 4, 5, 1));
    const std::string message = openError(Split::Train);
    for (const char* part : {"1.png", "2.png", "4x4", "4x5", "size="})
        QVERIFY2(message.find(part) != std::string::npos, message.c_str());
}

void FolderDatasetTest::resizesWhenAsked()
{
    writePng(root() / "train/a/1.png", plainImage(1, 4, 4, 8));
    writePng(root() / "train/a/2.png", plainImage(1, 9, 5, 9));
    const auto dataset = open(Split::Train, ",size=6x3");
    QVERIFY(dataset->imageSize() == (ImageSize{1, 6, 3}));
    QVERIFY(firstPixels(*dataset) == (std::multiset<int>{8, 9}));
}

void FolderDatasetTest::otherFilesAreReported()
{
    writeClass("train/a", 2, 1);
    writeBytes(root() / "train/a/notes.txt", {'x'});
    writeBytes(root() / "train/a/zero.png", {});
    writeBytes(root() / "train/a/.hidden", {'x'});
    writeBytes(root() / "train/readme.md", {'x'});
    const auto dataset = open(Split::Train);
    QCOMPARE(dataset->size(), std::size_t{2});
    QCOMPARE(dataset->issues().size(), std::size_t{1});
    const std::string text = dataset->issues()[0].message.english();
    QVERIFY2(text.find("JPEG: 2") != std::string::npos && text.find("notes.txt") != std::string::npos, text.c_str());
    QVERIFY(dataset->issues()[0].severity == Severity::Warning);
}

void FolderDatasetTest::damagedFilesAreNamed()
{
    writeClass("train/a", 3, 1);
    const fs::path victim = root() / "train/a/1.png";
    Bytes bytes = readBytes(victim);
    bytes.resize(bytes.size() - 20);
    writeBytes(victim, bytes);
    const auto dataset = open(Split::Train);
    QCOMPARE(dataset->size(), std::size_t{3});
    try {
        firstPixels(*dataset);
        QFAIL("read");
    } catch (const Error& error) {
        QVERIFY2(std::string(error.what()).find(victim.string()) != std::string::npos, error.what());
    }
    bytes.resize(20);
    writeBytes(victim, bytes);
    const std::string header = openError(Split::Train);
    QVERIFY2(header.find(victim.string()) != std::string::npos, header.c_str());
}

void FolderDatasetTest::wrongTreesAreExplained()
{
    QVERIFY(openError(Split::Train).find("no sub-folders") != std::string::npos);
    fs::create_directories(root() / "train/empty");
    QVERIFY(openError(Split::Train).find("no PNG or JPEG") != std::string::npos);
    QVERIFY(openError(Split::Test).find("neither test nor val") != std::string::npos);
    writeClass("train/cat", 1, 1);
    writeClass("test/cow", 1, 1);
    const std::string unknown = openError(Split::Test);
    QVERIFY2(unknown.find("cow") != std::string::npos, unknown.c_str());
    fs::remove_all(root() / "train");
    QVERIFY(openError(Split::Train).find("no train folder") != std::string::npos);
    QCOMPARE(open(Split::Test)->size(), std::size_t{1});
    fs::remove_all(root());
    QVERIFY(openError(Split::Train).find("no folder") != std::string::npos);
}

void FolderDatasetTest::readingFromManyThreadsGivesTheSame()
{
    writeClass("train/a", 60, 0);
    const auto dataset = open(Split::Train);
    std::vector<std::atomic<int>> seen(256);
    parallelFor(4 * dataset->size(), [&](std::size_t i) {
        std::vector<float> image(16);
        dataset->read(i % dataset->size(), image);
        ++seen[static_cast<std::size_t>(std::lround(image[7] * 255))];
    });
    for (std::size_t value = 0; value < 60; ++value)
        QCOMPARE(seen[value].load(), 4);
}

QTEST_GUILESS_MAIN(FolderDatasetTest)
#include "tst_folder_dataset.moc"
