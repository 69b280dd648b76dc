// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace espalier {

/// Where a run waits while somebody wants it to. Open at first; every function may be called on any thread.
class PauseGate
{
public:
    void pause();
    void resume();
    bool isPaused() const;
    /// Whether a run stands at the closed gate right now: nothing happens in it before resume() or a stop.
    bool isHolding() const;

    /// For the run: returns at once while the gate is open, otherwise on resume() or as soon as @p stop is requested.
    /// Returns how long it waited.
    std::chrono::duration<double> wait(const std::stop_token& stop);

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_opened;
    bool m_paused = false;
    int m_holding = 0;
};

} // namespace espalier
