// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_image_export.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSvgGenerator>

#include "ui/charts/qcustomplot_include.h"
#include "ui/prompts/file_dialog.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr double kPixelScale = 2.0; ///< of PNG and clipboard: sharp in a document too

bool saveSvg(QCustomPlot& plot, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(), plot.size()));
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    plot.toPainter(&painter, plot.width(), plot.height());
    painter.end();
    return file.flush() && file.error() == QFileDevice::NoError;
}

} // namespace

ChartImageExport::ChartImageExport(QCustomPlot& plot, QWidget& chart)
    : QObject(&chart)
    , m_plot(plot)
    , m_chart(chart)
    , m_save(new QAction(this))
    , m_copy(new QAction(this))
{
    m_save->setObjectName(QStringLiteral("savePictureAction"));
    m_copy->setObjectName(QStringLiteral("copyPictureAction"));
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    // The plot does not pass its mouse events on, so both need the menu.
    for (QWidget* widget : {static_cast<QWidget*>(&plot), &chart}) {
        widget->addAction(m_save);
        widget->setContextMenuPolicy(Qt::ActionsContextMenu);
    }
    plot.addAction(m_copy);
    chart.addAction(m_copy);
    connect(m_save, &QAction::triggered, this, &ChartImageExport::askAndSave);
    connect(m_copy, &QAction::triggered, this, &ChartImageExport::copy);
    retranslate();
}

void ChartImageExport::retranslate()
{
    m_save->setText(tr("Save picture…"));
    m_copy->setText(tr("Copy picture"));
    m_save->setIcon(ThemeManager::icon(QStringLiteral("document-save")));
    m_copy->setIcon(ThemeManager::icon(QStringLiteral("edit-copy")));
}

bool ChartImageExport::save(QCustomPlot& plot, const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("svg"))
        return saveSvg(plot, path);
    if (suffix == QLatin1String("pdf"))
        return plot.savePdf(path);
    return plot.savePng(path, plot.width(), plot.height(), kPixelScale);
}

void ChartImageExport::askAndSave()
{
    const QString path = FileDialog::saveFile(&m_chart, tr("Save picture"), m_name + QStringLiteral(".png"),
                                              tr("PNG picture (*.png);;SVG drawing (*.svg);;PDF document (*.pdf)"));
    if (path.isEmpty())
        return;
    const QString shown = QDir::toNativeSeparators(path);
    Q_EMIT finished(save(m_plot, path) ? tr("The picture was saved as %1.").arg(shown)
                                       : tr("The picture could not be written to %1.").arg(shown));
}

void ChartImageExport::copy()
{
    QGuiApplication::clipboard()->setPixmap(m_plot.toPixmap(m_plot.width(), m_plot.height(), kPixelScale));
    Q_EMIT finished(tr("The picture was copied."));
}

} // namespace espalier::ui
