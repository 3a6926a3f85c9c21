import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TuneformError } from '../../kernel';
import { isPlanSummary, warningsIn } from '../output/plan-excerpt';
import { describeEvent, describeProgress } from '../output/describe-search';
import { runCdktf } from '../programs/run-cdktf';
import type { SearchEvent, SearchSnapshot } from '../output/search-events';
import { lookAtSearch, watchSearch } from '../output/watch-search';
import type { World } from '../world';
import { onSynthesised, showExcerpt, showWarnings } from './plan';

const outputsOfStacks = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Outputs by stack and name. */
export type Outputs = z.infer<typeof outputsOfStacks>;

export interface DeployRequest {
  readonly stacks: readonly string[];
  /** Name of the log. */
  readonly name: string;
  /** How many further processes of the CDKTF CLI to load meanwhile. */
  readonly loadAhead?: number;
  /** Receives Terraform's progress lines. */
  readonly onLine?: (line: string) => void;
  /** Shows what Terraform plans as soon as it has planned it, and its warnings at the end. Without it, neither. */
  readonly showsPlan?: boolean;
}

export interface Deployed {
  readonly outputs: Outputs;
  /** Terraform's closing line of each stack: `Apply complete! Resources: 3 added, 0 changed, 0 destroyed.` */
  readonly summaries: readonly string[];
  readonly lines: readonly string[];
}

/** Deploys stacks with `cdktf deploy --auto-approve`. */
export async function deploy(world: World, request: DeployRequest): Promise<Deployed> {
  const { stage } = world;
  stage.block(stage.style.faint(`$ cdktf deploy ${request.stacks.join(' ')} --auto-approve`));
  const file = join(world.work, `${request.name}.outputs.json`);
  const args = [
    'deploy',
    ...request.stacks,
    '--auto-approve',
    '--outputs-file',
    file,
    ...onSynthesised(world),
  ];
  // The foundation is already deployed when the experiment is deployed by itself.
  if (request.stacks.length < world.deployment.stacks.length) {
    args.push('--ignore-missing-stack-dependencies');
  }
  let done = 0;
  const planned: string[] = [];
  let isPlanned = request.showsPlan !== true;
  const lines = await runCdktf(world, {
    name: request.name,
    args,
    loadAhead: request.loadAhead ?? 0,
    onLine: (line) => {
      if (!isPlanned) {
        planned.push(line);
        isPlanned = isPlanSummary(line);
        if (isPlanned) showExcerpt(world, request.name, planned);
      }
      if (FINISHED.test(line)) done += 1;
      if (FINISHED.test(line) || UNDER_WAY.test(line)) {
        stage.live(stage.style.faint(`${String(done)} done · ${line.replace(/ \[id=.*/, '')}`));
      }
      request.onLine?.(line);
    },
  });
  stage.live('');
  const summaries = lines.filter((line) => line.startsWith('Apply complete!'));
  if (summaries.length === 0) {
    throw new TuneformError(
      `cdktf deploy ended without applying. ${join(world.work, `${request.name}.log`)} has its whole output; correct what it reports, ` +
        'and deploy again.',
      { code: 'CDKTF_FAILED', summary: 'CDKTF Run Failed' },
    );
  }
  if (request.showsPlan === true) showWarnings(stage, warningsIn(lines));
  for (const summary of new Set(summaries)) stage.block(summary, '    ');
  return { outputs: readOutputs(file), summaries, lines };
}

const UNDER_WAY = /: (Creating|Modifying|Destroying|Still \w+)\.\.\./;
const FINISHED = /: (Creation|Modifications|Destruction) complete after /;

/** Deploys the experiment and reports its search, trial by trial, while Terraform waits for the champion. */
export async function deployWithProgress(world: World, request: DeployRequest): Promise<Deployed> {
  const { stage, session } = world;
  const { experiment } = world.deployment;
  const before = await lookAtSearch(session, experiment);
  if (before !== undefined && before.status !== 'InProgress') {
    stage.block(`tuning job ${before.tuningJobName} of an earlier run has ended; nothing is paid twice`);
  }
  const finished = new AbortController();
  const watching = watchSearch({
    session,
    experiment,
    until: finished.signal,
    onEvent: (event, snapshot) => {
      // If a live line shows the running trials, their starts need no lines.
      if (stage.isLive && event.kind === 'trial started') return;
      if (isNews(event, before)) stage.block(describeEvent(event, snapshot.limit, stage.style));
    },
    onLook: (snapshot) => {
      if (snapshot.status === 'InProgress') stage.live(`  ${describeProgress(snapshot, stage.style)}`);
    },
  });
  try {
    return await deploy(world, {
      ...request,
      onLine: (line) => {
        if (/aws_sagemaker|tuneform_endpoint/.test(line) && (UNDER_WAY.test(line) || FINISHED.test(line))) {
          stage.block(stage.style.faint(line.replace(/ \[id=.*/, '')));
        }
      },
    });
  } finally {
    finished.abort();
    await watching;
    stage.live('');
  }
}

/** Events that an earlier run showed are not repeated. */
function isNews(event: SearchEvent, before: SearchSnapshot | undefined): boolean {
  if (before === undefined) return true;
  if (before.status !== 'InProgress') return false;
  if (event.kind !== 'trial ended') return true;
  const known = before.trials.find((trial) => trial.trainingJobName === event.trial.trainingJobName);
  return known?.endedAtMs === undefined;
}

function readOutputs(file: string): Outputs {
  return existsSync(file) ? outputsOfStacks.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

/**
 * Returns one output as text.
 *
 * @throws If the output is null, because the deployment did not get that far
 */
export function textOutput(outputs: Outputs, stack: string, name: string): string {
  const value = outputs[stack]?.[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new TuneformError(
    `Stack "${stack}" has no value for its output "${name}": the search has no winner yet, or its wait timed out. Deploy again to continue.`,
    { code: 'OUTPUT_MISSING', summary: 'Output Missing' },
  );
}
