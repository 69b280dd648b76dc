// SPDX-License-Identifier: GPL-3.0-or-later
#include "nni_fixtures.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace espalier;

namespace {

/// "2.3" and earlier count as NNI 2.3, everything later as 2.5, which is how their rules differ.
Profile profileOf(const QString& version)
{
    const QStringList parts = version.split(QLatin1Char('.'));
    const int major = parts.value(0).toInt();
    const int minor = parts.value(1).toInt();
    return major > 2 || (major == 2 && minor > 3) ? Profile::Nni25 : Profile::Nni23;
}

} // namespace

std::vector<NniFixture> nniFixtures()
{
    QString folder = qEnvironmentVariable("ESPALIER_NNI_FIXTURES");
    if (folder.isEmpty())
        folder = QStringLiteral(ESPALIER_TEST_DATA "/nni");
    std::vector<NniFixture> fixtures;
    const QDir directory(folder);
    for (const QString& name : directory.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(directory.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(file.fileName()));
        // Python writes NaN, which is no JSON.
        const QByteArray text = file.readAll().replace("NaN", "null");
        const QJsonObject content = QJsonDocument::fromJson(text).object();
        if (content.isEmpty())
            qFatal("%s holds no fixtures", qPrintable(file.fileName()));
        const QString version = content[QLatin1String("meta")].toObject()[QLatin1String("nni")].toString();
        fixtures.push_back({name, profileOf(version), content});
    }
    if (fixtures.empty())
        qFatal("there are no fixtures in %s", qPrintable(folder));
    return fixtures;
}

std::vector<float> floatsOf(const QJsonValue& list)
{
    std::vector<float> values;
    for (const QJsonValue& value : list.toArray())
        values.push_back(static_cast<float>(value.toDouble()));
    return values;
}

std::vector<double> doublesOf(const QJsonValue& list)
{
    std::vector<double> values;
    for (const QJsonValue& value : list.toArray())
        values.push_back(value.toDouble());
    return values;
}

Shape shapeOf(const QJsonValue& list)
{
    Shape shape;
    for (const QJsonValue& value : list.toArray())
        shape.push_back(value.toInteger());
    return shape;
}

QByteArray bitsOf(const QJsonValue& list)
{
    QByteArray bits;
    for (const QJsonValue& value : list.toArray())
        bits += value.toDouble() != 0 ? '1' : '0';
    return bits;
}

QByteArray bitsOf(const std::vector<std::uint8_t>& keep)
{
    QByteArray bits;
    for (std::uint8_t kept : keep)
        bits += kept != 0 ? '1' : '0';
    return bits;
}

PruningTarget targetOn(const std::vector<float>& weight, const Shape& shape, double sparsity,
                       const std::vector<float>* bias)
{
    PruningTarget target;
    target.layer = "layer";
    target.opType = "Conv2d";
    target.sparsity = sparsity;
    target.weight = {shape, weight};
    if (bias)
        target.bias = ParameterView{{static_cast<std::int64_t>(bias->size())}, *bias};
    return target;
}
