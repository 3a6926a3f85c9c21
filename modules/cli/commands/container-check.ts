import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkContainer, makeImage, openBench, readSample, withVerdict } from '../../container-check';
import type { Bench, ContainerReport } from '../../container-check';
import { systemClock, TuneformError } from '../../kernel';
import { namedValues } from '../container/named-values';
import { renderReport } from '../container/render-report';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import { untilInterrupted } from '../terminal/until-interrupted';
import type { ContainerCheckFlags } from './flags';

/** How long the check waits after SIGTERM. SageMaker waits longer; a program that ends needs less. */
const GRACE_MS = 5_000;

/** `tuneform container check FOLDER` */
export async function containerCheck(
  folder: string,
  flags: ContainerCheckFlags,
  terminal: Terminal,
): Promise<void> {
  const context = resolve(terminal.workingDirectory, folder);
  await rejectNoFolder(folder, context);
  const path = (given: string): string => resolve(terminal.workingDirectory, given);
  const sample = await readSample({
    ...(flags.data === undefined ? {} : { data: path(flags.data) }),
    channels: namedValues('--channel', flags.channel, path),
    ...(flags.request === undefined ? {} : { request: path(flags.request) }),
    ...(flags.contentType === undefined ? {} : { contentType: flags.contentType }),
  });
  const hyperparameters = namedValues('--hyperparameter', flags.hyperparameter);
  const metrics = namedValues('--metric', flags.metric);
  const say = (line: string): void => {
    if (flags.json !== true) terminal.say(terminal.style.faint(line));
  };
  const report = await onBench(flags, (bench, signal) =>
    checkContainer(bench, {
      id: 'check',
      image: folder,
      make: () => makeImage(context, { pack: flags.pack === true, signal, say }),
      sample,
      hyperparameters,
      metrics,
      parts: flags.trainOnly === true ? 'training' : flags.serveOnly === true ? 'serving' : 'both',
      timeoutSeconds: flags.timeout ?? 60,
      signal,
      say,
    }),
  );
  if (flags.json === true) printJson(terminal, report);
  else terminal.data(renderReport(report, terminal.dataStyle));
  if (!report.ok) throw refused(report);
}

/** Works on a bench that is gone afterwards, also after Ctrl-C. */
async function onBench(
  { runner = 'auto' }: ContainerCheckFlags,
  work: (bench: Bench, signal: AbortSignal) => Promise<ContainerReport>,
): Promise<ContainerReport> {
  return untilInterrupted('The check was ended, and all that it started.', async (signal) => {
    const directory = await mkdtemp(join(tmpdir(), 'tuneform-container-check-'));
    // The check looks at the files and the processes of a container, which an engine keeps to itself.
    const inTheOpen = runner === 'auto' ? 'in the open' : runner;
    try {
      const bench = await openBench({
        directory,
        runner: inTheOpen,
        clock: systemClock,
        longestGraceMs: GRACE_MS,
      });
      try {
        return await work(bench, signal);
      } finally {
        await bench.close();
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
}

async function rejectNoFolder(given: string, path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  throw new TuneformError(
    `"${given}" is ${found === undefined ? 'not there' : 'not a folder'}. Name the folder of the container, with its Dockerfile.`,
    { code: 'BAD_USAGE', summary: 'No Container Folder' },
  );
}

function refused({ image, findings }: ContainerReport): TuneformError {
  const count = withVerdict(findings, 'refused').length;
  return new TuneformError(
    `SageMaker would refuse ${image}: ${count === 1 ? 'one clause is' : `${String(count)} clauses are`} broken; the arrow below each says what to do.`,
    { code: 'CONTAINER_REFUSED', summary: 'Container Would Be Refused' },
  );
}
