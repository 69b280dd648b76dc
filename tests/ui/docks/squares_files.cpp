// SPDX-License-Identifier: GPL-3.0-or-later
#include "squares_files.h"

#include <QByteArray>
#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>

namespace espalier::test {

namespace {

constexpr int kSide = 8;
constexpr int kClasses = 3;
constexpr int kUnsignedByte = 0x0800; ///< of the IDX magic number; the dimensions are added

void writeIdx(const QString& path, const QList<quint32>& sizes, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("Cannot write %s.", qPrintable(path));
    QDataStream stream(&file); // big endian, as IDX is
    stream << static_cast<quint32>(kUnsignedByte + sizes.size());
    for (const quint32 size : sizes)
        stream << size;
    stream.writeRawData(content.constData(), static_cast<int>(content.size()));
}

QByteArray image(int label, QRandomGenerator& random)
{
    QByteArray pixels(kSide * kSide, '\0');
    const int left = label % 2 == 0 ? 0 : kSide / 2;
    const int top = label < 2 ? 0 : kSide / 2;
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const bool bright = x / (kSide / 2) == left / (kSide / 2) && y / (kSide / 2) == top / (kSide / 2);
            pixels[y * kSide + x] = static_cast<char>(random.bounded(100) + (bright ? 100 : 0));
        }
    }
    return pixels;
}

void writeSplit(const QString& prefix, int count, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray images;
    QByteArray labels;
    for (int i = 0; i < count; ++i) {
        labels.append(static_cast<char>(i % kClasses));
        images.append(image(i % kClasses, random));
    }
    const auto size = static_cast<quint32>(count);
    writeIdx(prefix + QStringLiteral("-images-idx3-ubyte"), {size, kSide, kSide}, images);
    writeIdx(prefix + QStringLiteral("-labels-idx1-ubyte"), {size}, labels);
}

} // namespace

QString writeSquares(const QString& folder, int train, int test)
{
    if (!QDir().mkpath(folder))
        qFatal("Cannot make the folder %s.", qPrintable(folder));
    writeSplit(folder + QStringLiteral("/train"), train, 1);
    writeSplit(folder + QStringLiteral("/t10k"), test, 2);
    return QStringLiteral("mnist:") + folder;
}

} // namespace espalier::test
