// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <exception>
#include <stop_token>

namespace espalier::cli {

class Arguments;

/// Wrong use of the command line: ends with exit code 2.
class UsageError : public std::exception
{
public:
    /// @param sentence for the user. @param command whose help is pointed to; empty: the program's.
    explicit UsageError(QString sentence, QString command = {})
        : m_sentence(std::move(sentence))
        , m_command(std::move(command))
        , m_utf8(m_sentence.toUtf8())
    {
    }
    const QString& sentence() const { return m_sentence; }
    const QString& command() const { return m_command; }
    const char* what() const noexcept override { return m_utf8.constData(); }

private:
    QString m_sentence;
    QString m_command;
    QByteArray m_utf8;
};

/// One option of a command. An option without a value name is a switch.
struct Option
{
    QString name;        ///< without the dashes
    QString valueName;   ///< "FILE"; alternatives are listed: "sgd|adam|adamw"
    QString description; ///< one line, with the default where there is one
    /// Not empty: understood but not offered by this version; using it is refused with this sentence.
    QString unavailable = {};
};

struct Positional
{
    QString name; ///< "MODEL"
    QString description;
    bool optional = false;
};

/// One command of espalier-cli. Stateless.
class Command
{
public:
    virtual ~Command() = default;
    virtual QString name() const = 0;
    /// One line for the list of commands.
    virtual QString summary() const = 0;
    virtual QList<Positional> positionals() const = 0;
    /// Its own options; those that every command takes are added by allOptions().
    virtual QList<Option> options() const = 0;
    /// What it writes and anything worth knowing, in whole lines; may be empty.
    virtual QStringList notes() const { return {}; }

    /// Does the work; data goes to stdout. @return the exit code.
    /// @throws UsageError, Error, CancelledError
    virtual int execute(const Arguments& arguments, std::stop_token stop) const = 0;

    QList<Option> allOptions() const;
    /// The text of --help.
    QString help() const;
};

} // namespace espalier::cli
