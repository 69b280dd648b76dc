# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of the project is compiled with.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(ESPALIER_CCACHE ccache)
if(ESPALIER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without these, ccache leaves files with a precompiled header alone.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${ESPALIER_CCACHE}")
endif()

# Headers that nearly every source of a target reads are read once: a clean build takes two thirds of the time. Sources
# still include what they use; ESPALIER_PRECOMPILE=OFF checks that.
option(ESPALIER_PRECOMPILE "Precompile the headers of Qt and LibTorch" ON)
function(espalier_precompile target)
  if(ESPALIER_PRECOMPILE)
    if("${ARGV1}" STREQUAL "REUSE_FROM")
      target_precompile_headers(${target} ${ARGN})
    else()
      target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
  endif()
endfunction()

# Those of LibTorch, once for all targets of core.
function(espalier_precompile_torch target)
  if(NOT ESPALIER_PRECOMPILE)
    return()
  endif()
  if(NOT TARGET espalier_torch_headers)
    set(empty "${CMAKE_BINARY_DIR}/torch_headers.cpp")
    file(CONFIGURE OUTPUT "${empty}" CONTENT "// Only its headers matter.\n")
    add_library(espalier_torch_headers STATIC "${empty}")
    target_link_libraries(espalier_torch_headers PRIVATE espalier_options espalier_torch)
    set_target_properties(espalier_torch_headers PROPERTIES POSITION_INDEPENDENT_CODE ON)
    espalier_precompile(espalier_torch_headers
      <ATen/core/Tensor.h> <ATen/core/ivalue.h> <torch/csrc/jit/api/module.h> <torch/csrc/jit/ir/ir.h>
      <algorithm> <functional> <map> <memory> <optional> <string> <unordered_map> <vector>)
  endif()
  espalier_precompile(${target} REUSE_FROM espalier_torch_headers)
endfunction()

add_library(espalier_options INTERFACE)
target_compile_features(espalier_options INTERFACE cxx_std_20)
target_compile_options(espalier_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
  # False positives on std::string concatenation, GCC bug 105329.
  target_compile_options(espalier_options INTERFACE -Wno-restrict)
endif()
target_include_directories(espalier_options INTERFACE "${PROJECT_SOURCE_DIR}")
if(ESPALIER_WARNINGS_AS_ERRORS)
  target_compile_options(espalier_options INTERFACE -Werror)
endif()
if(ESPALIER_SANITIZERS)
  target_compile_options(espalier_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(espalier_options INTERFACE -fsanitize=address,undefined)
endif()

# What targets that use Qt add to it: no keywords (LibTorch has members of those names) and no
# implicit conversions between bytes and text.
add_library(espalier_qt_options INTERFACE)
target_link_libraries(espalier_qt_options INTERFACE espalier_options)
# Debian's LibTorch loads Qt 5 (through OpenCV). What a program exports, Qt 5 would call instead of its own: Qt 6's inline
# functions must stay inside, or the program crashes before main().
target_compile_options(espalier_qt_options INTERFACE -fvisibility-inlines-hidden)
target_compile_definitions(espalier_qt_options INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CONTEXTLESS_CONNECT
  QT_DISABLE_DEPRECATED_BEFORE=0x060400)
