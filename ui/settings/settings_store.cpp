// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_store.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>
#include <QStringList>

#include <array>

namespace espalier::ui {

namespace {

struct Setting
{
    SettingKey key;
    const char* name;
    QVariant defaultValue;
};

const std::array<Setting, static_cast<std::size_t>(SettingKey::Count)>& settingTable()
{
    static const std::array<Setting, static_cast<std::size_t>(SettingKey::Count)> table{{
        {SettingKey::Language, "window/language", QStringLiteral("system")},
        {SettingKey::Theme, "window/theme", QStringLiteral("system")},
        {SettingKey::Threads, "compute/threads", 0},
        {SettingKey::RowHeight, "window/row_height", QStringLiteral("compact")},
        {SettingKey::LastFolder, "files/last_folder", QDir::homePath()},
        {SettingKey::RecentFiles, "files/recent", QStringList()},
        {SettingKey::WindowGeometry, "window/geometry", QByteArray()},
        {SettingKey::WindowState, "window/state", QByteArray()},
        {SettingKey::LayerColumns, "window/layer_columns", QByteArray()},
        {SettingKey::InspectorTab, "window/inspector_tab", QStringLiteral("weights")},
    }};
    return table;
}

const Setting& setting(SettingKey key)
{
    const Setting& found = settingTable()[static_cast<std::size_t>(key)];
    Q_ASSERT(found.key == key);
    return found;
}

} // namespace

SettingsStore::SettingsStore(const QString& folder, QObject* parent)
    : QObject(parent)
    , m_settings(
          std::make_unique<QSettings>(QDir(folder).filePath(QStringLiteral("espalier.ini")), QSettings::IniFormat))
{
}

SettingsStore::~SettingsStore() = default;

SettingsStore& SettingsStore::instance()
{
    static SettingsStore store(defaultFolder());
    return store;
}

QString SettingsStore::defaultFolder()
{
    const QString overridden = qEnvironmentVariable("ESPALIER_SETTINGS_DIR");
    if (!overridden.isEmpty())
        return overridden;
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
        .filePath(QStringLiteral("espalier"));
}

QVariant SettingsStore::value(SettingKey key) const
{
    const QVariant fallback = defaultValue(key);
    QVariant stored = m_settings->value(name(key), fallback);
    // INI files hold text: a list of one comes back as a string, and a number that was edited by hand may be none.
    if (stored.metaType() != fallback.metaType() && !stored.convert(fallback.metaType()))
        return fallback;
    return stored;
}

void SettingsStore::setValue(SettingKey key, const QVariant& newValue)
{
    if (value(key) == newValue)
        return;
    m_settings->setValue(name(key), newValue);
    Q_EMIT changed(key);
}

QString SettingsStore::name(SettingKey key)
{
    return QLatin1String(setting(key).name);
}

QVariant SettingsStore::defaultValue(SettingKey key)
{
    return setting(key).defaultValue;
}

} // namespace espalier::ui
