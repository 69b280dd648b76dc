// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cstdlib>

#include "core/data/image_resize.h"

using namespace espalier;

namespace {

// Pillow computes in fixed point.
constexpr int kPillowTolerance = 1;

PixelImage pattern(int height, int width)
{
    PixelImage image{1, height, width, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.pixels.push_back(static_cast<std::uint8_t>((37 * y * y + 91 * x + 13 * x * y) % 256));
    }
    return image;
}

} // namespace

class ImageResizeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithPillow_data();
    void agreesWithPillow();
    void channelsStayApart();
    void sameSizeChangesNothing();
    void convertsChannels();
};

void ImageResizeTest::agreesWithPillow_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("newHeight");
    QTest::addColumn<int>("newWidth");
    QTest::addColumn<QList<int>>("expected");
    // Image.fromarray(pattern).resize((newWidth, newHeight), Image.BILINEAR) of Pillow 9.4
    QTest::newRow("smaller") << 5 << 7 << 3 << 4
                             << QList<int>{66, 145, 116, 108, 98, 147, 155, 135, 139, 160, 148, 122};
    QTest::newRow("larger") << 5 << 7 << 8 << 9
                            << QList<int>{0,   61,  131, 145, 17,  88,  159, 144, 34,  16,  81,  156, 174, 50,  126,
                                          139, 116, 84,  44,  103, 179, 207, 102, 172, 117, 86,  145, 113, 71,  100,
                                          170, 196, 147, 152, 145, 103, 126, 89,  89,  139, 233, 128, 165, 174, 84,
                                          81,  157, 145, 113, 213, 114, 158, 173, 89,  79,  170, 163, 128, 235, 142,
                                          112, 118, 135, 80,  175, 173, 142, 253, 165, 77,  75,  170};
    QTest::newRow("height only") << 6 << 6 << 2 << 6
                                 << QList<int>{61, 104, 179, 126, 138, 149, 107, 151, 131, 206, 90, 134};
    QTest::newRow("width only") << 4 << 4 << 4 << 1 << QList<int>{83, 140, 121, 144};
}

void ImageResizeTest::agreesWithPillow()
{
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(int, newHeight);
    QFETCH(int, newWidth);
    QFETCH(QList<int>, expected);
    const PixelImage result = resized(pattern(height, width), newHeight, newWidth);
    QCOMPARE(result.height, newHeight);
    QCOMPARE(result.width, newWidth);
    QCOMPARE(static_cast<qsizetype>(result.pixels.size()), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(result.pixels[std::size_t(i)] - expected[i]) <= kPillowTolerance,
                 qPrintable(QString::number(i)));
}

void ImageResizeTest::channelsStayApart()
{
    const PixelImage grey = pattern(9, 5);
    PixelImage color{3, 9, 5, {}};
    for (std::uint8_t value : grey.pixels)
        color.pixels.insert(color.pixels.end(), {value, 7, static_cast<std::uint8_t>(255 - value)});
    const PixelImage small = resized(grey, 4, 3);
    const PixelImage result = resized(color, 4, 3);
    for (std::size_t i = 0; i < small.pixels.size(); ++i) {
        QCOMPARE(result.pixels[3 * i], small.pixels[i]);
        QCOMPARE(result.pixels[3 * i + 1], std::uint8_t{7});
        QVERIFY(std::abs(result.pixels[3 * i + 2] - (255 - small.pixels[i])) <= kPillowTolerance);
    }
}

void ImageResizeTest::sameSizeChangesNothing()
{
    QVERIFY(resized(pattern(5, 7), 5, 7) == pattern(5, 7));
}

void ImageResizeTest::convertsChannels()
{
    const PixelImage color{3, 1, 4, {255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9}};
    QVERIFY((withChannels(color, 1) == PixelImage{1, 1, 4, {76, 150, 29, 9}}));
    const PixelImage grey{1, 1, 2, {5, 250}};
    QVERIFY((withChannels(grey, 3) == PixelImage{3, 1, 2, {5, 5, 5, 250, 250, 250}}));
    QVERIFY(withChannels(grey, 1) == grey);
}

QTEST_GUILESS_MAIN(ImageResizeTest)
#include "tst_image_resize.moc"
