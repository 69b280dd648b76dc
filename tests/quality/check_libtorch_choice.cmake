# SPDX-License-Identifier: GPL-3.0-or-later
# Configures a project that looks for LibTorch beside installations made up here, and compares what it chose or why it
# refused. Usage: cmake -DSOURCE_DIR=... -DSCRATCH_DIR=... -DGENERATOR=... -P check_libtorch_choice.cmake

set(project "${CMAKE_CURRENT_LIST_DIR}/libtorch_choice")
file(REMOVE_RECURSE "${SCRATCH_DIR}")
set(failures "")

# install_torch(<folder> <folder of CMake files in it> <build type> <further library>... [FLAGS <compiler flags>])
function(install_torch folder config_folder BUILD_TYPE)
  cmake_parse_arguments(ARG "" "FLAGS" "" ${ARGN})
  set(CXX_FLAGS "${ARG_FLAGS}")
  foreach(package Torch Caffe2)
    configure_file("${project}/${package}Config.cmake.in" "${folder}/${config_folder}/${package}/${package}Config.cmake" @ONLY)
  endforeach()
  foreach(library c10 torch_cpu torch ${ARG_UNPARSED_ARGUMENTS})
    file(WRITE "${folder}/lib/lib${library}.so" "")
  endforeach()
  file(WRITE "${folder}/version.py" "")
endfunction()

# configure_with(<name> <expected: regular expression of the output> <TRUE when it must succeed> <build folder> <argument>...)
function(configure_with name expected succeeds build)
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env --unset=Torch_DIR --unset=Torch_ROOT --unset=CMAKE_PREFIX_PATH --unset=CUDA_HOME
      --unset=CUDA_PATH ${environment} "${CMAKE_COMMAND}" -S "${project}" -B "${SCRATCH_DIR}/build/${build}"
      "-DESPALIER_CMAKE_FOLDER=${SOURCE_DIR}/cmake" "-DSYSTEM_PREFIX=${system}"
      -G "${GENERATOR}" ${ARGN}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  # CMake breaks its messages into lines.
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  if((result EQUAL 0 AND NOT succeeds) OR (NOT result EQUAL 0 AND succeeds) OR NOT output MATCHES "${expected}")
    set(failures "${failures}  ${name}: expected \"${expected}\", got:\n${output}\n" PARENT_SCOPE)
  endif()
endfunction()

set(system "${SCRATCH_DIR}/system")
set(wheel "${SCRATCH_DIR}/site-packages/torch")
set(cuda "${SCRATCH_DIR}/cuda/torch")
set(old "${SCRATCH_DIR}/old/torch")
install_torch("${system}" lib/cmake RELWITHDEBINFO)
install_torch("${wheel}" share/cmake RELEASE)
install_torch("${cuda}" share/cmake RELEASE torch_cuda)
install_torch("${old}" share/cmake RELEASE FLAGS -D_GLIBCXX_USE_CXX11_ABI=0)
file(WRITE "${SCRATCH_DIR}/python" "#!/bin/sh\necho '${wheel}'\n")
file(WRITE "${SCRATCH_DIR}/python_without" "#!/bin/sh\nexit 1\n")
file(WRITE "${SCRATCH_DIR}/toolkit/bin/nvcc" "#!/bin/sh\n")
file(CHMOD "${SCRATCH_DIR}/python" "${SCRATCH_DIR}/python_without" "${SCRATCH_DIR}/toolkit/bin/nvcc"
  PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)

set(environment "")
configure_with("the system's" "LibTorch: [^ ]*${system} " TRUE system)
configure_with("by prefix" "LibTorch: [^ ]*${wheel} " TRUE prefix "-DCMAKE_PREFIX_PATH=${wheel}")
configure_with("of a Python" "LibTorch: [^ ]*${wheel} " TRUE python
  -DESPALIER_TORCH=python "-DESPALIER_PYTHON=${SCRATCH_DIR}/python")
configure_with("configured again" "LibTorch: [^ ]*${wheel} " TRUE python)
configure_with("of a Python without" "has no torch package" FALSE no_package
  -DESPALIER_TORCH=python "-DESPALIER_PYTHON=${SCRATCH_DIR}/python_without")
configure_with("unknown choice" "it must be empty or python" FALSE unknown -DESPALIER_TORCH=cpu)

configure_with("Torch_DIR alone" "would mix two LibTorch installations.*CMAKE_PREFIX_PATH=${wheel} instead" FALSE torch_dir
  "-DTorch_DIR=${wheel}/share/cmake/Torch")
configure_with("Torch_DIR beside another prefix" "would mix two LibTorch installations" FALSE torch_dir_and_prefix
  "-DTorch_DIR=${wheel}/share/cmake/Torch" "-DCMAKE_PREFIX_PATH=${old}")
configure_with("the system's, then a Python's" "Configure a fresh build folder" FALSE system
  -DESPALIER_TORCH=python "-DESPALIER_PYTHON=${SCRATCH_DIR}/python")
configure_with("a prefix, then the system's" "keeps a part of the one in ${wheel}.*Configure a fresh build folder" FALSE prefix
  -UCMAKE_PREFIX_PATH "-DTorch_DIR=${system}/lib/cmake/Torch")
configure_with("libc10 named by hand" "libc10.so, which does not belong" FALSE libc10
  "-DCMAKE_PREFIX_PATH=${wheel}" "-Dc10_LIBRARY=${system}/lib/libc10.so")

configure_with("old std::string" "old std::string" FALSE old "-DCMAKE_PREFIX_PATH=${old}")
# An empty ESPALIER_NVCC stands for a search that found none, whatever this machine has.
configure_with("CUDA without its toolkit" "is a CUDA build of LibTorch, and no CUDA toolkit" FALSE cuda
  "-DCMAKE_PREFIX_PATH=${cuda}" -DESPALIER_NVCC=)

set(environment "CUDA_HOME=${SCRATCH_DIR}/toolkit")
configure_with("CUDA with its toolkit" "LibTorch: [^ ]*${cuda} " TRUE cuda_toolkit "-DCMAKE_PREFIX_PATH=${cuda}")
set(environment "Torch_DIR=${wheel}/share/cmake/Torch")
configure_with("Torch_DIR in the environment" "would mix two LibTorch installations" FALSE environment_torch_dir)
set(environment "CMAKE_PREFIX_PATH=${cuda}")
configure_with("CUDA by the environment" "is a CUDA build of LibTorch" FALSE environment_cuda -DESPALIER_NVCC=)
set(environment "CMAKE_PREFIX_PATH=${wheel}")
configure_with("prefix in the environment" "LibTorch: [^ ]*${wheel} " TRUE environment_prefix)

if(failures)
  message(FATAL_ERROR "The choice of LibTorch went wrong.\n${failures}")
endif()
