// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include "ui/widgets/number_cell.h"

class QLabel;

namespace espalier {
struct Evaluation;
}

namespace espalier::ui {

struct CompressionNumbers;
class SessionDocument;

/// Before and after, always in sight: accuracy and sparsity of the simulated network; parameters, MACs, file size and
/// latency of the physical one. Says of each number whether it is estimated or measured.
class NumbersStrip : public QWidget
{
    Q_OBJECT

public:
    enum class Number { Accuracy, Sparsity, Parameters, Macs, File, Latency };
    Q_ENUM(Number)

    explicit NumbersStrip(SessionDocument& document, QWidget* parent = nullptr);

    /// Accuracy is being measured at this moment.
    void setMeasuring(bool before, bool after);
    const NumberCell* cell(Number number, bool after) const;

Q_SIGNALS:
    void explainRequested(espalier::ui::NumbersStrip::Number number, bool after);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Column
    {
        QLabel* title;
        QLabel* kind;
        NumberCell* before;
        NumberCell* after;
    };

    void buildColumns();
    void buildLegend();
    void retranslate();
    void refresh();
    void setAccuracy(const CompressionNumbers& numbers);
    void setSparsity(const CompressionNumbers& numbers);
    void setParameters(const CompressionNumbers& numbers);
    void setMacs(const CompressionNumbers& numbers);
    void setFile(const CompressionNumbers& numbers);
    void setLatency(const CompressionNumbers& numbers);
    static void setKind(const Column& column, bool simulated);
    QString afterText(const Evaluation& evaluation) const;
    QString nothingSelected() const;
    QString unknownText(const CompressionNumbers& numbers) const;
    QString outdatedText(const CompressionNumbers& numbers) const;
    /// A number of the physical network: an estimate, or a fact once the network is shrunk.
    NumberCell::Content physicalContent(const CompressionNumbers& numbers, const QString& text, const QString& change,
                                        const QString& exact) const;

    SessionDocument& m_document;
    QList<Column> m_columns;
    QLabel* m_before;
    QLabel* m_after;
    QLabel* m_legend;
    bool m_measuringBefore = false;
    bool m_measuringAfter = false;
};

} // namespace espalier::ui
