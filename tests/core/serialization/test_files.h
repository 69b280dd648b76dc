// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>

#include <filesystem>
#include <string>

#include "core/base/error.h"

/// The file of that name in tests/data/state_dicts, which scripts/make_test_state_dicts.py writes.
inline std::filesystem::path testFile(const QString& name)
{
    return std::filesystem::path(ESPALIER_TEST_DATA) / "state_dicts" / name.toStdString();
}

inline std::string bytesOfFile(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot open %s", path.c_str());
    return file.readAll().toStdString();
}

/// The sentence that @p call fails with; empty when it succeeds.
template <typename Call>
std::string errorOf(Call call)
{
    try {
        call();
    } catch (const espalier::Error& error) {
        return error.what();
    }
    return {};
}

inline bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}
