# SPDX-License-Identifier: GPL-3.0-or-later
[{'a': '''x
y''', 'b': u'\N{BULLET}', 'c': 1_000, 'd': 0b11, 'e': 1e999}]