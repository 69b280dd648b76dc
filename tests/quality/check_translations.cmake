# SPDX-License-Identifier: GPL-3.0-or-later
# Fails when the sources hold sentences that a .ts file lacks, or the other way round, and when a sentence is not translated.
# Usage: cmake -DLUPDATE=... -DLCONVERT=... -DSOURCE_DIR=... -DSCRATCH_DIR=... -P check_translations.cmake

set(problems "")
file(REMOVE_RECURSE "${SCRATCH_DIR}")
file(MAKE_DIRECTORY "${SCRATCH_DIR}")
file(GLOB ts_files "${SOURCE_DIR}/translations/*.ts")
if(NOT ts_files)
  message(FATAL_ERROR "There is no .ts file in ${SOURCE_DIR}/translations.")
endif()
file(COPY ${ts_files} DESTINATION "${SCRATCH_DIR}")
execute_process(
  COMMAND "${CMAKE_COMMAND}" "-DLUPDATE=${LUPDATE}" "-DSOURCE_DIR=${SOURCE_DIR}" "-DTS_DIR=${SCRATCH_DIR}"
    -P "${SOURCE_DIR}/translations/update_translations.cmake"
  RESULT_VARIABLE result ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${output}")
endif()

# Both written by the same lconvert: versions of Qt format the same content differently.
function(convert from to)
  execute_process(COMMAND "${LCONVERT}" -i "${from}" -o "${to}" ${ARGN} RESULT_VARIABLE result ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "lconvert ${from}: ${output}")
  endif()
endfunction()

foreach(ts IN LISTS ts_files)
  get_filename_component(name "${ts}" NAME)
  convert("${ts}" "${SCRATCH_DIR}/committed.ts")
  convert("${SCRATCH_DIR}/${name}" "${SCRATCH_DIR}/extracted.ts")
  file(SHA256 "${SCRATCH_DIR}/committed.ts" committed)
  file(SHA256 "${SCRATCH_DIR}/extracted.ts" extracted)
  if(NOT committed STREQUAL extracted)
    string(APPEND problems "${name} does not match the sources: build the target update_translations.\n")
  endif()

  convert("${ts}" "${SCRATCH_DIR}/unfinished.ts" -no-finished)
  file(READ "${SCRATCH_DIR}/unfinished.ts" unfinished)
  string(REGEX MATCHALL "<source>" sentences "${unfinished}")
  list(LENGTH sentences count)
  if(count GREATER 0)
    string(APPEND problems "${name}: ${count} sentences are not translated:\n${unfinished}\n")
  endif()
endforeach()

if(problems)
  message(FATAL_ERROR "${problems}")
endif()
