// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/numbers_strip.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QTimer>

#include <array>

#include "ui/document/compression_numbers.h"
#include "ui/document/masks_in_sight.h"
#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr std::array<const char*, 6> kNames{"accuracy", "sparsity", "parameters", "macs", "file", "latency"};

QString changeText(double before, double after)
{
    return signedPercentText(before == 0 ? 0.0 : after / before - 1.0, 0);
}

/// An estimate is marked as such.
QString roughly(const QString& text)
{
    return QStringLiteral("~") + text;
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
    connect(&document, &SessionDocument::configListChanged, soon, start);
    connect(&document, &SessionDocument::estimateChanged, soon, start);
    connect(&document, &SessionDocument::accuracyChanged, soon, start);
    connect(&document, &SessionDocument::sessionChanged, soon, start);
    connect(&document, &SessionDocument::issuesChanged, soon, start); // the list may have become a valid one
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
    retranslate();
}

void NumbersStrip::buildColumns()
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 6, 12, 6);
    grid->setHorizontalSpacing(4);
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
    static_cast<QGridLayout*>(layout())->addWidget(m_legend, 0, static_cast<int>(kNames.size()) + 1, 3, 1);
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
    const std::array<QString, 6> titles{tr("Accuracy"), tr("Sparsity"), tr("Parameters"),
                                        tr("MACs"),     tr("File"),     tr("Latency")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const Column& column = m_columns[static_cast<qsizetype>(i)];
        column.title->setText(titles[i]);
        setKind(column, i < 2);
        //: Accessible name of a number: "Accuracy before".
        column.before->setAccessibleName(tr("%1 before").arg(titles[i]));
        //: Accessible name of a number: "Accuracy after".
        column.after->setAccessibleName(tr("%1 after").arg(titles[i]));
    }
    m_legend->setText(tr("\u25cb estimated\n\u25cf measured"));
    refresh();
}

void NumbersStrip::setKind(const Column& column, bool simulated)
{
    column.kind->setText(simulated ? tr("simulated") : tr("physical"));
    column.kind->setToolTip(
        simulated ? tr("Simulated: removed weights are held at zero, the network keeps its shapes.")
                  : tr("Physical: once masked channels are really cut out, with everything that depends on them."));
}

void NumbersStrip::refresh()
{
    const CompressionNumbers numbers = CompressionNumbers::of(m_document);
    // A network that was cut and has no masks is what it is measured as.
    setKind(m_columns[0], !numbers.shrunk || numbers.anyMasks);
    if (m_document.model() == nullptr) {
        for (const Column& column : m_columns) {
            column.before->setContent({});
            column.after->setContent({});
        }
        return;
    }
    setAccuracy(numbers);
    setSparsity(numbers);
    setParameters(numbers);
    setMacs(numbers);
    setFile(numbers);
    setLatency(numbers);
}

