// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/parameter_rows.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QValidator>

#include <algorithm>
#include <limits>
#include <utility>

#include "ui/config_editor/wheel_guard.h"
#include "ui/docks/decade_spin_box.h"
#include "ui/jobs/training_texts.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

using Kind = AlgorithmParameter::Kind;

constexpr int kFirstMergeKey = 0x7072'0000; ///< merge keys of parameters; others use other numbers

/// Of all forms together, so that edits in two of them never become one step.
int nextMergeKey()
{
    static int key = kFirstMergeKey;
    return ++key;
}

/// What core takes as the value of a parameter, with the last one that it took to go back to.
class ParameterValidator : public QValidator
{
public:
    ParameterValidator(AlgorithmParameter parameter, QObject* parent)
        : QValidator(parent)
        , m_parameter(std::move(parameter))
    {
    }

    void setFallback(const QString& text) { m_last = text; }

    State validate(QString& text, int&) const override
    {
        // As in a Python list.
        text.replace(u',', u':');
        const bool possible =
            std::all_of(text.cbegin(), text.cend(), [](QChar c) { return (c >= u'0' && c <= u'9') || c == u':'; });
        if (!possible)
            return Invalid;
        const ParameterValues one{{m_parameter.name, text.toStdString()}};
        return usableParameters({&m_parameter, 1}, one).empty() ? Intermediate : Acceptable;
    }

    void fixup(QString& text) const override { text = m_last; }

private:
    AlgorithmParameter m_parameter;
    QString m_last;
};

/// Numbers as the fields write them.
QString valueText(const AlgorithmParameter& parameter, const std::string& value)
{
    const QString text = QString::fromStdString(value);
    const bool number = parameter.kind == Kind::Integer || parameter.kind == Kind::Real;
    return number ? decadeNumberText(QLocale::c().toDouble(text)) : text;
}

QString toolTip(const AlgorithmParameter& parameter)
{
    QStringList lines{messageText(parameter.description)};
    if (parameter.kind != Kind::Choice)
        //: The range of a parameter: "1 to 1,000,000".
        lines.append(ParameterRows::tr("%1 to %2")
                         .arg(decadeNumberText(parameter.smallest), decadeNumberText(parameter.largest)));
    if (!parameter.fallback.empty())
        lines.append(ParameterRows::tr("Usually %1").arg(valueText(parameter, parameter.fallback)));
    return lines.join(QLatin1Char('\n'));
}

