# SPDX-License-Identifier: GPL-3.0-or-later
# Validates the desktop entry and the AppStream file with the desktop's own tools.

find_program(DESKTOP_VALIDATE desktop-file-validate)
find_program(APPSTREAM appstreamcli)
if(NOT DESKTOP_VALIDATE OR NOT APPSTREAM)
  message("skipped: desktop-file-validate or appstreamcli is not installed")
  return()
endif()
set(folder "${SOURCE_DIR}/resources/linux")
execute_process(COMMAND "${DESKTOP_VALIDATE}" "${folder}/org.espalier.Espalier.desktop" RESULT_VARIABLE desktop)
execute_process(COMMAND "${APPSTREAM}" validate --no-net "${folder}/org.espalier.Espalier.metainfo.xml"
  RESULT_VARIABLE metainfo OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT desktop EQUAL 0 OR NOT metainfo EQUAL 0)
  message(FATAL_ERROR "${output}\nThe desktop files are not valid.")
endif()
