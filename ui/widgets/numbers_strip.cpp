// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/numbers_strip.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QTimer>

#include <array>
#include <cmath>

#include "ui/document/compression_numbers.h"
#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr std::array<const char*, 5> kNames{"accuracy", "parameters", "sparsity", "macs", "file"};

double relativeChange(double before, double after)
{
    return before == 0 ? 0.0 : after / before - 1.0;
}

} // namespace

NumbersStrip::NumbersStrip(SessionDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_before(new QLabel(this))
    , m_after(new QLabel(this))
    , m_legend(new QLabel(this))
{
    setObjectName(QStringLiteral("numbersStrip"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    buildColumns();
    buildLegend();
    // Several signals of one edit lead to one refresh.
    auto* soon = new QTimer(this);
    soon->setSingleShot(true);
    soon->setInterval(0);
    connect(soon, &QTimer::timeout, this, &NumbersStrip::refresh);
    const auto start = [soon] { soon->start(); };
    connect(&document, &SessionDocument::modelChanged, soon, start);
    connect(&document, &SessionDocument::masksChanged, soon, start);
    connect(&document, &SessionDocument::previewMasksChanged, soon, start);
    connect(&document, &SessionDocument::accuracyChanged, soon, start);
    connect(&document, &SessionDocument::sessionChanged, soon, start);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
    retranslate();
}

void NumbersStrip::buildColumns()
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 6, 12, 6);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(0);
    m_before->setForegroundRole(QPalette::PlaceholderText);
    m_after->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(m_before, 1, 0);
    grid->addWidget(m_after, 2, 0);
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        const auto number = static_cast<Number>(i);
        const QString name = QLatin1String(kNames[i]);
        Column column{new QLabel(this), new QLabel(this), new NumberCell(this), new NumberCell(this)};
        column.before->setObjectName(name + QStringLiteral("BeforeCell"));
        column.after->setObjectName(name + QStringLiteral("AfterCell"));
        auto* head = new QWidget(this);
        auto* headLayout = new QHBoxLayout(head);
        headLayout->setContentsMargins(18, 0, 0, 0);
        headLayout->setSpacing(6);
        column.kind->setForegroundRole(QPalette::PlaceholderText);
        headLayout->addWidget(column.title);
        headLayout->addWidget(column.kind);
        headLayout->addStretch(1);
        const int position = static_cast<int>(i) + 1;
        grid->addWidget(head, 0, position);
        grid->addWidget(column.before, 1, position);
        grid->addWidget(column.after, 2, position);
        grid->setColumnStretch(position, 1);
        connect(column.before, &NumberCell::clicked, this, [this, number] { Q_EMIT explainRequested(number, false); });
        connect(column.after, &NumberCell::clicked, this, [this, number] { Q_EMIT explainRequested(number, true); });
        m_columns.append(column);
    }
}

void NumbersStrip::buildLegend()
{
    m_legend->setForegroundRole(QPalette::PlaceholderText);
    m_legend->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    static_cast<QGridLayout*>(layout())->addWidget(m_legend, 0, 6, 3, 1);
}

void NumbersStrip::setMeasuring(bool before, bool after)
{
    if (m_measuringBefore == before && m_measuringAfter == after)
        return;
    m_measuringBefore = before;
    m_measuringAfter = after;
    refresh();
}

const NumberCell* NumbersStrip::cell(Number number, bool after) const
{
    const Column& column = m_columns[static_cast<qsizetype>(number)];
    return after ? column.after : column.before;
}

void NumbersStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void NumbersStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, ThemeManager::instance().colors().line);
}

