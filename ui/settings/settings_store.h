// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QVariant>

#include <memory>

class QSettings;

namespace espalier::ui {

/// Everything that is remembered between starts. Name and default of each are in one table in the source file.
enum class SettingKey {
    Language,  ///< "system", "en", "zh_CN"
    Theme,     ///< "system", "light", "dark"
    Threads,   ///< 0: LibTorch's own choice
    RowHeight, ///< "compact", "comfortable"
    LastFolder,
    RecentFiles,
    WindowGeometry,
    WindowState,
    LayerColumns,
    InspectorTab, ///< "weights", "distribution", "channels"
    Count
};

/// Typed access to an INI file: <configuration folder>/espalier.ini, or in the folder named by ESPALIER_SETTINGS_DIR.
class SettingsStore : public QObject
{
    Q_OBJECT

public:
    /// @param folder where espalier.ini lies; created when something is written.
    explicit SettingsStore(const QString& folder, QObject* parent = nullptr);
    ~SettingsStore() override;

    /// The one of the application; made at the first call.
    static SettingsStore& instance();
    /// ESPALIER_SETTINGS_DIR, or the system's folder for configurations.
    static QString defaultFolder();

    /// The stored value when it has the default's type, else the default.
    QVariant value(SettingKey key) const;
    void setValue(SettingKey key, const QVariant& value);
    static QString name(SettingKey key);
    static QVariant defaultValue(SettingKey key);

Q_SIGNALS:
    void changed(espalier::ui::SettingKey key);

private:
    std::unique_ptr<QSettings> m_settings;
};

} // namespace espalier::ui
