// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/schedule_fields.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

#include "core/base/error.h"
#include "core/schedule/schedule_curve.h"
#include "core/schedule/schedule_registry.h"
#include "ui/charts/schedule_chart.h"
#include "ui/config_editor/parameter_rows.h"
#include "ui/config_editor/wheel_guard.h"
#include "ui/document/session_document.h"
#include "ui/jobs/training_job.h"
#include "ui/jobs/training_texts.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kCompactWidth = 280;
constexpr int kShownLetters = 16; ///< of a schedule's name, at least

QString scheduleToolTip(const ScheduleInfo& info)
{
    QStringList lines{messageText(info.description), QString::fromStdString(info.formula)};
    if (!info.reference.empty())
        lines.append(QString::fromStdString(info.reference));
    return lines.join(QLatin1Char('\n'));
}

/// The first epoch, counted from 1, from which on nothing more is removed.
int lastChange(const std::vector<double>& curve)
{
    const auto reached = std::find(curve.begin(), curve.end(), curve.back());
    return static_cast<int>(reached - curve.begin()) + 1;
}

} // namespace

ScheduleFields::ScheduleFields(SessionDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_label(new QLabel(this))
    , m_schedule(new QComboBox(this))
    , m_chart(new ScheduleChart(this))
    , m_course(new QLabel(this))
{
    setObjectName(QStringLiteral("scheduleFields"));
    m_schedule->setObjectName(QStringLiteral("sparsityScheduleComboBox"));
    // Names of schedules are long; the tool tip has all of them.
    m_schedule->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_schedule->setMinimumContentsLength(kShownLetters);
    m_course->setObjectName(QStringLiteral("scheduleCourseLabel"));
    m_course->setWordWrap(true);
    m_course->setForegroundRole(QPalette::PlaceholderText);
    m_label->setBuddy(m_schedule);
    setFocusProxy(m_schedule);
    guardWheel(m_schedule);
    layOut();
    connect(m_schedule, &QComboBox::activated, this,
            [this](int index) { m_document.setSparsitySchedule(m_schedule->itemData(index).toString()); });
    connect(m_parameters, &ParameterRows::edited, &m_document, &SessionDocument::setScheduleParameter);
    connect(&m_document, &SessionDocument::sessionChanged, this, &ScheduleFields::refresh);
    connect(&m_document, &SessionDocument::configListChanged, this, &ScheduleFields::refresh);
    connect(&m_document, &SessionDocument::modelChanged, this, &ScheduleFields::refresh);
    retranslate();
}

void ScheduleFields::layOut()
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->addWidget(m_label, 0, 0);
    grid->addWidget(m_schedule, 0, 1, 1, 3);
    m_parameters = new ParameterRows(grid, 1, 2, this, m_schedule);
    grid->addWidget(m_chart, 2, 0, 1, 4);
    grid->addWidget(m_course, 3, 0, 1, 4);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    grid->setRowStretch(4, 1);
}

void ScheduleFields::setLabelWidth(int width)
{
    static_cast<QGridLayout*>(layout())->setColumnMinimumWidth(0, width);
}

void ScheduleFields::setCompact(bool compact)
{
    m_chart->setCompact(compact);
    setMinimumWidth(compact ? kCompactWidth : 0);
}

QSize ScheduleFields::sizeOf(bool compact) const
{
    const QSize hint = layout()->sizeHint();
    const int chart = m_chart->isHidden() ? 0 : ScheduleChart::heightOf(compact) - m_chart->minimumHeight();
    return {compact ? std::max(hint.width(), kCompactWidth) : hint.width(), hint.height() + chart};
}

void ScheduleFields::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ScheduleFields::retranslate()
{
    m_label->setText(tr("Pruning"));
    m_schedule->setAccessibleName(tr("Sparsity schedule"));
    const QSignalBlocker blocker(m_schedule);
    m_schedule->clear();
    m_schedule->addItem(tr("None while training"), QString());
    m_schedule->setItemData(0, tr("The masks in force stay as they are."), Qt::ToolTipRole);
    for (const ScheduleInfo& info : schedules()) {
        m_schedule->addItem(messageText(info.title), QString::fromStdString(info.name));
        m_schedule->setItemData(m_schedule->count() - 1, scheduleToolTip(info), Qt::ToolTipRole);
    }
    m_parameters->retranslate();
    refresh();
}

void ScheduleFields::refresh()
{
    const SessionStep step = m_document.finetuneStep();
    showSchedule(step.sparsitySchedule);
    const ScheduleInfo* info = findSchedule(step.sparsitySchedule);
    m_parameters->show(info == nullptr ? std::vector<AlgorithmParameter>{} : info->parameters, step.scheduleParameters);
    showCourse();
}

void ScheduleFields::showSchedule(const std::string& name)
{
    const QSignalBlocker blocker(m_schedule);
    const QString item = QString::fromStdString(name);
    int index = m_schedule->findData(item);
    if (index < 0) {
        // A session may name one that this version does not have; showing another one would be a lie.
        m_schedule->addItem(item, item);
        index = m_schedule->count() - 1;
        m_schedule->setItemData(index, tr("This version has no sparsity schedule of that name."), Qt::ToolTipRole);
    }
    m_schedule->setCurrentIndex(index);
    m_schedule->setToolTip(m_schedule->itemData(index, Qt::ToolTipRole).toString());
}

/// The course over the epochs; where it cannot be, why.
void ScheduleFields::showCourse()
{
    m_trouble.clear();
    QString message;
    QString brief;
    std::vector<double> curve;
    const auto plan = nextSchedulePlan(m_document);
    if (plan && m_document.model() != nullptr) {
        try {
            curve = plannedSparsity(*m_document.model(), m_document.resolution(), *plan);
            if (curve.empty()) {
                m_trouble = tr("The config list selects no layer to prune.");
            } else {
                const QString share = percentText(curve.back());
                const QString last = countText(lastChange(curve));
                const QString all = countText(plan->epochs);
                message =
                    tr("The selected layers lose %1 of their weights, the last of them at the start of epoch %2 of %3.")
                        .arg(share, last, all);
                //: Under the curve of the sparsity, one short line: "50.0 % by the start of epoch 9 of 10".
                brief = tr("%1 by the start of epoch %2 of %3").arg(share, last, all);
            }
        } catch (const Error& error) {
            m_trouble = messageText(error.message());
        }
    }
    m_chart->setCurve(curve, message);
    m_chart->setVisible(!curve.empty());
    m_course->setText(m_trouble.isEmpty() ? brief : m_trouble);
    m_course->setToolTip(message);
    m_course->setVisible(plan.has_value());
}

} // namespace espalier::ui
