// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

#include "tests/support/gui_test.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/main_window.h"
#include "ui/translation/language_switcher.h"

namespace espalier::test {

/// A real window and a folder of its own with a copy of the bundled example that uses a few hundred images only.
class FlowWindow
{
public:
    explicit FlowWindow(QSize size = {1280, 800});
    ~FlowWindow();

    ui::MainWindow& window() { return m_window; }
    ui::LanguageSwitcher& language() { return m_language; }
    ui::SessionDocument& document() { return m_window.document(); }
    QString file(const QString& name) const { return m_folder.filePath(name); }
    QString exampleFile() const { return file(QStringLiteral("example.espalier")); }

    /// Opens the example and waits until accuracy and preview are there.
    void openExample();
    /// Waits until nothing runs in the background any more.
    void waitUntilIdle(int milliseconds = 120000);
    QAction* action(const char* objectName) const;
    /// Opens @p path and waits for the end of loading.
    void open(const QString& path);

private:
    QTemporaryDir m_folder;
    ui::LanguageSwitcher m_language;
    ui::MainWindow m_window;
};

} // namespace espalier::test
