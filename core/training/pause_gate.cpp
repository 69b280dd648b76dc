// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/pause_gate.h"

namespace espalier {

void PauseGate::pause()
{
    const std::lock_guard lock(m_mutex);
    m_paused = true;
}

void PauseGate::resume()
{
    {
        const std::lock_guard lock(m_mutex);
        m_paused = false;
    }
    m_opened.notify_all();
}

bool PauseGate::isPaused() const
{
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

bool PauseGate::isHolding() const
{
    const std::lock_guard lock(m_mutex);
    return m_holding > 0;
}

std::chrono::duration<double> PauseGate::wait(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_paused)
        return {};
    const auto begin = std::chrono::steady_clock::now();
    ++m_holding;
    m_opened.wait(lock, stop, [this] { return !m_paused; });
    --m_holding;
    return std::chrono::steady_clock::now() - begin;
}

} // namespace espalier
