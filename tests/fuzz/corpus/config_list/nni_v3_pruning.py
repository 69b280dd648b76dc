# SPDX-License-Identifier: GPL-3.0-or-later
config_list = [
    {'op_types': ['Linear'], 'op_names_re': ['bert\\.encoder\\.layer\\.[0-9]*\\.attention\\.*'], 'sparse_threshold': 0.1,
     'granularity': [64, 64]},
    {'op_names': ['conv1'], 'target_names': ['weight', 'bias'], 'sparse_ratio': 0.5, 'min_sparse_ratio': 0.1,
     'max_sparse_ratio': 0.4, 'dependency_group_id': 'a', 'internal_metric_block': 4,
     'target_settings': {'bias': {'align': {'module_name': None, 'target_name': 'weight', 'dims': [0]}}}},
    {'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'global_group_id': 1, 'apply_method': 'mul'},
]
