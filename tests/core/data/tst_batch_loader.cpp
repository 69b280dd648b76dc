// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/base/error.h"
#include "core/data/batch_loader.h"
#include "core/data/sample_order.h"
#include "core/data/sample_transform.h"

using namespace espalier;

namespace {

/// Pixel p of channel c of sample i is (i * 100 + c * 10 + p) / 1000; labels count up.
class CountingDataset final : public Dataset
{
public:
    CountingDataset(std::size_t count, ImageSize size)
        : m_count(count)
        , m_size(size)
    {
    }
    std::size_t size() const override { return m_count; }
    ImageSize imageSize() const override { return m_size; }
    const std::vector<std::string>& classNames() const override { return m_names; }
    int label(std::size_t index) const override { return static_cast<int>(index); }
    void read(std::size_t index, std::span<float> out) const override
    {
        ++reads;
        if (index == failAt)
            throw Error(ErrorCode::Corrupt, Message{"sample %1 is broken", {std::to_string(index)}});
        const std::size_t plane = static_cast<std::size_t>(m_size.height * m_size.width);
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = static_cast<float>(index * 100 + i / plane * 10 + i % plane) / 1000;
    }
    const std::vector<Issue>& issues() const override { return m_issues; }

    mutable std::atomic<int> reads{0};
    std::size_t failAt = SIZE_MAX;

private:
    std::size_t m_count;
    ImageSize m_size;
    std::vector<std::string> m_names;
    std::vector<Issue> m_issues;
};

constexpr ImageSize kSmall{1, 2, 2};

std::vector<std::int64_t> labelsOfEpoch(BatchLoader& loader, std::size_t epoch)
{
    loader.startEpoch(epoch);
    std::vector<std::int64_t> labels;
    while (auto batch = loader.next())
        labels.insert(labels.end(), batch->labels.begin(), batch->labels.end());
    return labels;
}

std::vector<float> pixelsOfEpoch(BatchLoader& loader, std::size_t epoch)
{
    loader.startEpoch(epoch);
    std::vector<float> pixels;
    while (auto batch = loader.next())
        pixels.insert(pixels.end(), batch->images.begin(), batch->images.end());
    return pixels;
}

BatchLoaderOptions augmenting()
{
    BatchLoaderOptions options;
    options.batchSize = 16;
    options.shuffle = true;
    options.seed = 11;
    options.augmentation = {true, true};
    return options;
}

} // namespace

class BatchLoaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inOrderWithASmallerLastBatch();
    void shufflesBySeedAndEpoch();
    void sameWithAnyNumberOfThreads();
    void normalisesPerChannel();
    void repeatsGrey();
    void refusesWrongNormalisation();
    void padCropMovesOverBlack();
    void flipMirrorsHalfOfThem();
    void paddingFollowsTheSide();
    void errorsComeOutOfNext();
    void restartDropsTheRest();
    void preparesAheadButNotEverything();
    void destroyedInTheMiddle();
    void emptyDataset();
};

void BatchLoaderTest::inOrderWithASmallerLastBatch()
{
    BatchLoaderOptions options;
    options.batchSize = 4;
    BatchLoader loader(std::make_shared<CountingDataset>(10, kSmall), options);
    QCOMPARE(loader.batchCount(), std::size_t{3});
    QVERIFY(!loader.next());
    loader.startEpoch(0);
    std::vector<std::size_t> counts;
    std::int64_t expected = 0;
    while (auto batch = loader.next()) {
        counts.push_back(batch->count);
        QVERIFY(batch->imageSize == kSmall);
        QCOMPARE(batch->images.size(), batch->count * 4);
        for (std::size_t i = 0; i < batch->count; ++i) {
            QCOMPARE(batch->labels[i], expected);
            QCOMPARE(batch->images[4 * i + 3], static_cast<float>(expected * 100 + 3) / 1000);
            ++expected;
        }
    }
    QVERIFY(counts == (std::vector<std::size_t>{4, 4, 2}));
    QVERIFY(!loader.next());
}

void BatchLoaderTest::shufflesBySeedAndEpoch()
{
    const auto dataset = std::make_shared<CountingDataset>(100, kSmall);
    BatchLoaderOptions options;
    options.shuffle = true;
    options.batchSize = 7;
    options.seed = 3;
    BatchLoader loader(dataset, options);
    const auto first = labelsOfEpoch(loader, 0);
    const auto second = labelsOfEpoch(loader, 1);
    QVERIFY(labelsOfEpoch(loader, 0) == first);
    QVERIFY(first != second);
    options.seed = 4;
    BatchLoader other(dataset, options);
    QVERIFY(labelsOfEpoch(other, 0) != first);
    for (auto labels : {first, second}) {
        std::sort(labels.begin(), labels.end());
        for (std::size_t i = 0; i < labels.size(); ++i)
            QCOMPARE(labels[i], static_cast<std::int64_t>(i));
    }
}

