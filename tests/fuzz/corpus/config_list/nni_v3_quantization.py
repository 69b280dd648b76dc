# SPDX-License-Identifier: GPL-3.0-or-later
[{'op_types': ['Conv2d'], 'target_names': ['_input_', 'weight', '_output_'], 'quant_dtype': 'int8', 'quant_scheme': 'affine',
  'granularity': 'default', 'target_settings': {'_output_0': {'quant_dtype': 'uint4'}, 'bias': {'quant_dtype': None}}},
 {'op_types': ['Linear'], 'quant_dtype': 'fp8', 'fuse_names': [('conv1', 'bn1')]}]
