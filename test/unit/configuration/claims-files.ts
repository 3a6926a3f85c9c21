/** A configuration with a root, two groups and one option that builds on another. */
export const FILES = {
  'config.yaml': `
defaults:
  - data: synthetic
  - model: poisson
seed: 1
output:
  bins: 10
`,
  'data/synthetic.yaml': 'rows: 4000\nsplit: 0.25\n',
  'data/public.yaml': "defaults: [synthetic]\nrows: 677991\npath: '???'\n",
  'model/poisson.yaml': 'max_iter: 60\nmax_leaf_nodes: 31\nmax_depth: null\nearly_stopping: false\n',
  'model/deep.yaml': 'defaults: [poisson]\nmax_leaf_nodes: 128\nfeatures: [age, density]\n',
} as const;
