# SPDX-License-Identifier: GPL-3.0-or-later
# Selects ONE LibTorch installation and offers it as the target espalier_torch.
#
#   nothing set                                     the system's package (Debian: libtorch-dev)
#   -DESPALIER_TORCH=python                         the torch package of ESPALIER_PYTHON (default: python3)
#   -DCMAKE_PREFIX_PATH=<folder of that package>    the same, by hand
#
# Torch_DIR alone is refused when another LibTorch is installed: CMake would then link that one's libc10 to the
# chosen libtorch_cpu, and the program would abort before main().

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

# A folder of the torch Python package, whichever way it was given.
function(_espalier_is_wheel folder result)
  if(EXISTS "${folder}/share/cmake/Torch/TorchConfig.cmake" AND EXISTS "${folder}/version.py")
    set(${result} TRUE PARENT_SCOPE)
  else()
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()

set(_wheel "")
foreach(_folder IN LISTS CMAKE_PREFIX_PATH)
  _espalier_is_wheel("${_folder}" _found)
  if(_found)
    set(_wheel "${_folder}")
    break()
  endif()
endforeach()

if(NOT _wheel AND Torch_DIR)
  get_filename_component(_folder "${Torch_DIR}/../../.." ABSOLUTE)
  _espalier_is_wheel("${_folder}" _found)
  if(_found)
    message(FATAL_ERROR "Torch_DIR alone would mix two LibTorch installations. "
      "Configure a fresh build folder with -DCMAKE_PREFIX_PATH=${_folder} instead.")
  endif()
endif()

if(_wheel)
  file(GLOB _cuda_libraries "${_wheel}/lib/libtorch_cuda*.so")
  if(_cuda_libraries)
    find_program(ESPALIER_NVCC nvcc)
    if(NOT ESPALIER_NVCC)
      message(FATAL_ERROR "${_wheel} is a CUDA build of LibTorch, and no CUDA toolkit (nvcc) was found. "
        "Install the CPU build (pip install torch==2.13.0) or the toolkit of its CUDA version.")
    endif()
  endif()
endif()

find_package(Torch REQUIRED)

get_target_property(_libtorch torch_cpu IMPORTED_LOCATION)
if(NOT _libtorch)
  get_target_property(_libtorch torch_cpu IMPORTED_LOCATION_RELEASE)
endif()
if(NOT _libtorch)
  get_target_property(_libtorch torch_cpu IMPORTED_LOCATION_NONE)
endif()
if(_wheel AND TARGET c10)
  foreach(_configuration "" _RELEASE _NONE)
    get_target_property(_libc10 c10 IMPORTED_LOCATION${_configuration})
    if(_libc10)
      break()
    endif()
  endforeach()
  if(_libc10 AND NOT _libc10 MATCHES "^${_wheel}/")
    message(FATAL_ERROR "CMake found libc10 at ${_libc10}, which does not belong to the LibTorch in ${_wheel}. "
      "Configure a fresh build folder with -DCMAKE_PREFIX_PATH=${_wheel} and nothing else.")
  endif()
endif()

add_library(espalier_torch INTERFACE)
target_include_directories(espalier_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(espalier_torch INTERFACE ${TORCH_LIBRARIES})
message(STATUS "LibTorch: ${Torch_VERSION} ${TORCH_INSTALL_PREFIX}")
