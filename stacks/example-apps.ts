import type { Construct } from 'constructs';
import { App } from '../modules/constructs';
import { TuneformError } from '../modules/kernel';
import { airlineDefaults } from './airline-settings';
import { AirlineStack } from './airline-stack';
import { ClaimsStack } from './claims-stack';
import { MarsStack } from './mars-stack';
import { loadSettings } from './settings';
import type { Settings } from './settings';

type Environment = Readonly<Record<string, string | undefined>>;

interface ExampleApp {
  /** Gets the environment too, for settings of its own. */
  readonly stack: new (scope: Construct, settings: Settings, env: Environment) => unknown;
  /** Settings that the example has unless the environment says otherwise. */
  readonly settings: (env: Environment) => Readonly<Record<string, string>>;
  /** Further ones on the local target, which scale it to two cores. @default - none */
  readonly small?: Readonly<Record<string, string>>;
}

const EXAMPLES: Readonly<Record<string, ExampleApp>> = {
  mars: { stack: MarsStack, settings: () => ({ TUNEFORM_TRIALS: '9', TUNEFORM_PARALLEL: '3' }) },
  claims: {
    stack: ClaimsStack,
    settings: () => ({
      TUNEFORM_TRIALS: '20',
      TUNEFORM_PARALLEL: '2',
      TUNEFORM_OVERRIDES: 'model=large',
    }),
    small: {
      TUNEFORM_TRIALS: '6',
      TUNEFORM_OVERRIDES: 'model.max_iter=30 model.min_samples_leaf=200',
    },
  },
  airline: {
    stack: AirlineStack,
    settings: airlineDefaults,
    small: { TUNEFORM_TRIALS: '6', TUNEFORM_PARALLEL: '2' },
  },
};

export interface ExampleSurroundings {
  readonly env: Environment;
  readonly project: string;
  /** Folder of the synthesised stack. @default - the CDKTF CLI's */
  readonly outdir?: string;
}

/** Returns the app with one example's stack, ready for its synthesis. Settings are those of `main.ts`, with the example's own defaults. */
export function exampleApp(name: string, { env, project, outdir }: ExampleSurroundings): App {
  const example = EXAMPLES[name];
  if (example === undefined) {
    throw new TuneformError(
      `There is no example "${name}". There are: ${Object.keys(EXAMPLES).join(', ')}.`,
      {
        code: 'BAD_USAGE',
        summary: 'Unknown Example',
      },
    );
  }
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const dataset = { TUNEFORM_DATASET: `.tuneform/data/${name}` };
  const scale = given['TUNEFORM_TARGET'] === 'aws' ? {} : example.small;
  const settings = loadSettings({ ...dataset, ...example.settings(given), ...scale, ...given }, project);
  const app = new App(outdir === undefined ? {} : { outdir });
  new example.stack(app, settings, given);
  return app;
}