void NumbersStrip::retranslate()
{
    m_before->setText(tr("before"));
    m_after->setText(tr("after"));
    const std::array<QString, 5> titles{tr("Accuracy"), tr("Non-zero parameters"), tr("Sparsity"), tr("MACs"),
                                        tr("File")};
    const QString simulated = tr("simulated");
    const QString physical = tr("physical, once cut out");
    const std::array<QString, 5> kinds{simulated, simulated, simulated, simulated, physical};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const Column& column = m_columns[static_cast<qsizetype>(i)];
        column.title->setText(titles[i]);
        column.kind->setText(kinds[i]);
        column.kind->setToolTip(i == 4
                                    ? tr("Physical: once the removed parameters are really cut out.")
                                    : tr("Simulated: removed weights are held at zero, the network keeps its shapes."));
        //: Accessible name of a number: "Accuracy before".
        column.before->setAccessibleName(tr("%1 before").arg(titles[i]));
        //: Accessible name of a number: "Accuracy after".
        column.after->setAccessibleName(tr("%1 after").arg(titles[i]));
    }
    m_legend->setText(tr("\u25cb estimated\n\u25cf measured"));
    refresh();
}

void NumbersStrip::refresh()
{
    const CompressionNumbers numbers = CompressionNumbers::of(m_document);
    if (m_document.model() == nullptr) {
        for (const Column& column : m_columns) {
            column.before->setContent({});
            column.after->setContent({});
        }
        return;
    }
    setAccuracy(numbers);
    setSizes(numbers);
    setFile(numbers);
    setMacs(numbers);
}

void NumbersStrip::setAccuracy(const CompressionNumbers& numbers)
{
    const Column& column = m_columns[0];
    NumberCell::Content before;
    if (numbers.accuracyBefore) {
        const Evaluation& evaluation = m_document.baseline()->evaluation;
        before = {percentText(*numbers.accuracyBefore),
                  {},
                  NumberOrigin::Measured,
                  tr("%1 of %2 test images, mean loss %3, on %4.")
                      .arg(percentText(evaluation.accuracy, 2), countText(static_cast<qint64>(evaluation.samples)),
                           QLocale().toString(evaluation.loss, 'f', 4), m_document.baseline()->data),
                  {}};
    } else {
        before.exact = m_measuringBefore ? tr("The dense network is being measured.")
                       : m_document.session().data.empty()
                           ? tr("Not known: no data is chosen. A click opens the training dock, where data is chosen.")
                           : tr("Not measured yet.");
        before.change = m_measuringBefore                   ? tr("measuring…")
                        : m_document.session().data.empty() ? tr("no data")
                                                            : QString();
    }
    column.before->setContent(before);

    NumberCell::Content after;
    if (numbers.accuracyAfter) {
        const Evaluation& evaluation = m_document.currentAccuracy()->evaluation;
        const QString change =
            numbers.accuracyBefore ? percentagePointsText(*numbers.accuracyAfter - *numbers.accuracyBefore) : QString();
        after = {percentText(*numbers.accuracyAfter), change, NumberOrigin::Measured,
                 m_document.currentAccuracyIsFromRun()
                     ? tr("%1 after the last training run, masks applied.").arg(percentText(evaluation.accuracy, 2))
                     : tr("%1 with masks applied, not trained since.").arg(percentText(evaluation.accuracy, 2)),
                 numbers.accuracyOutdated ? tr("Out of date: the config list has changed since these masks were made.")
                                          : QString()};
    } else if (m_measuringAfter) {
        after.change = tr("measuring…");
        after.exact = tr("The network with its masks is being measured.");
    } else {
        after.exact = tr("Known after pruning.");
    }
    column.after->setContent(after);
}

