// SPDX-License-Identifier: GPL-3.0-or-later
// Forbidden to ui: names LibTorch types.
#pragma once

#include <string>

#include "core/serialization/internal/pickle_object.h"

namespace espalier::internal {

/// What calling the global @p function with @p arguments yields; the global is one of isTensorGlobal().
/// @throws Error(Corrupt) for arguments that do not fit, Error(Unsupported) for a function that is none.
PickleObject* callGlobal(const std::string& function, const PickleObject::Tuple& arguments, PickleObjects& objects,
                         const std::string& file);

/// What the persistent id of a storage asks for. @throws Error
StorageRequest storageRequest(const PickleObject& persistentId, const std::string& file);

} // namespace espalier::internal
