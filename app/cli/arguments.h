// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <limits>

#include "app/cli/command.h"
#include "core/base/error.h"

namespace espalier::cli {

/// The arguments of one command, checked against what the command takes. Every accessor throws UsageError with a sentence
/// that names the option and the value.
class Arguments
{
public:
    /// @param words what follows the command's name. @throws UsageError
    Arguments(const Command& command, const QStringList& words);

    bool has(const QString& option) const;
    QString text(const QString& option, const QString& fallback = {}) const;
    QString requiredText(const QString& option) const;
    /// A file to read or write; empty when it is not given. @throws Error when it is a folder.
    std::filesystem::path file(const QString& option) const;
    std::filesystem::path requiredFile(const QString& option) const;
    /// A folder, which may be missing. @throws Error when it is a file.
    std::filesystem::path requiredFolder(const QString& option) const;
    int integer(const QString& option, int fallback, int smallest, int largest = std::numeric_limits<int>::max()) const;
    std::uint64_t unsignedInteger(const QString& option, std::uint64_t fallback) const;
    double number(const QString& option, double fallback) const;
    /// The positional argument; empty when it was optional and not given.
    QString positional(qsizetype index) const;
    /// @throws Error when it is a folder.
    std::filesystem::path positionalFile(qsizetype index) const;

    [[noreturn]] void fail(const QString& sentence) const;
    /// For a @p name that is none of those that @p option offers; the nearest is proposed.
    [[noreturn]] void failUnknown(const QString& option, const QString& name, const QStringList& offered) const;
    /// Runs @p convert and turns an Error of it into a UsageError about @p option.
    template <typename Convert>
    auto convert(const QString& option, Convert conversion) const
    {
        try {
            return conversion();
        } catch (const Error& error) {
            fail(QStringLiteral("--%1: %2").arg(option, QString::fromUtf8(error.what())));
        }
    }

private:
    void requireWellFormed(const QStringList& words) const;
    void requireKnownOption(const QString& name) const;
    void requirePositionals() const;

    const Command& m_command;
    QCommandLineParser m_parser;
};

/// The name of @p known that differs least from @p name, letter case aside; empty when none is near.
QString nearestName(const QString& name, const QStringList& known);
/// " (did you mean NEAREST?)"; empty when none is near.
QString didYouMean(const QString& name, const QStringList& known);

} // namespace espalier::cli
