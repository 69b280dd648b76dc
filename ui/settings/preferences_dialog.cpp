// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preferences_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <thread>

#include "ui/settings/settings_store.h"
#include "ui/translation/language_switcher.h"

namespace espalier::ui {

namespace {

/// Keeps a combo box and a setting in step; the items carry the stored values.
void bindCombo(QComboBox* combo, SettingKey key)
{
    combo->setCurrentIndex(qMax(0, combo->findData(SettingsStore::instance().value(key))));
    QObject::connect(combo, &QComboBox::activated, combo,
                     [combo, key] { SettingsStore::instance().setValue(key, combo->currentData()); });
}

} // namespace

PreferencesDialog::PreferencesDialog(QWidget* parent)
    : QDialog(parent)
    , m_language(new QComboBox(this))
    , m_theme(new QComboBox(this))
    , m_threads(new QSpinBox(this))
    , m_rowHeight(new QComboBox(this))
    , m_form(new QFormLayout)
{
    setObjectName(QStringLiteral("preferencesDialog"));
    m_language->setObjectName(QStringLiteral("languageComboBox"));
    m_theme->setObjectName(QStringLiteral("themeComboBox"));
    m_threads->setObjectName(QStringLiteral("threadsSpinBox"));
    m_rowHeight->setObjectName(QStringLiteral("rowHeightComboBox"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addLayout(m_form);
    addRows(m_form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addStretch(1);
    layout->addWidget(buttons);
    retranslate();
    bindCombo(m_language, SettingKey::Language);
    bindCombo(m_theme, SettingKey::Theme);
    bindCombo(m_rowHeight, SettingKey::RowHeight);
    m_threads->setValue(SettingsStore::instance().value(SettingKey::Threads).toInt());
    connect(m_threads, &QSpinBox::valueChanged, this,
            [](int threads) { SettingsStore::instance().setValue(SettingKey::Threads, threads); });
    resize(380, sizeHint().height());
}

void PreferencesDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PreferencesDialog::addRows(QFormLayout* form)
{
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    m_threads->setRange(0, static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    m_language->addItem(QString(), QStringLiteral("system"));
    for (const auto& language : LanguageSwitcher::available())
        m_language->addItem(language.name, language.code);
    for (const char* value : {"system", "light", "dark"})
        m_theme->addItem(QString(), QString::fromLatin1(value));
    for (const char* value : {"compact", "comfortable"})
        m_rowHeight->addItem(QString(), QString::fromLatin1(value));
    for (QWidget* field : {static_cast<QWidget*>(m_language), static_cast<QWidget*>(m_theme),
                           static_cast<QWidget*>(m_rowHeight), static_cast<QWidget*>(m_threads)}) {
        auto* label = new QLabel(this);
        label->setBuddy(field);
        form->addRow(label, field);
    }
}

void PreferencesDialog::retranslate()
{
    setWindowTitle(tr("Preferences"));
    const auto label = [this](QWidget* field) { return qobject_cast<QLabel*>(m_form->labelForField(field)); };
    label(m_language)->setText(tr("&Language"));
    label(m_theme)->setText(tr("&Theme"));
    label(m_rowHeight)->setText(tr("&Rows"));
    label(m_threads)->setText(tr("&Compute threads"));
    m_language->setItemText(0, tr("As the system"));
    m_theme->setItemText(0, tr("As the system"));
    m_theme->setItemText(1, tr("Light"));
    m_theme->setItemText(2, tr("Dark"));
    m_rowHeight->setItemText(0, tr("Compact"));
    m_rowHeight->setItemText(1, tr("Comfortable"));
    m_threads->setSpecialValueText(tr("Automatic"));
    m_threads->setToolTip(tr("Threads that LibTorch computes with, from the next job on; automatic: one per core"));
}

} // namespace espalier::ui
