import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateHyperParameterTuningJobCommand } from '@aws-sdk/client-sagemaker';
import { ownershipTags } from '../../../modules/aws';
import { tuningJobName } from '../../../modules/tuning';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { SageMakerFixture } from '../../support/sagemaker-fixture';

const BIN = join(__dirname, '../../../modules/cli/bin/tuneform.js');

/** Trains in a hundredth of a second; every hyperparameter counts, and some settings fail. */
const TRAIN = `#!/usr/bin/env -S python3 -IS
import json, os, sys
base = os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml")
given = json.load(open(os.path.join(base, "input/config/hyperparameters.json")))
x, rate = float(given["x"]), float(given["rate"])
if given["kind"] == "<b>tree" and x > 0.8: sys.exit("ValueError: depth & width <do not fit>")
print("score=%f;" % (1 - (x - 0.4) ** 2 - 0.01 * abs(rate - 0.01)))
`;

let running: RunningCloud;
let aws: SageMakerFixture;
let folder: string;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  folder = mkdtempSync(join(tmpdir(), 'tuneform-report-'));
  const own = { owner: 'me', experiment: 'digits', fingerprint: 'f', generation: 1, run: 1 };
  const name = tuningJobName({ ...own, name: 'digits' });
  const image = await aws.pushImage('digits', { train: TRAIN });
  const request = aws.tuningRequest(name, image, {
    ResourceLimits: { MaxNumberOfTrainingJobs: 24, MaxParallelTrainingJobs: 4 },
    ParameterRanges: {
      ContinuousParameterRanges: [
        { Name: 'x', MinValue: '0', MaxValue: '1', ScalingType: 'Linear' },
        { Name: 'rate', MinValue: '0.0001', MaxValue: '0.1', ScalingType: 'Logarithmic' },
      ],
      CategoricalParameterRanges: [{ Name: 'kind', Values: ['<b>tree', 'net'] }],
    },
  });
  const Tags = Object.entries(ownershipTags(own)).map(([Key, Value]) => ({ Key, Value }));
  await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand({ ...request, Tags }));
  await aws.tuningJobEnd(name);
}, 120_000);
afterAll(async () => {
  aws.dispose();
  await running.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program to its end. The local cloud is in this process, which must not stand still. */
function run(file: string, argv: readonly string[], env?: NodeJS.ProcessEnv) {
  const child = spawn(file, argv, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...(env && { env }) });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** In a process of its own: the charts are modules that this runner of tests does not load. */
function report(...argv: readonly string[]) {
  return run(process.execPath, [BIN, 'report', 'digits', '--endpoint', running.cloud.url, ...argv], {
    PATH: process.env['PATH'],
    HOME: folder,
    TUNEFORM_LOCAL_CREDENTIALS: running.cloud.credentialsFile,
  });
}

describe('tuneform report', () => {
  it('is one page of a real search that loads nothing, with a table beside every chart', async () => {
    const { status, stdout, stderr } = await report('--html', 'report.html', '--json');
    expect([status, stderr]).toEqual([0, expect.stringContaining('report.html')]);
    const data = JSON.parse(stdout) as {
      trials: { trainingJobName: string; status: string }[];
      bestSoFar: { best: number }[];
      best: { trainingJobName: string };
      definitions: { importance: { method: string; parameters: { name: string }[] } }[];
      failures: { lines: string[] }[];
    };
    const html = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(data.trials).toHaveLength(24);
    for (const { trainingJobName } of data.trials) expect(html).toContain(trainingJobName);
    const bests = data.bestSoFar.map(({ best }) => best);
    expect(bests).toEqual(bests.toSorted((a, b) => a - b));
    const [{ importance } = { importance: { method: '', parameters: [] } }] = data.definitions;
    expect(importance.parameters[0]?.name).toBe('x');
    expect(html).toContain(importance.method);
    // Best so far and settings, for wide pages and narrow ones, and a slice of each hyperparameter.
    expect(html.match(/<svg /g)).toHaveLength(7);
    expect(html.match(/role="img" aria-labelledby="[\w-]+" aria-describedby="[\w-]+"/g)).toHaveLength(5);
    expect(html.match(/<details><summary>/g)).toHaveLength(2);
    expect(html).not.toMatch(/<script|\ssrc=|href="?https?:|url\(["']?https?:|@import|NaN|undefined/);
    expect(html).toContain("default-src 'none'");
    // One main landmark, a level of headings at a time, and a link to every section.
    expect(html.match(/<main>|<h1>|<nav aria-label="Contents">/g)).toEqual([
      '<h1>',
      '<main>',
      '<nav aria-label="Contents">',
    ]);
    const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
    const heads = [...html.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
    expect([...html.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id)).toEqual(heads);
    // What scrolls is reached by the keyboard, in the order of the page, and has a name.
    expect(
      html
        .match(/<div class="wide"[^>]*>/g)
        ?.filter((box) => !/tabindex="0" role="region" aria-label="[^"]/.test(box)),
    ).toEqual([]);
    expect(html).not.toMatch(/tabindex="[^0]/);
    // Every row of a table is named by its first cell.
    expect(html.match(/<tbody>(?!<tr><th scope="row">|<\/tbody>)/g)).toBeNull();
    expect(html.match(/<tr><td/g)).toBeNull();
    // What comes from outside is text.
    expect(html).not.toContain('<b>tree');
    expect(html).toContain('&lt;b&gt;tree');
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(new Set(ids).size);
    const failed = data.trials.filter(({ status: one }) => one === 'Failed').length;
    expect(failed).toBeGreaterThan(0);
    expect(html).toContain(`${String(failed)} failed: `);
    expect(html).toContain('ValueError: depth &amp; width &lt;do not fit&gt;');
  });

  it('needs a file or --json, and a folder that exists', async () => {
    expect((await report()).status).toBe(2);
    expect((await report('--html', 'gone/report.html')).stderr).toContain('could not be written');
  });
});
