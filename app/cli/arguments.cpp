// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <QLocale>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <system_error>
#include <vector>

namespace espalier::cli {
namespace {

int editDistance(const QString& a, const QString& b)
{
    std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = static_cast<int>(j);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i) + 1;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const int replaced = diagonal + (a[i] == b[static_cast<qsizetype>(j) - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

std::filesystem::path toPath(const QString& text)
{
    return std::filesystem::path(text.toStdString());
}

[[noreturn]] void failPath(const QString& sentence, const QString& what, const QString& name)
{
    throw Error(ErrorCode::Io, Message{sentence.arg(what, name).toStdString(), {}});
}

// A name that ends in a slash means a folder, whether it is there or not.
void requireNoFolder(const QString& what, const QString& name)
{
    std::error_code ignored;
    if (name.endsWith(QLatin1Char('/')) || std::filesystem::is_directory(toPath(name), ignored))
        failPath(QStringLiteral("%1 must be a file, and %2 is a folder."), what, name);
}

void requireNoFile(const QString& what, const QString& name)
{
    std::error_code ignored;
    const auto status = std::filesystem::status(toPath(name), ignored);
    if (std::filesystem::exists(status) && !std::filesystem::is_directory(status))
        failPath(QStringLiteral("%1 must be a folder, and %2 is a file."), what, name);
}

} // namespace

QString nearestName(const QString& name, const QStringList& known)
{
    QString nearest;
    int distance = std::max(1, static_cast<int>(name.size()) / 3) + 1;
    for (const QString& candidate : known) {
        const int other = editDistance(name.toLower(), candidate.toLower());
        if (other < distance) {
            distance = other;
            nearest = candidate;
        }
    }
    return nearest;
}

QString didYouMean(const QString& name, const QStringList& known)
{
    const QString nearest = nearestName(name, known);
    return nearest.isEmpty() ? QString() : QStringLiteral(" (did you mean %1?)").arg(nearest);
}

Arguments::Arguments(const Command& command, const QStringList& words)
    : m_command(command)
{
    const QList<Option> options = command.allOptions();
    for (const Option& option : options)
        m_parser.addOption(QCommandLineOption(option.name, option.description, option.valueName));
    m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    requireWellFormed(words);
    if (!m_parser.parse(QStringList(command.name()) + words))
        fail(m_parser.errorText());
    for (const Option& option : options) {
        if (!option.unavailable.isEmpty() && m_parser.isSet(option.name))
            fail(option.unavailable);
    }
    requirePositionals();
}

void Arguments::fail(const QString& sentence) const
{
    throw UsageError(sentence, m_command.name());
}

void Arguments::failUnknown(const QString& option, const QString& name, const QStringList& offered) const
{
    fail(QStringLiteral("This version has no --%1 %2%3; it offers %4.")
             .arg(option, name, didYouMean(name, offered), offered.join(QStringLiteral(", "))));
}

// QCommandLineParser would take "--out --json" as a folder called --json, and the last of two equal options.
void Arguments::requireWellFormed(const QStringList& words) const
{
    const QList<Option> options = m_command.allOptions();
    QSet<QString> seen;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words[i];
        if (word == QStringLiteral("--"))
            return;
        if (word.size() < 2 || !word.startsWith(QLatin1Char('-')))
            continue;
        const QString name = word.mid(word.startsWith(QStringLiteral("--")) ? 2 : 1).section(QLatin1Char('='), 0, 0);
        const auto option =
            std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
        if (option == options.end())
            requireKnownOption(name);
        if (seen.contains(name))
            fail(QStringLiteral("--%1 is given twice.").arg(name));
        seen.insert(name);
        const bool withValue = word.contains(QLatin1Char('='));
        if (option->valueName.isEmpty() && withValue)
            fail(QStringLiteral("--%1 takes no value.").arg(name));
        if (option->valueName.isEmpty() || withValue)
            continue;
        if (i + 1 >= words.size() || words[i + 1].startsWith(QStringLiteral("--")))
            fail(QStringLiteral("--%1 needs a value: %2.").arg(name, option->valueName));
        ++i;
    }
}

void Arguments::requireKnownOption(const QString& name) const
{
    QStringList known;
    const QList<Option> options = m_command.allOptions();
    for (const Option& option : options) {
        if (option.unavailable.isEmpty())
            known.append(option.name);
    }
    const QString nearest = nearestName(name, known);
    if (nearest.isEmpty())
        fail(QStringLiteral("%1 has no option --%2.").arg(m_command.name(), name));
    fail(QStringLiteral("%1 has no option --%2; there is --%3.").arg(m_command.name(), name, nearest));
}

void Arguments::requirePositionals() const
{
    const QStringList given = m_parser.positionalArguments();
    const QList<Positional> wanted = m_command.positionals();
    for (qsizetype i = given.size(); i < wanted.size(); ++i) {
        if (!wanted[i].optional)
            fail(QStringLiteral("%1 needs %2: %3.").arg(m_command.name(), wanted[i].name, wanted[i].description));
    }
    if (given.size() > wanted.size())
        fail(QStringLiteral("%1 takes no further argument \"%2\".").arg(m_command.name(), given[wanted.size()]));
}

bool Arguments::has(const QString& option) const
{
    return m_parser.isSet(option);
}

QString Arguments::text(const QString& option, const QString& fallback) const
{
    if (!has(option))
        return fallback;
    const QString value = m_parser.value(option);
    if (value.isEmpty())
        fail(QStringLiteral("--%1 is empty.").arg(option));
    return value;
}

QString Arguments::requiredText(const QString& option) const
{
    if (!has(option))
        fail(QStringLiteral("%1 needs --%2.").arg(m_command.name(), option));
    return text(option);
}

std::filesystem::path Arguments::file(const QString& option) const
{
    return has(option) ? requiredFile(option) : std::filesystem::path();
}

std::filesystem::path Arguments::requiredFile(const QString& option) const
{
    const QString name = requiredText(option);
    requireNoFolder(QStringLiteral("--") + option, name);
    return toPath(name);
}

std::filesystem::path Arguments::requiredFolder(const QString& option) const
{
    const QString name = requiredText(option);
    requireNoFile(QStringLiteral("--") + option, name);
    return toPath(name);
}

int Arguments::integer(const QString& option, int fallback, int smallest, int largest) const
{
    if (!has(option))
        return fallback;
    bool valid = false;
    const qlonglong value = text(option).toLongLong(&valid);
    if (valid && value >= smallest && value <= largest)
        return static_cast<int>(value);
    const QString range = largest == std::numeric_limits<int>::max()
                              ? QStringLiteral("of at least %1").arg(smallest)
                              : QStringLiteral("from %1 to %2").arg(smallest).arg(largest);
    fail(QStringLiteral("--%1 must be a whole number %2, not \"%3\".").arg(option, range, text(option)));
}

std::uint64_t Arguments::unsignedInteger(const QString& option, std::uint64_t fallback) const
{
    if (!has(option))
        return fallback;
    bool valid = false;
    const qulonglong value = text(option).toULongLong(&valid);
    if (!valid || text(option).startsWith(QLatin1Char('-')))
        fail(QStringLiteral("--%1 must be a whole number of at least 0, not \"%2\".").arg(option, text(option)));
    return value;
}

double Arguments::number(const QString& option, double fallback) const
{
    if (!has(option))
        return fallback;
    bool valid = false;
    const double value = QLocale::c().toDouble(text(option), &valid);
    if (!valid || !std::isfinite(value))
        fail(QStringLiteral("--%1 must be a number, not \"%2\".").arg(option, text(option)));
    return value;
}

QString Arguments::positional(qsizetype index) const
{
    return m_parser.positionalArguments().value(index);
}

std::filesystem::path Arguments::positionalFile(qsizetype index) const
{
    const QString name = positional(index);
    requireNoFolder(m_command.positionals()[index].name, name);
    return toPath(name);
}

} // namespace espalier::cli
