/* eslint-disable @typescript-eslint/no-require-imports -- each command's modules load when it runs, so that
   help and errors are quick; `import()` would leave CommonJS and with it the TypeScript loader */

/** The commands, each loaded on first use. */
export const load = {
  local: () => require('./local') as typeof import('./local'),
  serve: () => require('../local/serve') as typeof import('../local/serve'),
  show: () => require('./show') as typeof import('./show'),
  trials: () => require('./trials') as typeof import('./trials'),
  invoke: () => require('./invoke') as typeof import('./invoke'),
};
