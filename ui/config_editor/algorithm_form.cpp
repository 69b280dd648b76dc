// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/algorithm_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <array>
#include <limits>

#include "core/pruning/pruner.h"
#include "ui/config_editor/config_edits.h"
#include "ui/config_editor/parameter_rows.h"
#include "ui/config_editor/wheel_guard.h"
#include "ui/document/session_document.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

constexpr std::array kModes{PruningMode::DependencyAware, PruningMode::Normal, PruningMode::Global,
                            PruningMode::Balance};
constexpr int kLargestAlign = 1024;
constexpr std::array kProfiles{Profile::Default, Profile::Nni23, Profile::Nni25};

/// What the criterion needs beside the weights, in words; empty: nothing.
QString needsText(const Session& session)
{
    const auto pruner = findPruner(session.algorithm);
    const ScoreSource source = pruner ? pruner->info().source : ScoreSource::Weights;
    if (source == ScoreSource::Weights)
        return {};
    if (source == ScoreSource::Training)
        return AlgorithmForm::tr("Learns its scores while the network trains.");
    if (session.data.empty())
        return AlgorithmForm::tr(
            "Scores on training data, and no data set is chosen: choose one in the training dock.");
    return AlgorithmForm::tr("Scores on batches of the session's training data.");
}

/// The one criterion that draws.
bool drawsAtRandom(const std::string& algorithm)
{
    return algorithm == "random";
}

/// Gives way down to a few letters, so that long titles do not widen the dock.
void letShrink(QComboBox* combo)
{
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(6);
    combo->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void select(QComboBox* combo, int index)
{
    const QSignalBlocker blocker(combo);
    combo->setCurrentIndex(index);
    combo->setToolTip(combo->itemData(index, Qt::ToolTipRole).toString());
}

} // namespace

