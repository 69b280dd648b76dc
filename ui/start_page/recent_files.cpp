// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start_page/recent_files.h"

#include <QFileInfo>

#include <algorithm>

#include "core/model/model.h"
#include "ui/settings/settings_store.h"

namespace espalier::ui {

namespace {

constexpr qsizetype kProfileValues = 32;
const QChar kSeparator = QLatin1Char('\t');

// One line of the settings: path, parameters, profile in per mille; a path holds no tab.
QString toLine(const RecentFile& file)
{
    QStringList values;
    for (const double value : file.profile)
        values.append(QString::number(qRound(value * 1000)));
    return QStringList{file.path, QString::number(file.parameters), values.join(QLatin1Char(' '))}.join(kSeparator);
}

RecentFile fromLine(const QString& line)
{
    const QStringList parts = line.split(kSeparator);
    RecentFile file{parts.value(0), parts.value(1).toLongLong(), {}};
    for (const QString& value : parts.value(2).split(QLatin1Char(' '), Qt::SkipEmptyParts))
        file.profile.append(std::clamp(value.toDouble() / 1000.0, 0.0, 1.0));
    return file;
}

void store(const QList<RecentFile>& files)
{
    QStringList lines;
    for (const RecentFile& file : files.first(std::min(files.size(), RecentFiles::kLimit)))
        lines.append(toLine(file));
    SettingsStore::instance().setValue(SettingKey::RecentFiles, lines);
}

} // namespace

QList<RecentFile> RecentFiles::list()
{
    QList<RecentFile> files;
    for (const QString& line : SettingsStore::instance().value(SettingKey::RecentFiles).toStringList()) {
        const RecentFile file = fromLine(line);
        if (!file.path.isEmpty())
            files.append(file);
    }
    return files;
}

void RecentFiles::add(const QString& path, const Model& model)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QList<RecentFile> files = list();
    files.removeIf([&](const RecentFile& file) { return file.path == absolute; });
    files.prepend({absolute, model.parameterCount(), profileOf(model)});
    store(files);
}

void RecentFiles::remove(const QString& path)
{
    QList<RecentFile> files = list();
    files.removeIf([&](const RecentFile& file) { return file.path == path; });
    store(files);
}

QList<double> RecentFiles::profileOf(const Model& model)
{
    QList<double> sizes;
    for (const LayerInfo& layer : model.layers()) {
        if (layer.weightShape() && layer.weightShape()->size() > 1)
            sizes.append(static_cast<double>(layer.parameterCount));
    }
    // Deep networks: neighbours share a bar, so that the shape of the whole stays.
    QList<double> profile;
    const qsizetype bars = std::min(sizes.size(), kProfileValues);
    for (qsizetype bar = 0; bar < bars; ++bar) {
        double sum = 0;
        const qsizetype end = (bar + 1) * sizes.size() / bars;
        for (qsizetype i = bar * sizes.size() / bars; i < end; ++i)
            sum += sizes[i];
        profile.append(sum);
    }
    const double largest = profile.isEmpty() ? 0 : *std::max_element(profile.begin(), profile.end());
    for (double& value : profile)
        value = largest > 0 ? value / largest : 0;
    return profile;
}

} // namespace espalier::ui
