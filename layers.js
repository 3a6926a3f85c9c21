/**
 * Who may import whom. One object, read by dependency-cruiser (the rule) and by the test that keeps the table in
 * ARCHITECTURE.md equal to it (the picture). A module may always import itself, Node and what `packages` allows; what stands
 * in `behind` is imported by the file it stands under and by no other of the module.
 */
module.exports = {
  kernel: { modules: [], packages: [] },
  machine: { modules: ['kernel'], packages: [] },
  'local-access': { modules: ['kernel'], packages: [] },
  tuning: { modules: ['kernel'], packages: [] },
  search: { modules: ['tuning', 'kernel'], packages: [] },
  reconcile: { modules: ['kernel'], packages: [] },
  plugin: { modules: ['kernel'], packages: ['@bufbuild/protobuf'] },
  conformance: { modules: ['plugin', 'machine', 'kernel'], packages: [] },
  bundle: { modules: ['kernel'], packages: ['esbuild'] },
  image: {
    modules: ['machine', 'kernel'],
    packages: ['tar-stream', 'fflate', 'dockerfile-ast', 'ignore', '@balena/dockerignore'],
  },
  configuration: {
    modules: ['kernel'],
    packages: ['yaml'],
    behind: { 'read-yaml.ts': ['yaml'] },
  },
  aws: { modules: ['reconcile', 'tuning', 'kernel'], packages: ['@aws-sdk/', '@smithy/'] },
  provider: {
    modules: ['plugin', 'reconcile', 'aws', 'tuning', 'image', 'local-access', 'kernel'],
    packages: [],
  },
  delivery: { modules: ['machine', 'kernel'], packages: ['tsx'] },
  constructs: {
    modules: ['configuration', 'tuning', 'delivery', 'local-access', 'kernel'],
    packages: ['cdktf', 'constructs', '@cdktf/provider-aws/'],
    behind: { 'dialect.ts': ['cdktf/', '@cdktf/'] },
  },
  'local-cloud': {
    modules: ['search', 'tuning', 'machine', 'local-access', 'kernel'],
    packages: ['@aws-sdk/', '@smithy/', 'lmdb', 're2js', 'tar-stream'],
  },
  'container-check': {
    modules: ['local-cloud', 'aws', 'image', 'machine', 'kernel'],
    packages: [],
  },
  cli: {
    modules: [
      'configuration',
      'container-check',
      'local-cloud',
      'aws',
      'tuning',
      'kernel',
      'provider',
      'delivery',
      'conformance',
      'bundle',
      'machine',
      'local-access',
    ],
    packages: ['commander', 'cli-table3', 'zod', 'tsx', 'fflate', 'echarts/'],
    behind: { 'report/draw-chart.ts': ['echarts/'] },
  },
  demo: { modules: ['cli', 'aws', 'tuning', 'machine', 'kernel'], packages: ['commander', 'zod'] },
};