void BatchLoaderTest::sameWithAnyNumberOfThreads()
{
    const auto dataset = std::make_shared<CountingDataset>(101, ImageSize{3, 8, 8});
    BatchLoaderOptions options = augmenting();
    options.threads = 1;
    options.prefetch = 1;
    BatchLoader one(dataset, options);
    const auto expected = pixelsOfEpoch(one, 5);
    for (std::size_t threads : {2, 3, 8}) {
        options.threads = threads;
        options.prefetch = threads;
        BatchLoader many(dataset, options);
        QVERIFY(pixelsOfEpoch(many, 5) == expected);
        QVERIFY(pixelsOfEpoch(many, 6) != expected);
    }
}

void BatchLoaderTest::normalisesPerChannel()
{
    BatchLoaderOptions options;
    options.mean = {0.1, 0.2, 0.3};
    options.std = {0.5, 1, 2};
    BatchLoader loader(std::make_shared<CountingDataset>(1, ImageSize{3, 1, 1}), options);
    loader.startEpoch(0);
    const auto batch = loader.next();
    QVERIFY(batch.has_value());
    constexpr float kTolerance = 1e-6f;
    QVERIFY(std::abs(batch->images[0] - (0.00f - 0.1f) / 0.5f) < kTolerance);
    QVERIFY(std::abs(batch->images[1] - (0.01f - 0.2f) / 1.0f) < kTolerance);
    QVERIFY(std::abs(batch->images[2] - (0.02f - 0.3f) / 2.0f) < kTolerance);
}

void BatchLoaderTest::repeatsGrey()
{
    BatchLoaderOptions options;
    options.channels = 3;
    options.mean = {0, 0.001, 0.002};
    BatchLoader loader(std::make_shared<CountingDataset>(2, kSmall), options);
    loader.startEpoch(0);
    const auto batch = loader.next();
    QVERIFY(batch.has_value());
    QVERIFY(batch->imageSize == (ImageSize{3, 2, 2}));
    QCOMPARE(batch->images.size(), std::size_t{24});
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(batch->images[12 + i], 0.1f + static_cast<float>(i) / 1000);
        QCOMPARE(batch->images[16 + i] + 1, batch->images[12 + i] - 0.001f + 1);
    }
}

void BatchLoaderTest::refusesWrongNormalisation()
{
    const auto dataset = std::make_shared<CountingDataset>(2, ImageSize{3, 2, 2});
    const auto make = [&](std::vector<double> mean, std::vector<double> std, int channels) {
        BatchLoaderOptions options;
        options.mean = std::move(mean);
        options.std = std::move(std);
        options.channels = channels;
        BatchLoader loader(dataset, options);
    };
    QVERIFY_THROWS_EXCEPTION(Error, make({1, 2}, {}, 0));
    QVERIFY_THROWS_EXCEPTION(Error, make({}, {1, 1, 1, 1}, 0));
    QVERIFY_THROWS_EXCEPTION(Error, make({}, {0}, 0));
    QVERIFY_THROWS_EXCEPTION(Error, make({}, {}, 1));
    make({0.5}, {0.1, 0.2, 0.3}, 3);
}

void BatchLoaderTest::padCropMovesOverBlack()
{
    const ImageSize size{1, 8, 8};
    BatchLoaderOptions options;
    options.augmentation.padCrop = true;
    options.mean = {0.5};
    const SampleTransform transform(size, options);
    std::vector<float> stored(64);
    for (std::size_t i = 0; i < 64; ++i)
        stored[i] = 1 + static_cast<float>(i);
    std::vector<std::pair<int, int>> places;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        std::vector<float> out(64);
        transform.apply(stored, RandomStream(seed), out);
        // Where the pixel of row 4, column 4 went tells the shift; everything else must follow it.
        const auto found = std::find(out.begin(), out.end(), 37 - 0.5f);
        QVERIFY(found != out.end());
        const int dy = static_cast<int>(found - out.begin()) / 8 - 4;
        const int dx = static_cast<int>(found - out.begin()) % 8 - 4;
        for (int y = 0; y < 8; ++y) {
            for (int x = 0; x < 8; ++x) {
                const bool inside = y - dy >= 0 && y - dy < 8 && x - dx >= 0 && x - dx < 8;
                const float pixel = inside ? static_cast<float>(1 + (y - dy) * 8 + x - dx) : 0.0f;
                QCOMPARE(out[static_cast<std::size_t>(8 * y + x)], pixel - 0.5f);
            }
        }
        places.emplace_back(dy, dx);
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    // All 5 x 5 shifts by at most two pixels.
    QCOMPARE(places.size(), std::size_t{25});
    QVERIFY(places.front() == std::pair(-2, -2) && places.back() == std::pair(2, 2));
}

