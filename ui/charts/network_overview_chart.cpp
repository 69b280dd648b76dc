// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/network_overview_chart.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ui/charts/chart_theme.h"
#include "ui/charts/kept_removed_legend.h"
#include "ui/charts/qcustomplot_include.h"
#include "ui/charts/shaded_bars.h"
#include "ui/charts/sparsity_legend.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/sentences.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kLowestRow = 20; ///< px
constexpr int kHighestRow = 32;
constexpr double kBarWidth = 0.7; ///< of a row
constexpr double kHeadroom = 1.05;
constexpr int kShareGap = 4;            ///< px between a bar and its share
constexpr double kMostShareWidth = 0.3; ///< of the axis
constexpr double kNameShare = 0.4;      ///< of the width, at most
constexpr int kMarkAlpha = 40;

QString pictureSuffix(NetworkOverviewChart::Measure measure)
{
    switch (measure) {
    case NetworkOverviewChart::Measure::Parameters:
        return QStringLiteral("-parameters");
    case NetworkOverviewChart::Measure::Macs:
        return QStringLiteral("-macs");
    case NetworkOverviewChart::Measure::Sparsity:
        return QStringLiteral("-sparsity");
    }
    return {};
}

/// Whole per cent, but never a share that is there as "0 %".
QString shareText(double share)
{
    return percentText(share, share > 0 && share < 0.0095 ? 1 : 0);
}

/// Counts as "9.22 k".
class CountTicker : public QCPAxisTicker
{
protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override
    {
        return shortCountText(std::llround(tick));
    }
};

} // namespace

NetworkOverviewChart::NetworkOverviewChart(QWidget* parent)
    : ChartFrame(QStringLiteral("networkOverviewChart"), parent)
    , m_measure(new QComboBox(this))
    , m_legend(new KeptRemovedLegend(this))
    , m_scrollBar(new QScrollBar(Qt::Vertical, this))
{
    m_measure->setObjectName(QStringLiteral("overviewMeasureComboBox"));
    for (int i = 0; i < 3; ++i)
        m_measure->addItem(QString());
    addControl(m_measure);
    addControl(new SparsityLegend(this));
    m_legend->setKeptShown(false);
    addControl(m_legend);
    addBeside(m_scrollBar);
    createPlot();
    connectPlot();
    retranslate();
}

void NetworkOverviewChart::createPlot()
{
    m_scrollBar->setObjectName(QStringLiteral("overviewScrollBar"));
    m_scrollBar->setFocusPolicy(Qt::NoFocus);
    m_scrollBar->hide();
    m_kept = new ShadedBars(plot().yAxis, plot().xAxis);
    m_removed = new QCPBars(plot().yAxis, plot().xAxis);
    for (QCPBars* bars : {static_cast<QCPBars*>(m_kept), m_removed}) {
        bars->setWidthType(QCPBars::wtPlotCoords);
        bars->setWidth(kBarWidth);
        bars->setAntialiased(false);
        bars->setSelectable(QCP::stNone);
    }
    m_removed->moveAbove(m_kept);
    plot().yAxis->setRangeReversed(true);
    plot().yAxis->grid()->setVisible(false);
    plot().xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new CountTicker));
}

void NetworkOverviewChart::connectPlot()
{
    connect(m_measure, &QComboBox::currentIndexChanged, this, [this] {
        setPictureName(m_name + pictureSuffix(measure()));
        retranslateMeasures();
        updateMessage();
        scheduleRedraw();
    });
    connect(m_scrollBar, &QScrollBar::valueChanged, this, &NetworkOverviewChart::scheduleRedraw);
    connect(&plot(), &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        const int row = rowAt(event->pos());
        if (event->button() == Qt::LeftButton && row >= 0)
            Q_EMIT layerChosen(m_layers[static_cast<std::size_t>(row)].name,
                               event->modifiers().testFlag(Qt::ControlModifier));
    });
}

