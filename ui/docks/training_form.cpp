// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/training_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "ui/config_editor/wheel_guard.h"
#include "ui/docks/dataset_field.h"
#include "ui/docks/decade_spin_box.h"
#include "ui/docks/schedule_fields.h"
#include "ui/document/session_document.h"
#include "ui/jobs/training_job.h"
#include "ui/jobs/training_texts.h"

namespace espalier::ui {

namespace {

constexpr int kRowSpacing = 4;
constexpr int kColumnSpacing = 16;
constexpr int kFirstMergeKey = 0x7261'0000; ///< merge keys of this form; others use small numbers
constexpr std::array kOptimizers{OptimizerKind::Sgd, OptimizerKind::Adam, OptimizerKind::AdamW};
constexpr std::array kSchedules{LrScheduleKind::Constant, LrScheduleKind::Step, LrScheduleKind::Cosine,
                                LrScheduleKind::OneCycle};

/// Leaves the text of a number that is being typed as it is.
template <typename Field, typename Value>
void showValue(Field* field, Value value)
{
    const QSignalBlocker blocker(field);
    if (field->value() != value)
        field->setValue(value);
}

} // namespace

TrainingForm::TrainingForm(SessionDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_data(new DatasetField(this))
    , m_epochs(new QSpinBox(this))
    , m_batchSize(new QSpinBox(this))
    , m_optimizer(new QComboBox(this))
    , m_learningRate(new DecadeSpinBox(this))
    , m_schedule(new QComboBox(this))
    , m_momentum(new QDoubleSpinBox(this))
    , m_nesterov(new QCheckBox(this))
    , m_weightDecay(new DecadeSpinBox(this))
    , m_padCrop(new QCheckBox(this))
    , m_flip(new QCheckBox(this))
    , m_fields(new QWidget(this))
    , m_momentumRow(new QWidget(this))
    , m_augmentation(new QWidget(this))
    , m_sparsity(new ScheduleFields(document, this))
    , m_mergeKey(kFirstMergeKey)
{
    setObjectName(QStringLiteral("trainingForm"));
    createFields();
    layOut();
    connectFields();
    retranslate();
    reload();
}

void TrainingForm::createFields()
{
    m_epochs->setObjectName(QStringLiteral("epochsSpinBox"));
    m_batchSize->setObjectName(QStringLiteral("batchSizeSpinBox"));
    m_optimizer->setObjectName(QStringLiteral("optimizerComboBox"));
    m_learningRate->setObjectName(QStringLiteral("learningRateSpinBox"));
    m_schedule->setObjectName(QStringLiteral("lrScheduleComboBox"));
    m_momentum->setObjectName(QStringLiteral("momentumSpinBox"));
    m_nesterov->setObjectName(QStringLiteral("nesterovCheckBox"));
    m_weightDecay->setObjectName(QStringLiteral("weightDecaySpinBox"));
    m_padCrop->setObjectName(QStringLiteral("padCropCheckBox"));
    m_flip->setObjectName(QStringLiteral("flipCheckBox"));
    // The ranges that core accepts, so that whatever a session says can be shown.
    m_epochs->setRange(1, 1'000'000);
    m_batchSize->setRange(1, 1 << 24);
    m_batchSize->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_learningRate->setRange(1e-12, 1e12);
    m_weightDecay->setRange(0, 1e12);
    m_momentum->setDecimals(3);
    m_momentum->setRange(0, 0.999);
    m_momentum->setSingleStep(0.05);
    for (QWidget* field : std::initializer_list<QWidget*>{m_epochs, m_batchSize, m_optimizer, m_learningRate,
                                                          m_schedule, m_momentum, m_weightDecay})
        guardWheel(field);
    for (std::size_t i = 0; i < kOptimizers.size(); ++i)
        m_optimizer->addItem(optimizerText(kOptimizers[i]));
    for (std::size_t i = 0; i < kSchedules.size(); ++i)
        m_schedule->addItem(QString());
}

void TrainingForm::layOut()
{
    auto* grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(kRowSpacing);
    const auto addRow = [](QWidget* row, QWidget* first, QWidget* second) {
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
        layout->addWidget(first);
        layout->addWidget(second);
        return layout;
    };
    addRow(m_augmentation, m_padCrop, m_flip)->addStretch(1);
    addRow(m_momentumRow, m_momentum, m_nesterov)->setStretch(0, 1);
    QLabel* data = addField(grid, 0, 0, m_data, 3);
    data->setFixedHeight(m_data->comboBox()->sizeHint().height()); // beside the combo box, not beside an error
    grid->setAlignment(data, Qt::AlignTop);
    addField(grid, 1, 0, m_epochs);
    addField(grid, 1, 2, m_optimizer);
    addField(grid, 2, 0, m_batchSize);
    addField(grid, 2, 2, m_learningRate);
    addField(grid, 3, 0, m_momentumRow)->setBuddy(m_momentum);
    addField(grid, 3, 2, m_schedule);
    addField(grid, 4, 0, m_weightDecay);
    addField(grid, 4, 2, m_augmentation);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    grid->setRowStretch(5, 1);
    auto* box = new QBoxLayout(QBoxLayout::TopToBottom, this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(kRowSpacing);
    box->addWidget(m_fields);
    box->addWidget(m_sparsity);
    box->addStretch(1);
    // Reading order, not order of creation.
    const QList<QWidget*> order{m_data->comboBox(),
                                m_data->browseButton(),
                                m_epochs,
                                m_optimizer,
                                m_batchSize,
                                m_learningRate,
                                m_momentum,
                                m_nesterov,
                                m_schedule,
                                m_weightDecay,
                                m_padCrop,
                                m_flip,
                                m_sparsity->comboBox()};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
}

QLabel* TrainingForm::addField(QGridLayout* grid, int row, int column, QWidget* field, int columns)
{
    auto* label = new QLabel(m_fields);
    label->setBuddy(field);
    grid->addWidget(label, row, column);
    grid->addWidget(field, row, column + 1, 1, columns);
    return label;
}

void TrainingForm::connectFields()
{
    connect(m_data, &DatasetField::committed, &m_document, &SessionDocument::setData);
    const auto number = [this](auto* spin, auto member) {
        using Value = decltype(spin->value());
        connect(spin, qOverload<Value>(&std::remove_reference_t<decltype(*spin)>::valueChanged), this,
                [this, spin, member](Value value) {
                    edit(spin, [member, value](TrainingOptions& options) {
                        options.*member = static_cast<std::remove_reference_t<decltype(options.*member)>>(value);
                    });
                });
        // What is typed next is another edit.
        connect(spin, &QAbstractSpinBox::editingFinished, this, [this] { m_edited = nullptr; });
    };
    number(m_epochs, &TrainingOptions::epochs);
    number(m_batchSize, &TrainingOptions::batchSize);
    number(static_cast<QDoubleSpinBox*>(m_learningRate), &TrainingOptions::learningRate);
    number(static_cast<QDoubleSpinBox*>(m_weightDecay), &TrainingOptions::weightDecay);
    number(m_momentum, &TrainingOptions::momentum);
    const auto choose = [this](const Change& change) { edit(nullptr, change); };
    connect(m_optimizer, &QComboBox::activated, this, [choose](int item) {
        choose([item](TrainingOptions& options) { options.optimizer = kOptimizers[static_cast<std::size_t>(item)]; });
    });
    connect(m_schedule, &QComboBox::activated, this, [choose](int item) {
        choose([item](TrainingOptions& options) { options.lrSchedule = kSchedules[static_cast<std::size_t>(item)]; });
    });
    // While 0.9 is typed, 0 is passed: that alone shall not switch Nesterov's method off for good.
    connect(m_momentum, &QAbstractSpinBox::editingFinished, this, &TrainingForm::reload);
    connect(m_nesterov, &QCheckBox::clicked, this,
            [choose](bool on) { choose([on](TrainingOptions& options) { options.nesterov = on; }); });
    connect(m_padCrop, &QCheckBox::clicked, this,
            [choose](bool on) { choose([on](TrainingOptions& options) { options.augmentation.padCrop = on; }); });
    connect(m_flip, &QCheckBox::clicked, this,
            [choose](bool on) { choose([on](TrainingOptions& options) { options.augmentation.flip = on; }); });
    connect(&m_document, &SessionDocument::replaced, this,
            [this] { m_data->reset(QString::fromStdString(m_document.session().data)); });
    connect(&m_document, &SessionDocument::sessionChanged, this, &TrainingForm::reload);
    connect(&m_document, &SessionDocument::modelChanged, this, &TrainingForm::reload);
}

void TrainingForm::edit(const QObject* field, const Change& change)
{
    if (field == nullptr || field != m_edited)
        ++m_mergeKey;
    m_edited = field;
    TrainingOptions options = nextTrainingOptions(m_document);
    change(options);
    if (field == m_momentum)
        options.nesterov = m_nesterov->isChecked();
    options.nesterov = options.nesterov && options.momentum > 0; // it means nothing without
    m_document.setTrainingOptions(options, m_mergeKey);
}

void TrainingForm::reload()
{
    const TrainingOptions options = m_document.trainingOptions();
    m_data->setText(QString::fromStdString(m_document.session().data));
    showValue(m_epochs, options.epochs);
    showValue(m_batchSize, static_cast<int>(options.batchSize));
    showValue(m_learningRate, options.learningRate);
    showValue(m_weightDecay, options.weightDecay);
    showValue(m_momentum, options.momentum);
    m_optimizer->setCurrentIndex(static_cast<int>(options.optimizer));
    m_schedule->setCurrentIndex(static_cast<int>(options.lrSchedule));
    m_padCrop->setChecked(options.augmentation.padCrop);
    m_flip->setChecked(options.augmentation.flip);
    m_momentum->setEnabled(options.optimizer == OptimizerKind::Sgd);
    m_nesterov->setEnabled(m_momentum->isEnabled() && options.momentum > 0);
    if (m_nesterov->isEnabled() || m_edited != m_momentum)
        m_nesterov->setChecked(options.nesterov);
    describeMomentum();
}

void TrainingForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TrainingForm::retranslate()
{
    for (std::size_t i = 0; i < kSchedules.size(); ++i)
        m_schedule->setItemText(static_cast<int>(i), lrScheduleText(kSchedules[i]));
    m_nesterov->setText(QStringLiteral("Nesterov"));
    m_padCrop->setText(tr("Pad and crop"));
    m_flip->setText(tr("Flip"));
    nameFields();
    m_epochs->setToolTip(tr("Passes over the training data"));
    m_batchSize->setToolTip(tr("Images per step of the optimizer"));
    m_learningRate->setToolTip(tr("Learning rate that the schedule starts from; with one cycle the highest one"));
    m_schedule->setToolTip(tr("How the learning rate changes over the run"));
    m_optimizer->setToolTip(tr("What turns gradients into steps"));
    m_weightDecay->setToolTip(tr("L2 penalty; with AdamW decoupled from the gradient"));
    m_padCrop->setToolTip(tr("Pads each image with black and cuts out its size at random"));
    m_flip->setToolTip(tr("Mirrors every second image left to right, at random"));
    describeMomentum();
}

void TrainingForm::nameFields()
{
    const std::array<std::pair<QWidget*, QString>, 9> names{{{m_data, tr("Data")},
                                                             {m_epochs, tr("Epochs")},
                                                             {m_optimizer, tr("Optimizer")},
                                                             {m_batchSize, tr("Batch size")},
                                                             {m_learningRate, tr("Learning rate")},
                                                             {m_momentum, tr("Momentum")},
                                                             {m_schedule, tr("Rate schedule")},
                                                             {m_weightDecay, tr("Weight decay")},
                                                             {m_augmentation, tr("Augmentation")}}};
    const auto labels = m_fields->findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly);
    for (const auto& [field, name] : names) {
        field->setAccessibleName(name);
        for (QLabel* label : labels) {
            if (label->buddy() == field)
                label->setText(name);
        }
    }
    alignLabels();
    m_nesterov->setAccessibleName(tr("Nesterov momentum"));
    m_padCrop->setAccessibleName(m_padCrop->text());
    m_flip->setAccessibleName(m_flip->text());
}

QBoxLayout* TrainingForm::box() const
{
    return static_cast<QBoxLayout*>(layout());
}

QGridLayout* TrainingForm::grid() const
{
    return static_cast<QGridLayout*>(m_fields->layout());
}

Qt::Orientation TrainingForm::arrangement() const
{
    return box()->direction() == QBoxLayout::TopToBottom ? Qt::Vertical : Qt::Horizontal;
}

void TrainingForm::setArrangement(Qt::Orientation arrangement)
{
    if (arrangement == this->arrangement())
        return;
    const bool below = arrangement == Qt::Vertical;
    box()->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    box()->setSpacing(below ? kRowSpacing : kColumnSpacing);
    m_sparsity->setCompact(!below);
    alignLabels();
}

QSize TrainingForm::sizeOf(Qt::Orientation arrangement) const
{
    const QSize fields = m_fields->sizeHint();
    const QSize schedule = m_sparsity->sizeOf(arrangement == Qt::Horizontal);
    if (arrangement == Qt::Vertical)
        return {std::max(fields.width(), schedule.width()), fields.height() + kRowSpacing + schedule.height()};
    return {fields.width() + kColumnSpacing + schedule.width(), std::max(fields.height(), schedule.height())};
}

/// One column of labels where the schedule lies below.
void TrainingForm::alignLabels()
{
    int widest = 0;
    for (int row = 0; arrangement() == Qt::Vertical && row < grid()->rowCount(); ++row) {
        const QLayoutItem* item = grid()->itemAtPosition(row, 0);
        if (item != nullptr && qobject_cast<QLabel*>(item->widget()) != nullptr)
            widest = std::max(widest, item->sizeHint().width());
    }
    m_sparsity->setLabelWidth(widest);
}

void TrainingForm::describeMomentum()
{
    m_momentum->setToolTip(m_momentum->isEnabled()
                               ? tr("What each step keeps of the one before")
                               : tr("Adam and AdamW have averages of their own instead of a momentum"));
    if (m_nesterov->isEnabled())
        m_nesterov->setToolTip(tr("Takes the gradient a step ahead, where the momentum leads"));
    else if (m_momentum->isEnabled())
        m_nesterov->setToolTip(tr("Needs a momentum above 0"));
    else
        m_nesterov->setToolTip(tr("Belongs to SGD with momentum"));
}

} // namespace espalier::ui
