// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/speedup_result_view.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "ui/translation/error_messages.h"
#include "ui/translation/sentences.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kSummaryRows = 4;
constexpr int kShownIssues = 3;

QTreeWidget* createTable(const QString& name, int columns, QWidget* parent)
{
    auto* table = new QTreeWidget(parent);
    table->setObjectName(name);
    table->setColumnCount(columns);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setAllColumnsShowFocus(true);
    table->setAlternatingRowColors(true);
    table->header()->setStretchLastSection(false);
    table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < columns; ++column)
        table->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    return table;
}

void addRow(QTreeWidget* table, const QStringList& texts)
{
    auto* row = new QTreeWidgetItem(table, texts);
    for (int column = 1; column < texts.size(); ++column)
        row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
}

QString changeText(double before, double after)
{
    return signedPercentText(before == 0 ? 0.0 : after / before - 1.0, 0);
}

QString differenceText(double value)
{
    return QLocale().toString(value, 'g', 2);
}

QString macsText(const LayerInfo& layer)
{
    return layer.macs.value_or(0) > 0 ? shortCountText(*layer.macs) : QString();
}

/// Parameters and buffers, as they lie in memory.
qint64 tensorBytes(const Model& model)
{
    qint64 bytes = 0;
    for (const LayerInfo& layer : model.layers()) {
        for (const ParameterInfo& parameter : layer.parameters)
            bytes += elementCount(parameter.shape) * dtypeSize(parameter.dtype);
    }
    return bytes;
}

double layerTime(const LatencyProfile& profile, const std::string& layer)
{
    const auto found = profile.layerMs.find(layer);
    return found == profile.layerMs.end() ? 0 : found->second;
}

} // namespace

SpeedupResultView::SpeedupResultView(QWidget* parent)
    : QWidget(parent)
    , m_proof(new QLabel(this))
    , m_speed(new QLabel(this))
    , m_summary(createTable(QStringLiteral("speedupSummaryTree"), 4, this))
    , m_layers(createTable(QStringLiteral("speedupLayersTree"), 6, this))
    , m_issues(new QLabel(this))
{
    m_proof->setObjectName(QStringLiteral("speedupProofLabel"));
    m_speed->setObjectName(QStringLiteral("speedupSpeedLabel"));
    m_issues->setObjectName(QStringLiteral("speedupIssuesLabel"));
    for (QLabel* label : {m_proof, m_speed, m_issues}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_issues->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layOut();
    retranslate();
}

void SpeedupResultView::setOutcome(std::shared_ptr<const Model> before, std::shared_ptr<const SpeedupOutcome> outcome)
{
    m_before = std::move(before);
    m_outcome = std::move(outcome);
    retranslate();
}

void SpeedupResultView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SpeedupResultView::layOut()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(m_speed);
    layout->addWidget(m_proof);
    layout->addWidget(m_layers, 1);
    layout->addWidget(m_issues);
}

void SpeedupResultView::retranslate()
{
    m_summary->setAccessibleName(tr("The network before and after"));
    m_layers->setAccessibleName(tr("Every layer before and after"));
    m_summary->setHeaderLabels({tr("Network"), tr("before"), tr("after"), tr("change")});
    m_layers->setHeaderLabels(
        {tr("Layer"), tr("Channels"), tr("Parameters"), tr("MACs"), tr("Time before"), tr("Time after")});
    m_summary->clear();
    m_layers->clear();
    if (!m_outcome)
        return;
    fillSummary();
    fillLayers();
    m_proof->setText(proofText());
    m_speed->setText(speedText());
    m_issues->setText(issuesText());
    m_issues->setVisible(!m_issues->text().isEmpty());
    const int rows = m_summary->header()->sizeHint().height() + kSummaryRows * m_summary->sizeHintForRow(0);
    m_summary->setFixedHeight(rows + 2 * m_summary->frameWidth());
}

