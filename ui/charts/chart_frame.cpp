// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_frame.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

#include "ui/charts/chart_image_export.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/charts/wrap_layout.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr int kLines = 2; ///< of text below the plot
constexpr QSize kSmallestPlot(120, 80);

} // namespace

ChartFrame::ChartFrame(const QString& objectName, QWidget* parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
    , m_controls(new WrapLayout)
    , m_row(new QWidget(this))
    , m_line(new QLabel(this))
    , m_redrawTimer(new QTimer(this))
{
    setObjectName(objectName);
    m_plot->setObjectName(objectName.chopped(5) + QStringLiteral("Plot"));
    createParts();
    connectParts();
}

ChartFrame::~ChartFrame() = default;

void ChartFrame::createParts()
{
    setFocusPolicy(Qt::StrongFocus);
    m_plot->setFocusPolicy(Qt::ClickFocus);
    m_plot->setFocusProxy(this);
    m_plot->setMinimumSize(kSmallestPlot);
    m_plot->setAutoAddPlottableToLegend(false);
    m_controls->setContentsMargins(0, 0, 0, 0);
    m_controls->setSpacing(8);
    m_line->setObjectName(objectName() + QStringLiteral("Label"));
    m_line->setTextFormat(Qt::PlainText);
    m_line->setWordWrap(true);
    m_line->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* beside = new QHBoxLayout(m_row);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    beside->addWidget(m_plot, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addLayout(m_controls);
    layout->addWidget(m_row, 1);
    layout->addWidget(m_line);
    m_redrawTimer->setSingleShot(true);
    m_redrawTimer->setInterval(0);
    m_export = new ChartImageExport(*m_plot, *this);
}

void ChartFrame::connectParts()
{
    m_plot->installEventFilter(this);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) { pointAt(event->pos()); });
    connect(m_redrawTimer, &QTimer::timeout, this, [this] { redraw(); });
    connect(m_export, &ChartImageExport::finished, this, &ChartFrame::setReadout);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { applyTheme(); });
}

QWidget* ChartFrame::plotWidget() const
{
    return m_plot;
}

void ChartFrame::addControl(QWidget* control)
{
    m_controls->addWidget(control);
}

void ChartFrame::addChoice(QToolButton* first, QToolButton* second)
{
    auto* choice = new QWidget(this);
    auto* layout = new QHBoxLayout(choice);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* group = new QButtonGroup(choice);
    for (QToolButton* button : {first, second}) {
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        group->addButton(button);
        layout->addWidget(button);
        m_choices.append(button);
    }
    first->setChecked(true);
    addControl(choice);
}

void ChartFrame::addBeside(QWidget* widget)
{
    m_row->layout()->addWidget(widget);
}

void ChartFrame::setMessage(const QString& sentences)
{
    m_message = sentences;
    setAccessibleDescription(sentences);
    updateLine();
}

void ChartFrame::setReadout(const QString& text)
{
    if (text == m_readout)
        return;
    m_readout = text;
    updateLine();
}

void ChartFrame::setPictureName(const QString& name)
{
    m_export->setPictureName(name);
}

void ChartFrame::updateLine()
{
    const QString& text = m_readout.isEmpty() ? m_message : m_readout;
    m_line->setText(text);
    m_line->setToolTip(text);
}

void ChartFrame::scheduleRedraw()
{
    // Nothing is drawn for nobody: showing the chart draws it.
    if (isVisible() && !m_redrawTimer->isActive())
        m_redrawTimer->start();
}

void ChartFrame::updateLayout()
{
    m_plot->setViewport(m_plot->rect());
    for (const auto phase : {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
        m_plot->plotLayout()->update(phase);
}

void ChartFrame::applyTheme()
{
    applyChartTheme(*m_plot);
    // What is down looks it in every theme.
    const ThemeColors& colors = ThemeManager::instance().colors();
    const QString sheet =
        QStringLiteral("QToolButton { padding: 3px 8px; border: 1px solid %1; background: %2; color: %3; }"
                       "QToolButton:checked { background: %4; color: %5; border-color: %4; }"
                       "QToolButton:disabled { color: %6; }"
                       "QToolButton:checked:disabled { background: %1; border-color: %1; }"
                       "QToolButton:focus { border: 2px solid %3; padding: 2px 7px; }")
            .arg(colors.line.name(), colors.surface.name(), colors.text.name(), colors.accent.name(),
                 colors.accentText.name(), colors.secondaryText.name());
    for (QToolButton* button : std::as_const(m_choices)) {
        if (button->styleSheet() != sheet)
            button->setStyleSheet(sheet);
    }
    m_line->setFixedHeight(kLines * fontMetrics().lineSpacing());
    m_export->retranslate(); // icons
    scheduleRedraw();
}

void ChartFrame::retranslate()
{
    m_export->retranslate();
    applyTheme(); // numbers in the language's form
}

void ChartFrame::pointAway()
{
    setReadout({});
}

void ChartFrame::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange)
        applyTheme();
    QWidget::changeEvent(event);
}

void ChartFrame::paintEvent(QPaintEvent*)
{
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setPen(ThemeManager::instance().colors().accent);
    painter.drawRect(m_row->geometry().adjusted(-1, -1, 0, 0));
}

void ChartFrame::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    scheduleRedraw();
}

void ChartFrame::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void ChartFrame::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

bool ChartFrame::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_plot && event->type() == QEvent::Leave)
        pointAway();
    if (watched == m_plot && event->type() == QEvent::Resize)
        scheduleRedraw();
    return QWidget::eventFilter(watched, event);
}

} // namespace espalier::ui
