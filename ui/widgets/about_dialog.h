// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace espalier::ui {

/// Version, libraries in use, BLAS, licence.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

/// One sentence about a slow BLAS with its remedy; empty when there is nothing to warn of.
QString blasWarning();

} // namespace espalier::ui
