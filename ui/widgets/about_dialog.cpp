// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/about_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "core/model/compute_environment.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

QLabel* selectableLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    return label;
}

} // namespace

QString blasWarning()
{
    if (!usesReferenceBlas())
        return {};
    return QCoreApplication::translate(
        "espalier::ui::AboutDialog",
        "Matrix products run on the reference BLAS and take 10 to 20 times as long as they "
        "need to. Install the package libopenblas0-openmp and start Espalier again.");
}

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Espalier"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    auto* title = new QLabel(tr("Espalier %1").arg(QCoreApplication::applicationVersion()), this);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    title->setFont(font);
    layout->addWidget(title);
    layout->addWidget(selectableLabel(
        tr("Interactive neural-network compression: prune, fine-tune and export trained networks."), this));

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->addRow(tr("LibTorch"), selectableLabel(QString::fromStdString(libTorchVersion()), this));
    form->addRow(tr("Matrix products"), selectableLabel(QString::fromStdString(blasName()), this));
    form->addRow(tr("Threads"), selectableLabel(QString::number(computeThreads()), this));
    form->addRow(tr("Qt"), selectableLabel(QString::fromLatin1(qVersion()), this));
    form->addRow(tr("Licence"), selectableLabel(tr("GNU General Public License, version 3 or later"), this));
    layout->addLayout(form);
    if (const QString warning = blasWarning(); !warning.isEmpty())
        layout->addWidget(selectableLabel(warning, this));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addStretch(1);
    layout->addWidget(buttons);
    resize(460, sizeHint().height());
}

} // namespace espalier::ui
