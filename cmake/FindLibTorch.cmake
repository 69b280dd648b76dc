# SPDX-License-Identifier: GPL-3.0-or-later
# Selects ONE LibTorch installation and offers it as the target espalier_torch.
#
#   nothing set                                     the system's package (Debian: libtorch-dev)
#   -DESPALIER_TORCH=python                         the torch package of ESPALIER_PYTHON (default: python3)
#   -DCMAKE_PREFIX_PATH=<folder of that package>    the same, by hand; an unpacked libtorch archive also
#
# Torch_DIR alone is refused when it names such a folder: LibTorch's own CMake file looks for libc10 in the system's
# folders first and would link that one to the chosen libtorch_cpu, and the program would abort before main().

set(ESPALIER_TORCH "" CACHE STRING "Where LibTorch comes from: empty (system or CMAKE_PREFIX_PATH) or python")
set(ESPALIER_PYTHON "python3" CACHE STRING "Python whose torch package ESPALIER_TORCH=python takes")

if(ESPALIER_TORCH STREQUAL "python")
  # Found without importing torch: that takes seconds and needs its Python dependencies.
  execute_process(
    COMMAND "${ESPALIER_PYTHON}" -c "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])"
    OUTPUT_VARIABLE _torch_folder OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE _python_result ERROR_QUIET)
  if(NOT _python_result EQUAL 0 OR NOT EXISTS "${_torch_folder}/share/cmake/Torch/TorchConfig.cmake")
    message(FATAL_ERROR "ESPALIER_TORCH=python, but ${ESPALIER_PYTHON} has no torch package with C++ files. "
      "Install one (pip install torch==2.13.0) or name its Python with -DESPALIER_PYTHON=/path/to/python3.")
  endif()
  list(PREPEND CMAKE_PREFIX_PATH "${_torch_folder}")
elseif(ESPALIER_TORCH)
  message(FATAL_ERROR "ESPALIER_TORCH is \"${ESPALIER_TORCH}\"; it must be empty or python.")
endif()

# The first folder of the list that holds a LibTorch as PyTorch itself packs it, a Python package or an archive.
function(_espalier_packed_torch result)
  set(${result} "" PARENT_SCOPE)
  foreach(folder IN LISTS ARGN)
    if(EXISTS "${folder}/share/cmake/Torch/TorchConfig.cmake")
      file(REAL_PATH "${folder}" folder)
      set(${result} "${folder}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# The real folder of a library, links followed: Debian has more than one name for each.
function(_espalier_library_folder library result)
  file(REAL_PATH "${library}" library)
  cmake_path(GET library PARENT_PATH folder)
  set(${result} "${folder}" PARENT_SCOPE)
endfunction()

file(TO_CMAKE_PATH "$ENV{CMAKE_PREFIX_PATH}" _prefixes_of_environment)
_espalier_packed_torch(_packed ${CMAKE_PREFIX_PATH} ${_prefixes_of_environment})

foreach(_folder IN ITEMS "${Torch_DIR}" "$ENV{Torch_DIR}")
  if(_folder)
    _espalier_packed_torch(_other "${_folder}/../../..")
    if(_other AND NOT _other STREQUAL _packed)
      message(FATAL_ERROR "Torch_DIR alone would mix two LibTorch installations. "
        "Configure a fresh build folder with -DCMAKE_PREFIX_PATH=${_other} instead.")
    endif()
  endif()
endforeach()

if(_packed)
  file(GLOB _cuda_libraries "${_packed}/lib/libtorch_cuda*.so")
  if(_cuda_libraries)
    find_program(ESPALIER_NVCC nvcc HINTS ENV CUDA_HOME ENV CUDA_PATH PATHS /usr/local/cuda PATH_SUFFIXES bin)
    if(NOT ESPALIER_NVCC)
      message(FATAL_ERROR "${_packed} is a CUDA build of LibTorch, and no CUDA toolkit (nvcc) was found. "
        "Install the CPU build (pip install torch==2.13.0) or the toolkit of its CUDA version.")
    endif()
  endif()
endif()

find_package(Torch REQUIRED)

# A build folder that was configured before keeps what it found then; Caffe2 is the half of LibTorch's CMake files that
# names the libraries.
if(Caffe2_DIR)
  file(REAL_PATH "${Torch_DIR}/.." _folder)
  file(REAL_PATH "${Caffe2_DIR}/.." _other)
  if(NOT _folder STREQUAL _other)
    message(FATAL_ERROR "LibTorch was found in ${_folder}, but this build folder keeps a part of the one in ${_other}. "
      "Configure a fresh build folder.")
  endif()
endif()
if(_packed)
  file(REAL_PATH "${Torch_DIR}" _folder)
  if(NOT _folder STREQUAL "${_packed}/share/cmake/Torch")
    message(FATAL_ERROR "The LibTorch in ${_packed} was asked for, but this build folder keeps the one of ${Torch_DIR}. "
      "Configure a fresh build folder.")
  endif()
endif()

if(TORCH_CXX_FLAGS MATCHES "_GLIBCXX_USE_CXX11_ABI=0")
  message(FATAL_ERROR "The LibTorch of ${Torch_DIR} was built with the old std::string, which no other library here uses. "
    "Take a newer one (pip install torch==2.13.0) or the archive marked cxx11 ABI.")
endif()

foreach(_configuration IN ITEMS "" _RELEASE _RELWITHDEBINFO _NONE)
  get_target_property(_library torch_cpu IMPORTED_LOCATION${_configuration})
  if(_library)
    break()
  endif()
endforeach()
_espalier_library_folder("${_library}" _torch_libraries)
foreach(_library IN LISTS c10_LIBRARY TORCH_LIBRARY)
  _espalier_library_folder("${_library}" _folder)
  if(NOT _folder STREQUAL _torch_libraries)
    message(FATAL_ERROR "CMake found ${_library}, which does not belong to the LibTorch in ${_torch_libraries}. "
      "Configure a fresh build folder, without Torch_DIR and with CMAKE_PREFIX_PATH naming one LibTorch only.")
  endif()
endforeach()

add_library(espalier_torch INTERFACE)
target_include_directories(espalier_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(espalier_torch INTERFACE ${TORCH_LIBRARIES})
message(STATUS "LibTorch: ${Torch_VERSION} ${TORCH_INSTALL_PREFIX}")
