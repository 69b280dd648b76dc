// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/agp_schedule.h"

#include <algorithm>

namespace espalier {

namespace {

/// from + (to - from) reached by a cube that flattens out, after @p part of the way.
double cubic(double from, double to, double part)
{
    const double rest = 1 - part;
    return to + (from - to) * (rest * rest * rest);
}

} // namespace

AgpSchedule::AgpSchedule(int iterations, int epochsPerIteration)
    : m_epochsPerIteration(epochsPerIteration)
    , m_span((iterations * epochsPerIteration - 1) / epochsPerIteration * epochsPerIteration)
{
}

bool AgpSchedule::updatesAt(int epoch) const
{
    return epoch % m_epochsPerIteration == 0 && epoch <= m_span;
}

double AgpSchedule::sparsityAt(int epoch, double target) const
{
    return m_span == 0 ? target : cubic(0, target, static_cast<double>(epoch) / m_span);
}

int LayerAgpSchedule::span() const
{
    if (m_course.endEpoch <= m_course.startEpoch || m_course.initial >= m_course.final)
        return 0;
    return (m_course.endEpoch - m_course.startEpoch - 1) / m_course.frequency * m_course.frequency;
}

bool LayerAgpSchedule::updatesAt(int epoch) const
{
    return epoch >= m_course.startEpoch && (epoch - m_course.startEpoch) % m_course.frequency == 0;
}

double LayerAgpSchedule::sparsityAt(int epoch, double) const
{
    if (span() == 0 || epoch >= m_course.endEpoch)
        return m_course.final;
    return cubic(m_course.initial, m_course.final, static_cast<double>(epoch - m_course.startEpoch) / span());
}

int LayerAgpSchedule::epochsNeeded() const
{
    return m_course.startEpoch + span() + 1;
}

} // namespace espalier