void NumbersStrip::setSizes(const CompressionNumbers& numbers)
{
    const NumberOrigin origin = numbers.previewed ? NumberOrigin::Estimated : NumberOrigin::Measured;
    const QString source = numbers.previewed ? tr("What the config list as it stands would give.")
                                             : tr("Counted in the masks that are in force.");
    const auto kept = static_cast<double>(numbers.keptParameters());
    m_columns[1].before->setContent({shortCountText(numbers.parameters),
                                     {},
                                     NumberOrigin::Measured,
                                     tr("%1 parameters.").arg(countText(numbers.parameters)),
                                     {}});
    m_columns[2].before->setContent({percentText(0.0), {}, NumberOrigin::Measured, tr("The dense network."), {}});
    if (numbers.anyMasks) {
        m_columns[1].after->setContent(
            {shortCountText(numbers.keptParameters()),
             signedPercentText(relativeChange(static_cast<double>(numbers.parameters), kept), 0),
             origin,
             tr("%1 parameters are kept, %2 are held at zero. %3")
                 .arg(countText(numbers.keptParameters()), countText(numbers.removedParameters), source),
             {}});
        m_columns[2].after->setContent(
            {percentText(numbers.sparsity()),
             {},
             origin,
             tr("%1 of all parameters are held at zero. %2").arg(percentText(numbers.sparsity(), 3), source),
             {}});
    } else {
        m_columns[1].after->setContent(
            {{}, {}, NumberOrigin::Unknown, tr("Known when the config list selects a layer."), {}});
        m_columns[2].after->setContent(
            {{}, {}, NumberOrigin::Unknown, tr("Known when the config list selects a layer."), {}});
    }
}

void NumbersStrip::setFile(const CompressionNumbers& numbers)
{
    if (!numbers.fileBytes) {
        m_columns[4].before->setContent({{}, {}, NumberOrigin::Unknown, tr("The model file is no longer there."), {}});
        m_columns[4].after->setContent({});
        return;
    }
    m_columns[4].before->setContent({bytesText(*numbers.fileBytes),
                                     {},
                                     NumberOrigin::Measured,
                                     tr("%1 bytes on disk.").arg(countText(*numbers.fileBytes)),
                                     {}});
    const qint64 physical = *numbers.physicalBytes();
    m_columns[4].after->setContent(
        numbers.anyMasks ? NumberCell::Content{QStringLiteral("~") + bytesText(physical),
                                               signedPercentText(relativeChange(static_cast<double>(*numbers.fileBytes),
                                                                                static_cast<double>(physical)),
                                                                 0),
                                               NumberOrigin::Estimated,
                                               tr("What would be left once removed parameters are cut out. A file "
                                                  "exported with masks keeps zeros and stays at %1.")
                                                   .arg(bytesText(*numbers.fileBytes)),
                                               {}}
                         : NumberCell::Content{
                             {}, {}, NumberOrigin::Unknown, tr("Known when the config list selects a layer."), {}});
}

void NumbersStrip::setMacs(const CompressionNumbers& numbers)
{
    const Column& column = m_columns[3];
    if (!numbers.macs) {
        const QString reason = tr("Not known: the network's input shape is not set. A click asks for it.");
        column.before->setContent({{}, tr("input shape?"), NumberOrigin::Unknown, reason, {}});
        column.after->setContent({{}, {}, NumberOrigin::Unknown, reason, {}});
        return;
    }
    column.before->setContent({shortCountText(*numbers.macs),
                               {},
                               NumberOrigin::Measured,
                               tr("%1 multiply-accumulates for one sample, counted in convolutions and linear layers.")
                                   .arg(countText(*numbers.macs)),
                               {}});
    if (!numbers.anyMasks) {
        column.after->setContent(
            {{}, {}, NumberOrigin::Unknown, tr("Known when the config list selects a layer."), {}});
        return;
    }
    const auto after = static_cast<qint64>(std::llround(*numbers.macsAfter));
    column.after->setContent(
        {QStringLiteral("~") + shortCountText(after),
         signedPercentText(relativeChange(static_cast<double>(*numbers.macs), *numbers.macsAfter), 0),
         NumberOrigin::Estimated,
         tr("%1 multiply-accumulates meet a weight that is kept. With masks alone all of them are still computed.")
             .arg(countText(after)),
         {}});
}

} // namespace espalier::ui
