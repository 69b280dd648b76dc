// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start_page/start_page.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/start_page/recent_file_button.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/runtime_files.h"

namespace espalier::ui {

namespace {

constexpr int kColumnWidth = 560;
constexpr int kShownFiles = 6;

QLabel* secondaryLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

} // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent)
    , m_column(new QWidget(this))
    , m_title(new QLabel(m_column))
    , m_subtitle(secondaryLabel(m_column))
    , m_dropArea(new QWidget(m_column))
    , m_dropText(new QLabel(m_dropArea))
    , m_dropDetails(secondaryLabel(m_dropArea))
    , m_open(new QPushButton(m_dropArea))
    , m_example(new QPushButton(m_dropArea))
    , m_exampleText(secondaryLabel(m_column))
    , m_recentTitle(new QLabel(m_column))
    , m_recentLayout(new QVBoxLayout)
{
    setObjectName(QStringLiteral("startPage"));
    m_open->setObjectName(QStringLiteral("startOpenButton"));
    m_example->setObjectName(QStringLiteral("startExampleButton"));
    QFont larger = font();
    larger.setPointSizeF(larger.pointSizeF() * 1.6);
    m_title->setFont(larger);
    m_column->setMaximumWidth(kColumnWidth);
    m_dropText->setAlignment(Qt::AlignCenter);
    m_dropDetails->setAlignment(Qt::AlignCenter);
    m_example->setDefault(true);

    auto* drop = new QVBoxLayout(m_dropArea);
    drop->setContentsMargins(24, 24, 24, 24);
    drop->setSpacing(12);
    drop->addWidget(m_dropText);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_example);
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    drop->addLayout(buttons);
    drop->addWidget(m_dropDetails);

    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(16, 24, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addSpacing(8);
    column->addWidget(m_dropArea);
    column->addWidget(m_exampleText);
    column->addSpacing(8);
    column->addWidget(m_recentTitle);
    column->addLayout(m_recentLayout);
    column->addStretch(1);
    m_recentLayout->setSpacing(0);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(m_column, 100);
    layout->addStretch(1);
    connect(m_open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(m_example, &QPushButton::clicked, this, &StartPage::exampleRequested);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
    retranslate();
    refresh();
}

void StartPage::refresh()
{
    while (QLayoutItem* item = m_recentLayout->takeAt(0)) {
        if (item->widget() != nullptr)
            item->widget()->deleteLater();
        delete item;
    }
    const QString example = exampleFile();
    m_example->setVisible(!example.isEmpty());
    m_exampleText->setVisible(!example.isEmpty());
    int shown = 0;
    for (const RecentFile& file : RecentFiles::list()) {
        if (shown == kShownFiles)
            break;
        if (!QFileInfo::exists(file.path))
            continue;
        auto* button = new RecentFileButton(file, m_column);
        connect(button, &QAbstractButton::clicked, this, [this, path = file.path] { Q_EMIT fileRequested(path); });
        m_recentLayout->addWidget(button);
        ++shown;
    }
    m_recentTitle->setVisible(shown > 0);
}

QString StartPage::exampleFile()
{
    return runtimeFile(QStringLiteral("examples/fashion_resnet.espalier"));
}

void StartPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StartPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors& colors = ThemeManager::instance().colors();
    painter.setBrush(colors.surface);
    painter.setPen(QPen(colors.secondaryText, 1, Qt::DashLine));
    painter.drawRoundedRect(QRectF(dropArea()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

QRect StartPage::dropArea() const
{
    return {m_dropArea->mapTo(this, QPoint()), m_dropArea->size()};
}

void StartPage::retranslate()
{
    m_title->setText(tr("Espalier"));
    m_subtitle->setText(tr("Open a trained network, choose what to prune, watch what it costs, fine-tune, export."));
    m_dropText->setText(tr("Drop a model or a session here"));
    m_dropDetails->setText(
        tr("TorchScript models (.pt) and Espalier sessions (.espalier). A state dict (.pth) is loaded into an open "
           "model: Model > Load weights."));
    m_open->setText(tr("Open a model…"));
    m_example->setText(tr("Open the example"));
    m_exampleText->setText(
        tr("The example is a small residual network, trained on Fashion-MNIST, with a config list that "
           "prunes half of every convolution."));
    m_recentTitle->setText(tr("Recent"));
}

} // namespace espalier::ui