void NetworkOverviewChart::setLayers(std::vector<ProfiledLayer> layers, bool previewed, const QString& name)
{
    if (layers.size() != m_layers.size())
        setCurrentRow(-1);
    m_layers = std::move(layers);
    m_legend->setPreviewed(previewed);
    m_name = name;
    setPictureName(m_name + pictureSuffix(measure()));
    updateMessage();
    setCurrentRow(std::min(m_row, count() - 1));
    scheduleRedraw();
}

NetworkOverviewChart::Measure NetworkOverviewChart::measure() const
{
    return static_cast<Measure>(m_measure->currentIndex());
}

void NetworkOverviewChart::setMeasure(Measure measure)
{
    m_measure->setCurrentIndex(static_cast<int>(measure));
}

std::pair<double, double> NetworkOverviewChart::bar(const ProfiledLayer& layer) const
{
    double all = static_cast<double>(layer.parameters);
    if (measure() == Measure::Macs)
        all = static_cast<double>(layer.macs.value_or(0));
    else if (measure() == Measure::Sparsity)
        all = 100;
    const double removed = all * layer.sparsity();
    return {all - removed, removed};
}

const QVector<QColor>& NetworkOverviewChart::shades() const
{
    return m_kept->shades();
}

QStringList NetworkOverviewChart::shareTexts() const
{
    QStringList texts;
    for (const QCPItemText* share : m_shares) {
        if (share->visible())
            texts.append(share->text());
    }
    return texts;
}

void NetworkOverviewChart::setHighlighted(const QStringList& names)
{
    if (names == m_highlighted)
        return;
    m_highlighted = names;
    m_highlightedNames = QSet<QString>(names.begin(), names.end());
    scheduleRedraw();
}

std::optional<QPoint> NetworkOverviewChart::position(const QString& name) const
{
    const auto found =
        std::find_if(m_layers.begin(), m_layers.end(), [&](const ProfiledLayer& layer) { return layer.name == name; });
    if (found == m_layers.end())
        return std::nullopt;
    const auto row = static_cast<double>(found - m_layers.begin());
    const QPoint point(plot().axisRect()->left() + 2, static_cast<int>(plot().yAxis->coordToPixel(row)));
    return plot().axisRect()->rect().contains(point) ? std::optional<QPoint>(point) : std::nullopt;
}

