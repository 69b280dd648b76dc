// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "core/base/issue.h"
#include "core/config/config_list_parser.h"

class QLabel;
class QPlainTextEdit;
class QTimer;

namespace espalier::ui {

class SessionDocument;

/// The config list as text. What is typed acts as soon as it can be read; until then the last valid list stays in
/// force and the place that cannot be read is underlined. So are entries that say what cannot be.
class ConfigTextEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ConfigTextEditor(SessionDocument& document, QWidget* parent = nullptr);

    QPlainTextEdit* edit() const { return m_edit; }
    bool hasError() const { return m_error.has_value(); }
    /// Takes over what has been typed without waiting for a pause.
    void flush();

Q_SIGNALS:
    /// A whole config list was pasted into the text: it is to replace what is there.
    void listPasted(const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void createContent();
    void connectParts();
    void retranslate();
    void refreshIcon();
    void noteTyping();
    void apply();
    void takeDocument();
    void takeNewDocument();
    void showList();
    void setError(const std::optional<ConfigSyntaxError>& error);
    void underline();
    /// What is wrong with entries that can be read. Empty while what is typed is not the document's list yet.
    std::vector<Issue> entryErrors() const;
    void refreshErrors();
    QString errorSentence() const;

    SessionDocument& m_document;
    QPlainTextEdit* m_edit = nullptr;
    QWidget* m_errorLine = nullptr;
    QLabel* m_errorIcon = nullptr;
    QLabel* m_errorText = nullptr;
    QTimer* m_applyTimer = nullptr;
    QTimer* m_burstTimer = nullptr;
    std::optional<ConfigSyntaxError> m_error;
    ConfigList m_known; ///< of the document, as last seen
    int m_mergeKey = 0; ///< of the burst of typing that goes on; 0: none
    bool m_applying = false;
    bool m_showing = false;
};

} // namespace espalier::ui
