# SPDX-License-Identifier: GPL-3.0-or-later
[{'sparsity': 0.5, 'op_types': ['Conv2d',}]