void BatchLoaderTest::flipMirrorsHalfOfThem()
{
    BatchLoaderOptions options;
    options.augmentation.flip = true;
    const SampleTransform transform({1, 1, 3}, options);
    const std::vector<float> stored{1, 2, 3};
    int mirrored = 0;
    constexpr int kTries = 1000;
    for (std::uint64_t seed = 0; seed < kTries; ++seed) {
        std::vector<float> out(3);
        transform.apply(stored, RandomStream(mixedSeed(seed, 1)), out);
        if (out == std::vector<float>{3, 2, 1})
            ++mirrored;
        else
            QVERIFY(out == stored);
    }
    // Six standard deviations around one half.
    QVERIFY(mirrored > 405 && mirrored < 595);
}

void BatchLoaderTest::paddingFollowsTheSide()
{
    QCOMPARE(cropPadding(32), 4);
    QCOMPARE(cropPadding(28), 4);
    QCOMPARE(cropPadding(27), 3);
    QCOMPARE(cropPadding(8), 2);
    QCOMPARE(cropPadding(224), 28);
}

void BatchLoaderTest::errorsComeOutOfNext()
{
    const auto dataset = std::make_shared<CountingDataset>(40, kSmall);
    dataset->failAt = 21;
    BatchLoaderOptions options;
    options.batchSize = 10;
    options.prefetch = 4;
    BatchLoader loader(dataset, options);
    loader.startEpoch(0);
    QVERIFY(loader.next());
    QVERIFY(loader.next());
    try {
        loader.next();
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(QByteArray(error.what()), QByteArray("sample 21 is broken"));
    }
    QVERIFY(!loader.next());
    dataset->failAt = SIZE_MAX;
    QCOMPARE(labelsOfEpoch(loader, 1).size(), std::size_t{40});
}

void BatchLoaderTest::restartDropsTheRest()
{
    BatchLoaderOptions options;
    options.batchSize = 3;
    options.threads = 4;
    BatchLoader loader(std::make_shared<CountingDataset>(50, kSmall), options);
    for (std::size_t taken = 0; taken < 5; ++taken) {
        loader.startEpoch(taken);
        for (std::size_t i = 0; i < taken; ++i) {
            const auto batch = loader.next();
            QVERIFY(batch);
            QCOMPARE(batch->labels[0], static_cast<std::int64_t>(3 * i));
        }
    }
    QCOMPARE(labelsOfEpoch(loader, 9).size(), std::size_t{50});
}

void BatchLoaderTest::preparesAheadButNotEverything()
{
    const auto dataset = std::make_shared<CountingDataset>(100, kSmall);
    BatchLoaderOptions options;
    options.batchSize = 10;
    options.prefetch = 3;
    BatchLoader loader(dataset, options);
    QCOMPARE(dataset->reads.load(), 0);
    loader.startEpoch(0);
    QTRY_COMPARE(dataset->reads.load(), 30);
    QVERIFY(loader.next());
    QTRY_COMPARE(dataset->reads.load(), 40);
}

void BatchLoaderTest::destroyedInTheMiddle()
{
    for (int i = 0; i < 50; ++i) {
        BatchLoaderOptions options;
        options.batchSize = 5;
        options.threads = 3;
        BatchLoader loader(std::make_shared<CountingDataset>(500, kSmall), options);
        loader.startEpoch(0);
        if (i % 2 == 0)
            QVERIFY(loader.next());
    }
}

void BatchLoaderTest::emptyDataset()
{
    BatchLoader loader(std::make_shared<CountingDataset>(0, kSmall), {});
    QCOMPARE(loader.batchCount(), std::size_t{0});
    loader.startEpoch(0);
    QVERIFY(!loader.next());
}

QTEST_GUILESS_MAIN(BatchLoaderTest)
#include "tst_batch_loader.moc"
