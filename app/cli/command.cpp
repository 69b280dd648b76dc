// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/shared_options.h"

namespace espalier::cli {
namespace {

constexpr qsizetype kLineWidth = 100;

QString optionTerm(const Option& option)
{
    const QString dashes = QStringLiteral("--") + option.name;
    return option.valueName.isEmpty() ? dashes : dashes + QLatin1Char(' ') + option.valueName;
}

// Two columns; a term that is too long gets a line of its own, descriptions are broken at blanks.
QString definition(const QString& term, const QString& description, qsizetype width)
{
    const QString indent = QStringLiteral("  ");
    QString text = indent + term.leftJustified(width);
    if (term.size() > width)
        text += QLatin1Char('\n') + indent + QString(width, QLatin1Char(' '));
    qsizetype column = indent.size() + width;
    const QStringList words = description.split(QLatin1Char(' '));
    for (const QString& word : words) {
        if (column + 1 + word.size() > kLineWidth) {
            text += QLatin1Char('\n') + indent + QString(width, QLatin1Char(' '));
            column = indent.size() + width;
        }
        text += QLatin1Char(' ') + word;
        column += 1 + word.size();
    }
    return text + QLatin1Char('\n');
}

} // namespace

QList<Option> Command::allOptions() const
{
    return options() + sharedOptions();
}

QString Command::help() const
{
    constexpr qsizetype kTermWidth = 30;
    QString usage = QStringLiteral("Usage: espalier-cli ") + name();
    const QList<Positional> arguments = positionals();
    for (const Positional& argument : arguments)
        usage += argument.optional ? QStringLiteral(" [%1]").arg(argument.name) : QLatin1Char(' ') + argument.name;
    QString text = usage + QStringLiteral(" [options]\n\n") + summary() + QStringLiteral(".\n\n");
    for (const Positional& argument : arguments)
        text += definition(argument.name, argument.description, kTermWidth);
    text += QStringLiteral("\nOptions:\n");
    const QList<Option> all = allOptions();
    for (const Option& option : all) {
        if (option.unavailable.isEmpty())
            text += definition(optionTerm(option), option.description, kTermWidth);
    }
    const QStringList lines = notes();
    if (!lines.isEmpty())
        text += QLatin1Char('\n') + lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
    return text;
}

} // namespace espalier::cli
