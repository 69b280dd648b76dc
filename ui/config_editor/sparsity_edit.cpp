// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/sparsity_edit.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

#include "ui/config_editor/config_edits.h"
#include "ui/config_editor/pasted_entries.h"
#include "ui/config_editor/sparsity_slider.h"
#include "ui/config_editor/wheel_guard.h"
#include "ui/widgets/clamping_spin_box.h"

namespace espalier::ui {

namespace {

constexpr double kLargestPercent = 99.9;

/// Leaves a config list on the clipboard to the dock around it.
class PercentSpinBox : public ClampingSpinBox
{
public:
    using ClampingSpinBox::ClampingSpinBox;

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (pastesEntries(*event))
            event->ignore();
        else
            QDoubleSpinBox::keyPressEvent(event);
    }
};

/// The tenth of a per cent that the number shows.
int shownTenths(double percent)
{
    return static_cast<int>(std::lround(percent * 10.0));
}

} // namespace

SparsityEdit::SparsityEdit(QWidget* parent)
    : QWidget(parent)
    , m_slider(new SparsitySlider(this))
    , m_spinBox(new PercentSpinBox(this))
{
    m_slider->setObjectName(QStringLiteral("sparsitySlider"));
    m_spinBox->setObjectName(QStringLiteral("sparsitySpinBox"));
    m_spinBox->setRange(0.0, kLargestPercent);
    m_spinBox->setDecimals(1);
    m_spinBox->setAlignment(Qt::AlignRight);
    m_spinBox->setKeyboardTracking(false);
    setFocusProxy(m_slider);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_spinBox);
    guardWheel(m_slider);
    guardWheel(m_spinBox);
    connectParts();
    retranslate();
}

void SparsityEdit::setSparsity(double sparsity)
{
    const double percent = std::isfinite(sparsity) ? sparsity * 100.0 : 0.0;
    if (m_slider->value() != std::lround(percent)) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(static_cast<int>(std::lround(std::clamp(percent, 0.0, kLargestPercent))));
    }
    // A number that the list should not have is shown as it is.
    const double largest = std::max(kLargestPercent, percent);
    // Setting the same number again would discard what is being typed.
    if (shownTenths(m_spinBox->value()) != shownTenths(std::max(percent, 0.0)) || m_spinBox->maximum() != largest) {
        const QSignalBlocker blocker(m_spinBox);
        m_spinBox->setMaximum(largest);
        m_spinBox->setValue(percent);
    }
}

void SparsityEdit::setAchieved(std::optional<double> achieved)
{
    m_slider->setAchieved(achieved);
}

void SparsityEdit::setAccessibleTexts(const QString& slider, const QString& spinBox)
{
    m_slider->setAccessibleName(slider);
    m_spinBox->setAccessibleName(spinBox);
}

void SparsityEdit::focusSlider()
{
    m_slider->setFocus(Qt::OtherFocusReason);
}

bool SparsityEdit::isDragging() const
{
    return m_slider->isSliderDown();
}

void SparsityEdit::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SparsityEdit::connectParts()
{
    const auto beginStep = [this] { m_mergeKey = newMergeKey(); };
    connect(m_slider, &QSlider::sliderPressed, this, beginStep);
    connect(m_slider, &SparsitySlider::stepBegins, this, beginStep);
    connect(m_slider, &QSlider::sliderReleased, this, [this] {
        m_mergeKey = 0;
        Q_EMIT dragFinished();
    });
    connect(m_slider, &QSlider::valueChanged, this, &SparsityEdit::takeSlider);
    connect(m_slider, &SparsitySlider::doubleClicked, this, [this] {
        m_spinBox->setFocus(Qt::MouseFocusReason);
        m_spinBox->selectAll();
    });
    connect(m_spinBox, &QDoubleSpinBox::valueChanged, this, &SparsityEdit::takeSpinBox);
    connect(m_spinBox, &QDoubleSpinBox::editingFinished, this, [this] { m_numberMergeKey = 0; });
}

void SparsityEdit::retranslate()
{
    //: Behind a number in a spin box: "50.0 %". Begins with a no-break space.
    m_spinBox->setSuffix(tr("\u00a0%"));
    m_slider->setToolTip(
        tr("Drag to set the sparsity. Arrow keys move by 1 %, with Shift by 10 %. Double click types a "
           "number."));
}

void SparsityEdit::takeSlider(int percent)
{
    {
        const QSignalBlocker blocker(m_spinBox);
        m_spinBox->setValue(percent);
    }
    Q_EMIT sparsityChanged(percent / 100.0, m_mergeKey);
}

void SparsityEdit::takeSpinBox(double percent)
{
    percent = std::min(percent, kLargestPercent);
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(static_cast<int>(std::lround(percent)));
    }
    if (m_numberMergeKey == 0)
        m_numberMergeKey = newMergeKey();
    // By way of whole numbers, so that 33.3 % becomes 0.333 and not 0.33299999999999996.
    Q_EMIT sparsityChanged(shownTenths(percent) / 1000.0, m_numberMergeKey);
}

} // namespace espalier::ui
