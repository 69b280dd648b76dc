// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>

#include "core/base/error.h"
#include "core/data/image_decoder.h"
#include "sample_files.h"

using namespace espalier;
using namespace espalier::test;

namespace {

// JPEG of quality 100 on plain colours.
constexpr int kJpegTolerance = 3;
// libpng's constants.
constexpr int kGrey = 0;
constexpr int kRgb = 2;
constexpr int kPalette = 3;
constexpr int kGreyAlpha = 4;
constexpr int kRgbAlpha = 6;

} // namespace

class ImageDecoderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesEveryKindOfPng_data();
    void decodesEveryKindOfPng();
    void decodesJpeg_data();
    void decodesJpeg();
    void contentDecidesTheFormat();
    void everyTruncationIsAnError_data();
    void everyTruncationIsAnError();
    void damagedPixelsAreAnError();
    void absurdSizesAreRefused();

private:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }

    QTemporaryDir m_dir;
};

void ImageDecoderTest::decodesEveryKindOfPng_data()
{
    QTest::addColumn<int>("colorType");
    QTest::addColumn<int>("bitDepth");
    QTest::addColumn<bool>("interlaced");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<int>("channels");
    QTest::addColumn<QByteArray>("expected");
    const auto bytes = [](std::initializer_list<int> values) {
        QByteArray array;
        for (int value : values)
            array.append(static_cast<char>(value));
        return array;
    };
    // Two pixels in a row, the row twice.
    QTest::newRow("grey 1") << kGrey << 1 << false << bytes({0x40}) << 1 << bytes({0, 255});
    QTest::newRow("grey 2") << kGrey << 2 << false << bytes({0x60}) << 1 << bytes({85, 170});
    QTest::newRow("grey 8") << kGrey << 8 << false << bytes({7, 200}) << 1 << bytes({7, 200});
    QTest::newRow("grey 16") << kGrey << 16 << false << bytes({0x12, 0x34, 0xff, 0xff}) << 1 << bytes({0x12, 255});
    QTest::newRow("grey alpha") << kGreyAlpha << 8 << false << bytes({7, 0, 200, 128}) << 1 << bytes({7, 200});
    QTest::newRow("rgb") << kRgb << 8 << false << bytes({1, 2, 3, 4, 5, 6}) << 3 << bytes({1, 2, 3, 4, 5, 6});
    QTest::newRow("rgb interlaced") << kRgb << 8 << true << bytes({1, 2, 3, 4, 5, 6}) << 3 << bytes({1, 2, 3, 4, 5, 6});
    QTest::newRow("rgb 16") << kRgb << 16 << false << bytes({1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6}) << 3
                            << bytes({1, 2, 3, 4, 5, 6});
    QTest::newRow("rgba") << kRgbAlpha << 8 << false << bytes({1, 2, 3, 0, 4, 5, 6, 255}) << 3
                          << bytes({1, 2, 3, 4, 5, 6});
    QTest::newRow("palette") << kPalette << 8 << false << bytes({1, 0}) << 3 << bytes({40, 50, 60, 10, 20, 30});
}

void ImageDecoderTest::decodesEveryKindOfPng()
{
    QFETCH(int, colorType);
    QFETCH(int, bitDepth);
    QFETCH(bool, interlaced);
    QFETCH(QByteArray, row);
    QFETCH(int, channels);
    QFETCH(QByteArray, expected);
    const Bytes rowBytes(row.begin(), row.end());
    const Bytes palette = colorType == kPalette ? Bytes{10, 20, 30, 40, 50, 60} : Bytes{};
    writePng(path("a.png"), 2, {rowBytes, rowBytes}, {colorType, bitDepth, interlaced}, palette);
    QVERIFY(imageFormat(path("a.png")) == ImageFormat::Png);
    QVERIFY(readImageHeader(path("a.png"), ImageFormat::Png) == (ImageSize{channels, 2, 2}));
    const QByteArray twice = expected + expected;
    const PixelImage image = decodeImage(path("a.png"), ImageFormat::Png);
    QVERIFY(image == (PixelImage{channels, 2, 2, Bytes(twice.begin(), twice.end())}));
}

void ImageDecoderTest::decodesJpeg_data()
{
    QTest::addColumn<int>("components");
    QTest::addColumn<QList<int>>("stored");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("grey") << 1 << QList<int>{77} << QList<int>{77};
    QTest::newRow("rgb") << 3 << QList<int>{200, 100, 50} << QList<int>{200, 100, 50};
    // Inverted CMYK: light = ink complement x black complement / 255
    QTest::newRow("cmyk") << 4 << QList<int>{255, 128, 64, 128} << QList<int>{128, 64, 32};
}