AlgorithmForm::AlgorithmForm(SessionDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_algorithmLabel(new QLabel(this))
    , m_algorithm(new QComboBox(this))
    , m_needs(new QLabel(this))
    , m_modeLabel(new QLabel(this))
    , m_mode(new QComboBox(this))
    , m_alignLabel(new QLabel(this))
    , m_align(new QSpinBox(this))
    , m_throughReductions(new QCheckBox(this))
    , m_profileLabel(new QLabel(this))
    , m_profile(new QComboBox(this))
    , m_seedLabel(new QLabel(this))
    , m_seed(new QSpinBox(this))
{
    setObjectName(QStringLiteral("algorithmForm"));
    createRows();
    connectParts();
    retranslate();
}

void AlgorithmForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AlgorithmForm::createRows()
{
    m_algorithm->setObjectName(QStringLiteral("algorithmComboBox"));
    m_needs->setObjectName(QStringLiteral("algorithmNeedsLabel"));
    m_needs->setWordWrap(true);
    m_needs->setForegroundRole(QPalette::PlaceholderText);
    m_mode->setObjectName(QStringLiteral("modeComboBox"));
    m_align->setObjectName(QStringLiteral("alignSpinBox"));
    m_align->setRange(1, kLargestAlign);
    m_align->setAlignment(Qt::AlignRight);
    m_align->setKeyboardTracking(false);
    m_throughReductions->setObjectName(QStringLiteral("throughReductionsCheckBox"));
    letShrink(m_mode);
    m_modeLabel->setBuddy(m_mode);
    m_alignLabel->setBuddy(m_align);
    m_profile->setObjectName(QStringLiteral("profileComboBox"));
    m_seed->setObjectName(QStringLiteral("seedSpinBox"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setAlignment(Qt::AlignRight);
    m_seed->setKeyboardTracking(false);
    letShrink(m_algorithm);
    letShrink(m_profile);
    m_algorithmLabel->setBuddy(m_algorithm);
    m_profileLabel->setBuddy(m_profile);
    m_seedLabel->setBuddy(m_seed);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto& [label, field] : {std::pair<QLabel*, QWidget*>{m_algorithmLabel, m_algorithm},
                                       {m_modeLabel, m_mode},
                                       {m_alignLabel, m_align},
                                       {m_profileLabel, m_profile},
                                       {m_seedLabel, m_seed}}) {
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row, 1);
        guardWheel(field);
        ++row;
        if (field == m_algorithm)
            grid->addWidget(m_needs, row++, 0, 1, 2);
        if (field == m_align)
            grid->addWidget(m_throughReductions, row++, 0, 1, 2);
    }
    m_parameters = new ParameterRows(grid, row, 1, this, m_seed);
}

void AlgorithmForm::connectParts()
{
    connect(m_algorithm, &QComboBox::activated, this,
            [this](int index) { m_document.setAlgorithm(m_algorithm->itemData(index).toString()); });
    connect(m_mode, &QComboBox::activated, this, [this](int index) {
        const std::string name = m_mode->itemData(index).toString().toStdString();
        m_document.setMode(pruningModeFromName(name).value_or(PruningMode::Normal));
    });
    connect(m_align, &QSpinBox::valueChanged, this,
            [this](int channels) { m_document.setAlign(channels, mergeKey(m_align)); });
    connect(m_throughReductions, &QCheckBox::clicked, &m_document, &SessionDocument::setThroughReductions);
    connect(m_profile, &QComboBox::activated, this,
            [this](int index) { m_document.setProfile(kProfiles[static_cast<std::size_t>(index)]); });
    connect(m_seed, &QSpinBox::valueChanged, this,
            [this](int seed) { m_document.setSeed(static_cast<quint64>(seed), mergeKey(m_seed)); });
    for (const QSpinBox* spin : {m_align, m_seed})
        connect(spin, &QSpinBox::editingFinished, this, [this] { m_turned = nullptr; });
    connect(m_parameters, &ParameterRows::edited, &m_document, &SessionDocument::setParameter);
    connect(&m_document, &SessionDocument::sessionChanged, this, &AlgorithmForm::refresh);
    connect(&m_document, &SessionDocument::modelChanged, this, &AlgorithmForm::refresh);
}

int AlgorithmForm::mergeKey(const QSpinBox* turned)
{
    if (turned != m_turned)
        m_mergeKey = newMergeKey();
    m_turned = turned;
    return m_mergeKey;
}

void AlgorithmForm::retranslate()
{
    m_algorithmLabel->setText(tr("Al&gorithm"));
    m_modeLabel->setText(tr("C&hoice"));
    m_alignLabel->setText(tr("M&ultiple of"));
    m_mode->setAccessibleName(tr("How units are chosen"));
    m_align->setAccessibleName(tr("Layers keep a multiple of this number of channels"));
    m_align->setToolTip(tr("Each layer keeps a multiple of so many channels: kernels are built for 8, 16 or 32."));
    //: Reductions are operators that compute one number from many, such as norms, means and softmax.
    m_throughReductions->setText(tr("Prune through reductio&ns"));
    m_throughReductions->setToolTip(tr(
        "Channels that a softmax, a mean or some norms compute with together stay otherwise; most layer norms make up "
        "for what went. Checked, all of them may lose channels and work on those that are left. The network answers "
        "differently at once, so plan to fine-tune it."));
    m_profileLabel->setText(tr("P&rofile"));
    m_seedLabel->setText(tr("See&d"));
    m_algorithm->setAccessibleName(tr("Pruning algorithm"));
    m_profile->setAccessibleName(tr("Profile: rules for counts and ties"));
    m_seed->setAccessibleName(tr("Seed of the random choice"));
    m_seed->setToolTip(tr("The same seed draws the same channels on every machine."));
    fillAlgorithms();
    fillProfiles();
    m_parameters->retranslate();
    refresh();
}

void AlgorithmForm::fillAlgorithms()
{
    const QSignalBlocker blocker(m_algorithm);
    m_algorithm->clear();
    for (const auto& pruner : pruners()) {
        const AlgorithmInfo& info = pruner->info();
        const QString name = QString::fromStdString(info.name);
        //: An algorithm: its name on the command line and what it scores, as in "l1: L1 norm of filters".
        m_algorithm->addItem(tr("%1: %2").arg(name, messageText(info.title)), name);
        const QStringList lines{messageText(info.description), QString::fromStdString(info.formula),
                                QString::fromStdString(info.reference)};
        m_algorithm->setItemData(m_algorithm->count() - 1, lines.join(QLatin1Char('\n')), Qt::ToolTipRole);
    }
}

namespace {

QString modeTitle(PruningMode mode)
{
    switch (mode) {
    case PruningMode::DependencyAware:
        return AlgorithmForm::tr("Dependent layers together");
    case PruningMode::Normal:
        return AlgorithmForm::tr("Each layer by itself");
    case PruningMode::Global:
        return AlgorithmForm::tr("All layers together");
    case PruningMode::Balance:
        return AlgorithmForm::tr("Balanced blocks");
    }
    return {};
}

QString modeToolTip(PruningMode mode)
{
    switch (mode) {
    case PruningMode::DependencyAware:
        return AlgorithmForm::tr(
            "Layers that share channels, through additions or depthwise convolutions, lose the same ones, so "
            "that all of them can be cut out.");
    case PruningMode::Normal:
        return AlgorithmForm::tr(
            "Every layer loses its own weakest units. Channels that another layer of its dependency group "
            "keeps stay when the network is shrunk.");
    case PruningMode::Global:
        return AlgorithmForm::tr(
            "The weakest units of all selected layers go, until the whole reaches the sparsity; sensitive "
            "layers lose less.");
    case PruningMode::Balance:
        return AlgorithmForm::tr("Each block of neighbouring weights loses as many, as sparse hardware wants it.");
    }
    return {};
}

} // namespace

/// Those that the algorithm offers.
void AlgorithmForm::fillModes()
{
    const QSignalBlocker blocker(m_mode);
    m_mode->clear();
    const auto pruner = findPruner(m_document.session().algorithm);
    for (const PruningMode mode : kModes) {
        if (pruner && !pruner->hasMode(mode))
            continue;
        m_mode->addItem(modeTitle(mode), QLatin1String(pruningModeName(mode)));
        m_mode->setItemData(m_mode->count() - 1, modeToolTip(mode), Qt::ToolTipRole);
    }
}

void AlgorithmForm::fillProfiles()
{
    const QSignalBlocker blocker(m_profile);
    m_profile->clear();
    const auto add = [this](const QString& name, const QString& toolTip) {
        m_profile->addItem(name);
        m_profile->setItemData(m_profile->count() - 1, toolTip, Qt::ToolTipRole);
    };
    add(tr("Default"),
        tr("Removes exactly as many units as asked for, keeps at least one per layer and all channels of "
           "the output, and masks the batch norms that follow."));
    add(tr("NNI 2.3"),
        tr("Counts and breaks ties as NNI 2.3 does: equal scores go together, whole layers may vanish, batch "
           "norms stay as they are."));
    add(tr("NNI 2.5"),
        tr("Counts and breaks ties as NNI 2.5 does: equal scores go together, whole layers may vanish, batch "
           "norms stay as they are."));
}

void AlgorithmForm::refresh()
{
    const Session& session = m_document.session();
    showAlgorithm();
    showNeeds();
    showMode();
    showParameters();
    const auto profile = std::find(kProfiles.begin(), kProfiles.end(), session.profile);
    select(m_profile, static_cast<int>(profile - kProfiles.begin()));
    const bool random = drawsAtRandom(session.algorithm);
    m_seedLabel->setVisible(random);
    m_seed->setVisible(random);
    const auto seed = static_cast<int>(std::min<std::uint64_t>(session.seed, std::numeric_limits<int>::max()));
    if (m_seed->value() != seed) {
        const QSignalBlocker blocker(m_seed);
        m_seed->setValue(seed);
    }
    setEnabled(m_document.model() != nullptr);
}

void AlgorithmForm::showNeeds()
{
    const QString text = needsText(m_document.session());
    m_needs->setText(text);
    m_needs->setVisible(!text.isEmpty());
}

/// Those that the chosen mode reads.
void AlgorithmForm::showParameters()
{
    const Session& session = m_document.session();
    std::vector<AlgorithmParameter> shown;
    if (const auto pruner = findPruner(session.algorithm)) {
        for (const AlgorithmParameter& parameter : pruner->info().parameters) {
            if (parameter.mode.empty() || parameter.mode == session.mode)
                shown.push_back(parameter);
        }
    }
    m_parameters->show(shown, session.parameters);
}

/// Single weights have no channels to count.
void AlgorithmForm::showMode()
{
    const Session& session = m_document.session();
    const auto pruner = findPruner(session.algorithm);
    fillModes();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_alignLabel, m_align, m_throughReductions})
        widget->setVisible(pruner && pruner->info().structured);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_modeLabel, m_mode})
        widget->setVisible(m_mode->count() > 1);
    select(m_mode, m_mode->findData(QString::fromStdString(session.mode)));
    const QSignalBlocker blocker(m_align);
    m_align->setValue(std::clamp(session.align, 1, kLargestAlign));
    m_throughReductions->setChecked(session.throughReductions);
}

void AlgorithmForm::showAlgorithm()
{
    const QString name = QString::fromStdString(m_document.session().algorithm);
    int index = m_algorithm->findData(name);
    if (index < 0) {
        // A session may name one that this version does not have; showing another one would be a lie.
        const QSignalBlocker blocker(m_algorithm);
        m_algorithm->addItem(name, name);
        index = m_algorithm->count() - 1;
        m_algorithm->setItemData(index, tr("This version has no algorithm of that name."), Qt::ToolTipRole);
    }
    select(m_algorithm, index);
}

} // namespace espalier::ui
