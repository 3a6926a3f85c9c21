import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkContainer, openBench, readSample } from '../../modules/container-check';
import type { Bench, ContainerReport, Finding } from '../../modules/container-check';
import { CLAUSES } from '../../modules/container-check/clauses';
import { packFolder } from '../../modules/image';
import { systemClock } from '../../modules/kernel';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';
import { BROKEN } from './broken/all';
import type { Broken } from './broken/broken';
import { GOOD, inFolder } from './good-container';

/** How many containers are tried at once. */
const AT_ONCE = 10;

let directory: string;
let bench: Bench;
let reports: ReadonlyMap<string, Promise<ContainerReport>>;

async function check(
  id: string,
  container: Pick<Broken, 'files' | 'metrics' | 'hyperparameters' | 'platform' | 'timeoutSeconds'> & {
    readonly parts: Broken['parts'] | 'both';
  },
): Promise<ContainerReport> {
  const folder = temporaryFolder(inFolder(container.files));
  return checkContainer(bench, {
    id,
    image: `containers/${id}`,
    make: () => packFolder(folder, container.platform === undefined ? {} : { platform: container.platform }),
    sample: await readSample({ channels: {} }),
    hyperparameters: container.hyperparameters ?? {},
    metrics: container.metrics ?? { score: String.raw`score=(\S+)` },
    parts: container.parts,
    timeoutSeconds: container.timeoutSeconds ?? 200,
    signal: new AbortController().signal,
    say: () => undefined,
  });
}

/** Starts all, a few at a time. Each can be awaited by itself. */
function startAll(): ReadonlyMap<string, Promise<ContainerReport>> {
  const lanes = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  return new Map(
    BROKEN.map((broken, at) => {
      const lane = at % AT_ONCE;
      const report = (lanes[lane] ?? Promise.resolve()).then(() => check(`broken-${String(at)}`, broken));
      lanes[lane] = report.then(
        () => undefined,
        () => undefined,
      );
      return [broken.what, report] as const;
    }),
  );
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tuneform-container-check-'));
  bench = await openBench({ directory, runner: 'auto', clock: systemClock, longestGraceMs: 10_000 });
  reports = startAll();
});

afterAll(async () => {
  await Promise.allSettled(reports.values());
  await bench.close();
  rmSync(directory, { recursive: true, force: true });
  removeTemporaryFolders();
});

const faults = ({ findings }: ContainerReport): readonly Finding[] =>
  findings.filter(({ verdict }) => verdict === 'refused' || verdict === 'risky');

describe('a container that breaks a clause', () => {
  it.each(BROKEN)('$clause: $what', async (broken) => {
    const report = await reports.get(broken.what)!;
    const at = BROKEN.indexOf(broken);
    const verdict = report.isolated ? broken.verdict : (broken.plainVerdict ?? broken.verdict);
    const found = report.findings.find(
      ({ clause, verdict }) => clause === broken.clause && verdict !== 'passes',
    );
    if (verdict === 'unseen') {
      expect(found).toMatchObject({ verdict });
      return;
    }
    expect(
      faults(report)
        .map(({ clause }) => clause)
        .sort(),
    ).toEqual([broken.clause, ...(broken.also ?? [])].sort());
    expect(found).toMatchObject({
      verdict,
      image: `containers/broken-${String(at)}`,
      seen: expect.stringMatching(broken.seen) as string,
      remedy: expect.stringMatching(broken.remedy) as string,
    });
    expect(report.ok).toBe(faults(report).every((fault) => fault.verdict === 'risky'));
    expect(JSON.stringify(report)).not.toContain(directory);
  });

  it('is there for every clause', () => {
    const broken = new Set<string>(BROKEN.map(({ clause }) => clause));
    const whole = Object.keys(CLAUSES).filter((clause) => !broken.has(clause));
    expect(whole).toEqual([]);
  });
});

describe('a container that keeps all of them', () => {
  it('passes, and each clause was looked at', async () => {
    const report = await check('good', { files: GOOD, parts: 'both' });
    expect(faults(report)).toEqual([]);
    expect(report.ok).toBe(true);
    const unseen = report.findings.filter(({ verdict }) => verdict === 'unseen').map(({ clause }) => clause);
    expect(unseen).toEqual(report.isolated ? [] : ['outside-writes', 'interface']);
  });
});
