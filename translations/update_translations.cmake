# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the .ts files in TS_DIR up to date with the sources.
# Usage: cmake -DLUPDATE=/path/to/lupdate -DSOURCE_DIR=... -DTS_DIR=... -P update_translations.cmake

# ESPALIER_TR marks core's sentences: core cannot use Qt's own macros (core/base/message.h).
set(arguments core ui app -I . -tr-function-alias QT_TRANSLATE_NOOP+=ESPALIER_TR
  -locations none -no-obsolete -source-language en)

foreach(language en zh_CN)
  set(only "")
  if(language STREQUAL "en")
    set(only -pluralonly)
  endif()
  execute_process(
    COMMAND "${LUPDATE}" ${arguments} ${only} -target-language ${language} -ts "${TS_DIR}/espalier_${language}.ts"
    WORKING_DIRECTORY "${SOURCE_DIR}" RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  # A sentence that lupdate cannot place ("file.cpp:12: tr() cannot be called without context") is a remark to it only.
  if(NOT result EQUAL 0 OR output MATCHES ":[0-9]+: ")
    message(FATAL_ERROR "lupdate: ${output}")
  endif()
endforeach()
