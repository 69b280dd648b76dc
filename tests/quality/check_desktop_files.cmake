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
# From Debian 13 on a missing homepage is a warning, and there is none yet; hints and infos may come and go with versions.
string(REGEX MATCHALL "[EW]: [^\n]*" findings "${output}")
list(FILTER findings EXCLUDE REGEX "^W: .*url-homepage-missing$")
if(NOT desktop EQUAL 0 OR findings)
  message(FATAL_ERROR "${output}\nThe desktop files are not valid.")
elseif(NOT metainfo EQUAL 0 AND NOT output MATCHES "url-homepage-missing")
  message(FATAL_ERROR "${output}\nThe desktop files could not be validated.")
endif()