int toInt(double number)
{
    return static_cast<int>(
        std::clamp<double>(number, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

} // namespace

ParameterRows::ParameterRows(QGridLayout* grid, int firstRow, int pairs, QWidget* form, QWidget* before)
    : QObject(form)
    , m_grid(grid)
    , m_firstRow(firstRow)
    , m_pairs(pairs)
    , m_form(form)
    , m_before(before)
{
}

void ParameterRows::show(const std::vector<AlgorithmParameter>& known, const ParameterValues& values)
{
    const bool same = std::equal(known.begin(), known.end(), m_rows.begin(), m_rows.end(),
                                 [](const AlgorithmParameter& parameter, const Row& row) {
                                     return parameter.name == row.parameter.name
                                            && parameter.description == row.parameter.description;
                                 });
    if (!same)
        rebuild(known);
    updateTabOrder();
    for (const Row& row : m_rows) {
        const QSignalBlocker blocker(row.field);
        const QString value = QString::fromStdString(textParameter(known, values, row.parameter.name));
        if (auto* spin = qobject_cast<QSpinBox*>(row.field); spin && spin->value() != value.toInt())
            spin->setValue(value.toInt());
        if (auto* spin = qobject_cast<DecadeSpinBox*>(row.field); spin && spin->value() != value.toDouble())
            spin->setValue(value.toDouble());
        if (auto* combo = qobject_cast<QComboBox*>(row.field))
            combo->setCurrentIndex(combo->findData(value));
        if (auto* line = qobject_cast<QLineEdit*>(row.field)) {
            static_cast<ParameterValidator*>(const_cast<QValidator*>(line->validator()))->setFallback(value);
            if (line->text() != value)
                line->setText(value);
        }
    }
}

void ParameterRows::rebuild(const std::vector<AlgorithmParameter>& known)
{
    for (const Row& row : std::exchange(m_rows, {})) {
        row.field->blockSignals(true); // losing the focus is no edit of what is no longer asked for
        delete row.label;
        delete row.field;
    }
    m_edited = nullptr;
    for (const AlgorithmParameter& parameter : known)
        addRow(parameter);
}

/// Fields made later stand at the end of the window's chain, and the form may have moved the one before them.
void ParameterRows::updateTabOrder() const
{
    QWidget* previous = m_before;
    for (const Row& row : m_rows) {
        QWidget::setTabOrder(previous, row.field);
        previous = row.field;
    }
}

void ParameterRows::addRow(const AlgorithmParameter& parameter)
{
    const Row row{parameter, new QLabel(m_form), createField(parameter)};
    const int place = static_cast<int>(m_rows.size());
    row.field->setObjectName(QString::fromStdString(parameter.name) + QStringLiteral("Parameter"));
    row.label->setBuddy(row.field);
    guardWheel(row.field);
    m_grid->addWidget(row.label, m_firstRow + place / m_pairs, 2 * (place % m_pairs));
    m_grid->addWidget(row.field, m_firstRow + place / m_pairs, 2 * (place % m_pairs) + 1);
    // A widget that comes into a form that is shown already is not shown by itself.
    row.label->show();
    row.field->show();
    nameRow(row);
    m_rows.push_back(row);
}

QWidget* ParameterRows::createField(const AlgorithmParameter& parameter)
{
    switch (parameter.kind) {
    case Kind::Integer:
    case Kind::Real:
        return createNumber(parameter);
    case Kind::Choice:
        return createChoice(parameter);
    case Kind::Integers:
        return createIntegers(parameter);
    }
    return nullptr;
}

QWidget* ParameterRows::createNumber(const AlgorithmParameter& parameter)
{
    const auto finished = [this] { m_edited = nullptr; }; // what is typed next is another edit
    if (parameter.kind == Kind::Integer) {
        auto* spin = new QSpinBox(m_form);
        spin->setRange(toInt(parameter.smallest), toInt(parameter.largest));
        spin->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        spin->setAlignment(Qt::AlignRight);
        connect(spin, &QSpinBox::valueChanged, this,
                [this, spin, name = parameter.name](int value) { edit(spin, name, QString::number(value)); });
        connect(spin, &QSpinBox::editingFinished, this, finished);
        return spin;
    }
    auto* spin = new DecadeSpinBox(m_form);
    spin->setRange(parameter.smallest, parameter.largest);
    spin->setAlignment(Qt::AlignRight);
    connect(spin, &QDoubleSpinBox::valueChanged, this, [this, spin, name = parameter.name](double value) {
        edit(spin, name, QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest));
    });
    connect(spin, &QDoubleSpinBox::editingFinished, this, finished);
    return spin;
}

QWidget* ParameterRows::createChoice(const AlgorithmParameter& parameter)
{
    auto* combo = new QComboBox(m_form);
    for (const std::string& choice : parameter.choices)
        combo->addItem(QString::fromStdString(choice), QString::fromStdString(choice));
    connect(combo, &QComboBox::activated, this, [this, combo, name = parameter.name](int index) {
        edit(nullptr, name, combo->itemData(index).toString());
    });
    return combo;
}

QWidget* ParameterRows::createIntegers(const AlgorithmParameter& parameter)
{
    auto* line = new QLineEdit(m_form);
    line->setAlignment(Qt::AlignRight);
    line->setValidator(new ParameterValidator(parameter, line));
    connect(line, &QLineEdit::editingFinished, this,
            [this, line, name = parameter.name] { edit(nullptr, name, line->text()); });
    return line;
}

void ParameterRows::edit(const QObject* field, const std::string& name, const QString& value)
{
    if (field == nullptr || field != m_edited)
        m_mergeKey = nextMergeKey();
    m_edited = field;
    Q_EMIT edited(QString::fromStdString(name), value, m_mergeKey);
}

void ParameterRows::nameRow(const Row& row) const
{
    const QString title = messageText(row.parameter.title);
    const QString unit = row.parameter.unit.text.empty() ? QString() : messageText(row.parameter.unit);
    //: Label of a parameter with its unit: "Batch size (images)".
    row.label->setText(unit.isEmpty() ? title : tr("%1 (%2)").arg(title, unit));
    row.label->setWordWrap(true);
    row.field->setAccessibleName(title);
    if (auto* spin = qobject_cast<QAbstractSpinBox*>(row.field))
        spin->setSpecialValueText(row.parameter.automatic.text.empty() ? QString()
                                                                       : messageText(row.parameter.automatic));
    row.field->setToolTip(toolTip(row.parameter));
    row.label->setToolTip(row.field->toolTip());
}

void ParameterRows::retranslate()
{
    for (const Row& row : m_rows)
        nameRow(row);
}

} // namespace espalier::ui
