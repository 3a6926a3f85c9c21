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
      name: 'pure-modules-touch-no-machine',
      comment: 'tuning, search and reconcile do no input or output.',
      severity: 'error',
      from: { path: '^modules/(tuning|search|reconcile)/' },
      to: { dependencyTypes: ['core'] },
    },
    ...moduleRules,
    ...packageRules,
    ...behindRules,
    ...doorRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default'] },
    exclude: { path: '^(dist|cdktf.out|.tuneform)' },
  },
};
