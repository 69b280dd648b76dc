# SPDX-License-Identifier: GPL-3.0-or-later
# Selects one LibTorch installation and offers it as the target espalier_torch.

find_package(Torch REQUIRED)
add_library(espalier_torch INTERFACE)
target_include_directories(espalier_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(espalier_torch INTERFACE ${TORCH_LIBRARIES})
