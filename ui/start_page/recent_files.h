// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace espalier {
class Model;
}

namespace espalier::ui {

/// A model or session that was open before, with what a small picture of it needs.
struct RecentFile
{
    QString path;
    qint64 parameters = 0;
    QList<double> profile; ///< parameters of the weighted layers in order, at most 32 values, largest is 1

    bool operator==(const RecentFile&) const = default;
};

/// The last ten files, newest first, kept in the settings.
class RecentFiles
{
public:
    static constexpr qsizetype kLimit = 10;

    static QList<RecentFile> list();
    static void add(const QString& path, const Model& model);
    static void remove(const QString& path);
    /// The size profile of a network.
    static QList<double> profileOf(const Model& model);

    RecentFiles() = delete;
};

} // namespace espalier::ui