void NumbersStrip::setAccuracy(const CompressionNumbers& numbers)
{
    const Column& column = m_columns[0];
    NumberCell::Content before;
    if (numbers.accuracyBefore) {
        const Evaluation& evaluation = m_document.baseline()->evaluation;
        before = {percentText(*numbers.accuracyBefore),
                  //: Beside an accuracy: the number of images that it was measured on.
                  tr("of %1").arg(countText(static_cast<qint64>(evaluation.samples))),
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
        after = {percentText(*numbers.accuracyAfter), change, NumberOrigin::Measured, afterText(evaluation),
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

void NumbersStrip::setSparsity(const CompressionNumbers& numbers)
{
    const Column& column = m_columns[1];
    column.before->setContent({percentText(0.0), {}, NumberOrigin::Measured, tr("The dense network."), {}});
    NumberCell::Content after;
    if (!numbers.anyMasks) {
        after.exact = nothingSelected();
        //: Below a dash in the place of a number: it is known once the channels have been scored on data, or in training.
        after.change = unknownMasksText(m_document).isEmpty() ? QString() : tr("after scoring");
    } else if (const auto sparsity = numbers.sparsity()) {
        const QString source = numbers.previewed ? tr("What the config list as it stands would give.")
                                                 : tr("Counted in the masks that are in force.");
        after = {percentText(*sparsity),
                 {},
                 numbers.previewed ? NumberOrigin::Estimated : NumberOrigin::Measured,
                 tr("%1 of %2 parameters are held at zero. %3")
                     .arg(countText(*numbers.removedParameters), countText(numbers.modelParameters), source),
                 outdatedText(numbers)};
    } else {
        after.exact = tr("The masks are being counted.");
    }
    column.after->setContent(after);
}

QString NumbersStrip::afterText(const Evaluation& evaluation) const
{
    const bool cut = m_document.shrunkFrom() && m_document.masks().empty();
    const QString measured = cut ? tr("%1 of %2 test images with the smaller network.")
                             : m_document.currentAccuracyIsFromRun()
                                 ? tr("%1 of %2 test images after the last training run, masks applied.")
                                 : tr("%1 of %2 test images with masks applied, not trained since.");
    return measured.arg(percentText(evaluation.accuracy, 2), countText(static_cast<qint64>(evaluation.samples)));
}

QString NumbersStrip::nothingSelected() const
{
    const QString unknown = unknownMasksText(m_document);
    return unknown.isEmpty() ? tr("Known when the config list selects a layer.") : unknown;
}

QString NumbersStrip::outdatedText(const CompressionNumbers& numbers) const
{
    return numbers.outdated ? outdatedMasksText(m_document) : QString();
}

/// Why a physical number is not known.
QString NumbersStrip::unknownText(const CompressionNumbers& numbers) const
{
    if (!numbers.noPhysical.text.empty())
        return messageText(numbers.noPhysical);
    if (!numbers.macsBefore)
        return tr("Not known: the network's input shape is not set. A click asks for it.");
    return numbers.anyMasks ? tr("Being estimated.") : nothingSelected();
}

NumberCell::Content NumbersStrip::physicalContent(const CompressionNumbers& numbers, const QString& text,
                                                  const QString& change, const QString& exact) const
{
    NumberCell::Content content;
    const bool made = !numbers.anyMasks && numbers.shrunk;
    content.origin = made ? NumberOrigin::Measured : NumberOrigin::Estimated;
    content.text = made ? text : roughly(text);
    content.change = change;
    content.exact = made ? exact
                    : numbers.nothingGoes
                        ? tr("%1 The masks remove no whole channel, so that nothing gets smaller.").arg(exact)
                        : tr("%1 A file with masks keeps the zeros; shrinking the network cuts them out.").arg(exact);
    content.outdated = outdatedText(numbers);
    return content;
}

void NumbersStrip::setParameters(const CompressionNumbers& numbers)
{
    const Column& column = m_columns[2];
    column.before->setContent({shortCountText(numbers.parametersBefore),
                               {},
                               NumberOrigin::Measured,
                               tr("%1 parameters.").arg(countText(numbers.parametersBefore)),
                               {}});
    if (!numbers.parametersAfter) {
        column.after->setContent({{}, {}, NumberOrigin::Unknown, unknownText(numbers), {}});
        return;
    }
    const auto before = static_cast<double>(numbers.parametersBefore);
    const auto after = static_cast<double>(*numbers.parametersAfter);
    column.after->setContent(physicalContent(numbers, shortCountText(*numbers.parametersAfter),
                                             changeText(before, after),
                                             tr("%1 parameters.").arg(countText(*numbers.parametersAfter))));
}

void NumbersStrip::setMacs(const CompressionNumbers& numbers)
{
    const Column& column = m_columns[3];
    if (!numbers.macsBefore) {
        column.before->setContent({{}, tr("input shape?"), NumberOrigin::Unknown, unknownText(numbers), {}});
        column.after->setContent({{}, {}, NumberOrigin::Unknown, unknownText(numbers), {}});
        return;
    }
    const auto exact = [this](qint64 macs) {
        return tr("%1 multiply-accumulates for one sample, in convolutions, linear layers and matrix products.")
            .arg(countText(macs));
    };
    column.before->setContent(
        {shortCountText(*numbers.macsBefore), {}, NumberOrigin::Measured, exact(*numbers.macsBefore), {}});
    if (!numbers.macsAfter) {
        column.after->setContent({{}, {}, NumberOrigin::Unknown, unknownText(numbers), {}});
        return;
    }
    column.after->setContent(
        physicalContent(numbers, shortCountText(*numbers.macsAfter),
                        changeText(static_cast<double>(*numbers.macsBefore), static_cast<double>(*numbers.macsAfter)),
                        exact(*numbers.macsAfter)));
}

void NumbersStrip::setFile(const CompressionNumbers& numbers)
{
    const Column& column = m_columns[4];
    if (!numbers.bytesBefore) {
        column.before->setContent({{}, {}, NumberOrigin::Unknown, tr("The model file is no longer there."), {}});
        column.after->setContent({});
        return;
    }
    column.before->setContent({bytesText(*numbers.bytesBefore),
                               {},
                               NumberOrigin::Measured,
                               tr("%1 bytes on disk.").arg(countText(*numbers.bytesBefore)),
                               {}});
    if (!numbers.bytesAfter) {
        column.after->setContent({{}, {}, NumberOrigin::Unknown, unknownText(numbers), {}});
        return;
    }
    NumberCell::Content content =
        physicalContent(numbers, bytesText(*numbers.bytesAfter),
                        changeText(static_cast<double>(*numbers.bytesBefore), static_cast<double>(*numbers.bytesAfter)),
                        tr("About %1 once exported.").arg(bytesText(*numbers.bytesAfter)));
    // A file is measured once it lies on a disk.
    if (content.origin == NumberOrigin::Measured)
        content.text = roughly(content.text);
    content.origin = NumberOrigin::Estimated;
    column.after->setContent(content);
}

void NumbersStrip::setLatency(const CompressionNumbers& numbers)
{
    const Column& column = m_columns[5];
    NumberCell::Content before;
    if (numbers.latencyBeforeMs) {
        const auto profile = m_document.latencyProfile();
        before = {millisecondsText(*numbers.latencyBeforeMs),
                  {},
                  NumberOrigin::Measured,
                  tr("Median of forward passes."),
                  {}};
        if (profile && !numbers.shrunk)
            before.exact = tr("Median of %1 forward passes: batch of %2, threads: %3.")
                               .arg(profile->whole.runs)
                               .arg(profile->whole.batch)
                               .arg(profile->whole.threads);
    } else {
        before.exact = numbers.macsBefore ? tr("Not measured yet.") : unknownText(numbers);
    }
    column.before->setContent(before);
    if (!numbers.latencyAfterMs) {
        column.after->setContent(
            {{},
             {},
             NumberOrigin::Unknown,
             numbers.anyMasks && numbers.macsBefore ? tr("Not measured yet.") : unknownText(numbers),
             {}});
        return;
    }
    const QString change =
        numbers.latencyBeforeMs ? changeText(*numbers.latencyBeforeMs, *numbers.latencyAfterMs) : QString();
    if (numbers.latencyAfterMeasured) {
        column.after->setContent({millisecondsText(*numbers.latencyAfterMs),
                                  change,
                                  NumberOrigin::Measured,
                                  tr("Median of forward passes of the smaller network."),
                                  {}});
        return;
    }
    column.after->setContent(
        {roughly(millisecondsText(*numbers.latencyAfterMs)), change, NumberOrigin::Estimated,
         tr("Estimated from the time that every layer takes now and its share of MACs. Shrinking the "
            "network measures it."),
         outdatedText(numbers)});
}

} // namespace espalier::ui
