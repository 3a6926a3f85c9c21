import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { invokeEndpoint } from '../../aws';
import { pythonEnvironment, renderTable } from '../../cli';
import { systemClock, TuneformError } from '../../kernel';
import type { Outputs } from '../parts/deploy';
import { textOutput } from '../parts/deploy';
import type { World } from '../world';
import { dataFolder } from './example';
import type { Example } from './example';
import { runPreparation } from './prepare-data';

/** Of the published 6.3 million flights of a year: as many as two cores train on in seconds. */
const ROWS_FACTOR = 0.002;
const SHOWN = ['DepTime', 'DepDelay', 'Distance'];

/** The same trainer on CPUs and GPUs: XGBoost with cross-validation over late flights, in an image without anything of Tuneform’s. */
export const airline: Example = {
  name: 'airline',
  about: 'XGBoost on made-up flights with the published columns: which arrive late, by cross-validation',
  packages: [],
  prepare: makeFlights,
  show: predictHeldOut,
};

async function makeFlights(world: World, folder: string): Promise<void> {
  const { stage, project, signal } = world;
  const container = join(project, 'containers', 'airline');
  // Training jobs need the packages too; here the user sees their progress.
  const environment = await pythonEnvironment(join(container, 'requirements.txt'), {
    clock: systemClock,
    signal,
    report: (line) => {
      if (/^(Installing the|Python packages)/.test(line)) stage.block(line);
      else stage.live(stage.style.faint(line));
    },
  });
  const factor = ['--rows-factor', String(ROWS_FACTOR)];
  await runPreparation(world, join(environment, 'bin', 'python3'), [
    join(container, 'synthetic.py'),
    folder,
    ...factor,
  ]);
  stage.block('12,600 made-up flights of one year, a file for each month; 300 more are held out');
}

const HeldOut = z.object({
  features: z.array(z.string()),
  rows: z.array(z.array(z.number())),
  late: z.array(z.number()),
});
const Answers = z.array(z.object({ late: z.union([z.literal(0), z.literal(1)]), probability: z.number() }));

async function predictHeldOut(world: World, outputs: Outputs): Promise<void> {
  const { stage, project, session, signal } = world;
  const file = join(project, dataFolder('airline'), 'test', 'held-out.json');
  const held = HeldOut.parse(JSON.parse(readFileSync(file, 'utf8')));
  const endpointName = textOutput(outputs, 'airline', 'endpoint_name');
  const contentType = 'application/json';
  const request = { endpointName, contentType, accept: contentType, body: JSON.stringify(held.rows) };
  const answers = Answers.parse(JSON.parse(await invokeEndpoint(session, request, signal)));
  stage.block(`recommended for the whole year: ${textOutput(outputs, 'airline', 'recommended_instance')}`);
  const columns = SHOWN.map((name) => held.features.indexOf(name));
  const table = [
    held.late.indexOf(0),
    held.late.indexOf(1),
    held.late.lastIndexOf(0),
    held.late.lastIndexOf(1),
  ].map((index) => [
    ...columns.map((at) => String(held.rows[index]?.[at])),
    String(held.late[index]),
    (answers[index]?.probability ?? NaN).toFixed(2),
  ]);
  const titles = [...SHOWN, 'was late', 'probability'].map((title) => ({ title }));
  stage.block(renderTable(titles, table, stage.style));
  const share = shareOf(held.late, (late, index) => late === answers[index]?.late);
  const guess = shareOf(held.late, (late) => late === 0);
  if (share <= guess) {
    throw new TuneformError(
      `The model is right about ${percent(share)} of the held-out flights, no better than ${percent(guess)}, the share that was punctual. ` +
        'Search with more training jobs, and deploy again.',
      { code: 'ACCURACY_TOO_LOW', summary: 'Accuracy Too Low' },
    );
  }
  const count = String(held.late.length);
  stage.block(
    `${stage.style.good('✔')} right about ${stage.style.strong(percent(share))} of ${count} held-out flights; always “punctual”: ${percent(guess)}`,
  );
}

const shareOf = (late: readonly number[], is: (late: number, index: number) => boolean): number =>
  late.filter(is).length / late.length;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
