// SPDX-License-Identifier: GPL-3.0-or-later
#include "python_runner.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace {

constexpr int kTimeout = 120000;

struct Outcome
{
    bool succeeded = false;
    QString output;
};

Outcome runProgram(const QString& program, const QStringList& arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    environment.insert(QStringLiteral("PYTHONWARNINGS"), QStringLiteral("ignore"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(kTimeout)) {
        process.kill();
        process.waitForFinished();
        return {false, process.errorString()};
    }
    const bool succeeded = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return {succeeded, QString::fromUtf8(process.readAll()).trimmed()};
}

} // namespace

PythonRunner::PythonRunner()
{
    const QStringList candidates = {qEnvironmentVariable("ESPALIER_PYTHON"), QStringLiteral("python3"),
                                    QStringLiteral("/usr/bin/python3")};
    for (const QString& candidate : candidates) {
        if (candidate.isEmpty())
            continue;
        const Outcome found =
            runProgram(candidate, {QStringLiteral("-c"), QStringLiteral("import torch; print(torch.__version__)")});
        if (!found.succeeded)
            continue;
        m_program = candidate;
        m_version = found.output.section(QLatin1Char('\n'), -1);
        return;
    }
}

QString PythonRunner::description() const
{
    return QStringLiteral("%1 with PyTorch %2").arg(m_program, m_version);
}

QString PythonRunner::run(const QString& script, const QStringList& arguments) const
{
    const QString path = QStringLiteral(ESPALIER_SOURCE_DIR "/tests/interop/") + script;
    const Outcome outcome = runProgram(m_program, QStringList{path} + arguments);
    if (outcome.succeeded)
        return {};
    return outcome.output.isEmpty() ? QStringLiteral("%1 failed").arg(script) : outcome.output;
}
