// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace espalier::cli {

/// Trains a model, masked or not, and resumes a training that was killed.
class FinetuneCommand final : public Command
{
public:
    QString name() const override { return QStringLiteral("finetune"); }
    QString summary() const override;
    QList<Positional> positionals() const override;
    QList<Option> options() const override;
    QStringList notes() const override;
    int execute(const Arguments& arguments, std::stop_token stop) const override;

private:
    int start(const Arguments& arguments, std::stop_token stop) const;
    int resume(const Arguments& arguments, std::stop_token stop) const;
};

} // namespace espalier::cli