void NetworkOverviewChart::redraw()
{
    fillBars();
    updateLayout();
    fitLength(); // the room for shares is known now
    showRows();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void NetworkOverviewChart::showRows()
{
    const int height = std::max(plot().axisRect()->height(), 1);
    const double rowHeight = std::clamp(static_cast<double>(height) / std::max(count(), 1),
                                        static_cast<double>(kLowestRow), static_cast<double>(kHighestRow));
    const double rows = height / rowHeight;
    const int whole = std::max(1, static_cast<int>(rows));
    m_scrollBar->setPageStep(whole);
    m_scrollBar->setRange(0, std::max(0, count() - whole));
    m_scrollBar->setVisible(m_scrollBar->maximum() > 0);
    const int first = m_scrollBar->value();
    plot().yAxis->setRange(first - 0.5, first - 0.5 + rows);
    const int last = std::min(first + whole, count() - 1);
    labelRows(first, last);
    markHighlighted(first, last);
    writeShares(first, std::min(first + whole, count()) - 1); // not half of a number
}

void NetworkOverviewChart::labelRows(int first, int last)
{
    const QFontMetrics metrics(plot().yAxis->tickLabelFont());
    const int width = static_cast<int>(kNameShare * plot().width());
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (int row = first; row <= last; ++row) {
        const QString& name = m_layers[static_cast<std::size_t>(row)].name;
        // The end of a name tells layers apart.
        ticker->addTick(row, metrics.elidedText(name, Qt::ElideLeft, width));
    }
    plot().yAxis->setTicker(ticker);
}

/// The number behind the colour, for those who cannot tell colours apart and for those who want it exactly.
void NetworkOverviewChart::writeShares(int first, int last)
{
    std::size_t used = 0;
    for (int row = first; row <= last; ++row) {
        const ProfiledLayer& layer = m_layers[static_cast<std::size_t>(row)];
        if (layer.removed == 0)
            continue;
        if (used == m_shares.size()) {
            auto* text = new QCPItemText(&plot());
            text->setSelectable(false);
            text->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
            text->setPadding(QMargins(kShareGap, 0, 0, 0));
            m_shares.push_back(text);
        }
        QCPItemText* text = m_shares[used++];
        const auto [kept, removed] = bar(layer);
        text->setText(shareText(layer.sparsity()));
        text->setFont(plot().xAxis->tickLabelFont());
        text->setColor(ThemeManager::instance().colors().text);
        text->position->setCoords(kept + removed, row);
        text->setVisible(true);
    }
    for (; used < m_shares.size(); ++used)
        m_shares[used]->setVisible(false);
}

/// Room for the widest share behind the longest bar, as a part of the axis.
double NetworkOverviewChart::shareWidth() const
{
    const QFontMetrics metrics(plot().xAxis->tickLabelFont());
    const int width = std::max(plot().axisRect()->width(), 1);
    return std::min(kMostShareWidth,
                    static_cast<double>(metrics.horizontalAdvance(shareText(1)) + 2 * kShareGap) / width);
}

void NetworkOverviewChart::fitLength()
{
    plot().xAxis->setRange(0, m_longest * std::max(kHeadroom, 1 / (1 - shareWidth())));
}

void NetworkOverviewChart::shadeBars()
{
    QVector<QColor> shades;
    for (const ProfiledLayer& layer : m_layers)
        shades.append(sparsityColor(layer.sparsity()));
    m_kept->setShades(shades);
}

void NetworkOverviewChart::fillBars()
{
    QVector<double> rows;
    QVector<double> kept;
    QVector<double> removed;
    double largest = 1;
    for (const ProfiledLayer& layer : m_layers) {
        rows.append(static_cast<double>(rows.size()));
        const auto [keptPart, removedPart] = bar(layer);
        kept.append(keptPart);
        removed.append(removedPart);
        largest = std::max(largest, keptPart + removedPart);
    }
    m_kept->setData(rows, kept, true);
    m_removed->setData(rows, removed, true);
    m_longest = largest;
    shadeBars();
    fitLength();
}

void NetworkOverviewChart::markHighlighted(int first, int last)
{
    QColor fill = ThemeManager::instance().colors().accent;
    const QPen pen(fill, 1);
    fill.setAlpha(kMarkAlpha);
    std::size_t used = 0;
    for (int row = first; row <= last; ++row) {
        if (!m_highlightedNames.contains(m_layers[static_cast<std::size_t>(row)].name))
            continue;
        if (used == m_marks.size())
            m_marks.push_back(newMark());
        QCPItemRect* mark = m_marks[used++];
        mark->setBrush(fill);
        mark->setPen(pen);
        mark->topLeft->setCoords(0, row - 0.5);
        mark->bottomRight->setCoords(1, row + 0.5);
        mark->setVisible(true);
    }
    for (; used < m_marks.size(); ++used)
        m_marks[used]->setVisible(false);
}

QCPItemRect* NetworkOverviewChart::newMark()
{
    auto* mark = new QCPItemRect(&plot());
    mark->setLayer(QStringLiteral("background")); // bars keep the colour that means something
    mark->setSelectable(false);
    for (QCPItemPosition* corner : {mark->topLeft, mark->bottomRight}) {
        corner->setTypeX(QCPItemPosition::ptAxisRectRatio);
        corner->setTypeY(QCPItemPosition::ptPlotCoords);
    }
    return mark;
}

int NetworkOverviewChart::markCount() const
{
    return static_cast<int>(
        std::count_if(m_marks.begin(), m_marks.end(), [](const QCPItemRect* mark) { return mark->visible(); }));
}

void NetworkOverviewChart::applyTheme()
{
    ChartFrame::applyTheme();
    const ThemeColors& colors = ThemeManager::instance().colors();
    shadeBars();
    scheduleRedraw();
    m_removed->setBrush(removedBrush());
    m_removed->setPen(QPen(colors.removed, 1));
    plot().yAxis->setTickLabelColor(colors.text);
}

void NetworkOverviewChart::retranslate()
{
    retranslateMeasures();
    updateMessage();
    ChartFrame::retranslate();
}

void NetworkOverviewChart::retranslateMeasures()
{
    m_measure->setAccessibleName(tr("What the bars show"));
    m_measure->setItemText(static_cast<int>(Measure::Parameters), tr("Parameters"));
    m_measure->setItemText(static_cast<int>(Measure::Macs), tr("MACs"));
    m_measure->setItemText(static_cast<int>(Measure::Sparsity), tr("Sparsity"));
    switch (measure()) {
    case Measure::Parameters:
        setAccessibleName(tr("Parameters of the layers"));
        plot().xAxis->setLabel(tr("Number of parameters"));
        break;
    case Measure::Macs:
        setAccessibleName(tr("MACs of the layers"));
        plot().xAxis->setLabel(tr("MACs for one sample"));
        break;
    case Measure::Sparsity:
        setAccessibleName(tr("Sparsity of the layers"));
        plot().xAxis->setLabel(tr("Share of the parameters (%)"));
        break;
    }
}

void NetworkOverviewChart::setNote(const QString& sentence, bool unknown)
{
    m_note = sentence;
    m_unknown = unknown;
    updateMessage();
}

void NetworkOverviewChart::updateMessage()
{
    if (m_layers.empty())
        return setMessage({});
    const auto noted = [this](const QString& sentence) {
        return m_note.isEmpty() ? sentence : joinSentences({m_note, sentence});
    };
    switch (measure()) {
    case Measure::Parameters:
        return setMessage(noted(parametersMessage()));
    case Measure::Macs:
        return setMessage(macsMessage());
    case Measure::Sparsity:
        return setMessage(m_unknown ? m_note : noted(sparsityMessage()));
    }
}

QString NetworkOverviewChart::parametersMessage() const
{
    const auto add = [](qint64 sum, qint64 more) { return sum + more; };
    const qint64 parameters = std::transform_reduce(m_layers.begin(), m_layers.end(), qint64{0}, add,
                                                    [](const ProfiledLayer& layer) { return layer.parameters; });
    const qint64 removed = std::transform_reduce(m_layers.begin(), m_layers.end(), qint64{0}, add,
                                                 [](const ProfiledLayer& layer) { return layer.removed; });
    const auto largest =
        std::max_element(m_layers.begin(), m_layers.end(),
                         [](const ProfiledLayer& a, const ProfiledLayer& b) { return a.parameters < b.parameters; });
    const auto share = [parameters](qint64 part) {
        return percentText(parameters == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(parameters));
    };
    if (m_unknown)
        return tr("%n layer(s) hold %1 parameters. The largest is %2 with %3.", nullptr, count())
            .arg(countText(parameters), largest->name, share(largest->parameters));
    return tr("%n layer(s) hold %1 parameters, of which %2 are removed. The largest is %3 with %4.", nullptr, count())
        .arg(countText(parameters), share(removed), largest->name, share(largest->parameters));
}

/// Without the masks' share: what really falls away is known when the network is shrunk.
QString NetworkOverviewChart::macsMessage() const
{
    const auto add = [](qint64 sum, qint64 more) { return sum + more; };
    const qint64 macs = std::transform_reduce(m_layers.begin(), m_layers.end(), qint64{0}, add,
                                              [](const ProfiledLayer& layer) { return layer.macs.value_or(0); });
    if (macs == 0)
        return tr("MACs can be counted once the input shape is known.");
    const auto heaviest =
        std::max_element(m_layers.begin(), m_layers.end(), [](const ProfiledLayer& a, const ProfiledLayer& b) {
            return a.macs.value_or(0) < b.macs.value_or(0);
        });
    return tr("%n layer(s) compute %1 MACs for one sample. The heaviest is %2 with %3.", nullptr, count())
        .arg(countText(macs), heaviest->name,
             percentText(static_cast<double>(heaviest->macs.value_or(0)) / static_cast<double>(macs)));
}

QString NetworkOverviewChart::sparsityMessage() const
{
    const auto pruned = static_cast<int>(
        std::count_if(m_layers.begin(), m_layers.end(), [](const ProfiledLayer& layer) { return layer.removed > 0; }));
    if (pruned == 0)
        return tr("Nothing is removed from any layer.");
    const auto sparsest =
        std::max_element(m_layers.begin(), m_layers.end(),
                         [](const ProfiledLayer& a, const ProfiledLayer& b) { return a.sparsity() < b.sparsity(); });
    return tr("%n of %1 layers lose parameters, most of all %2 with %3.", nullptr, pruned)
        .arg(countText(count()), sparsest->name, percentText(sparsest->sparsity()));
}

QString NetworkOverviewChart::readoutOf(const ProfiledLayer& layer) const
{
    const QString parameters =
        tr("%1 (%2): %3 parameters, %4 removed")
            .arg(layer.name, layer.opType, countText(layer.parameters), percentText(layer.sparsity()));
    //: A layer under the cursor: "conv1 (Conv2d): 216 parameters, 25.0 % removed, 55,296 MACs".
    return layer.macs ? tr("%1, %2 MACs").arg(parameters, countText(*layer.macs)) : parameters;
}

int NetworkOverviewChart::rowAt(const QPoint& pixel) const
{
    const double row = std::round(plot().yAxis->pixelToCoord(pixel.y()));
    const QRect axes = plot().axisRect()->rect();
    // Names count too.
    const bool inside = pixel.y() >= axes.top() && pixel.y() <= axes.bottom() && pixel.x() <= axes.right();
    return inside && row >= 0 && row < count() ? static_cast<int>(row) : -1;
}

void NetworkOverviewChart::pointAt(const QPoint& pixel)
{
    setCurrentRow(rowAt(pixel));
}

void NetworkOverviewChart::pointAway()
{
    setCurrentRow(-1);
}

void NetworkOverviewChart::setCurrentRow(int row)
{
    const bool other = row != std::exchange(m_row, row);
    if (m_row < 0) {
        plot().unsetCursor();
        setReadout({});
    } else {
        plot().setCursor(Qt::PointingHandCursor);
        const ProfiledLayer& layer = m_layers[static_cast<std::size_t>(m_row)];
        setReadout(readoutOf(layer));
    }
    if (other)
        Q_EMIT layerHovered(m_row < 0 ? QString() : m_layers[static_cast<std::size_t>(m_row)].name);
}

void NetworkOverviewChart::moveRow(int by)
{
    if (m_layers.empty())
        return;
    const int from = m_row >= 0 ? m_row : by > 0 ? m_scrollBar->value() - 1 : m_scrollBar->value() + 1;
    const int row = std::clamp(from + by, 0, count() - 1);
    if (row < m_scrollBar->value())
        m_scrollBar->setValue(row);
    else if (row >= m_scrollBar->value() + m_scrollBar->pageStep())
        m_scrollBar->setValue(row - m_scrollBar->pageStep() + 1);
    setCurrentRow(row);
}

void NetworkOverviewChart::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        return moveRow(-1);
    case Qt::Key_Down:
        return moveRow(1);
    case Qt::Key_PageUp:
        return moveRow(-m_scrollBar->pageStep());
    case Qt::Key_PageDown:
        return moveRow(m_scrollBar->pageStep());
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_row >= 0)
            Q_EMIT layerChosen(m_layers[static_cast<std::size_t>(m_row)].name,
                               event->modifiers().testFlag(Qt::ControlModifier));
        return;
    default:
        ChartFrame::keyPressEvent(event);
    }
}

bool NetworkOverviewChart::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel && watched == plotWidget()) {
        QCoreApplication::sendEvent(m_scrollBar, event);
        return true;
    }
    return ChartFrame::eventFilter(watched, event);
}

} // namespace espalier::ui
