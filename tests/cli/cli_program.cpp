// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_program.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

namespace {

constexpr int kLongestRun = 100'000;

QByteArray bigEndian(int value)
{
    QByteArray bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes.append(static_cast<char>((value >> shift) & 0xff));
    return bytes;
}

void writeSplit(const QString& folder, const QString& prefix, int side, int classes, int samples)
{
    QByteArray images = QByteArray::fromHex("00000803") + bigEndian(samples) + bigEndian(side) + bigEndian(side);
    QByteArray labels = QByteArray::fromHex("00000801") + bigEndian(samples);
    for (int sample = 0; sample < samples; ++sample) {
        const int label = sample % classes;
        labels.append(static_cast<char>(label));
        for (int pixel = 0; pixel < side * side; ++pixel)
            images.append(static_cast<char>((label * 200 / classes + (pixel * 7 + sample * 13) % 40) & 0xff));
    }
    writeFile(folder + QLatin1Char('/') + prefix + QStringLiteral("-images-idx3-ubyte"), images);
    writeFile(folder + QLatin1Char('/') + prefix + QStringLiteral("-labels-idx1-ubyte"), labels);
}

} // namespace

nlohmann::ordered_json CliResult::json() const
{
    return nlohmann::ordered_json::parse(out.toStdString(), nullptr, false);
}

QByteArray CliResult::text() const
{
    return "exit code " + QByteArray::number(code) + "\nstdout: " + out + "\nstderr: " + err;
}

QString cliProgram()
{
    return QStringLiteral(ESPALIER_BINARY_DIR "/bin/espalier-cli");
}

CliResult runCli(const QStringList& arguments, const QString& folder)
{
    return runProgram(cliProgram(), arguments, folder);
}

CliResult runProgram(const QString& program, const QStringList& arguments, const QString& folder)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("ESPALIER_SETTINGS_DIR"), folder);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    CliResult result;
    const bool ended = process.waitForFinished(kLongestRun);
    if (!ended)
        process.kill();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    if (ended && process.exitStatus() == QProcess::NormalExit)
        result.code = process.exitCode();
    return result;
}

void writeIdxData(const QString& folder, int side, int classes, int trainSamples, int testSamples)
{
    writeSplit(folder, QStringLiteral("train"), side, classes, trainSamples);
    writeSplit(folder, QStringLiteral("t10k"), side, classes, testSamples);
}

void writeFile(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList snapshot(const QString& folder)
{
    QStringList lines;
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const QByteArray sum = it.fileInfo().isFile()
                                   ? QCryptographicHash::hash(readFile(path), QCryptographicHash::Sha1).toHex()
                                   : QByteArray("folder");
        lines.append(QDir(folder).relativeFilePath(path) + QLatin1Char(' ') + QString::fromLatin1(sum));
    }
    lines.sort();
    return lines;
}
