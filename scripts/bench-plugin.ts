/**
 * Measures the cost of a provider on `modules/plugin` to Terraform: plans without and with refresh, of one and of many resources
 * as wide as an experiment, against the built-in `terraform_data` with an equally wide object and against any other provider of the
 * same schema. Interleaves whole runs; reports wall and processor time of the whole process tree.
 *
 *   npm run bench -- plugin [--count 200] [--rounds 5] [--peer name=EXECUTABLE]...
 *
 * A peer serves `peer_experiment` under the address registry.terraform.io/tuneform/peer.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { bundle } from '../test/protocol/plugin/bundle';
import { goal } from './goal';
import { warnWhenBusy } from './machine-load';
import { median } from './median';
import { wideArguments } from './wide-provider/wide-arguments';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    peer: { type: 'string', multiple: true, default: [] },
  },
});

const PLUGINS = `terraform.d/plugins/registry.terraform.io/tuneform/peer/0.0.1/${process.platform}_${
  process.arch === 'x64' ? 'amd64' : process.arch
}`;

interface Subject {
  readonly name: string;
  /** Absent for Terraform's built-in resource. */
  readonly executable?: string;
}

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Writes one block per resource, as CDKTF does; `count` would cost Terraform itself seconds. */
function configuration(subject: Subject, count: number): string {
  const blocks = (type: string, body: string): string =>
    Array.from(
      { length: count },
      (_, index) => `resource "${type}" "wide_${String(index)}" {\n${body}}\n`,
    ).join('');
  return subject.executable === undefined
    ? blocks('terraform_data', `  input = {\n${wideArguments}  }\n`)
    : `terraform {
  required_providers {
    peer = {
      source  = "registry.terraform.io/tuneform/peer"
      version = "0.0.1"
    }
  }
}
${blocks('peer_experiment', wideArguments)}`;
}

/** Runs Terraform in `folder`; the shell's `time` covers every process below it. */
function terraform(folder: string, ...argv: readonly string[]): Cost {
  const { TF_CLI_CONFIG_FILE: _ignored, ...environment } = process.env;
  const run = spawnSync(
    'bash',
    ['-c', `TIMEFORMAT='%R %U %S'; time terraform "$@" -no-color >out.txt 2>&1`, 'bash', ...argv],
    { cwd: folder, env: { ...environment, CHECKPOINT_DISABLE: '1' }, encoding: 'utf8' },
  );
  if (run.status !== 0) {
    throw new Error(`terraform ${argv.join(' ')} failed:\n${readFileSync(join(folder, 'out.txt'), 'utf8')}`);
  }
  const [wall = 0, user = 0, system = 0] = run.stderr.trim().split(/\s+/).map(Number);
  return { wallMs: wall * 1000, cpuMs: (user + system) * 1000 };
}

function prepare(root: string, subject: Subject, count: number): string {
  const folder = join(root, `${subject.name.replace(/\W+/g, '-')}-${String(count)}`);
  mkdirSync(folder);
  if (subject.executable !== undefined) {
    mkdirSync(join(folder, PLUGINS), { recursive: true });
    cpSync(subject.executable, join(folder, PLUGINS, 'terraform-provider-peer_v0.0.1'));
  }
  writeFileSync(join(folder, 'main.tf'), configuration(subject, count));
  terraform(folder, 'init', '-input=false');
  terraform(folder, 'apply', '-auto-approve', '-input=false');
  return folder;
}

function measure(root: string, subjects: readonly Subject[], count: number): void {
  const folders = subjects.map((subject) => prepare(root, subject, count));
  const table = new Table({
    head: ['', 'plan wall', 'plan CPU', '×', 'refresh wall', 'refresh CPU', '×'],
    style: { head: [], border: [] },
  });
  const plans: Cost[][] = subjects.map(() => []);
  const refreshes: Cost[][] = subjects.map(() => []);
  for (let round = 0; round < Number(values.rounds); round += 1) {
    folders.forEach((folder, index) => {
      plans[index]?.push(terraform(folder, 'plan', '-refresh=false', '-input=false', '-detailed-exitcode'));
      refreshes[index]?.push(terraform(folder, 'plan', '-input=false', '-detailed-exitcode'));
    });
  }
  const of = (costs: readonly Cost[] | undefined, key: keyof Cost): number =>
    median((costs ?? []).map((cost) => cost[key]));
  subjects.forEach((subject, index) => {
    const ratio = (costs: readonly Cost[][]): string =>
      (of(costs[1], 'cpuMs') / of(costs[index], 'cpuMs')).toFixed(2);
    table.push([
      subject.name,
      `${of(plans[index], 'wallMs').toFixed(0)} ms`,
      `${of(plans[index], 'cpuMs').toFixed(0)} ms`,
      ratio(plans),
      `${of(refreshes[index], 'wallMs').toFixed(0)} ms`,
      `${of(refreshes[index], 'cpuMs').toFixed(0)} ms`,
      ratio(refreshes),
    ]);
  });
  console.log(`${String(count)} resources; × is our processor time over that row's`);
  console.log(table.toString());
  const own = of(refreshes[1], 'cpuMs') / 1000;
  const most = GOALS[count];
  if (most === undefined) return;
  const seconds = goal(own, most, (figure) => `${figure.toFixed(2)} s`);
  console.log(
    `plan with refresh, processor time of the whole tree: ${seconds}; recorded, lean Go and Go framework: ${RECORDED[count] ?? ''} s`,
  );
}

/** Processor seconds of a plan with refresh that ours should stay within: the lean peer's at 200 and 0.95 of them at 1,000. */
const GOALS: Readonly<Record<number, number>> = { 1: 0.33, 200: 5.35, 1000: 25 };
/** Figures of the lean and the framework Go peer, recorded on two quiet cores when the goals were set. */
const RECORDED: Readonly<Record<number, string>> = {
  1: '0.20 and 0.30',
  200: '5.35 and 21.8',
  1000: '26.3 and 116',
};

async function main(): Promise<void> {
  warnWhenBusy();
  const root = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  const ours = await bundle(join(__dirname, 'wide-provider/main.ts'), 'terraform-provider-peer_v0.0.1');
  try {
    const subjects: Subject[] = [
      { name: 'terraform_data' },
      { name: 'modules/plugin', executable: ours.executable },
      ...values.peer.map((peer) => {
        const at = peer.indexOf('=');
        return { name: peer.slice(0, at), executable: peer.slice(at + 1) };
      }),
    ];
    for (const count of [1, Number(values.count)]) measure(root, subjects, count);
  } finally {
    ours.remove();
    rmSync(root, { recursive: true, force: true });
  }
}

void main();
