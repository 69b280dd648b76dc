# SPDX-License-Identifier: GPL-3.0-or-later
[{'sparsity': 0.5, 'op_names_re': ['layer1\.0\..*', '.*conv[0-9]+$', '(?!fc)\w+', '(a+)+$', '(?P<x>b|c){1,3}']},
 {'sparsity': 0.5, 'op_names_re': ['(', '[z-a]', '*', 'a{3,2}', '\\', '(?=.*(?=.*b))']},
 {'sparsity': 0.5, 'op_types': ['Conv2d'], 'exclude_op_types': ['Linear'], 'exclude_op_names': ['conv1'],
  'exclude_op_names_re': [r'layer\d']}]
