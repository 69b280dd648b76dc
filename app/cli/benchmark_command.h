// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace espalier::cli {

/// Times forward passes of one or two models.
class BenchmarkCommand final : public Command
{
public:
    QString name() const override { return QStringLiteral("benchmark"); }
    QString summary() const override;
    QList<Positional> positionals() const override;
    QList<Option> options() const override;
    QStringList notes() const override;
    int execute(const Arguments& arguments, std::stop_token stop) const override;
};

} // namespace espalier::cli