void SpeedupResultView::fillSummary()
{
    const SpeedupResult& result = m_outcome->result;
    const auto add = [this](const QString& title, double before, double after, const QString& beforeText,
                            const QString& afterText) {
        addRow(m_summary, {title, beforeText, afterText, changeText(before, after)});
    };
    const auto counted = [&](const QString& title, qint64 before, qint64 after) {
        add(title, static_cast<double>(before), static_cast<double>(after), countText(before), countText(after));
    };
    counted(tr("Parameters"), result.parametersBefore, result.parametersAfter);
    counted(tr("MACs, one sample"), result.macsBefore, result.macsAfter);
    const qint64 bytes = tensorBytes(*m_before);
    add(tr("Tensors, in memory"), static_cast<double>(bytes), static_cast<double>(bytes - result.bytesRemoved),
        bytesText(bytes), bytesText(bytes - result.bytesRemoved));
    const Latency& before = m_outcome->latency[0];
    const Latency& after = m_outcome->latency[1];
    add(tr("Latency, batch of %1, threads: %2").arg(before.batch).arg(before.threads), before.medianMs, after.medianMs,
        millisecondsText(before.medianMs), millisecondsText(after.medianMs));
}

void SpeedupResultView::fillLayers()
{
    for (const LayerInfo& after : m_outcome->result.model->layers()) {
        const LayerInfo* before = m_before->findLayer(after.name);
        if (before == nullptr || before->parameterCount == 0)
            continue;
        const qint64 channels = before->outputChannels();
        const auto both = [](const QString& first, const QString& second) {
            //: A number before and after: "64 → 32".
            return first == second ? first : tr("%1 \u2192 %2").arg(first, second);
        };
        addRow(m_layers,
               {QString::fromStdString(after.name), both(countText(channels), countText(after.outputChannels())),
                both(shortCountText(before->parameterCount), shortCountText(after.parameterCount)),
                both(macsText(*before), macsText(after)),
                millisecondsText(layerTime(m_outcome->profileBefore, after.name)),
                millisecondsText(layerTime(m_outcome->profileAfter, after.name))});
    }
}

QString SpeedupResultView::proofText() const
{
    const SpeedupResult& result = m_outcome->result;
    QStringList sentences{
        tr("Compared with the masked network: on random inputs outputs differ by at most %1 (relative %2).")
            .arg(differenceText(result.maxAbsDifference), differenceText(result.maxRelDifference))};
    if (m_outcome->data)
        sentences.append(tr("On %1 test images by at most %2 (relative %3); %4 get the same answer.")
                             .arg(m_outcome->data->samples)
                             .arg(differenceText(m_outcome->data->maxAbsDifference),
                                  differenceText(m_outcome->data->maxRelDifference))
                             .arg(m_outcome->data->sameAnswer));
    else if (!m_outcome->dataTrouble.text.empty())
        sentences.append(tr("Not compared on the data: %1").arg(messageText(m_outcome->dataTrouble)));
    sentences.append(m_outcome->trains ? tr("A training step on it works.")
                                       : tr("It has nothing that can be trained."));
    return joinSentences(sentences);
}

/// Kernels do not get faster in proportion to the work; both numbers belong together.
QString SpeedupResultView::speedText() const
{
    const SpeedupResult& result = m_outcome->result;
    const double real = m_outcome->latency[0].medianMs / std::max(1e-9, m_outcome->latency[1].medianMs);
    const double ideal =
        static_cast<double>(result.macsBefore) / static_cast<double>(std::max<std::int64_t>(1, result.macsAfter));
    return tr("%1 times as fast, measured; its multiply-accumulates alone would allow %2 times (%3 of that is "
              "reached).")
        .arg(QLocale().toString(real, 'f', 2), QLocale().toString(ideal, 'f', 2), percentText(real / ideal, 0));
}

QString SpeedupResultView::issuesText() const
{
    QStringList lines;
    const std::vector<Issue>& issues = m_outcome->result.issues;
    for (std::size_t i = 0; i < issues.size() && i < kShownIssues; ++i)
        lines.append(messageText(issues[i].message));
    if (issues.size() > kShownIssues)
        lines.append(tr("and %n more", nullptr, static_cast<int>(issues.size()) - kShownIssues));
    return lines.join(QLatin1Char('\n'));
}

} // namespace espalier::ui