void ImageDecoderTest::decodesJpeg()
{
    QFETCH(int, components);
    QFETCH(QList<int>, stored);
    QFETCH(QList<int>, expected);
    constexpr int kHeight = 9;
    constexpr int kWidth = 17;
    Bytes pixels;
    for (int i = 0; i < kHeight * kWidth; ++i)
        pixels.insert(pixels.end(), stored.begin(), stored.end());
    writeJpeg(path("a.jpg"), kWidth, kHeight, components, pixels);
    const int channels = static_cast<int>(expected.size());
    QVERIFY(imageFormat(path("a.jpg")) == ImageFormat::Jpeg);
    QVERIFY(readImageHeader(path("a.jpg"), ImageFormat::Jpeg) == (ImageSize{channels, kHeight, kWidth}));
    const PixelImage image = decodeImage(path("a.jpg"), ImageFormat::Jpeg);
    QCOMPARE(image.channels, channels);
    QCOMPARE(image.pixels.size(), static_cast<std::size_t>(kHeight * kWidth * channels));
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        QVERIFY(std::abs(image.pixels[i] - expected[qsizetype(i) % channels]) <= kJpegTolerance);
}

void ImageDecoderTest::contentDecidesTheFormat()
{
    writePng(path("really_png.jpg"), plainImage(3, 2, 2, 9));
    QVERIFY(imageFormat(path("really_png.jpg")) == ImageFormat::Png);
    writeBytes(path("text.png"), {'h', 'e', 'l', 'l', 'o'});
    QVERIFY(!imageFormat(path("text.png")));
    writeBytes(path("empty.png"), {});
    QVERIFY(!imageFormat(path("empty.png")));
}

void ImageDecoderTest::everyTruncationIsAnError_data()
{
    QTest::addColumn<bool>("png");
    QTest::newRow("png") << true;
    QTest::newRow("jpeg") << false;
}

void ImageDecoderTest::everyTruncationIsAnError()
{
    QFETCH(bool, png);
    const auto whole = path("whole");
    Bytes pixels;
    for (int i = 0; i < 16 * 16 * 3; ++i)
        pixels.push_back(static_cast<std::uint8_t>(i * 7919 >> 3));
    if (png)
        writePng(whole, {3, 16, 16, pixels});
    else
        writeJpeg(whole, 16, 16, 3, pixels);
    const Bytes bytes = readBytes(whole);
    const ImageFormat format = png ? ImageFormat::Png : ImageFormat::Jpeg;
    decodeImage(whole, format);
    const auto cut = path("cut");
    // The last two bytes of a JPEG and the last chunk of a PNG carry no pixels.
    for (std::size_t length = 0; length + 13 < bytes.size(); length += 3) {
        writeBytes(cut, Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)));
        try {
            decodeImage(cut, format);
            QFAIL(qPrintable(QStringLiteral("accepted %1 of %2 bytes").arg(length).arg(bytes.size())));
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Corrupt);
            QVERIFY(std::string(error.what()).find(cut.string()) != std::string::npos);
        }
    }
}

void ImageDecoderTest::damagedPixelsAreAnError()
{
    writePng(path("a.png"), plainImage(3, 40, 40, 9));
    Bytes bytes = readBytes(path("a.png"));
    bytes[bytes.size() / 2] ^= 0x55;
    writeBytes(path("a.png"), bytes);
    QVERIFY_THROWS_EXCEPTION(Error, decodeImage(path("a.png"), ImageFormat::Png));
}

void ImageDecoderTest::absurdSizesAreRefused()
{
    writePng(path("a.png"), plainImage(1, 1, 1, 9));
    Bytes bytes = readBytes(path("a.png"));
    // Width and height within IHDR; its checksum no longer fits either, but libpng looks at the sizes first or at the
    // checksum: both are errors and neither takes memory.
    bytes[17] = bytes[21] = 0x0e;
    writeBytes(path("a.png"), bytes);
    QVERIFY_THROWS_EXCEPTION(Error, decodeImage(path("a.png"), ImageFormat::Png));
}

QTEST_GUILESS_MAIN(ImageDecoderTest)
#include "tst_image_decoder.moc"
