const layers = require('./layers');

const names = Object.keys(layers);

const moduleRules = names.map((name) => ({
  name: `${name}-imports-only-its-neighbours`,
  comment: `modules/${name} may import ${layers[name].modules.join(', ') || 'no other module'}`,
  severity: 'error',
  from: { path: `^modules/${name}/` },
  to: {
    path: '^(modules|stacks|scripts|test|main)',
    pathNot: [name, ...layers[name].modules].map((allowed) => `^modules/${allowed}/`),
  },
}));

const packageRules = names.map((name) => ({
  name: `${name}-imports-only-its-packages`,
  severity: 'error',
  from: { path: `^modules/${name}/` },
  to: {
    path: 'node_modules/',
    pathNot: [...layers[name].packages, '@types/'].map((allowed) => `node_modules/${allowed}`),
  },
}));

const behindRules = names.flatMap((name) =>
  Object.entries(layers[name].behind ?? {}).map(([file, packages]) => ({
    name: `${name}-imports-behind-${file.replace(/[.]ts$/, '')}`,
    comment: `modules/${name} imports ${packages.join(', ')} in ${file} only`,
    severity: 'error',
    from: { path: `^modules/${name}/`, pathNot: `^modules/${name}/${file.replace('.', '[.]')}$` },
    to: { path: packages.map((imported) => `node_modules/${imported}`) },
  })),
);

const doorRules = names.map((name) => ({
  name: `enter-${name}-by-its-door`,
  comment: 'Across modules import the door (index.ts); inside a module import the file.',
  severity: 'error',
  from: { path: '^(modules|stacks|main)', pathNot: `^modules/${name}/` },
  to: { path: `^modules/${name}/`, pathNot: [`^modules/${name}/index[.]ts$`] },
}));

const CLOUD = '^modules/local-cloud/';

/** Inside the local cloud (ADR 0016). */
const cloudRules = [
  {
    name: 'no-service-imports-another',
    comment: 'A service takes what another offers from the neighbours it is built with (ports/ports.ts).',
    from: { path: `${CLOUD}services/([^/]+)/` },
    to: { path: `${CLOUD}services/[^/]+/`, pathNot: `${CLOUD}services/$1/` },
  },
  {
    name: 'jobs-know-no-wire',
    comment: 'Jobs, events, runners and the store know nothing of requests, answers and their faults.',
    from: { path: `${CLOUD}(jobs|events|runners|store)/` },
    to: { path: `${CLOUD}(services|server|state-folder|ports/(service|cloud-request|interceptor)[.]ts)` },
  },
  {
    name: 'the-server-knows-no-service',
    comment: 'It is given the services; the list of them is services/services.ts.',
    from: { path: `${CLOUD}(server|protocols)/` },
    to: { path: `${CLOUD}(services|jobs|runners|store/(?!storage-fault))` },
  },
  {
    name: 'one-composition-root',
    comment: 'Only local-cloud.ts opens a store, chooses a runner and builds the services.',
    from: { path: '^modules/', pathNot: `${CLOUD}(local-cloud|runners/choose-runner)[.]ts$` },
    to: {
      path: `${CLOUD}(store/lmdb-store|runners/(choose-runner|process/process-runner|namespaces/namespace-runner)|services/build-services|events/outbox)[.]ts$`,
      dependencyTypesNot: ['type-only'],
    },
  },
].map((rule) => ({ severity: 'error', ...rule }));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan-import', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'stacks-compose-constructs',
      severity: 'error',
      from: { path: '^stacks/' },
      to: { path: '^modules/', pathNot: '^modules/(constructs|tuning|kernel)/' },
    },
    {
      name: 'stacks-speak-the-dialect',
      comment:
        'modules/constructs exports what stacks and main.ts need of CDKTF; its dialect.ts alone imports it.',
      severity: 'error',
      from: { path: '^(stacks/|main[.]ts)' },
      to: { path: 'node_modules/(cdktf|@cdktf)/' },
    },
    {
      name: 'pure-modules-touch-no-machine',
      comment: 'tuning, search and reconcile do no input or output.',
      severity: 'error',
      from: { path: '^modules/(tuning|search|reconcile)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-machine-starts-programs',
      comment: 'modules/machine has startProgram, startInBackground, runProgram and runProgramAtOnce.',
      severity: 'error',
      from: { path: '^(modules|stacks|main)', pathNot: '^modules/machine/' },
      to: { path: '^(node:)?child_process$' },
    },
    ...moduleRules,
    ...packageRules,
    ...behindRules,
    ...doorRules,
    ...cloudRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default'] },
    exclude: { path: '^(dist|cdktf.out|.tuneform)' },
  },
};
