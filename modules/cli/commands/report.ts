import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { experimentFindings, experimentResults, findExperiment } from '../../aws';
import { messageOf, systemClock, TuneformError } from '../../kernel';
import { pricesOf } from '../prices-of';
import { loadCharts } from '../report/draw-chart';
import { renderReport } from '../report/render-report';
import { reportOf } from '../report/report';
import { openTarget } from '../target';
import { failedLogs } from '../terminal/failed-logs';
import { printJson } from '../terminal/print-json';
import { sayGaps } from '../terminal/say-gaps';
import type { Terminal } from '../terminal/terminal';
import type { ReportFlags } from './flags';

/** `tuneform report EXPERIMENT` */
export async function report(name: string, flags: ReportFlags, terminal: Terminal): Promise<void> {
  if (flags.html === undefined && flags.json !== true) {
    throw new TuneformError('Name the file with --html FILE, or print the data with --json.', {
      code: 'BAD_USAGE',
      summary: 'No Form of the Report Given',
    });
  }
  const session = await openTarget(flags, terminal);
  const signal = new AbortController().signal;
  const experiment = await findExperiment(session, { name, owner: flags.owner }, signal);
  const results = await experimentResults(session, experiment, {
    prices: pricesOf(session, terminal),
    signal,
  });
  sayGaps(results, terminal);
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const findings = await experimentFindings(session, newest, results, signal);
  const failures = await failedLogs(session, results.trials, signal);
  const data = reportOf(experiment, results, { findings, failures, readAtMs: systemClock.now() });
  if (flags.html !== undefined) {
    const file = resolve(terminal.workingDirectory, flags.html);
    write(file, renderReport(data, await loadCharts()));
    terminal.say(`The report is in ${file}.`);
  }
  if (flags.json === true) printJson(terminal, data);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new TuneformError(`The report could not be written: ${messageOf(error)}`, {
      code: 'BAD_USAGE',
      summary: 'File Not Writable',
      cause: error,
    });
  }
}
