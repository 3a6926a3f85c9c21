import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TAG_PREFIX } from '../../tuning';
import { TuneformError } from '../../kernel';
import type { Style } from '../../cli';
import type { PlanExcerpt, Telling } from '../output/plan-excerpt';
import { excerptPlan } from '../output/plan-excerpt';
import { logFile, runCdktf } from '../programs/run-cdktf';
import { runChild } from '../programs/run-child';
import type { Stage } from '../output/stage';
import type { World } from '../world';

export interface SynthOptions {
  readonly output?: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Synthesises the stacks once by running the app as the CDKTF CLI would; later runs skip this. */
export async function synthesise(world: World, options: SynthOptions = {}): Promise<void> {
  const said: string[] = [];
  const output = options.output ?? world.deployment.output;
  mkdirSync(join(world.project, output), { recursive: true });
  const [command = '', ...args] = world.deployment.app.split(' ');
  const code = await runChild({
    command,
    args,
    workingDirectory: world.project,
    env: { ...world.env, CDKTF_OUTDIR: output, ...options.settings },
    signal: world.signal,
    onLine: (line) => said.push(line),
  });
  if (code === 0) return;
  throw new TuneformError(
    `"${world.deployment.app}" could not synthesise the stacks (exit code ${String(code)}). Correct what it reports, and run the command ` +
      `again. The end of its output:\n${said.slice(-20).join('\n')}`,
    { code: 'CDKTF_FAILED', summary: 'Synthesis Failed' },
  );
}

/** Options of every run on synthesised stacks. */
export const onSynthesised = ({ deployment }: World, output = deployment.output): readonly string[] => [
  '--skip-synth',
  '--skip-provider-lock',
  '--app',
  deployment.app,
  '--output',
  output,
];

/** The attributes that a reviewer needs, besides the changed resources. */
const TELLING: Telling = {
  resources: /tuneform_/,
  attributes: new Set([
    'action',
    'builder',
    'cost_ceiling',
    'digest',
    'instance_type',
    'max_number_of_training_jobs',
    'max_parallel_training_jobs',
    'metric_name',
    'strategy',
    'tag',
    'training_image',
    'tuning_job_names',
  ]),
  noise: new RegExp(`fingerprint|^${TAG_PREFIX}`),
};

export interface PlanRequest {
  readonly stack: string;
  /** Name of the log with the whole plan. */
  readonly name: string;
  readonly output?: string;
}

/** Plans one stack with `cdktf diff` and shows the parts that a reviewer needs. */
export async function showPlan(world: World, request: PlanRequest): Promise<PlanExcerpt> {
  const { stage } = world;
  const command = `cdktf diff ${request.stack}`;
  stage.block(stage.style.faint(`$ ${command}`));
  stage.live(stage.style.faint('planning …'));
  const lines = await runCdktf(world, {
    name: request.name,
    args: ['diff', request.stack, ...onSynthesised(world, request.output)],
  });
  stage.live('');
  return showExcerpt(world, request.name, lines);
}

/** Shows the parts of a plan that a reviewer needs, out of the output of a run and its log's name. */
export function showExcerpt(world: World, name: string, output: readonly string[]): PlanExcerpt {
  const { stage } = world;
  const excerpt = excerptPlan(output, TELLING);
  for (const line of excerpt.lines) stage.block(paintPlanLine(line, stage.style), '    ');
  if (excerpt.summary !== undefined) stage.block(stage.style.strong(excerpt.summary), '    ');
  showWarnings(stage, excerpt.warnings);
  if (excerpt.omitted > 0) {
    stage.block(
      stage.style.faint(`(${String(excerpt.omitted)} lines omitted; full output in ${logFile(world, name)})`),
      '    ',
    );
  }
  return excerpt;
}

/** Shows Terraform's warnings, a line each. */
export function showWarnings(stage: Stage, warnings: readonly string[]): void {
  for (const warning of warnings) stage.block(stage.style.warn(`⚠ ${warning}`), '    ');
}

function paintPlanLine(line: string, style: Style): string {
  if (!line.startsWith(' ')) return style.strong(line);
  if (/^\s*\+/.test(line)) return style.good(line);
  if (/^\s*~/.test(line)) return style.warn(line);
  return /^\s*-/.test(line) ? style.bad(line) : line;
}
