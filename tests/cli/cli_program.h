// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

/// What one run of a program gave.
struct CliResult
{
    int code = -1; ///< -1: did not start, did not end in time, or crashed
    QByteArray out;
    QByteArray err;

    /// stdout as one JSON object; discarded when it is none.
    nlohmann::ordered_json json() const;
    /// Everything, for the message of a failed check.
    QByteArray text() const;
};

QString cliProgram();
/// Runs a program in @p folder without a display and waits for it. Its settings lie in @p folder.
CliResult runProgram(const QString& program, const QStringList& arguments, const QString& folder);
/// Runs the built program in @p folder and waits for it.
CliResult runCli(const QStringList& arguments, const QString& folder);

/// Writes an MNIST-like pair of IDX files for each split into @p folder: grey squares whose brightness tells their class.
void writeIdxData(const QString& folder, int side, int classes, int trainSamples, int testSamples);

void writeFile(const QString& path, const QByteArray& content);
QByteArray readFile(const QString& path);

/// Every file and folder below @p folder with the size and content checksum of files, sorted.
QStringList snapshot(const QString& folder);
