import type { Construct } from 'constructs';
import { App } from '../modules/constructs';
import { TuneformError } from '../modules/kernel';
import { MarsStack } from './mars-stack';
import { loadSettings } from './settings';
import type { Settings } from './settings';

interface ExampleApp {
  readonly stack: new (scope: Construct, settings: Settings) => unknown;
  /** Settings that the example has unless the environment says otherwise. */
  readonly settings: Readonly<Record<string, string>>;
}

const EXAMPLES: Readonly<Record<string, ExampleApp>> = {
  mars: { stack: MarsStack, settings: { TUNEFORM_TRIALS: '9', TUNEFORM_PARALLEL: '3' } },
};

export interface ExampleSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
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
  const settings = loadSettings({ ...dataset, ...example.settings, ...given }, project);
  const app = new App(outdir === undefined ? {} : { outdir });
  new example.stack(app, settings);
  return app;
}
