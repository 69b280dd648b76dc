// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

#include "core/base/profile.h"
#include "core/pruning/pruner.h"

/// One file of numbers that NNI produced.
struct NniFixture
{
    QString fileName;
    espalier::Profile profile = espalier::Profile::Nni23; ///< by the NNI version the file names
    QJsonObject content;
};

/// Every *.json in the folder that ESPALIER_NNI_FIXTURES names, else in tests/data/nni. Ends the program when there is
/// none or one cannot be read.
std::vector<NniFixture> nniFixtures();

std::vector<float> floatsOf(const QJsonValue& list);
std::vector<double> doublesOf(const QJsonValue& list);
espalier::Shape shapeOf(const QJsonValue& list);
/// "1101": one character per element of a list of 0 and 1.
QByteArray bitsOf(const QJsonValue& list);
QByteArray bitsOf(const std::vector<std::uint8_t>& keep);

/// A layer on plain arrays, which must live as long as the target.
espalier::PruningTarget targetOn(const std::vector<float>& weight, const espalier::Shape& shape, double sparsity,
                                 const std::vector<float>* bias = nullptr);
