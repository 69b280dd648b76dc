# SPDX-License-Identifier: GPL-3.0-or-later
# as in NNI's tutorial
config_list = [
    {
        'sparsity': 0.8,
        'op_types': ['default'],   # all weighted modules
    },
    {'sparsity': 0.6, 'op_names': ('conv1', "layer1.0" '.conv1',)},
    {'exclude': True, 'op_names': [r"fc"], 'enabled': False},
]
