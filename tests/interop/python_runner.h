// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// A Python that can import torch: ESPALIER_PYTHON, python3 or /usr/bin/python3, the first that can.
class PythonRunner
{
public:
    PythonRunner();

    /// Empty when no such Python was found.
    const QString& program() const { return m_program; }
    /// "/usr/bin/python3 with PyTorch 1.13.0"
    QString description() const;

    /// Runs a script of tests/interop. @return what it complains of; empty when it succeeds.
    QString run(const QString& script, const QStringList& arguments) const;

private:
    QString m_program;
    QString m_version;
};
